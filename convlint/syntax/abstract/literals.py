"""Numbers and strings."""

from __future__ import annotations

import ast
import sys

from convlint.syntax import ir
from convlint.syntax.abstract.table import expression, lowers_expression
from convlint.syntax.lowering import Lowering

_FIELDS_ARE_PLACED = sys.version_info >= (3, 12)  # earlier, the places within an f-string are wrong


@lowers_expression(ast.Constant)
def constant(node: ast.Constant, low: Lowering) -> ir.Expr:
    if type(node.value) is int and node.value.bit_length() > ir.MOST_BITS:
        return ir.OpaqueExpr(low.at(node))
    return ir.Const(low.at(node), node.value)


@lowers_expression(ast.Name)
def name(node: ast.Name, low: Lowering) -> ir.Expr:
    return ir.Name(low.at(node), low.name(node.id))


@lowers_expression(ast.JoinedStr)
def joined(node: ast.JoinedStr, low: Lowering) -> ir.Expr:
    at = low.at(node)
    start = len(low.nodes)
    parts = _parts(node, low)
    if not _FIELDS_ARE_PLACED:
        low.nodes[start:] = [node] * (len(low.nodes) - start)
    return ir.Joined(at, parts)


def _parts(node: ast.expr | None, low: Lowering) -> tuple[ir.Expr, ...]:
    """The parts of an f-string, or of a format spec within it."""
    if not isinstance(node, ast.JoinedStr):
        return ()
    return tuple([expression(value, low) for value in node.values])


@lowers_expression(ast.FormattedValue)
def formatted(node: ast.FormattedValue, low: Lowering) -> ir.Expr:
    at = low.at(node)
    conversion = None if node.conversion < 0 else chr(node.conversion)
    return ir.Formatted(at, expression(node.value, low), conversion, _parts(node.format_spec, low))
