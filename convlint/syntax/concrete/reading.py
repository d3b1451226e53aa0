"""A text to its block by LibCST, and the places of its nodes."""

from __future__ import annotations

from collections.abc import Mapping

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from convlint.finding import Location, Span
from convlint.syntax import ir
from convlint.syntax.concrete.compound import body
from convlint.syntax.concrete.parsing import parsed
from convlint.syntax.concrete.table import Place
from convlint.syntax.lowering import Lowering


def read(text: str, low: Lowering) -> tuple[cst.Module, ir.Block]:
    """The tree of a text, and its statements.

    Raises:
        Unread: LibCST fails on it.
    """
    tree = parsed(text)
    return tree, body(tree.body, low)


def spans(tree: cst.Module, text: str, places: Mapping[int, Place]) -> dict[int, Span]:
    """The spans of some places of a tree, which is printed once for all of them."""
    ranges = MetadataWrapper(tree, unsafe_skip_copy=True).resolve(PositionProvider)
    return {at: _span(place, ranges) for at, place in places.items()}


def _span(place: Place, ranges: Mapping[cst.CSTNode, CodeRange]) -> Span:
    first, last = place if isinstance(place, tuple) else (place, place)
    start, end = ranges[first].start, ranges[last].end
    return Span(Location(start.line, start.column + 1), Location(end.line, end.column + 1))
