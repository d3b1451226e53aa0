"""The cheap outline of a module: its top-level statements, made by `ast` (some ten times faster than LibCST)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal, NamedTuple

from convlint.syntax.depth import measure
from convlint.syntax.errors import SourceError
from convlint.syntax.parsing import parse
from convlint.syntax.text import collector_paused, normalised

ChunkKind = Literal["function", "class", "code"]
_KINDS: Final[dict[type[ast.stmt], ChunkKind]] = {
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.ClassDef: "class",
}


class Part(NamedTuple):
    """The lines of one statement, or of several that share a line."""

    first: int
    last: int
    too_deep: bool


@dataclass(slots=True, eq=False, repr=False)
class Chunk:
    """A top-level definition, or a run of other top-level statements; `first` and `last` are source lines from 1.

    `names` are the identifiers that it loads (or declares global) anywhere inside; `owners` those whose methods decorate it
    (`app` of `@app.route("/")`). What is `too_deep` (or too large) is not read: its block is an OpaqueStmt.
    """

    index: int
    kind: ChunkKind
    name: str | None
    first: int
    last: int
    decorated: bool
    names: frozenset[str]
    parts: tuple[Part, ...]
    owners: frozenset[str] = frozenset()

    @property
    def too_deep(self) -> bool:
        """Whether some of it is opaque for its depth."""
        return any(part.too_deep for part in self.parts)


_NO_NAMES: Final[frozenset[str]] = frozenset()


class Outline(NamedTuple):
    """The module's top-level statements in order; `newer` where this Python does not parse them but LibCST does."""

    chunks: tuple[Chunk, ...]
    newer: bool = False

    def forget_names(self) -> None:
        """Keep little more than the lines of its chunks."""
        for chunk in self.chunks:
            chunk.names = _NO_NAMES


Trees = list[list[ast.stmt]]
"""The statements of each chunk; none where this Python does not parse them."""


def outline(text: str) -> Outline:
    """Outline a module; syntax that is newer than the running Python is left to LibCST.

    Raises:
        SourceError: the text is no Python, or nested too deeply for Python itself.
    """
    return outline_and_trees(text)[0]


def outline_and_trees(text: str) -> tuple[Outline, Trees]:
    """The outline, and what it was made from. Raises as `outline` does."""
    text = normalised(text)
    try:
        with collector_paused():
            return _outlined(parse(text), text.split("\n"))
    except SourceError as error:
        from convlint.syntax.newer import is_shallow, may_be_newer

        if not (may_be_newer(error, text) and is_shallow(text)):
            raise
        refused = error
    from convlint.syntax.concrete.whole import whole_outline

    try:
        return whole_outline(text), []
    except SourceError as error:
        raise error if error.row > refused.row else refused from None


def _outlined(tree: ast.Module, lines: Sequence[str]) -> tuple[Outline, Trees]:
    chunks: list[Chunk] = []
    trees: Trees = []
    for kind, group in groupby(_pieces(tree.body, lines), key=lambda piece: _key(piece[0])):
        pieces = list(group)
        head = pieces[0][0]
        trees.append([statement for statement, _, _ in pieces])
        chunks.append(
            Chunk(
                index=len(chunks),
                kind=_KINDS.get(type(head), "code"),
                name=getattr(head, "name", None) if kind else None,
                first=pieces[0][1].first,
                last=pieces[-1][1].last,
                decorated=bool(getattr(head, "decorator_list", ())),
                names=frozenset().union(*[names for _, _, names in pieces]),
                parts=tuple([part for _, part, _ in pieces]),
                owners=_owners(head),
            )
        )
    return Outline(tuple(chunks)), trees


def _owners(statement: ast.stmt) -> frozenset[str]:
    """The names that a definition's decorators are attributes of."""
    called = [each.func if isinstance(each, ast.Call) else each for each in getattr(statement, "decorator_list", ())]
    owners = [each.value for each in called if isinstance(each, ast.Attribute)]
    return frozenset(each.id for each in owners if isinstance(each, ast.Name))


def _key(statement: ast.stmt) -> int:
    """Equal for neighbours of one chunk: each definition stands alone."""
    return statement.lineno if type(statement) in _KINDS else 0


def _pieces(body: Sequence[ast.stmt], lines: Sequence[str]) -> Iterator[tuple[ast.stmt, Part, set[str]]]:
    """Each statement with its lines, its depth and its names."""
    for statement in body:
        names, too_deep = measure(statement, lines)
        first = min([statement.lineno, *[each.lineno for each in getattr(statement, "decorator_list", ())]])
        yield statement, Part(first, _last(statement, lines), too_deep), names


def _last(statement: ast.stmt, lines: Sequence[str]) -> int:
    """The last line of a statement, with those that a backslash after it joins."""
    last = statement.end_lineno or statement.lineno
    if lines[last - 1].endswith("\\"):
        tail = lines[last - 1].encode()[statement.end_col_offset :]
        while tail.endswith(b"\\") and b"#" not in tail and last < len(lines):
            tail = lines[last].encode()
            last += 1
    return last
