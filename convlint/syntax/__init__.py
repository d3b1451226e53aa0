"""From source text to the intermediate representation.

`outline` is cheap and uses `ast` alone; a `Reader` reads single chunks of a module with LibCST when asked to.
Importing this package does not import LibCST: only the reading of a chunk does.
"""

from __future__ import annotations

from convlint.syntax.errors import SourceError
from convlint.syntax.files import read_source
from convlint.syntax.outline import Chunk, Outline, outline
from convlint.syntax.reader import Reader

__all__ = ["Chunk", "Outline", "Reader", "SourceError", "outline", "read_source"]
