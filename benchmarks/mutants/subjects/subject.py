"""What a subject is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Subject:
    """A working file: a module of an installed package, or a program of its own.

    `lines` build and call what it defines; `before` is run ahead of it, in the framework only.
    """

    module: str
    lines: str
    framework: str = "torch"
    before: str = ""
    file: str = ""  # of a program

    @property
    def name(self) -> str:
        return Path(self.file).stem if self.file else self.module

    def program(self, source: str) -> str:
        """The text with the lines behind it; the rows of the file stay."""
        return f"{source}\n{self.lines}\n"


def torch_model(module: str, model: str, size: str, before: str = "") -> Subject:
    """A network that is built by `model` and takes one tensor of that size."""
    return Subject(module, f"import torch\nmodel = {model}\nx = torch.randn({size})\nmodel(x)", "torch", before)
