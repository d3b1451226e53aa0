"""What a format may know beside the findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

SourceLine = Callable[..., "str | None"]
RawRow = Callable[[str, int, int], int]


def _no_source(filename: str, row: int, cell: int | None = None) -> None:
    return None


def _first_row(filename: str, cell: int, row: int) -> int:
    return 1


class Page(NamedTuple):
    """Where source lines come from (None where they cannot be had), what else a run has to say, and how to print.

    `source_line` takes a file name, a row and maybe a cell; `raw_row` takes a notebook, a cell and a row in it, and gives the
    row of the file.
    """

    source_line: SourceLine = _no_source
    files: int = 0
    color: bool = False
    quiet: bool = False
    links: bool = False
    raw_row: RawRow = _first_row
    problems: tuple[str, ...] = ()
