"""Patterns of `match`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from convlint.syntax import ir
from convlint.syntax.abstract.table import expression, lowers_pattern, pattern
from convlint.syntax.lowering import Lowering


@lowers_pattern(ast.MatchValue)
def value(node: ast.MatchValue, low: Lowering) -> ir.Pattern:
    return ir.ValuePattern(low.at(node), expression(node.value, low))


@lowers_pattern(ast.MatchSingleton)
def singleton(node: ast.MatchSingleton, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    return ir.ValuePattern(at, ir.Const(low.at(node), node.value))


@lowers_pattern(ast.MatchAs)
def capture(node: ast.MatchAs, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    return ir.CapturePattern(at, None if node.pattern is None else pattern(node.pattern, low), node.name)


@lowers_pattern(ast.MatchOr)
def alternatives(node: ast.MatchOr, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    return ir.OrPattern(at, tuple([pattern(each, low) for each in node.patterns]))


@lowers_pattern(ast.MatchSequence)
def sequence(node: ast.MatchSequence, low: Lowering) -> ir.Pattern:
    at = low.at(node)
    return ir.SequencePattern(at, tuple([pattern(each, low) for each in node.patterns]))


@lowers_pattern(ast.MatchStar)
def star(node: ast.MatchStar, low: Lowering) -> ir.Pattern:
    return ir.StarPattern(low.at(node), node.name)


@lowers_pattern(ast.MatchMapping, ast.MatchClass)
def opaque(node: ast.MatchMapping | ast.MatchClass, low: Lowering) -> ir.Pattern:
    return ir.OpaquePattern(low.at(node), tuple(_captured(node)))


def _captured(node: ast.AST) -> Iterator[str]:
    """The names that a pattern binds (its depth is bounded)."""
    if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name is not None:
        yield node.name
    if isinstance(node, ast.MatchMapping) and node.rest is not None:
        yield node.rest
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.pattern):
            yield from _captured(child)
