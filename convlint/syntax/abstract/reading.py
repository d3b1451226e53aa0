"""A text to its block by `ast`, and the places of its nodes."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from convlint.syntax import ir
from convlint.syntax.abstract.table import Place, body
from convlint.syntax.errors import SourceError
from convlint.syntax.lowering import Lowering, Unread
from convlint.syntax.parsing import parse

if TYPE_CHECKING:
    from convlint.finding import Span


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
    from convlint.syntax.abstract.placing import span  # only what is reported has a place

    lines = text.split("\n")
    return {at: span(place, lines) for at, place in places.items()}
