"""JUnit's XML, which Jenkins and most others read as test results."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.concise import place
from convlint.output.page import Page
from convlint.output.places import relative, said
from convlint.rules import RULES

_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"}


def junit(findings: Sequence[Finding], page: Page) -> str:
    """A suite per file and a failing case per finding; where there is none, one case that passes."""
    suites = [_suite(name, list(group)) for name, group in groupby(findings, lambda finding: finding.filename)]
    if not suites:
        suites = [_element("testsuite", {"name": "convlint", "tests": "1", "failures": "0", "errors": "0"}, _passed())]
    count, failed = max(len(findings), 1), len(findings)
    head = {"name": "convlint", "tests": str(count), "failures": str(failed), "errors": "0"}
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _element("testsuites", head, "".join(suites))


def _suite(filename: str, findings: list[Finding]) -> str:
    head = {"name": relative(filename), "tests": str(len(findings)), "failures": str(len(findings)), "errors": "0"}
    return _element("testsuite", head, "".join(map(_case, findings)))


def _case(finding: Finding) -> str:
    rule = RULES[finding.code]
    kind = {"message": said(finding), "type": finding.severity}
    body = [f"{place(finding)}: {finding.code} {rule.name}: {finding.message}"]
    body += [f"{step.filename}:{step.span.start.row}: {step.message}" for step in finding.trace]
    body += [f"help: {finding.fix.message}"] if finding.fix else []
    failure = _element("failure", kind, "\n".join(_escape(line) for line in [*body, rule.url]))
    start = finding.span.start
    name = f"{finding.code} {rule.name} at {place(finding)[len(plain(finding.filename)) + 1 :]}"
    head = {"classname": relative(finding.filename), "name": name, "line": str(start.row), "column": str(start.column)}
    return _element("testcase", head, failure)


def _passed() -> str:
    return _element("testcase", {"classname": "convlint", "name": "no findings"}, "")


def _element(name: str, attributes: dict[str, str], body: str) -> str:
    told = "".join(f' {key}="{_escape(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{body}</{name}>\n"


def _escape(text: str) -> str:
    """What XML allows and means as it is: control characters are no XML, however they are written."""
    return "".join(_ESCAPED.get(letter, letter) for letter in plain(text))
