"""Operators, as they are spelled."""

from __future__ import annotations

import ast
from typing import Final

from convlint.syntax import ir
from convlint.syntax.abstract.table import expression, expressions, lowers_expression
from convlint.syntax.lowering import Lowering

UNARY: Final[dict[type[ast.unaryop], str]] = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Not: "not"}

BINARY: Final[dict[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}

COMPARISON: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}


@lowers_expression(ast.UnaryOp)
def unary(node: ast.UnaryOp, low: Lowering) -> ir.Expr:
    return ir.Unary(low.at(node), UNARY[type(node.op)], expression(node.operand, low))


@lowers_expression(ast.BinOp)
def binary(node: ast.BinOp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    return ir.Binary(at, BINARY[type(node.op)], expression(node.left, low), expression(node.right, low))


@lowers_expression(ast.BoolOp)
def boolean(node: ast.BoolOp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    return ir.Boolean(at, "and" if type(node.op) is ast.And else "or", expressions(node.values, low))


@lowers_expression(ast.Compare)
def comparison(node: ast.Compare, low: Lowering) -> ir.Expr:
    at = low.at(node)
    left = expression(node.left, low)
    return ir.Compare(at, left, tuple([COMPARISON[type(op)] for op in node.ops]), expressions(node.comparators, low))


@lowers_expression(ast.IfExp)
def conditional(node: ast.IfExp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    return ir.IfExp(at, expression(node.test, low), expression(node.body, low), expression(node.orelse, low))
