"""A text to its block by `ast`, and the places of its nodes."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from convlint.finding import Location, Span
from convlint.syntax import ir
from convlint.syntax.abstract.table import Named, Place, body
from convlint.syntax.errors import SourceError
from convlint.syntax.lowering import Lowering, Unread
from convlint.syntax.parsing import parse

_HEAD = re.compile(r"(?:async\s+def|def|class)\s+")


def read(text: str, low: Lowering) -> tuple[ast.Module, ir.Block]:
    """The tree of a text, and its statements.

    Raises:
        Unread: Python does not parse it.
    """
    try:
        tree = parse(text)
    except SourceError as error:
        raise Unread from error
    return tree, body(tree.body, low)


def spans(tree: ast.Module, text: str, places: Mapping[int, Place]) -> dict[int, Span]:
    """The spans of some places of a tree; columns count characters (`ast` counts bytes)."""
    lines = text.split("\n")
    return {at: _span(place, lines) for at, place in places.items()}


def _span(place: Place, lines: Sequence[str]) -> Span:
    if isinstance(place, Named):
        return _of_name(place.node, lines)
    row, end_row = place.lineno, place.end_lineno or place.lineno
    start = Location(row, _column(lines[row - 1], place.col_offset))
    if isinstance(place, ast.arg):
        return _word(start, place.arg)
    return Span(start, Location(end_row, _column(lines[end_row - 1], place.end_col_offset or 0)))


def _of_name(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, lines: Sequence[str]) -> Span:
    """The name of a definition, which follows its keyword (on another line only behind a backslash)."""
    column = _column(lines[node.lineno - 1], node.col_offset)
    head = _HEAD.match(lines[node.lineno - 1], column - 1)
    return _word(Location(node.lineno, head.end() + 1 if head else column), node.name)


def _word(start: Location, word: str) -> Span:
    return Span(start, Location(start.row, start.column + len(word)))


def _column(line: str, offset: int) -> int:
    return offset + 1 if line.isascii() else len(line.encode()[:offset].decode(errors="replace")) + 1
