"""The table of lowering."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Union

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.lowering import Lowering, Rule, adder

# A node, or the first and the last of a run.
Place = Union[cst.CSTNode, tuple[cst.CSTNode, cst.CSTNode]]
Table = dict[type[cst.CSTNode], Rule]

_EXPRESSIONS: Table = {}
_STATEMENTS: Table = {}
_PATTERNS: Table = {}


lowers_expression = adder(_EXPRESSIONS)
lowers_statement = adder(_STATEMENTS)
lowers_pattern = adder(_PATTERNS)


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
