"""From source text to the intermediate representation.

`outline` is cheap; a `Reader` reads single chunks of a module when asked to, by `ast` or, what is newer, by LibCST.
LibCST is imported only where it is needed, and so is all that reads: a run whose results are known reads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.syntax.errors import SourceError
from convlint.syntax.files import read_source

if TYPE_CHECKING:
    from convlint.syntax.outline import Chunk, Outline
    from convlint.syntax.reader import Reader

__all__ = ["Chunk", "Outline", "Reader", "SourceError", "read_source"]


def __getattr__(name: str) -> Any:
    if name == "Reader":
        from convlint.syntax.reader import Reader

        return Reader
    if name in ("Chunk", "Outline"):
        from convlint.syntax import outline

        return getattr(outline, name)
    raise AttributeError(f"module 'convlint.syntax' has no attribute {name!r}")
