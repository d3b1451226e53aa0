"""From paths to a report: discovery, analysis, and the choice and order of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from convlint import suppression
from convlint.baseline import Baselines
from convlint.cache.results import Found, Results
from convlint.cells import in_cells, raw_row, source_line
from convlint.config import Scopes
from convlint.discovery import Stdin, discover
from convlint.finding import Finding
from convlint.parallel import analyse_all, processes, unreadable
from convlint.project import Project, SourceFile
from convlint.rules import RULES
from convlint.selection import Selections

Tick = Callable[[int, int], None]


@dataclass(frozen=True)
class Report:
    """What a run gave. `problems` are one-line texts about work that could not be done, `warnings` about what is probably meant
    otherwise, `notes` about what else is to be told."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    project: Project
    counters: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether some of the work could not be done, be it a path, a file or the whole analysis."""
        return bool(self.problems) or any(RULES[finding.code].about_the_run for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def source_line(self, name: str, row: int, cell: int | None = None) -> str | None:
        """A line of a file that was read, in a notebook of a cell; None where it cannot be had."""
        return source_line(self.project, name, row, cell)

    def raw_row(self, name: str, cell: int, row: int) -> int:
        """The row of a notebook's file that holds a row of a cell."""
        return raw_row(self.project, name, cell, row)


def run(
    paths: Sequence[str],
    scopes: Scopes | None = None,
    stdin: Stdin | None = None,
    tick: Tick | None = None,
    since: str | None = None,
    fresh: bool = False,
    known: bool = True,
) -> Report:
    """Lints `paths`. `tick` is told how many files of how many are done; `since` is a git revision; with `known`, what
    baselines know is left out.

    Raises ConfigError for a configuration or a baseline that cannot be read, GitError for a revision that there is not.
    """
    scopes = Scopes() if scopes is None else scopes
    discovery = discover(paths, scopes, stdin)
    baselines = Baselines(scopes) if known else None
    project, problems = discovery.project, list(discovery.problems)
    touched = None if since is None else _touched_since(since, project)
    findings: Sequence[Finding] = ()
    counters: Mapping[str, int] = {}

    def analyse(files: Sequence[SourceFile]) -> Found:
        nonlocal counters
        whole = analyse_all(project, files, processes(scopes.run.jobs), tick)
        counters = whole.counters
        problems.extend(whole.problems)
        return Found(list(whole.findings), bool(whole.replaced), bool(whole.problems))

    try:
        if scopes.run.cache and stdin is None and not fresh:
            findings = Results(scopes, paths, project).findings(analyse)
        else:
            findings = analyse(project.files).findings
    except Exception as error:
        problems.append(f"internal error: {type(error).__name__}: {' '.join(str(error).split())}")
        findings = unreadable(project.files)
    selections = Selections(scopes)
    kept = suppression.apply(project, findings, selections.is_selected)
    wanted = [in_cells(finding, project) for finding in kept if selections.is_wanted(finding)]
    reported = [finding for finding in distinct(wanted) if touched is None or touched(finding)]
    notes: list[str] = []
    if baselines is not None:
        reported, stale = baselines.split(reported, project)
        notes += stale if touched is None else []
    return Report(tuple(reported), tuple(problems), project, counters, tuple(notes), _warnings(project))


def _warnings(project: Project) -> tuple[str, ...]:
    if not any(settings.inputs for settings in project.scopes.all()):
        return ()
    from convlint.unmet import unmet_inputs

    return tuple(unmet_inputs(project))


def _touched_since(revision: str, project: Project) -> Callable[[Finding], bool]:
    from convlint.changes import touched_since

    return touched_since(revision, project)


def distinct(findings: Iterable[Finding]) -> Iterable[Finding]:
    """One finding per code and place, in the order of printing."""
    seen = set()
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        key = (finding.filename, finding.cell, finding.span, finding.code)
        if key not in seen:
            seen.add(key)
            yield finding
