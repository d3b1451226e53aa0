"""Workflow commands of GitHub Actions, which show findings beside the lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.concise import place
from convlint.output.page import Page
from convlint.output.places import relative, row_in_file, said
from convlint.output.summary import summary
from convlint.rules import NAMES

SHOWN = 10
"""So many errors, and so many warnings, are shown of one step."""


def github(findings: Sequence[Finding], page: Page) -> str:
    """A command per finding; its text names the place as well, for the log shows nothing else of it."""
    lines = [_command(finding, page) for finding in findings]
    most = max(Counter(finding.severity for finding in findings).values(), default=0)
    if most > SHOWN:
        lines.append(f"{summary(findings, page.files)} GitHub shows {SHOWN} errors and {SHOWN} warnings of a step.")
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, page: Page) -> str:
    span = finding.span
    properties = {
        "title": f"{finding.code} {NAMES[finding.code]}",
        "file": plain(relative(finding.filename)),
        "line": str(row_in_file(finding, page)),
    }
    if finding.cell is None and span.start.row == span.end.row:
        properties |= {"col": str(span.start.column), "endLine": str(span.end.row), "endColumn": str(span.end.column)}
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    remedy = f"\nhelp: {plain(finding.fix.message)}" if finding.fix else ""
    return f"::{finding.severity} {told}::{_data(f'{place(finding)}: {finding.code} {said(finding)}{remedy}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
