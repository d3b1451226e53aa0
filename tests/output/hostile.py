"""Findings whose names and texts try to break out of every format."""

from __future__ import annotations

from convlint.finding import Edit, Finding, Fix, Location, Span, TraceStep

EVIL = "\x1b[2J\n::error::x\r\n%0A##[group]a##vso[task.x]b<!--]]>&'\"\u202e\u2028\udcff,:%"
AT = Span(Location(2, 5), Location(2, 9))
HOSTILE = Finding(
    "CL102",
    f"message {EVIL}",
    f"::set-env {EVIL}.py",
    AT,
    trace=(TraceStep(f"trace {EVIL}.py", AT, f"step {EVIL}"),),
    fix=Fix(f"fix {EVIL}", (Edit(AT, "16"),)),
)
IN_CELL = Finding("CL301", "changes the batch", "notes/a b.ipynb", AT, severity="warning", cell=3)
PLAIN = Finding("CL103", "takes 3 channels but gets 4", "src/é,net.py", AT, fix=Fix("told", (), "display"))
FINDINGS = [HOSTILE, PLAIN, IN_CELL]


def line(filename: str, row: int, cell: int | None = None) -> str | None:
    """The same line everywhere, with letters of two bytes before the finding."""
    return f"éé = {EVIL}"


def raw_row(filename: str, cell: int, row: int) -> int:
    return 40 + row
