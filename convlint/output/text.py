"""For people: the finding, its line with carets, how it came about, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.concise import place, place_of_step
from convlint.output.frame import excerpt, frame
from convlint.output.page import Page
from convlint.output.style import Style
from convlint.output.summary import summary
from convlint.rules import RULES


def text(findings: Sequence[Finding], page: Page) -> str:
    blocks = ["\n".join(_block(finding, page)) for finding in findings]
    if page.files and not page.quiet:
        blocks.append(summary(findings, page.files))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(finding: Finding, page: Page) -> Iterator[str]:
    style = Style(page.color, page.links)
    margin = " " * len(str(finding.span.start.row))
    bar, sign = style.gutter(f"{margin} |"), style.gutter(f"{margin} =")
    title = style.bold(f"{RULES[finding.code].name}: {plain(finding.message)}")
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
