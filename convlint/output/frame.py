"""A source line and the carets below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from convlint.output.cells import characters, fit, width

if TYPE_CHECKING:
    from convlint.finding import Span

ROOM = 110
LEAD = 20
CUT = "…"


class Frame(NamedTuple):
    """The line as it is printed, and where the underlined part begins and how many cells it takes."""

    line: str
    indent: int
    length: int


def frame(line: str, span: Span) -> Frame:
    """The first line of `span`, cut around it if it is long; of several lines the first is underlined to its end."""
    cells = characters(line.rstrip("\r\n"))
    start = min(span.start.column - 1, len(cells))
    end = span.end.column - 1 if span.end.row == span.start.row else len(line.rstrip())
    before, marked, after = cells[:start], cells[start:end], cells[max(start, end) :]
    if width("".join(before)) > LEAD and width("".join(cells)) > ROOM:
        before = [CUT, *reversed(fit(reversed(before), LEAD))]
    lead = "".join(before)
    body = _head(marked, ROOM - width(lead))
    rest = _head(after, ROOM - width(lead) - width(body))
    return Frame((lead + body + rest).rstrip(), width(lead), max(width(body), 1))


def excerpt(line: str) -> str:
    """A line without its indentation, cut at the end if it is long."""
    return _head(characters(line.strip()), ROOM)


def _head(parts: list[str], room: int) -> str:
    """The parts, or as many as fit and a sign that there are more."""
    kept = fit(parts, room)
    return "".join(kept if len(kept) == len(parts) else [*fit(parts, room - width(CUT)), CUT])
