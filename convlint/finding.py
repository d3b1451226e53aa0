"""What the linter says: findings with their place, their trace and their remedy. Data only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Severity = Literal["error", "warning"]
MOST_CHARACTERS = 2000
"""Of a message. Names and texts of the program stand in messages; nobody reads more of one."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a text; row and column count from 1, the column in characters."""

    row: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to, not including, `end`."""

    start: Location
    end: Location


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step that led to a finding: a declaration, a shape on the way, a call."""

    filename: str
    span: Span
    message: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at `span` by `content`."""

    span: Span
    content: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A remedy; `edits` is empty where it can be told but not typed."""

    message: str
    edits: tuple[Edit, ...] = ()
    applicability: Literal["safe", "unsafe", "display"] = "unsafe"


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause at one place. In a notebook, rows count from the first line of their `cell`, cells from 1."""

    code: str
    message: str
    filename: str
    span: Span
    severity: Severity = "error"
    trace: tuple[TraceStep, ...] = field(default=())
    fix: Fix | None = None
    cell: int | None = None

    @property
    def sort_key(self) -> tuple[str, int, Span, str, str]:
        """The order in which findings are printed."""
        return (self.filename, self.cell or 0, self.span, self.code, self.message)


def brief(finding: Finding) -> Finding:
    """The finding, with the middle left out of what is longer than anybody reads."""
    said = [finding.message, *(step.message for step in finding.trace)]
    if max(map(len, said)) <= MOST_CHARACTERS and finding.fix is None:
        return finding
    trace = tuple(replace(step, message=_shortened(step.message)) for step in finding.trace)
    fix = finding.fix and replace(finding.fix, message=_shortened(finding.fix.message))
    return replace(finding, message=_shortened(finding.message), trace=trace, fix=fix)


def _shortened(text: str) -> str:
    half = MOST_CHARACTERS // 2
    return text if len(text) <= MOST_CHARACTERS else f"{text[:half]} … {text[-half:]}"
