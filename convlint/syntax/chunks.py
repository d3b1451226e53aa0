"""One chunk: from its lines to its block, and from numbers back to places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from convlint.syntax import ir
from convlint.syntax.binds import bound_names
from convlint.syntax.lowering import NODES_LIMIT, Lowering, Unread
from convlint.syntax.outline import Chunk, Part
from convlint.syntax.text import collector_paused, deep_recursion

if TYPE_CHECKING:
    from convlint.finding import Span


class FrontEnd(Protocol):
    """A parser with its lowering: the packages `abstract` (of `ast`) and `concrete` (of LibCST)."""

    def read(self, text: str, low: Lowering) -> tuple[Any, ir.Block]:
        """The tree of a text, and its statements.

        Raises:
            Unread: the parser fails on it.
        """

    def spans(self, tree: Any, text: str, places: Mapping[int, Any]) -> dict[int, Span]:
        """The spans of some places of a tree, within its text."""


class _Piece(NamedTuple):
    """Lines that were read together: their tree, their text, their first row, and the numbers of their nodes."""

    tree: Any
    text: str
    row: int
    start: int
    stop: int


def lowered(front: FrontEnd, chunk: Chunk, lines: Sequence[str], first: int) -> ir.Block:
    """The block of a chunk; its nodes are numbered from `first`."""
    with collector_paused(), deep_recursion():
        return _read(front, chunk, lines, Lowering(first), [])


def lowered_tree(statements: Iterable[Any], first: int) -> ir.Block | None:
    """The block of a chunk from the statements that its outline was made from; None where it is too large."""
    from convlint.syntax.abstract import body

    low = Lowering(first)
    with collector_paused(), deep_recursion():
        block = body(statements, low)
    return block if len(low.nodes) < NODES_LIMIT else None


def located(
    front: FrontEnd, chunk: Chunk, lines: Sequence[str], first: int, wanted: Collection[int]
) -> dict[int, Span]:
    """The places of the wanted nodes, by lowering the chunk again."""
    spans: dict[int, Span] = {}
    pieces: list[_Piece] = []
    with collector_paused(), deep_recursion():
        low = Lowering(first)
        _read(front, chunk, lines, low, pieces)
        for piece in pieces:
            inside = {at: low.nodes[at - first] for at in wanted if piece.start <= at - first < piece.stop}
            if inside:
                found = front.spans(piece.tree, piece.text, inside)
                spans.update({at: _moved(span, piece.row - 1) for at, span in found.items()})
        spans.update({at: low.nodes[at - first] for at in wanted if at not in spans})
    return spans


def _moved(span: Span, rows: int) -> Span:
    from convlint.finding import Location, Span

    start, end = span.start, span.end
    return Span(Location(start.row + rows, start.column), Location(end.row + rows, end.column))


def _read(front: FrontEnd, chunk: Chunk, lines: Sequence[str], low: Lowering, pieces: list[_Piece]) -> ir.Block:
    """Lower the chunk as a whole, or, where that fails, part by part."""
    if not chunk.too_deep:
        block = _lowered(front, chunk.first, chunk.last, lines, low, pieces)
        if block is not None:
            return block
    statements: list[ir.Stmt] = []
    for run in _runs(chunk.parts):
        block = None if run.too_deep else _lowered(front, run.first, run.last, lines, low, pieces)
        statements += [_opaque(run, lines, low)] if block is None else block
    return tuple(statements)


def _lowered(
    front: FrontEnd, first: int, last: int, lines: Sequence[str], low: Lowering, pieces: list[_Piece]
) -> ir.Block | None:
    """The block of some lines, or None where they cannot be read."""
    start = len(low.nodes)
    text = "\n".join(lines[first - 1 : last]) + "\n"
    try:
        tree, block = front.read(text, low)
        if len(low.nodes) >= NODES_LIMIT:
            raise Unread
    except Unread:
        del low.nodes[start:]
        return None
    pieces.append(_Piece(tree, text, first, start, len(low.nodes)))
    return block


def _opaque(run: Part, lines: Sequence[str], low: Lowering) -> ir.OpaqueStmt:
    from convlint.finding import Location, Span

    span = Span(Location(run.first, 1), Location(run.last, len(lines[run.last - 1]) + 1))
    return ir.OpaqueStmt(low.at(span), bound_names("\n".join(lines[run.first - 1 : run.last]) + "\n"))


def _runs(parts: Iterable[Part]) -> list[Part]:
    """The parts, those that share a line joined."""
    runs: list[Part] = []
    for part in parts:
        if runs and part.first <= runs[-1].last:
            before = runs.pop()
            part = Part(before.first, max(before.last, part.last), before.too_deep or part.too_deep)
        runs.append(part)
    return runs
