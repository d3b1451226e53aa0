"""Compound statements: those with blocks."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.expressions import arguments
from convlint.syntax.concrete.params import parameters
from convlint.syntax.concrete.table import expression, lowers_statement, optional, pattern, statement
from convlint.syntax.lowering import Lowering


def body(nodes: Sequence[cst.CSTNode], low: Lowering) -> ir.Block:
    """The statements of a suite; several on a line count each."""
    block: list[ir.Stmt] = []
    for node in nodes:
        if type(node) is cst.SimpleStatementLine:
            for small in node.body:
                block.append(statement(small, low))
        else:
            block.append(statement(node, low))
    return tuple(block)


def _suite(node: cst.Else | cst.Finally | None, low: Lowering) -> ir.Block:
    return () if node is None else body(node.body.body, low)


@lowers_statement(cst.If)
def if_(node: cst.If, low: Lowering) -> ir.Stmt:
    """An `elif` is an If within `orelse`; built from the last one upward, so that long chains do not recurse."""
    arms: list[tuple[int, ir.Expr, ir.Block]] = []
    rest: cst.If | cst.Else | None = node
    while isinstance(rest, cst.If):
        arms.append((low.at(rest), expression(rest.test, low), body(rest.body.body, low)))
        rest = rest.orelse
    orelse = _suite(rest, low)
    for at, test, block in reversed(arms[1:]):
        orelse = (ir.If(at, test, block, orelse),)
    return ir.If(*arms[0], orelse)


@lowers_statement(cst.For)
def for_(node: cst.For, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    target, source = expression(node.target, low), expression(node.iter, low)
    return ir.For(at, target, source, body(node.body.body, low), _suite(node.orelse, low))


@lowers_statement(cst.While)
def while_(node: cst.While, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    return ir.While(at, expression(node.test, low), body(node.body.body, low), _suite(node.orelse, low))


@lowers_statement(cst.With)
def with_(node: cst.With, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    items = [(expression(each.item, low), optional(each.asname and each.asname.name, low)) for each in node.items]
    return ir.With(at, tuple(items), body(node.body.body, low))


@lowers_statement(cst.Try, cst.TryStar)
def try_(node: cst.Try | cst.TryStar, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    block = body(node.body.body, low)
    handlers = tuple([_handler(each, low) for each in node.handlers])
    return ir.Try(at, block, handlers, _suite(node.orelse, low), _suite(node.finalbody, low))


def _handler(node: cst.ExceptHandler | cst.ExceptStarHandler, low: Lowering) -> ir.Handler:
    at = low.at(node)
    name = node.name.name.value if node.name is not None and isinstance(node.name.name, cst.Name) else None
    return ir.Handler(at, optional(node.type, low), name, body(node.body.body, low))


@lowers_statement(cst.Match)
def match_(node: cst.Match, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    subject = expression(node.subject, low)
    cases = [
        ir.Case(pattern(case.pattern, low), optional(case.guard, low), body(case.body.body, low)) for case in node.cases
    ]
    return ir.Match(at, subject, tuple(cases))


@lowers_statement(cst.FunctionDef)
def function(node: cst.FunctionDef, low: Lowering) -> ir.Stmt:
    at = low.at(node.name)
    decorators = tuple([expression(each.decorator, low) for each in node.decorators])
    params = parameters(node.params, low)
    returns = optional(node.returns and node.returns.annotation, low)
    yields, low.yields = low.yields, False
    block = body(node.body.body, low)
    is_generator, low.yields = low.yields, yields
    is_async = node.asynchronous is not None
    return ir.FunctionDef(at, low.name(node.name.value), params, block, decorators, returns, is_async, is_generator)


@lowers_statement(cst.ClassDef)
def class_(node: cst.ClassDef, low: Lowering) -> ir.Stmt:
    at = low.at(node.name)
    decorators = tuple([expression(each.decorator, low) for each in node.decorators])
    bases, keywords = arguments([*node.bases, *node.keywords], low)
    outer, low.owner = low.owner, node.name.value.lstrip("_")
    block, low.owner = body(node.body.body, low), outer
    return ir.ClassDef(at, low.name(node.name.value), bases, keywords, block, decorators)
