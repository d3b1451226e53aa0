"""Names' attributes, calls, subscripts, displays, comprehensions, and the rest of the expressions."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.params import parameters
from convlint.syntax.concrete.table import expression, lowers_expression, optional, spelled
from convlint.syntax.lowering import Lowering

Arguments = tuple[tuple[ir.Expr, ...], tuple[tuple["str | None", ir.Expr], ...]]


@lowers_expression(cst.Attribute)
def attribute(node: cst.Attribute, low: Lowering) -> ir.Expr:
    return ir.Attribute(low.at(node), expression(node.value, low), low.name(node.attr.value))


@lowers_expression(cst.Call)
def call(node: cst.Call, low: Lowering) -> ir.Expr:
    return ir.Call(low.at(node), expression(node.func, low), *arguments(node.args, low))


def arguments(nodes: Sequence[cst.Arg], low: Lowering) -> Arguments:
    """Positional arguments (a `*` is a Starred) and keywords (a `**` has no name)."""
    positional: list[ir.Expr] = []
    keywords: list[tuple[str | None, ir.Expr]] = []
    for node in nodes:
        if node.star == "*":
            positional.append(ir.Starred(low.at(node), expression(node.value, low)))
        elif node.star or node.keyword is not None:
            keywords.append((spelled(node.keyword), expression(node.value, low)))
        else:
            positional.append(expression(node.value, low))
    return tuple(positional), tuple(keywords)


# --- subscripts -------------------------------------------------------------------------------------------------------


@lowers_expression(cst.Subscript)
def subscript(node: cst.Subscript, low: Lowering) -> ir.Expr:
    at = low.at(node)
    value = expression(node.value, low)
    elements = node.slice
    if len(elements) == 1 and not isinstance(elements[0].comma, cst.Comma) and not _is_starred(elements[0]):
        return ir.Subscript(at, value, _index(elements[0].slice, low))
    run = low.at((elements[0].slice, elements[-1].slice))
    items = tuple([_index(element.slice, low) for element in elements])
    return ir.Subscript(at, value, ir.TupleExpr(run, items))


def _is_starred(element: cst.SubscriptElement) -> bool:
    return isinstance(element.slice, cst.Index) and element.slice.star is not None


def _index(node: cst.BaseSlice, low: Lowering) -> ir.Expr:
    if isinstance(node, cst.Slice):
        at = low.at(node)
        return ir.Slice(at, optional(node.lower, low), optional(node.upper, low), optional(node.step, low))
    assert isinstance(node, cst.Index)
    if node.star is not None:
        return ir.Starred(low.at(node), expression(node.value, low))
    return expression(node.value, low)


# --- displays ---------------------------------------------------------------------------------------------------------


@lowers_expression(cst.StarredElement)
def starred(node: cst.StarredElement, low: Lowering) -> ir.Expr:
    return ir.Starred(low.at(node), expression(node.value, low))


def _items(elements: Sequence[cst.BaseElement], low: Lowering) -> tuple[ir.Expr, ...]:
    return tuple([expression(each.value if type(each) is cst.Element else each, low) for each in elements])


@lowers_expression(cst.Tuple)
def tuple_display(node: cst.Tuple, low: Lowering) -> ir.Expr:
    return ir.TupleExpr(low.at(node), _items(node.elements, low))


@lowers_expression(cst.List)
def list_display(node: cst.List, low: Lowering) -> ir.Expr:
    return ir.ListExpr(low.at(node), _items(node.elements, low))


@lowers_expression(cst.Set)
def set_display(node: cst.Set, low: Lowering) -> ir.Expr:
    return ir.SetExpr(low.at(node), _items(node.elements, low))


@lowers_expression(cst.Dict)
def dict_display(node: cst.Dict, low: Lowering) -> ir.Expr:
    at = low.at(node)
    items: list[tuple[ir.Expr | None, ir.Expr]] = []
    for each in node.elements:
        key = expression(each.key, low) if isinstance(each, cst.DictElement) else None
        items.append((key, expression(each.value, low)))
    return ir.DictExpr(at, tuple(items))


# --- comprehensions ---------------------------------------------------------------------------------------------------

_KINDS = {cst.ListComp: "list", cst.SetComp: "set", cst.GeneratorExp: "generator"}


@lowers_expression(*_KINDS)
def comprehension(node: cst.BaseSimpleComp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    if isinstance(node.elt, cst.StarredElement):  # `[*x for x in y]` flattens
        return ir.OpaqueExpr(at)
    return ir.Comprehension(at, _KINDS[type(node)], expression(node.elt, low), None, _clauses(node.for_in, low))


@lowers_expression(cst.DictComp)
def dict_comprehension(node: cst.DictComp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    key, value = expression(node.key, low), expression(node.value, low)
    return ir.Comprehension(at, "dict", key, value, _clauses(node.for_in, low))


def _clauses(first: cst.CompFor, low: Lowering) -> tuple[ir.Clause, ...]:
    clauses: list[ir.Clause] = []
    node: cst.CompFor | None = first
    while node is not None:
        target, source = expression(node.target, low), expression(node.iter, low)
        clauses.append(ir.Clause(target, source, tuple([expression(each.test, low) for each in node.ifs])))
        node = node.inner_for_in
    return tuple(clauses)


# --- the rest ---------------------------------------------------------------------------------------------------------


@lowers_expression(cst.Lambda)
def lambda_(node: cst.Lambda, low: Lowering) -> ir.Expr:
    at = low.at(node)
    params = parameters(node.params, low)
    yields, low.yields = low.yields, False
    body = expression(node.body, low)
    low.yields = yields
    return ir.Lambda(at, params, body)


@lowers_expression(cst.NamedExpr)
def walrus(node: cst.NamedExpr, low: Lowering) -> ir.Expr:
    return ir.Walrus(low.at(node), expression(node.target, low), expression(node.value, low))


@lowers_expression(cst.Await)
def await_(node: cst.Await, low: Lowering) -> ir.Expr:
    return ir.Await(low.at(node), expression(node.expression, low))


@lowers_expression(cst.Yield)
def yield_(node: cst.Yield, low: Lowering) -> ir.Expr:
    low.yields = True
    at = low.at(node)
    if isinstance(node.value, cst.From):
        return ir.Yield(at, expression(node.value.item, low), whole=True)
    return ir.Yield(at, optional(node.value, low), whole=False)
