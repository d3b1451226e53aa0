"""What a format may know beside the findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SourceLine = Callable[[str, int], "str | None"]


def _no_source(filename: str, row: int) -> None:
    return None


@dataclass(frozen=True)
class Page:
    """Where source lines come from (None where they cannot be had), and how to print."""

    source_line: SourceLine = _no_source
    files: int = 0
    color: bool = False
    quiet: bool = False
