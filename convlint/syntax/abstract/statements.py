"""Simple statements."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence

from convlint.syntax import ir
from convlint.syntax.abstract.operators import BINARY
from convlint.syntax.abstract.table import expression, expressions, lowers_statement, optional
from convlint.syntax.lowering import Lowering


@lowers_statement(ast.Expr)
def expr(node: ast.Expr, low: Lowering) -> ir.Stmt:
    return ir.ExprStmt(low.at(node), expression(node.value, low))


@lowers_statement(ast.Assign)
def assign(node: ast.Assign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    targets = expressions(node.targets, low)
    return ir.Assign(at, targets, expression(node.value, low))


@lowers_statement(ast.AugAssign)
def augmented(node: ast.AugAssign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    return ir.AugAssign(at, expression(node.target, low), BINARY[type(node.op)], expression(node.value, low))


@lowers_statement(ast.AnnAssign)
def annotated(node: ast.AnnAssign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    target, annotation = expression(node.target, low), expression(node.annotation, low)
    return ir.AnnAssign(at, target, annotation, optional(node.value, low))


@lowers_statement(ast.Return)
def return_(node: ast.Return, low: Lowering) -> ir.Stmt:
    return ir.Return(low.at(node), optional(node.value, low))


@lowers_statement(ast.Raise)
def raise_(node: ast.Raise, low: Lowering) -> ir.Stmt:
    return ir.Raise(low.at(node), optional(node.exc, low), optional(node.cause, low))


@lowers_statement(ast.Assert)
def assert_(node: ast.Assert, low: Lowering) -> ir.Stmt:
    return ir.Assert(low.at(node), expression(node.test, low), optional(node.msg, low))


@lowers_statement(ast.Delete)
def delete(node: ast.Delete, low: Lowering) -> ir.Stmt:
    return ir.Delete(low.at(node), expressions(node.targets, low))


@lowers_statement(ast.Pass)
def pass_(node: ast.Pass, low: Lowering) -> ir.Stmt:
    return ir.Pass(low.at(node))


@lowers_statement(ast.Break)
def break_(node: ast.Break, low: Lowering) -> ir.Stmt:
    return ir.Break(low.at(node))


@lowers_statement(ast.Continue)
def continue_(node: ast.Continue, low: Lowering) -> ir.Stmt:
    return ir.Continue(low.at(node))


@lowers_statement(ast.Global)
def global_(node: ast.Global, low: Lowering) -> ir.Stmt:
    return ir.Global(low.at(node), tuple(map(low.name, node.names)))


@lowers_statement(ast.Nonlocal)
def nonlocal_(node: ast.Nonlocal, low: Lowering) -> ir.Stmt:
    return ir.Nonlocal(low.at(node), tuple(map(low.name, node.names)))


# --- imports ----------------------------------------------------------------------------------------------------------


@lowers_statement(ast.Import)
def import_(node: ast.Import, low: Lowering) -> ir.Stmt:
    return ir.Import(low.at(node), _aliases(node.names))


@lowers_statement(ast.ImportFrom)
def import_from(node: ast.ImportFrom, low: Lowering) -> ir.Stmt:
    return ir.ImportFrom(low.at(node), node.module or "", node.level, _aliases(node.names))


def _aliases(nodes: Sequence[ast.alias]) -> tuple[tuple[str, str | None], ...]:
    return tuple([(node.name, node.asname) for node in nodes])


if sys.version_info >= (3, 12):

    @lowers_statement(ast.TypeAlias)
    def type_alias(node: ast.TypeAlias, low: Lowering) -> ir.Stmt:
        return ir.OpaqueStmt(low.at(node), (node.name.id,))
