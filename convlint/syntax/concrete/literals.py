"""Numbers and strings."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.table import expression, lowers_expression
from convlint.syntax.lowering import Lowering, Unread

PIECES_LIMIT = 1000  # of one implicit concatenation, which LibCST nests

_PLAIN = re.compile(r"""(?:"[^"\\]*"|'[^'\\]*')\Z""")
_KEYWORDS = {"None": None, "True": True, "False": False}


@lowers_expression(cst.Name)
def name(node: cst.Name, low: Lowering) -> ir.Expr:
    if node.value in _KEYWORDS:
        return ir.Const(low.at(node), _KEYWORDS[node.value])
    return ir.Name(low.at(node), low.name(node.value))


@lowers_expression(cst.Ellipsis)
def ellipsis(node: cst.Ellipsis, low: Lowering) -> ir.Expr:
    return ir.Const(low.at(node), ...)


@lowers_expression(cst.Integer)
def integer(node: cst.Integer, low: Lowering) -> ir.Expr:
    try:
        value = int(node.value, 0)
    except ValueError:  # more digits than Python reads
        return ir.OpaqueExpr(low.at(node))
    at = low.at(node)
    return ir.Const(at, value) if value.bit_length() <= ir.MOST_BITS else ir.OpaqueExpr(at)


@lowers_expression(cst.Float)
def floating(node: cst.Float, low: Lowering) -> ir.Expr:
    return ir.Const(low.at(node), float(node.value))


@lowers_expression(cst.Imaginary)
def imaginary(node: cst.Imaginary, low: Lowering) -> ir.Expr:
    return ir.Const(low.at(node), complex(0, float(node.value[:-1])))


@lowers_expression(cst.SimpleString)
def string(node: cst.SimpleString, low: Lowering) -> ir.Expr:
    return ir.Const(low.at(node), _value(node.value))


def _value(token: str) -> str | bytes:
    """The value of a string or bytes token.

    Raises:
        Unread: this Python does not read it.
    """
    if _PLAIN.match(token):
        return token[1:-1]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value: str | bytes = ast.literal_eval(token)
    except (SyntaxError, ValueError) as error:
        raise Unread from error
    return value


@lowers_expression(cst.FormattedString)
def formatted(node: cst.FormattedString, low: Lowering) -> ir.Expr:
    return ir.Joined(low.at(node), _merged(_parts(node.parts, node.start, low)))


def _parts(nodes: Iterable[cst.BaseFormattedStringContent], start: str, low: Lowering) -> list[ir.Expr]:
    """The parts of an f-string, or of a format spec within it."""
    quote = start.lstrip("rRfF")
    raw = "r" in start.lower()
    parts: list[ir.Expr] = []
    for node in nodes:
        if isinstance(node, cst.FormattedStringText):
            parts.append(ir.Const(low.at(node), _text(node.value, quote, raw)))
            continue
        assert isinstance(node, cst.FormattedStringExpression)
        if node.equal is not None:
            parts.append(ir.Const(low.at(node), _spelled(node)))
        conversion = node.conversion
        if node.equal is not None and conversion is None and node.format_spec is None:
            conversion = "r"
        at = low.at(node)
        value = expression(node.expression, low)
        parts.append(ir.Formatted(at, value, conversion, _merged(_parts(node.format_spec or (), start, low))))
    return parts


def _text(text: str, quote: str, raw: bool) -> str:
    """The text between the braces of an f-string."""
    if not raw and "\\" in text:
        whole = len(text) - len(text.rstrip("\\"))
        ended = text + "\\" * (whole % 2)  # a backslash before a brace stands for itself
        text = str(_value(f"{quote}{ended}{quote}"))
    return text.replace("{{", "{").replace("}}", "}")


def _spelled(node: cst.FormattedStringExpression) -> str:
    """What `{value = }` prints before the value."""
    spell = cst.Module(body=()).code_for_node
    parts = [node.whitespace_before_expression, node.expression, node.whitespace_after_expression, node.equal]
    return "".join([spell(part) for part in parts if part is not None])


@lowers_expression(cst.ConcatenatedString)
def concatenated(node: cst.ConcatenatedString, low: Lowering) -> ir.Expr:
    at = low.at(node)
    pieces: list[cst.BaseExpression] = []
    rest: cst.BaseExpression = node
    while isinstance(rest, cst.ConcatenatedString):
        pieces.append(rest.left)
        rest = rest.right
    pieces.append(rest)
    if len(pieces) > PIECES_LIMIT:
        raise Unread
    if all(isinstance(piece, cst.SimpleString) for piece in pieces):
        values = [_value(piece.value) for piece in pieces if isinstance(piece, cst.SimpleString)]
        return ir.Const(at, values[0][:0].join(values))  # type: ignore[arg-type]
    if any(isinstance(piece, cst.TemplatedString) for piece in pieces):
        return ir.OpaqueExpr(at)
    parts: list[ir.Expr] = []
    for piece in pieces:
        lowered = expression(piece, low)
        parts += lowered.parts if isinstance(lowered, ir.Joined) else [lowered]
    return ir.Joined(at, _merged(parts))


def _merged(parts: Iterable[ir.Expr]) -> tuple[ir.Expr, ...]:
    """Neighbouring texts as one, and none that is empty."""
    merged: list[ir.Expr] = []
    for part in parts:
        before = merged[-1] if merged else None
        if isinstance(part, ir.Const) and isinstance(before, ir.Const):
            merged[-1] = ir.Const(before.at, str(before.value) + str(part.value))
        elif not isinstance(part, ir.Const) or part.value:
            merged.append(part)
    return tuple(merged)
