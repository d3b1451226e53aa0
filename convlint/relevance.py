"""Which of the given files are worth reading for their own sake; asked of each file of each run, so it must be quick."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from convlint.source import in_turn
from convlint.syntax.errors import SourceError

if TYPE_CHECKING:
    from convlint.project import SourceFile

LIBRARIES = "torch|torchvision|keras|tf_keras|tensorflow|numpy|einops|timm|lightning|pytorch_lightning|jaxtyping"
IMPORTING = r"^[ \t]*(?:import|from)[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*"
RELEVANT = rf"(?m){IMPORTING}(?:{LIBRARIES})\b|\bdef (?:forward|call)\("
"""A file that imports none of these, and defines no layer with what others import, is read only where others import it."""
SIGNS = (*LIBRARIES.split("|"), "def forward(", "def call(")
"""Without any of these in its text there is no need to look closer; patterns take longer to compile than most files to read."""
RUNS = r"(?m)^if __name__ == |^[A-Za-z_][\w.]*\("
"""Unless it is a script: then it may run what the files it imports define."""
IMPORTED = r"(?m)^[ \t]*(?:import|from)[ \t]+([\w. ,\t]+)"
ALIASES = "nn|F|functional|np|tf|layers|ops|Tensor|Module"
REPLACES = rf"\n(?=([ \t]*))\1(?:{LIBRARIES}|{ALIASES})\.[\w.]+[ \t]*=(?!=)"  # no second try with less of the indent
SETS = rf"\bsetattr\(\s*(?:{LIBRARIES}|{ALIASES})\b"
"""Where a file may put something of its own in the place of what a library has: under the usual names, for this is a guess."""
TENSORS = {
    "torch": "torch",
    "numpy": "numpy",
    "keras": "keras|tf_keras|tensorflow",
    "another": "chainer|cupy|jax|jittor|mindspore|mxnet|oneflow|paddle|theano|tinygrad",
}
"""What tells that a file has to do with a library's tensors. Nothing is declared of those of `another`."""


def libraries_in(file: SourceFile) -> tuple[str, ...]:
    """The libraries of tensors that a file imports itself."""
    return file.ask(libraries_named)


def libraries_named(text: str) -> tuple[str, ...]:
    """The libraries of tensors that a module of this text imports."""
    return tuple(library for library, names in TENSORS.items() if _imports_one_of(names, text))


def _imports_one_of(names: str, text: str) -> bool:
    named = any(name in text for name in names.split("|"))  # a hundred times faster than the pattern
    return named and re.search(rf"(?m){IMPORTING}(?:{names})\b", text) is not None


def relevant(files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files to read, in their order."""
    found = {file.path for file in in_turn(files) if _names_a_library(_text(file))}
    if not found:
        return []
    names = {name for path in found for name in (path.stem, path.parent.name)}
    for file in in_turn([file for file in files if file.path not in found]):
        text = _text(file)
        if re.search(RUNS, text) and _imports(text, names):
            found.add(file.path)
    return [file for file in files if file.path in found]


def may_replace(file: SourceFile) -> bool:
    """Whether it looks as if a file replaced something of a library."""
    text = _text(file)
    return re.search(REPLACES, text) is not None or ("setattr(" in text and re.search(SETS, text) is not None)


def _names_a_library(text: str) -> bool:
    return any(sign in text for sign in SIGNS) and re.search(RELEVANT, text) is not None


def _imports(text: str, names: set[str]) -> bool:
    """Whether it may import a module of one of these names."""
    return any(not names.isdisjoint(re.split(r"[\s.,]+", spelled)) for spelled in re.findall(IMPORTED, text))


def _text(file: SourceFile) -> str:
    try:
        return file.text
    except SourceError:
        return ""
