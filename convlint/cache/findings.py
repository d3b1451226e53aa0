"""Findings as JSON, and back: what does not look exactly like one raises ValueError."""

from __future__ import annotations

from typing import Any

from convlint.finding import Edit, Finding, Fix, Location, Span, TraceStep
from convlint.rules import RULES

SEVERITIES = ("error", "warning")
APPLICABILITIES = ("safe", "unsafe", "display")


def to_json(finding: Finding) -> list[Any]:
    """A finding that is not yet placed in a cell."""
    trace = [[step.filename, _numbers(step.span), step.message] for step in finding.trace]
    fix = finding.fix
    made = None
    if fix is not None:
        made = [fix.message, [[_numbers(edit.span), edit.content] for edit in fix.edits], fix.applicability]
    head = [finding.code, finding.message, finding.filename, _numbers(finding.span), finding.severity]
    return [*head, trace, made]


def from_json(value: Any) -> Finding:
    """The finding that `to_json` made this of."""
    code, message, filename, span, severity, trace, fix = _list(value, 7)
    if code not in RULES or severity not in SEVERITIES:
        raise ValueError("no finding")
    steps = tuple(_step(step) for step in _list(trace))
    return Finding(
        code, _text(message), _text(filename), _span(span), severity, steps, None if fix is None else _fix(fix)
    )


def _step(value: Any) -> TraceStep:
    filename, span, message = _list(value, 3)
    return TraceStep(_text(filename), _span(span), _text(message))


def _fix(value: Any) -> Fix:
    message, edits, applicability = _list(value, 3)
    if applicability not in APPLICABILITIES:
        raise ValueError("no fix")
    made = []
    for edit in _list(edits):
        span, content = _list(edit, 2)
        made.append(Edit(_span(span), _text(content)))
    return Fix(_text(message), tuple(made), applicability)


def _numbers(span: Span) -> list[int]:
    return [span.start.row, span.start.column, span.end.row, span.end.column]


def _span(value: Any) -> Span:
    numbers = _list(value, 4)
    if not all(type(number) is int and number > 0 for number in numbers):
        raise ValueError("no span")
    return Span(Location(numbers[0], numbers[1]), Location(numbers[2], numbers[3]))


def _list(value: Any, length: int | None = None) -> list[Any]:
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise ValueError("no list of this length")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
