"""Which of the given files are worth reading for their own sake."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from convlint.syntax import SourceError

if TYPE_CHECKING:
    from convlint.project import SourceFile

LIBRARIES = "torch|torchvision|keras|tf_keras|tensorflow|numpy|einops|timm|lightning|pytorch_lightning|jaxtyping"
RELEVANT = re.compile(
    rf"^[ \t]*(?:import|from)[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*(?:{LIBRARIES})\b|\bdef (?:forward|call)\(", re.MULTILINE
)
"""A file that imports none of these, and defines no layer with what others import, is read only where others import it."""
RUNS = re.compile(r"^if __name__ == |^[A-Za-z_][\w.]*\(", re.MULTILINE)
"""Unless it is a script: then it may run what the files it imports define."""
IMPORTED = re.compile(r"^[ \t]*(?:import|from)[ \t]+([\w. ,\t]+)", re.MULTILINE)


TENSORS = {
    library: re.compile(rf"^[ \t]*(?:import|from)[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*(?:{names})\b", re.MULTILINE)
    for library, names in {"torch": "torch", "numpy": "numpy", "keras": "keras|tf_keras|tensorflow"}.items()
}


@functools.lru_cache(maxsize=512)
def libraries_in(file: SourceFile) -> tuple[str, ...]:
    """The libraries of tensors that a file imports itself."""
    text = _text(file)
    return tuple(library for library, imported in TENSORS.items() if imported.search(text))


def relevant(files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files to read, in their order."""
    texts = {file.path: _text(file) for file in files}
    found = {path for path, text in texts.items() if RELEVANT.search(text)}
    if not found:
        return []
    names = {name for path in found for name in (path.stem, path.parent.name)}
    for path, text in texts.items():
        if path not in found and RUNS.search(text) and _imports(text, names):
            found.add(path)
    return [file for file in files if file.path in found]


def _imports(text: str, names: set[str]) -> bool:
    """Whether it may import a module of one of these names."""
    return any(not names.isdisjoint(re.split(r"[\s.,]+", spelled)) for spelled in IMPORTED.findall(text))


def _text(file: SourceFile) -> str:
    try:
        return file.text
    except SourceError:
        return ""
