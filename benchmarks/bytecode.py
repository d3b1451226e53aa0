"""Bytecode as an installer leaves it: otherwise every run would count the compiling of convlint itself."""

from __future__ import annotations

import compileall
from pathlib import Path

import convlint


def as_installed() -> None:
    """Compile what is imported from here; does nothing where that was done."""
    for folder in (convlint.__path__[0], Path(__file__).parent):
        compileall.compile_dir(str(folder), quiet=1)
