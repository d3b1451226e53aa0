"""One chunk: from its lines to its block, and from numbers back to places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from convlint.finding import Location, Span
from convlint.syntax import ir
from convlint.syntax.binds import bound_names
from convlint.syntax.lower.compound import body
from convlint.syntax.lower.parsing import parsed
from convlint.syntax.lower.table import Lowering, Place, Unread
from convlint.syntax.outline import Chunk, Part
from convlint.syntax.text import collector_paused, deep_recursion

NODES_LIMIT = 1 << 20  # numbers of one chunk


@dataclass(slots=True)
class _Piece:
    """Lines that were read together: their tree, their first row, and the numbers of their nodes."""

    tree: cst.Module
    row: int
    start: int
    stop: int


def lowered(chunk: Chunk, lines: Sequence[str], first: int) -> ir.Block:
    """The block of a chunk; its nodes are numbered from `first`."""
    with collector_paused(), deep_recursion():
        return _read(chunk, lines, Lowering(first), [])


def located(chunk: Chunk, lines: Sequence[str], first: int, wanted: Collection[int]) -> dict[int, Span]:
    """The places of the wanted nodes, by lowering the chunk again and printing it once."""
    spans: dict[int, Span] = {}
    pieces: list[_Piece] = []
    with collector_paused(), deep_recursion():
        low = Lowering(first)
        _read(chunk, lines, low, pieces)
        for piece in pieces:
            inside = [at for at in wanted if piece.start <= at - first < piece.stop]
            if inside:
                ranges = MetadataWrapper(piece.tree, unsafe_skip_copy=True).resolve(PositionProvider)
                spans.update({at: _span(low.nodes[at - first], ranges, piece.row) for at in inside})
        spans.update({at: _span(low.nodes[at - first], {}, 1) for at in wanted if at not in spans})
    return spans


def _span(place: Place, ranges: Mapping[cst.CSTNode, CodeRange], row: int) -> Span:
    if isinstance(place, Span):
        return place
    first, last = place if isinstance(place, tuple) else (place, place)
    start, end = ranges[first].start, ranges[last].end
    return Span(Location(start.line + row - 1, start.column + 1), Location(end.line + row - 1, end.column + 1))


def _read(chunk: Chunk, lines: Sequence[str], low: Lowering, pieces: list[_Piece]) -> ir.Block:
    """Lower the chunk as a whole, or, where that fails, part by part."""
    if not chunk.too_deep:
        block = _lowered(chunk.first, chunk.last, lines, low, pieces)
        if block is not None:
            return block
    statements: list[ir.Stmt] = []
    for run in _runs(chunk.parts):
        block = None if run.too_deep else _lowered(run.first, run.last, lines, low, pieces)
        statements += [_opaque(run, lines, low)] if block is None else block
    return tuple(statements)


def _lowered(first: int, last: int, lines: Sequence[str], low: Lowering, pieces: list[_Piece]) -> ir.Block | None:
    """The block of some lines, or None where they cannot be read."""
    start = len(low.nodes)
    try:
        tree = parsed("\n".join(lines[first - 1 : last]) + "\n")
        block = body(tree.body, low)
        if len(low.nodes) >= NODES_LIMIT:
            raise Unread
    except Unread:
        del low.nodes[start:]
        return None
    pieces.append(_Piece(tree, first, start, len(low.nodes)))
    return block


def _opaque(run: Part, lines: Sequence[str], low: Lowering) -> ir.OpaqueStmt:
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
