"""Which findings a change can have brought about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from convlint.config.files import NAMES, told_in
from convlint.finding import Finding
from convlint.git import Changes, changes_since
from convlint.imports import dependents, graph, names_imported
from convlint.paths import real
from convlint.project import Project, SourceFile


def touched_since(revision: str, project: Project) -> Callable[[Finding], bool]:
    """Whether a finding lies in a file that changed since a revision, or in one that imports such a file, however far
    away, or was led to by one: a change in a caller shows where the call fails. Raises GitError.

    A file changed as well if its configuration did, or if it imports what there is no more.
    """
    changes = changes_since(revision, Path.cwd())
    edges = graph(project, project.files)
    every = {*edges, *(other for others in edges.values() for other in others)}
    own = _changed(every, changes)
    reached = {file.name for file in dependents(edges, own)}
    names = {file.name for file in own}

    def touched(finding: Finding) -> bool:
        return finding.filename in reached or any(step.filename in names for step in finding.trace)

    return touched


def _changed(files: set[SourceFile], changes: Changes) -> set[SourceFile]:
    folders = [path.parent for path in changes.files if path.name in NAMES and _tells_otherwise(path, changes)]
    gone = {
        path.parent.name if path.stem == "__init__" else path.stem
        for path in changes.files
        if path.suffix == ".py" and not path.exists()
    }
    places = {file: real(file.path) for file in files}
    changed = {file for file, place in places.items() if place in changes.files}
    changed |= {file for file, place in places.items() if any(place.is_relative_to(folder) for folder in folders)}
    return changed | {file for file in files if gone and not gone.isdisjoint(names_imported(file))}


def _tells_otherwise(path: Path, changes: Changes) -> bool:
    """Whether what a configuration file says to convlint is not what it said."""
    try:
        now = path.read_text("utf-8", "replace")
    except OSError:
        now = ""
    return told_in(path, now) != told_in(path, changes.before(path))
