"""Names' attributes, calls, subscripts, displays, comprehensions, and the rest of the expressions."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Final

from convlint.syntax import ir
from convlint.syntax.abstract.params import parameters
from convlint.syntax.abstract.table import expression, expressions, lowers_expression, optional
from convlint.syntax.lowering import Lowering


@lowers_expression(ast.Attribute)
def attribute(node: ast.Attribute, low: Lowering) -> ir.Expr:
    return ir.Attribute(low.at(node), expression(node.value, low), low.name(node.attr))


@lowers_expression(ast.Call)
def call(node: ast.Call, low: Lowering) -> ir.Expr:
    at = low.at(node)
    func, args = expression(node.func, low), expressions(node.args, low)
    return ir.Call(at, func, args, keywords(node.keywords, low))


def keywords(nodes: Sequence[ast.keyword], low: Lowering) -> tuple[tuple[str | None, ir.Expr], ...]:
    """Keyword arguments; a `**` has no name."""
    return tuple([(node.arg, expression(node.value, low)) for node in nodes])


@lowers_expression(ast.Subscript)
def subscript(node: ast.Subscript, low: Lowering) -> ir.Expr:
    return ir.Subscript(low.at(node), expression(node.value, low), expression(node.slice, low))


@lowers_expression(ast.Slice)
def slice_(node: ast.Slice, low: Lowering) -> ir.Expr:
    return ir.Slice(low.at(node), optional(node.lower, low), optional(node.upper, low), optional(node.step, low))


# --- displays ---------------------------------------------------------------------------------------------------------


@lowers_expression(ast.Starred)
def starred(node: ast.Starred, low: Lowering) -> ir.Expr:
    return ir.Starred(low.at(node), expression(node.value, low))


@lowers_expression(ast.Tuple)
def tuple_display(node: ast.Tuple, low: Lowering) -> ir.Expr:
    return ir.TupleExpr(low.at(node), expressions(node.elts, low))


@lowers_expression(ast.List)
def list_display(node: ast.List, low: Lowering) -> ir.Expr:
    return ir.ListExpr(low.at(node), expressions(node.elts, low))


@lowers_expression(ast.Set)
def set_display(node: ast.Set, low: Lowering) -> ir.Expr:
    return ir.SetExpr(low.at(node), expressions(node.elts, low))


@lowers_expression(ast.Dict)
def dict_display(node: ast.Dict, low: Lowering) -> ir.Expr:
    at = low.at(node)
    pairs = [(optional(key, low), expression(value, low)) for key, value in zip(node.keys, node.values)]
    return ir.DictExpr(at, tuple(pairs))


# --- comprehensions ---------------------------------------------------------------------------------------------------

_KINDS: Final[dict[type[ast.expr], str]] = {ast.ListComp: "list", ast.SetComp: "set", ast.GeneratorExp: "generator"}


@lowers_expression(*_KINDS)
def comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    if isinstance(node.elt, ast.Starred):  # `[*x for x in y]` flattens
        return ir.OpaqueExpr(at)
    return ir.Comprehension(at, _KINDS[type(node)], expression(node.elt, low), None, _clauses(node.generators, low))


@lowers_expression(ast.DictComp)
def dict_comprehension(node: ast.DictComp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    if getattr(node, "value", None) is None:  # `{**x for x in y}` flattens
        return ir.OpaqueExpr(at)
    key, value = expression(node.key, low), expression(node.value, low)
    return ir.Comprehension(at, "dict", key, value, _clauses(node.generators, low))


def _clauses(nodes: Sequence[ast.comprehension], low: Lowering) -> tuple[ir.Clause, ...]:
    return tuple(
        [
            ir.Clause(expression(each.target, low), expression(each.iter, low), expressions(each.ifs, low))
            for each in nodes
        ]
    )


# --- the rest ---------------------------------------------------------------------------------------------------------


@lowers_expression(ast.Lambda)
def lambda_(node: ast.Lambda, low: Lowering) -> ir.Expr:
    at = low.at(node)
    params = parameters(node.args, low)
    yields, low.yields = low.yields, False
    body = expression(node.body, low)
    low.yields = yields
    return ir.Lambda(at, params, body)


@lowers_expression(ast.NamedExpr)
def walrus(node: ast.NamedExpr, low: Lowering) -> ir.Expr:
    return ir.Walrus(low.at(node), expression(node.target, low), expression(node.value, low))


@lowers_expression(ast.Await)
def await_(node: ast.Await, low: Lowering) -> ir.Expr:
    return ir.Await(low.at(node), expression(node.value, low))


@lowers_expression(ast.Yield, ast.YieldFrom)
def yield_(node: ast.Yield | ast.YieldFrom, low: Lowering) -> ir.Expr:
    low.yields = True
    return ir.Yield(low.at(node), optional(node.value, low), whole=isinstance(node, ast.YieldFrom))
