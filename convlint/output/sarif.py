"""SARIF 2.1.0, within the limits of GitHub's code scanning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convlint import __version__
from convlint.finding import Finding, Span
from convlint.output.cells import plain
from convlint.output.page import Page
from convlint.output.places import fingerprints, in_cell, row_in_file, said, uri
from convlint.rules import RULES, about_the_run
from convlint.rules.page import rule_page
from convlint.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
MOST_TEXT = 1000
Json = dict[str, Any]


def sarif(findings: Sequence[Finding], page: Page) -> str:
    """One run; of more results than are taken, errors come first."""
    import json

    kept = list(findings)
    if len(kept) > MOST_RESULTS:
        kept = sorted(kept, key=lambda finding: finding.severity != "error")[:MOST_RESULTS]
    codes = sorted({finding.code for finding in kept})
    prints = fingerprints(kept, page)
    results = [_result(finding, codes.index(finding.code), mark, page) for finding, mark in zip(kept, prints)]
    driver = {
        "name": "convlint",
        "semanticVersion": __version__,
        "informationUri": RULES["CL001"].url.rpartition("rules/")[0],
        "rules": [_rule(RULES[code]) for code in codes],
    }
    failed = bool(page.problems) or any(about_the_run(finding.code) for finding in kept)
    invocation: Json = {"executionSuccessful": not failed}
    if page.problems:
        notes = [{"level": "error", "message": {"text": plain(problem)}} for problem in page.problems]
        invocation["toolExecutionNotifications"] = notes
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder in which convlint ran"}}},
        "invocations": [invocation],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> Json:
    why = " ".join(rule.why.split())
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _cut(rule.summary)},
        "fullDescription": {"text": _cut(why)},
        "help": {"text": why, "markdown": rule_page(rule)},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": ["tensor-shapes", "pytorch", "keras"],
            "precision": "very-high",
            "problem.severity": rule.severity,
        },
    }


def _result(finding: Finding, rule: int, mark: str, page: Page) -> Json:
    message = f"{in_cell(finding)}{said(finding)}"
    help_text = f" Help: {plain(finding.fix.message)}." if finding.fix else ""
    result: Json = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{message}.{help_text}"},
        "locations": [_location(finding, page)],
        "partialFingerprints": {"convlint/v1": mark},
    }
    steps = [_step(step.filename, step.span, step.cell, step.message, page) for step in finding.trace]
    if steps:
        result["relatedLocations"] = [{"id": number, **step} for number, step in enumerate(steps)]
        flow = [*steps, _step(finding.filename, finding.span, finding.cell, finding.message, page)]
        result["codeFlows"] = [{"threadFlows": [{"locations": [{"location": step} for step in flow]}]}]
    if finding.fix and finding.fix.edits and finding.cell is None:
        result["fixes"] = [_fix(finding)]
    return result


def _location(finding: Finding, page: Page) -> Json:
    if finding.cell is not None:
        region: Json = {"startLine": row_in_file(finding, page)}
    else:
        region = _region(finding.span)
    return {"physicalLocation": {"artifactLocation": _artifact(finding.filename), "region": region}}


def _step(filename: str, span: Span, cell: int | None, message: str, page: Page) -> Json:
    region = _region(span) if cell is None else {"startLine": page.raw_row(filename, cell, span.start.row)}
    place = {"artifactLocation": _artifact(filename), "region": region}
    return {"physicalLocation": place, "message": {"text": plain(message)}}


def _region(span: Span) -> Json:
    """One line only: GitHub shows an alert in a pull request if all of its lines were changed."""
    region = {"startLine": span.start.row, "startColumn": span.start.column}
    if span.end.row == span.start.row and span.end.column > span.start.column:
        region["endColumn"] = span.end.column
    return region


def _artifact(filename: str) -> Json:
    name, is_relative = uri(filename)
    return {"uri": name, "uriBaseId": "%SRCROOT%"} if is_relative else {"uri": name}


def _fix(finding: Finding) -> Json:
    assert finding.fix is not None
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.span.start.row,
                "startColumn": edit.span.start.column,
                "endLine": edit.span.end.row,
                "endColumn": edit.span.end.column,
            },
            "insertedContent": {"text": edit.content},
        }
        for edit in finding.fix.edits
    ]
    change = {"artifactLocation": _artifact(finding.filename), "replacements": replacements}
    return {"description": {"text": plain(finding.fix.message)}, "artifactChanges": [change]}


def _cut(text: str) -> str:
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"
