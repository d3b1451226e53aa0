"""The table of lowering, and what it carries along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Union

import libcst as cst

from convlint.finding import Span
from convlint.syntax import ir

# A node, the first and the last of a run, or (of what is not read) the lines themselves.
Place = Union[cst.CSTNode, tuple[cst.CSTNode, cst.CSTNode], Span]
Rule = Callable[[Any, "Lowering"], Any]
Table = dict[type[cst.CSTNode], Rule]

_EXPRESSIONS: Table = {}
_STATEMENTS: Table = {}
_PATTERNS: Table = {}


class Unread(Exception):
    """A text that LibCST does not read, or that is too large."""


class Lowering:
    """One chunk on its way: the nodes numbered so far, and whether the function at hand yields."""

    __slots__ = ("first", "nodes", "yields")

    def __init__(self, first: int) -> None:
        self.first = first
        self.nodes: list[Place] = []
        self.yields = False

    def at(self, node: Place) -> int:
        """Number a node (or a run, by its first and last node)."""
        self.nodes.append(node)
        return self.first + len(self.nodes) - 1


def _adder(table: Table) -> Callable[..., Callable[[Rule], Rule]]:
    def lowers(*kinds: type[cst.CSTNode]) -> Callable[[Rule], Rule]:
        def add(rule: Rule) -> Rule:
            table.update(dict.fromkeys(kinds, rule))
            return rule

        return add

    return lowers


lowers_expression = _adder(_EXPRESSIONS)
lowers_statement = _adder(_STATEMENTS)
lowers_pattern = _adder(_PATTERNS)


def expression(node: cst.CSTNode, low: Lowering) -> ir.Expr:
    """An expression; of a kind without a rule, an OpaqueExpr."""
    rule = _EXPRESSIONS.get(type(node))
    lowered: ir.Expr = rule(node, low) if rule else ir.OpaqueExpr(low.at(node))
    return lowered


def spelled(node: cst.Name | None) -> str | None:
    return None if node is None else node.value


def optional(node: cst.CSTNode | None, low: Lowering) -> ir.Expr | None:
    return None if node is None else expression(node, low)


def expressions(nodes: Iterable[cst.CSTNode], low: Lowering) -> tuple[ir.Expr, ...]:
    return tuple([expression(node, low) for node in nodes])


def statement(node: cst.CSTNode, low: Lowering) -> ir.Stmt:
    """A statement; of a kind without a rule, an OpaqueStmt."""
    rule = _STATEMENTS.get(type(node))
    lowered: ir.Stmt = rule(node, low) if rule else ir.OpaqueStmt(low.at(node), ())
    return lowered


def pattern(node: cst.CSTNode, low: Lowering) -> ir.Pattern:
    """A pattern of `match`."""
    lowered: ir.Pattern = _PATTERNS[type(node)](node, low)
    return lowered
