"""One line per finding, in the form that editors and `grep` know: `file:row:column: CODE message`."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.page import Page
from convlint.output.style import Style
from convlint.output.summary import summary


def concise(findings: Sequence[Finding], page: Page) -> str:
    style = Style(page.color)
    lines = [f"{place(finding)}: {style.code(finding)} {plain(finding.message)}" for finding in findings]
    if page.files and not page.quiet:
        lines.append(summary(findings, page.files))
    return "".join(f"{line}\n" for line in lines)


def place(finding: Finding) -> str:
    """`file:row:column`, with the cell of a notebook in between."""
    cell = "" if finding.cell is None else f"cell {finding.cell}:"
    start = finding.span.start
    return f"{plain(finding.filename)}:{cell}{start.row}:{start.column}"
