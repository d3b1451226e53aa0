"""The table of lowering."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final, NamedTuple, Union

from convlint.syntax import ir
from convlint.syntax.lowering import Lowering, Rule, adder


class Named(NamedTuple):
    """The place of a definition's name, which the tree does not know."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


Place = Union[ast.expr, ast.stmt, ast.pattern, ast.arg, ast.excepthandler, Named]
Table = dict[type[ast.AST], Rule]

_EXPRESSIONS: Final[Table] = {}
_STATEMENTS: Final[Table] = {}
_PATTERNS: Final[Table] = {}

lowers_expression = adder(_EXPRESSIONS)
lowers_statement = adder(_STATEMENTS)
lowers_pattern = adder(_PATTERNS)


def expression(node: ast.expr, low: Lowering) -> ir.Expr:
    """An expression; of a kind without a rule, an OpaqueExpr."""
    rule = _EXPRESSIONS.get(type(node))
    lowered: ir.Expr = rule(node, low) if rule else ir.OpaqueExpr(low.at(node))
    return lowered


def optional(node: ast.expr | None, low: Lowering) -> ir.Expr | None:
    return None if node is None else expression(node, low)


def expressions(nodes: Iterable[ast.expr], low: Lowering) -> tuple[ir.Expr, ...]:
    return tuple([expression(node, low) for node in nodes])


def body(nodes: Iterable[ast.stmt], low: Lowering) -> ir.Block:
    """Statements; one of a kind without a rule is an OpaqueStmt."""
    return tuple([_statement(node, low) for node in nodes])


def _statement(node: ast.stmt, low: Lowering) -> ir.Stmt:
    rule = _STATEMENTS.get(type(node))
    lowered: ir.Stmt = rule(node, low) if rule else ir.OpaqueStmt(low.at(node), ())
    return lowered


def pattern(node: ast.pattern, low: Lowering) -> ir.Pattern:
    """A pattern of `match`."""
    lowered: ir.Pattern = _PATTERNS[type(node)](node, low)
    return lowered
