"""From paths to a report: discovery, analysis, and the choice and order of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from convlint.config import Scopes
from convlint.discovery import Stdin, discover
from convlint.parallel import Part, analyse_all, processes, unreadable
from convlint.project import Project, SourceFile

if TYPE_CHECKING:
    from convlint.baseline import Baselines
    from convlint.cache.store import Shelf
    from convlint.finding import Finding

Tick = Callable[[int, int], None]


class Report(NamedTuple):
    """What a run gave. `problems` are one-line texts about work that could not be done, `warnings` about what is probably meant
    otherwise, `notes` about what else is to be told."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    project: Project
    counters: Mapping[str, int]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether some of the work could not be done, be it a path, a file or the whole analysis."""
        if self.problems or not self.findings:
            return bool(self.problems)
        from convlint.rules import about_the_run

        return any(about_the_run(finding.code) for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)

    def source_line(self, name: str, row: int, cell: int | None = None) -> str | None:
        """A line of a file that was read, in a notebook of a cell; None where it cannot be had."""
        from convlint.cells import source_line

        return source_line(self.project, name, row, cell)

    def raw_row(self, name: str, cell: int, row: int) -> int:
        """The row of a notebook's file that holds a row of a cell."""
        from convlint.cells import raw_row

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
    baselines = _baselines(scopes) if known else None
    project, problems = discovery.project, list(discovery.problems)
    touched = None if since is None else _touched_since(since, project)
    findings: Sequence[Finding] = ()
    counters: Mapping[str, int] = {}

    def analyse(files: Sequence[SourceFile], shelf: Shelf | None = None) -> Part:
        nonlocal counters
        whole = analyse_all(project, files, processes(scopes.run.jobs), tick, shelf)
        counters = whole.counters
        problems.extend(whole.problems)
        return whole

    try:
        if scopes.run.cache and stdin is None and not fresh:
            findings = _kept_or_found(paths, project, analyse)
        else:
            findings = analyse(project.files).findings
    except Exception as error:
        problems.append(f"internal error: {type(error).__name__}: {' '.join(str(error).split())}")
        findings = unreadable(project.files)
    reported = [finding for finding in _wanted(findings, project) if touched is None or touched(finding)]
    notes: list[str] = []
    if baselines is not None:
        reported, stale = baselines.split(reported, project)
        notes += stale if touched is None else []
    return Report(tuple(reported), tuple(problems), project, counters, tuple(notes), _warnings(project))


def _kept_or_found(
    paths: Sequence[str], project: Project, analyse: Callable[[Sequence[SourceFile], Shelf | None], Part]
) -> list[Finding]:
    """What is kept of earlier runs, and what an analysis of the rest finds."""
    from convlint.cache.results import Found, Results

    results = Results(project.scopes, paths, project)

    def found(files: Sequence[SourceFile]) -> Found:
        part = analyse(files, results.shelf("groups"))
        return Found(list(part.findings), bool(part.replaced), bool(part.problems))

    return results.findings(found)


def _baselines(scopes: Scopes) -> Baselines | None:
    if not any(settings.baseline for settings in scopes.all()):
        return None
    from convlint.baseline import Baselines

    return Baselines(scopes)


def _wanted(findings: Sequence[Finding], project: Project) -> list[Finding]:
    """The findings that are selected and not silenced, and those about comments that should silence some."""
    if not findings and not any(file.may_speak_to_us for file in project.files):
        return []
    from convlint import suppression
    from convlint.cells import in_cells
    from convlint.finding import brief
    from convlint.selection import Selections

    selections = Selections(project.scopes)
    kept = suppression.apply(project, findings, selections.is_selected)
    return list(distinct([brief(in_cells(finding, project)) for finding in kept if selections.is_wanted(finding)]))


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
