"""A code quality report of GitLab."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.page import Page
from convlint.output.places import fingerprints, in_cell, relative, row_in_file, said

SEVERITIES = {"error": "major", "warning": "minor"}


def gitlab(findings: Sequence[Finding], page: Page) -> str:
    """A JSON array. The code stands in the description too, for GitLab shows no other."""
    import json

    issues = [
        {
            "description": f"{finding.code}: {in_cell(finding)}{said(finding)}",
            "check_name": finding.code,
            "fingerprint": mark,
            "severity": SEVERITIES[finding.severity],
            "location": {
                "path": plain(relative(finding.filename)),
                "lines": {"begin": row_in_file(finding, page), "end": _end(finding, page)},
            },
        }
        for finding, mark in zip(findings, fingerprints(findings, page))
    ]
    return json.dumps(issues, indent=2) + "\n"


def _end(finding: Finding, page: Page) -> int:
    return max(row_in_file(finding, page), finding.span.end.row if finding.cell is None else 1)
