"""From source text to the intermediate representation.

`outline` is cheap; a `Reader` reads single chunks of a module when asked to, by `ast` or, what is newer, by LibCST.
LibCST is imported only where it is needed.
"""

from __future__ import annotations

from convlint.syntax.errors import SourceError
from convlint.syntax.files import read_source
from convlint.syntax.outline import Chunk, Outline, outline
from convlint.syntax.reader import Reader

__all__ = ["Chunk", "Outline", "Reader", "SourceError", "outline", "read_source"]
