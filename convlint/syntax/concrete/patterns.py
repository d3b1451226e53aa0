"""Patterns of `match`."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.table import expression, lowers_pattern, pattern, spelled
from convlint.syntax.lowering import Lowering


@lowers_pattern(cst.MatchValue, cst.MatchSingleton)
def value(node: cst.MatchValue | cst.MatchSingleton, low: Lowering) -> ir.Pattern:
    return ir.ValuePattern(low.at(node), expression(node.value, low))


@lowers_pattern(cst.MatchAs)
def capture(node: cst.MatchAs, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    inner = None if node.pattern is None else pattern(node.pattern, low)
    return ir.CapturePattern(at, inner, spelled(node.name))


@lowers_pattern(cst.MatchOr)
def alternatives(node: cst.MatchOr, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    return ir.OrPattern(at, tuple([pattern(each.pattern, low) for each in node.patterns]))


@lowers_pattern(cst.MatchList, cst.MatchTuple)
def sequence(node: cst.MatchList | cst.MatchTuple, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    items = [each.value if isinstance(each, cst.MatchSequenceElement) else each for each in node.patterns]
    return ir.SequencePattern(at, tuple([pattern(each, low) for each in items]))


@lowers_pattern(cst.MatchStar)
def star(node: cst.MatchStar, low: Lowering) -> ir.Pattern:
    return ir.StarPattern(low.at(node), spelled(node.name))


@lowers_pattern(cst.MatchMapping, cst.MatchClass)
def opaque(node: cst.MatchPattern, low: Lowering) -> ir.Pattern:
    return ir.OpaquePattern(low.at(node), tuple(_captured(node)))


def _captured(node: cst.CSTNode) -> Iterator[str]:
    """The names that a pattern binds (its depth is bounded)."""
    if isinstance(node, (cst.MatchAs, cst.MatchStar)) and node.name is not None:
        yield node.name.value
    if isinstance(node, cst.MatchMapping) and node.rest is not None:
        yield node.rest.value
    for child in node.children:
        if not isinstance(child, cst.BaseExpression):
            yield from _captured(child)
