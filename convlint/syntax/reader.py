"""Reads single chunks of one module, when asked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from convlint.syntax.outline import Chunk, Outline, outline_and_trees
from convlint.syntax.text import normalised

if TYPE_CHECKING:
    import ast

    from convlint.finding import Span
    from convlint.syntax import ir
    from convlint.syntax.chunks import FrontEnd

CHUNK_BITS: Final = 20


class Reader:
    """One module: its outline, and the IR of its chunks.

    A node's `at` is its chunk's index times 2**20 plus its number within the chunk, in the order of lowering.

    Raises:
        SourceError: the text is no Python.
    """

    def __init__(self, text: str, known: Outline | None = None) -> None:
        """`known` is its outline, where it was made before."""
        text = normalised(text)
        self.outline, self._trees = outline_and_trees(text) if known is None else (known, [])
        self._lines = text.split("\n")
        self._blocks: dict[int, ir.Block] = {}
        self._kept: dict[int, list[ast.stmt]] = {}  # what definitions were parsed to

    @property
    def _front(self) -> FrontEnd:
        """Python's own parser; for what it does not parse, LibCST's."""
        if self.outline.newer:
            from convlint.syntax import concrete

            return concrete
        from convlint.syntax import abstract

        return abstract

    def read_ahead(self, definitions: bool, keep: bool = False) -> None:
        """Read what stands between the definitions, and these where they are wanted, without parsing it again.

        To be called once, and soon: what was parsed is kept until then; that of definitions, with `keep`, until `forget`.
        """
        trees, self._trees = self._trees, []
        for chunk, statements in zip(self.outline.chunks, trees):
            if chunk.too_deep or chunk.index in self._blocks:
                continue
            if definitions or chunk.kind == "code":
                self._lower(chunk.index, statements)
            elif keep:
                self._kept[chunk.index] = statements

    def forget(self) -> None:
        """Let go of what definitions were parsed to."""
        self._kept.clear()

    def _lower(self, index: int, statements: list[ast.stmt]) -> None:
        from convlint.syntax.chunks import lowered_tree

        block = lowered_tree(statements, index << CHUNK_BITS)
        if block is not None:
            self._blocks[index] = block

    def block(self, chunk: Chunk) -> ir.Block:
        """The statements of a chunk. What cannot be read is an OpaqueStmt with the names that it binds."""
        if chunk.index in self._kept:
            self._lower(chunk.index, self._kept.pop(chunk.index))
        if chunk.index not in self._blocks:
            from convlint.syntax.chunks import (
                lowered,
            )  # with the classes of the IR: many files need no more than their outline

            self._blocks[chunk.index] = lowered(self._front, chunk, self._lines, chunk.index << CHUNK_BITS)
        return self._blocks[chunk.index]

    def locate(self, ats: Iterable[int]) -> dict[int, Span]:
        """The place of each node. Reads each chunk concerned again, so ask for many at once."""
        asked = list(ats)
        wanted: defaultdict[int, set[int]] = defaultdict(set)
        for at in asked:
            wanted[at >> CHUNK_BITS].add(at)
        from convlint.syntax.chunks import located

        spans: dict[int, Span] = {}
        for index in sorted(wanted):
            chunk = self.outline.chunks[index]
            spans.update(located(self._front, chunk, self._lines, index << CHUNK_BITS, wanted[index]))
        return {at: spans[at] for at in asked}

    def source(self, span: Span) -> str:
        """The text of a span."""
        lines = self._lines[span.start.row - 1 : span.end.row]
        if not lines:
            return ""
        lines[-1] = lines[-1][: span.end.column - 1]
        lines[0] = lines[0][span.start.column - 1 :]
        return "\n".join(lines)
