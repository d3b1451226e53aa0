"""One line per finding, in the form that editors and `grep` know: `file:row:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.finding import Finding, TraceStep
from convlint.output.cells import plain
from convlint.output.page import Page
from convlint.output.style import Style
from convlint.output.summary import summary


def concise(findings: Sequence[Finding], page: Page) -> str:
    style = Style(page.color, page.links)
    lines = [f"{place(finding)}: {style.code(finding)} {plain(finding.message)}" for finding in findings]
    if page.files and not page.quiet:
        lines.append(summary(findings, page.files))
    return "".join(f"{line}\n" for line in lines)


def place(finding: Finding) -> str:
    """`file:row:column`, with the cell of a notebook in between."""
    start = finding.span.start
    return f"{_file(finding.filename, finding.cell)}:{start.row}:{start.column}"


def place_of_step(step: TraceStep) -> str:
    """`file:row`, with the cell of a notebook in between."""
    return f"{_file(step.filename, step.cell)}:{step.span.start.row}"


def _file(name: str, cell: int | None) -> str:
    """The name as a line may begin with it: two colons would be a command to a CI server."""
    shown = plain(name)
    lead = "./" if shown.lstrip().startswith("::") else ""
    return f"{lead}{shown}" if cell is None else f"{lead}{shown}:cell {cell}"
