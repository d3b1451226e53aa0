"""For people, one finding: its line with carets, how it came about, and what would help."""

from __future__ import annotations

from collections.abc import Iterator

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.concise import place, place_of_step
from convlint.output.frame import excerpt, frame
from convlint.output.page import Page
from convlint.output.style import Style
from convlint.rules import NAMES


def block(finding: Finding, page: Page) -> Iterator[str]:
    """The lines that tell of a finding."""
    style = Style(page.color, page.links)
    margin = " " * len(str(finding.span.start.row))
    bar, sign = style.gutter(f"{margin} |"), style.gutter(f"{margin} =")
    title = style.bold(f"{NAMES[finding.code]}: {plain(finding.message)}")
    yield f"{style.code(finding)} {title}"
    yield f"{margin}{style.gutter('-->')} {place(finding)}"
    yield from _source(finding, page, style, bar)
    for step in finding.trace:
        where = (step.filename, step.span.start.row, step.cell)
        yield f"{sign} {style.label('note')}: {place_of_step(step)}: {plain(step.message)}"
        seen = where == (finding.filename, finding.span.start.row, finding.cell)
        line = None if seen else page.source_line(*where)
        if line is not None:
            yield f"{bar}     {excerpt(line)}"
    if finding.fix is not None:
        yield f"{sign} {style.label('help')}: {plain(finding.fix.message)}"


def _source(finding: Finding, page: Page, style: Style, bar: str) -> Iterator[str]:
    row = finding.span.start.row
    line = page.source_line(finding.filename, row, finding.cell)
    if line is not None:
        shown = frame(line, finding.span)
        yield bar
        yield f"{style.gutter(f'{row} |')} {shown.line}"
        yield f"{bar} {' ' * shown.indent}{style.caret(finding, '^' * shown.length)}"
