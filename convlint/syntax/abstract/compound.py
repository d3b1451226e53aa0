"""Compound statements: those with blocks."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from convlint.syntax import ir
from convlint.syntax.abstract.expressions import keywords
from convlint.syntax.abstract.params import parameters
from convlint.syntax.abstract.table import Named, body, expression, expressions, lowers_statement, optional, pattern
from convlint.syntax.lowering import Lowering


@lowers_statement(ast.If)
def if_(node: ast.If, low: Lowering) -> ir.Stmt:
    """Built from the last `elif` upward, so that long chains do not recurse."""
    arms: list[tuple[int, ir.Expr, ir.Block]] = []
    rest: Sequence[ast.stmt] = (node,)
    while len(rest) == 1 and isinstance(rest[0], ast.If):
        arm = rest[0]
        arms.append((low.at(arm), expression(arm.test, low), body(arm.body, low)))
        rest = arm.orelse
    orelse = body(rest, low)
    for at, test, block in reversed(arms[1:]):
        orelse = (ir.If(at, test, block, orelse),)
    return ir.If(*arms[0], orelse)


@lowers_statement(ast.For, ast.AsyncFor)
def for_(node: ast.For | ast.AsyncFor, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    target, source = expression(node.target, low), expression(node.iter, low)
    return ir.For(at, target, source, body(node.body, low), body(node.orelse, low))


@lowers_statement(ast.While)
def while_(node: ast.While, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    return ir.While(at, expression(node.test, low), body(node.body, low), body(node.orelse, low))


@lowers_statement(ast.With, ast.AsyncWith)
def with_(node: ast.With | ast.AsyncWith, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    items = [(expression(each.context_expr, low), optional(each.optional_vars, low)) for each in node.items]
    return ir.With(at, tuple(items), body(node.body, low))


@lowers_statement(ast.Try, getattr(ast, "TryStar", ast.Try))
def try_(node: ast.Try, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    block = body(node.body, low)
    handlers = tuple([_handler(each, low) for each in node.handlers])
    return ir.Try(at, block, handlers, body(node.orelse, low), body(node.finalbody, low))


def _handler(node: ast.ExceptHandler, low: Lowering) -> ir.Handler:
    at = low.at(node)
    return ir.Handler(at, optional(node.type, low), node.name, body(node.body, low))


@lowers_statement(ast.Match)
def match_(node: ast.Match, low: Lowering) -> ir.Stmt:
    at = low.at(node)
    subject = expression(node.subject, low)
    cases = [
        ir.Case(pattern(case.pattern, low), optional(case.guard, low), body(case.body, low)) for case in node.cases
    ]
    return ir.Match(at, subject, tuple(cases))


@lowers_statement(ast.FunctionDef, ast.AsyncFunctionDef)
def function(node: ast.FunctionDef | ast.AsyncFunctionDef, low: Lowering) -> ir.Stmt:
    at = low.at(Named(node))
    decorators = expressions(node.decorator_list, low)
    params = parameters(node.args, low)
    returns = optional(node.returns, low)
    yields, low.yields = low.yields, False
    block = body(node.body, low)
    is_generator, low.yields = low.yields, yields
    is_async = isinstance(node, ast.AsyncFunctionDef)
    return ir.FunctionDef(at, low.name(node.name), params, block, decorators, returns, is_async, is_generator)


@lowers_statement(ast.ClassDef)
def class_(node: ast.ClassDef, low: Lowering) -> ir.Stmt:
    at = low.at(Named(node))
    decorators = expressions(node.decorator_list, low)
    bases, named = expressions(node.bases, low), keywords(node.keywords, low)
    outer, low.owner = low.owner, node.name.lstrip("_")
    block, low.owner = body(node.body, low), outer
    return ir.ClassDef(at, low.name(node.name), bases, named, block, decorators)
