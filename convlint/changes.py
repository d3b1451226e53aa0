"""Which findings a change can have brought about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from convlint.finding import Finding
from convlint.git import changed_files
from convlint.imports import dependents, graph
from convlint.paths import real
from convlint.project import Project


def touched_since(revision: str, project: Project) -> Callable[[Finding], bool]:
    """Whether a finding lies in a file that changed since a revision, or in one that imports such a file, however far
    away, or was led to by one: a change in a caller shows where the call fails. Raises GitError."""
    changed = changed_files(revision, Path.cwd())
    edges = graph(project, project.files)
    every = {*edges, *(other for others in edges.values() for other in others)}
    own = {file for file in every if real(file.path) in changed}
    reached = {file.name for file in dependents(edges, own)}
    names = {file.name for file in own}

    def touched(finding: Finding) -> bool:
        return finding.filename in reached or any(step.filename in names for step in finding.trace)

    return touched
