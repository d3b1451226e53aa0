"""Files in groups that are analysed each for itself: memory stays bounded, time linear, and processes can share the work.

The groups rest on the files alone, not on how many processes there are, so that neither do the findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from convlint.project import Project, SourceFile
from convlint.source import in_turn
from convlint.syntax import SourceError

MOST_LINES = 50_000
"""Packages with more lines are divided. What a file imports is read for it all the same, whichever group that belongs to."""


def groups(project: Project, files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    """The files in groups. What imports connect stays together where it is small enough."""
    sizes = {file: _lines(file) for file in in_turn(files)}
    if sum(sizes.values()) <= MOST_LINES:
        return [list(files)]
    made: list[list[SourceFile]] = [[]]
    room = MOST_LINES
    for part in _connected(project, sizes):
        lines = sum(sizes[file] for file in part)
        if lines > MOST_LINES:
            made[:0] = _divided(part, sizes, -(-lines // MOST_LINES))
            continue
        if lines > room:
            made.append([])
            room = MOST_LINES
        made[-1] += part
        room -= lines
    return [group for group in made if group]


def _connected(project: Project, sizes: Iterable[SourceFile]) -> list[list[SourceFile]]:
    """The files that imports connect, sorted by name, in the order of the first of each."""
    from convlint.imports import components

    given = set(sizes)
    parts = (sorted(part & given, key=_name) for part in components(project, sizes))
    return sorted((part for part in parts if part), key=lambda part: part[0].name)


def _divided(part: list[SourceFile], sizes: dict[SourceFile, int], count: int) -> list[list[SourceFile]]:
    """Neighbours in groups of about the same number of lines."""
    whole = sum(sizes[file] for file in part)
    made: list[list[SourceFile]] = [[] for _ in range(count)]
    before = 0
    for file in part:
        made[min(count - 1, before * count // whole)].append(file)
        before += sizes[file]
    return made


def _name(file: SourceFile) -> str:
    return file.name


def _lines(file: SourceFile) -> int:
    try:
        return file.text.count("\n") + 1
    except SourceError:
        return 0
