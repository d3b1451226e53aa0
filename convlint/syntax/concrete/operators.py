"""Operators, by LibCST's class, as they are spelled."""

from __future__ import annotations

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.table import expression, lowers_expression
from convlint.syntax.lowering import Lowering

UNARY = {cst.Minus: "-", cst.Plus: "+", cst.BitInvert: "~", cst.Not: "not"}

BINARY = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
    cst.BitAnd: "&",
    cst.BitOr: "|",
    cst.BitXor: "^",
}

AUGMENTED = {
    cst.AddAssign: "+",
    cst.SubtractAssign: "-",
    cst.MultiplyAssign: "*",
    cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//",
    cst.ModuloAssign: "%",
    cst.PowerAssign: "**",
    cst.MatrixMultiplyAssign: "@",
    cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>",
    cst.BitAndAssign: "&",
    cst.BitOrAssign: "|",
    cst.BitXorAssign: "^",
}

COMPARISON = {
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.Is: "is",
    cst.IsNot: "is not",
    cst.In: "in",
    cst.NotIn: "not in",
}


@lowers_expression(cst.UnaryOperation)
def unary(node: cst.UnaryOperation, low: Lowering) -> ir.Expr:
    return ir.Unary(low.at(node), UNARY[type(node.operator)], expression(node.expression, low))


@lowers_expression(cst.BinaryOperation)
def binary(node: cst.BinaryOperation, low: Lowering) -> ir.Expr:
    at = low.at(node)
    return ir.Binary(at, BINARY[type(node.operator)], expression(node.left, low), expression(node.right, low))


@lowers_expression(cst.BooleanOperation)
def boolean(node: cst.BooleanOperation, low: Lowering) -> ir.Expr:
    """`a and b and c` is one Boolean, however LibCST nests it."""
    at = low.at(node)
    kind = type(node.operator)
    values: list[ir.Expr] = []
    pending: list[cst.BaseExpression] = [node.right, node.left]
    while pending:
        each = pending.pop()
        if isinstance(each, cst.BooleanOperation) and type(each.operator) is kind and not each.lpar:
            pending += [each.right, each.left]
        else:
            values.append(expression(each, low))
    return ir.Boolean(at, "and" if kind is cst.And else "or", tuple(values))


@lowers_expression(cst.Comparison)
def comparison(node: cst.Comparison, low: Lowering) -> ir.Expr:
    at = low.at(node)
    left = expression(node.left, low)
    ops = tuple([COMPARISON[type(target.operator)] for target in node.comparisons])
    return ir.Compare(at, left, ops, tuple([expression(target.comparator, low) for target in node.comparisons]))


@lowers_expression(cst.IfExp)
def conditional(node: cst.IfExp, low: Lowering) -> ir.Expr:
    at = low.at(node)
    return ir.IfExp(at, expression(node.test, low), expression(node.body, low), expression(node.orelse, low))
