"""Simple statements."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.operators import AUGMENTED
from convlint.syntax.concrete.table import expression, lowers_statement, optional
from convlint.syntax.lowering import Lowering


@lowers_statement(cst.Expr)
def expr(node: cst.Expr, low: Lowering) -> ir.Stmt:
    return ir.ExprStmt(low.at(node), expression(node.value, low))


@lowers_statement(cst.Assign)
def assign(node: cst.Assign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    targets = tuple([expression(each.target, low) for each in node.targets])
    return ir.Assign(at, targets, expression(node.value, low))


@lowers_statement(cst.AugAssign)
def augmented(node: cst.AugAssign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    target = expression(node.target, low)
    return ir.AugAssign(at, target, AUGMENTED[type(node.operator)], expression(node.value, low))


@lowers_statement(cst.AnnAssign)
def annotated(node: cst.AnnAssign, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    target, annotation = expression(node.target, low), expression(node.annotation.annotation, low)
    return ir.AnnAssign(at, target, annotation, optional(node.value, low))


@lowers_statement(cst.Return)
def return_(node: cst.Return, low: Lowering) -> ir.Stmt:
    return ir.Return(low.at(node), optional(node.value, low))


@lowers_statement(cst.Raise)
def raise_(node: cst.Raise, low: Lowering) -> ir.Stmt:
    return ir.Raise(low.at(node), optional(node.exc, low), optional(node.cause and node.cause.item, low))


@lowers_statement(cst.Assert)
def assert_(node: cst.Assert, low: Lowering) -> ir.Stmt:
    return ir.Assert(low.at(node), expression(node.test, low), optional(node.msg, low))


@lowers_statement(cst.Del)
def delete(node: cst.Del, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    if isinstance(node.target, cst.Tuple) and not node.target.lpar:
        return ir.Delete(at, tuple([expression(each.value, low) for each in node.target.elements]))
    return ir.Delete(at, (expression(node.target, low),))


@lowers_statement(cst.Pass)
def pass_(node: cst.Pass, low: Lowering) -> ir.Stmt:
    return ir.Pass(low.at(node))


@lowers_statement(cst.Break)
def break_(node: cst.Break, low: Lowering) -> ir.Stmt:
    return ir.Break(low.at(node))


@lowers_statement(cst.Continue)
def continue_(node: cst.Continue, low: Lowering) -> ir.Stmt:
    return ir.Continue(low.at(node))


@lowers_statement(cst.Global)
def global_(node: cst.Global, low: Lowering) -> ir.Stmt:
    return ir.Global(low.at(node), tuple([low.name(each.name.value) for each in node.names]))


@lowers_statement(cst.Nonlocal)
def nonlocal_(node: cst.Nonlocal, low: Lowering) -> ir.Stmt:
    return ir.Nonlocal(low.at(node), tuple([low.name(each.name.value) for each in node.names]))


@lowers_statement(cst.TypeAlias)
def type_alias(node: cst.TypeAlias, low: Lowering) -> ir.Stmt:
    return ir.OpaqueStmt(low.at(node), (node.name.value,))


# --- imports ----------------------------------------------------------------------------------------------------------


@lowers_statement(cst.Import)
def import_(node: cst.Import, low: Lowering) -> ir.Stmt:
    return ir.Import(low.at(node), _aliases(node.names))


@lowers_statement(cst.ImportFrom)
def import_from(node: cst.ImportFrom, low: Lowering) -> ir.Stmt:
    names = (("*", None),) if isinstance(node.names, cst.ImportStar) else _aliases(node.names)
    return ir.ImportFrom(low.at(node), _dotted(node.module), len(node.relative), names)


def _aliases(nodes: Sequence[cst.ImportAlias]) -> tuple[tuple[str, str | None], ...]:
    return tuple([(_dotted(node.name), _alias(node.asname)) for node in nodes])


def _alias(node: cst.AsName | None) -> str | None:
    return node.name.value if node is not None and isinstance(node.name, cst.Name) else None


def _dotted(node: cst.BaseExpression | None) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


# LibCST 1.9 reads PEP 810 (`lazy import x`), which binds as the eager forms do; earlier versions lack the nodes.
for _spelling, _rule in (("LazyImport", import_), ("LazyImportFrom", import_from)):
    if hasattr(cst, _spelling):
        lowers_statement(getattr(cst, _spelling))(_rule)
