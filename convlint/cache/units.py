"""What results rest on: a unit is a set of files that imports connect, with all that was looked at for them.

It holds as long as every file of it is what it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convlint.project import SourceFile

if TYPE_CHECKING:
    from convlint.finding import Finding

Marks = dict[str, str]


class Unit(NamedTuple):
    """Given files by their names, and files read for them by their paths, each with its mark; and what was found."""

    given: Marks
    others: Marks
    findings: list[Finding]

    def holds(self, given: Mapping[str, SourceFile]) -> bool:
        """Whether every file is what it was."""
        return all(name in given and mark_of(given[name]) == mark for name, mark in self.given.items()) and all(
            mark_of(SourceFile(Path(path), path)) == mark for path, mark in self.others.items()
        )

    def touches(self, files: Iterable[SourceFile]) -> bool:
        """Whether one of these files belongs to it."""
        return any(file.name in self.given if file.reported else shown(file.path) in self.others for file in files)

    def as_json(self) -> list[Any]:
        return [self.given, self.others, _to_json(self.findings)]


def unit_from_json(value: Any) -> Unit:
    """The unit that `as_json` made this of; ValueError for anything else."""
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[2], list):
        raise ValueError("no unit")
    given, others, findings = value
    if not _are_marks(given) or not _are_marks(others):
        raise ValueError("no marks")
    return Unit(given, others, _from_json(findings))


def unit_of(files: Iterable[SourceFile], findings: Iterable[Finding]) -> Unit | None:
    """What is to be kept of files that imports connect; None where one of them could not be read."""
    marks = {file: mark_of(file) for file in files}
    if not all(marks.values()):
        return None
    return Unit(
        {file.name: str(mark) for file, mark in marks.items() if file.reported},
        {shown(file.path): str(mark) for file, mark in marks.items() if not file.reported},
        list(findings),
    )


def mark_of(file: SourceFile) -> str | None:
    """What tells a file, in its place, from any other."""
    return None if file.digest is None else f"{file.digest} {file.module} {shown(file.root)}"


@lru_cache(maxsize=100_000)
def shown(path: Path) -> str:
    """From the current folder, so that the cache can be moved with a project."""
    try:
        return os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)


def _to_json(findings: list[Finding]) -> list[Any]:
    if not findings:  # as mostly; then there is no need to know what a finding is
        return []
    from convlint.cache.findings import to_json

    return [to_json(finding) for finding in findings]


def _from_json(values: list[Any]) -> list[Finding]:
    if not values:
        return []
    from convlint.cache.findings import from_json

    return [from_json(value) for value in values]


def _are_marks(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(mark, str) for mark in value.values())
