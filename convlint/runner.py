"""From paths to a report: discovery, analysis, and the choice and order of findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from convlint.discovery import discover
from convlint.engine import analyse
from convlint.finding import Finding
from convlint.project import Project
from convlint.rules import RULES


@dataclass(frozen=True)
class Report:
    """What a run gave. `problems` are one-line texts about work that could not be done."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    project: Project
    counters: Mapping[str, int] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether some of the work could not be done, be it a path, a file or the whole analysis."""
        return bool(self.problems) or any(RULES[finding.code].about_the_run for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def run(paths: Sequence[str], select: frozenset[str] = frozenset(), ignore: frozenset[str] = frozenset()) -> Report:
    """Lints `paths`; of the findings those whose code is in `select` (if it names any) and not in `ignore`."""
    discovery = discover(paths)
    project, problems = discovery.project, list(discovery.problems)
    findings: list[Finding] = []
    counters: Mapping[str, int] = {}
    try:
        analysis = analyse(project)
        findings, counters = analysis.findings, analysis.statistics.as_dict()
    except Exception as error:
        problems.append(f"internal error: {type(error).__name__}: {' '.join(str(error).split())}")
    unreadable = [found for found in (file.check() for file in project.files) if found is not None]
    wanted = [finding for finding in (*unreadable, *findings) if _is_wanted(finding.code, select, ignore)]
    return Report(tuple(_distinct(wanted)), tuple(problems), project, counters)


def _is_wanted(code: str, select: frozenset[str], ignore: frozenset[str]) -> bool:
    return RULES[code].about_the_run or ((not select or code in select) and code not in ignore)


def _distinct(findings: Iterable[Finding]) -> Iterable[Finding]:
    """One finding per code and place, in the order of printing."""
    seen = set()
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        key = (finding.filename, finding.cell, finding.span, finding.code)
        if key not in seen:
            seen.add(key)
            yield finding
