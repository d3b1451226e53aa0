"""Where a node of `ast` stands; columns count characters (`ast` counts bytes)."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from convlint.finding import Location, Span
from convlint.syntax.abstract.table import Named, Place

_HEAD = re.compile(r"(?:async\s+def|def|class)\s+")


def span(place: Place, lines: Sequence[str]) -> Span:
    """The span of a place in a text of these lines."""
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
