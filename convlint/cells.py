"""Findings in notebooks: from the rows of the module to those of its cells."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from convlint.finding import Edit, Finding, Location, Span, TraceStep
from convlint.project import Project, SourceFile
from convlint.syntax import SourceError

if TYPE_CHECKING:
    from convlint.syntax.notebook import Notebook

Placed = TypeVar("Placed", Finding, TraceStep, Edit)


def in_cells(finding: Finding, project: Project) -> Finding:
    """A finding whose places in notebooks are told by cell and row in it."""
    trace = tuple(_placed(step, _notebook(project, step.filename)) for step in finding.trace)
    notebook = _notebook(project, finding.filename)
    fix = finding.fix
    if fix is not None and notebook is not None:
        fix = replace(fix, edits=tuple(_placed(edit, notebook) for edit in fix.edits))
    if notebook is None and trace == finding.trace:
        return finding
    return _placed(replace(finding, trace=trace, fix=fix), notebook)


def source_line(project: Project, name: str, row: int, cell: int | None = None) -> str | None:
    """A line of a file that was read, by the file's name (and cell); None where it cannot be had."""
    file = project.named(name)
    try:
        if file is None:
            return None
        lines = file.lines
        if cell is not None:
            firsts = [own.first for own in file.notebook.cells if own.number == cell] if file.notebook else []
            row += firsts[0] - 1 if firsts else 0
        return lines[row - 1]
    except (SourceError, IndexError):
        return None


def raw_row(project: Project, name: str, cell: int, row: int) -> int:
    """The row of a notebook's file that holds a row of a cell; 1 where it cannot be told."""
    file = project.named(name)
    if file is None:
        return 1
    return _raw_rows(file).get((cell, row), 1)


@lru_cache(maxsize=64)
def _raw_rows(file: SourceFile) -> dict[tuple[int, int], int]:
    from convlint.syntax.notebook import raw_rows

    return raw_rows(file.data())


def _notebook(project: Project, name: str) -> Notebook | None:
    file = project.named(name)
    if file is None or file.path.suffix != ".ipynb":
        return None
    with suppress(SourceError):
        file.text  # noqa: B018  which makes the notebook
    return file.notebook


def _placed(each: Placed, notebook: Notebook | None) -> Placed:
    if notebook is None or not notebook.cells:
        return each
    cell, row = notebook.place(each.span.start.row)
    moved = each.span.start.row - row
    end = each.span.end
    span = Span(Location(row, each.span.start.column), Location(end.row - moved, end.column))
    return replace(each, span=span, cell=cell)
