"""From what was found to findings: positions are looked up only here, only for what is reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from convlint.engine.objects import Module
from convlint.engine.report import Found
from convlint.finding import Edit, Finding, Fix, Severity, Span, TraceStep

Spans = dict[tuple[Module, int], Span]


def place(found: Iterable[Found]) -> list[Finding]:
    """Findings with their spans and traces."""
    made = list(found)
    spans = _locate(made)
    return [finding for each in made if (finding := _finding(each, spans)) is not None]


def _locate(found: list[Found]) -> Spans:
    wanted: dict[Module, set[int]] = defaultdict(set)
    for each in found:
        wanted[each.module].add(each.node.at)
        for step in each.trace:
            wanted[step.module].add(step.node.at)
        if each.argument is not None:
            wanted[each.argument[0]].add(each.argument[1].at)
    spans: Spans = {}
    for module, ats in wanted.items():
        for at, span in module.file.reader.locate(sorted(ats)).items():
            spans[(module, at)] = span
    return spans


def _finding(found: Found, spans: Spans) -> Finding | None:
    span = spans.get((found.module, found.node.at))
    if span is None:
        return None
    trace = tuple(
        TraceStep(step.module.file.name, spans[(step.module, step.node.at)], step.message)
        for step in found.trace
        if (step.module, step.node.at) in spans
    )
    severity = cast(Severity, found.severity)
    return Finding(found.code, found.message, found.module.file.name, span, severity, trace, _fix(found, spans))


def _fix(found: Found, spans: Spans) -> Fix | None:
    if found.remedy is None:
        return None
    argument: Any = found.argument
    if argument is None or argument[0] is not found.module or found.remedy.value is None:
        return Fix(found.remedy.message, (), "display")
    span = spans.get((argument[0], argument[1].at))
    return Fix(found.remedy.message, () if span is None else (Edit(span, found.remedy.value),))
