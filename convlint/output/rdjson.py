"""The diagnostic format of reviewdog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convlint.finding import Finding, Location, Span
from convlint.output.cells import plain
from convlint.output.page import Page
from convlint.output.places import in_cell, relative, row_in_file, said
from convlint.rules import RULES

Json = dict[str, Any]


def rdjson(findings: Sequence[Finding], page: Page) -> str:
    """One DiagnosticResult."""
    import json

    source = {"name": "convlint", "url": RULES["CL001"].url.rpartition("rules/")[0]}
    worst = "ERROR" if any(finding.severity == "error" for finding in findings) else "WARNING"
    diagnostics = [_diagnostic(finding, page) for finding in findings]
    return json.dumps({"source": source, "severity": worst, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(finding: Finding, page: Page) -> Json:
    name = finding.filename
    if finding.cell is not None:
        placed: Json = {"start": {"line": row_in_file(finding, page)}}
    else:
        placed = _range(name, finding.span, page)
    diagnostic: Json = {
        "message": f"{in_cell(finding)}{said(finding)}",
        "location": {"path": plain(relative(name)), "range": placed},
        "severity": finding.severity.upper(),
        "code": {"value": finding.code, "url": RULES[finding.code].url},
    }
    if finding.fix and finding.fix.edits and finding.cell is None:
        edits = [{"range": _range(name, edit.span, page), "text": edit.content} for edit in finding.fix.edits]
        diagnostic["suggestions"] = edits
    return diagnostic


def _range(filename: str, span: Span, page: Page) -> Json:
    return {"start": _position(filename, span.start, page), "end": _position(filename, span.end, page)}


def _position(filename: str, place: Location, page: Page) -> Json:
    """Columns count bytes of UTF-8."""
    line = page.source_line(filename, place.row) or ""
    before = line[: place.column - 1].encode("utf-8", "replace")
    return {"line": place.row, "column": len(before) + max(place.column - 1 - len(line), 0) + 1}
