"""The outline of a text that only a newer Python reads, made by LibCST (slow, and seldom needed)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from convlint.syntax.concrete.parsing import parsed
from convlint.syntax.errors import SourceError
from convlint.syntax.lowering import Unread
from convlint.syntax.outline import Chunk, ChunkKind, Outline, Part
from convlint.syntax.text import collector_paused, deep_recursion

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_KINDS: dict[type[cst.CSTNode], ChunkKind] = {cst.FunctionDef: "function", cst.ClassDef: "class"}


def whole_outline(text: str) -> Outline:
    """The outline by LibCST. `names` of a chunk are all the identifiers of its text.

    Raises:
        SourceError: LibCST does not read it either.
    """
    with collector_paused(), deep_recursion():
        try:
            wrapper = MetadataWrapper(parsed(text), unsafe_skip_copy=True)
        except Unread as unread:
            error = unread.__cause__
            place = (error.raw_line, error.raw_column + 1) if isinstance(error, cst.ParserSyntaxError) else (1, 1)
            raise SourceError("invalid syntax", *place) from None
        ranges = wrapper.resolve(PositionProvider)
        heads: list[tuple[cst.CSTNode, list[Part]]] = []
        for node in wrapper.module.body:
            decorators: Sequence[cst.CSTNode] = getattr(node, "decorators", ())
            first = ranges[decorators[0] if decorators else node].start.line
            part = Part(first, ranges[node].end.line, too_deep=False)
            if heads and type(node) not in _KINDS and type(heads[-1][0]) not in _KINDS:
                heads[-1][1].append(part)
            else:
                heads.append((node, [part]))
    lines = text.split("\n")
    return Outline(tuple([_chunk(index, node, parts, lines) for index, (node, parts) in enumerate(heads)]), newer=True)


def _chunk(index: int, node: cst.CSTNode, parts: Sequence[Part], lines: Sequence[str]) -> Chunk:
    first, last = parts[0].first, parts[-1].last
    return Chunk(
        index=index,
        kind=_KINDS.get(type(node), "code"),
        name=node.name.value if isinstance(node, (cst.FunctionDef, cst.ClassDef)) else None,
        first=first,
        last=last,
        decorated=bool(getattr(node, "decorators", ())),
        names=frozenset(_IDENTIFIER.findall("\n".join(lines[first - 1 : last]))),
        parts=tuple(parts),
    )
