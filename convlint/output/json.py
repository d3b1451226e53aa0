"""A JSON array, one object per finding; the form is documented in docs/json.md."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.finding import Edit, Finding, Fix, Location, TraceStep
from convlint.output.page import Page
from convlint.rules import RULES


def json_array(findings: Sequence[Finding], page: Page) -> str:
    """ASCII only, so that it survives any terminal, pipe and file."""
    import json  # costs more than all the rest of the formats

    return json.dumps([_finding(finding) for finding in findings], indent=2) + "\n"


def json_lines(findings: Sequence[Finding], page: Page) -> str:
    """One object per line, for tools that read as they go."""
    import json

    return "".join(f"{json.dumps(_finding(finding))}\n" for finding in findings)


def _finding(finding: Finding) -> dict[str, object]:
    rule = RULES[finding.code]
    return {
        "code": finding.code,
        "name": rule.name,
        "severity": finding.severity,
        "message": finding.message,
        "filename": finding.filename,
        "location": _location(finding.span.start),
        "end_location": _location(finding.span.end),
        "cell": finding.cell,
        "trace": [_step(step) for step in finding.trace],
        "fix": None if finding.fix is None else _fix(finding.fix),
        "url": rule.url,
    }


def _location(location: Location) -> dict[str, int]:
    return {"row": location.row, "column": location.column}


def _step(step: TraceStep) -> dict[str, object]:
    place = {"filename": step.filename, "location": _location(step.span.start), "cell": step.cell}
    return {**place, "message": step.message}


def _fix(fix: Fix) -> dict[str, object]:
    edits = [_edit(edit) for edit in fix.edits]
    return {"applicability": fix.applicability, "message": fix.message, "edits": edits}


def _edit(edit: Edit) -> dict[str, object]:
    return {
        "content": edit.content,
        "location": _location(edit.span.start),
        "end_location": _location(edit.span.end),
        "cell": edit.cell,
    }
