"""Groups of files that are analysed each for itself: memory stays bounded, time linear, and processes can share the work.

The groups rest on the files alone, not on how many processes there are, so that neither do the findings. A file that grows moves
no other to another group, except now and then one beside the border of its own: results are kept by group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from os.path import commonpath
from zlib import crc32

from convlint.project import Project, SourceFile
from convlint.source import in_turn
from convlint.syntax import SourceError

MOST_LINES = 50_000
"""Packages with more lines are divided. What a file imports is read for it all the same, whichever group that belongs to."""
LAYERS = ("def forward(", "def call(")
"""In a file with one of these each line counts for two: there is more to follow."""
LARGE = 8
"""In a project of more groups than that they are twice as large: more of it would be read again and again."""
LAST = ((2, 1), (0, 2))
"""With more lines left than so many times that, a group is one part of it in so many: smaller ones at the end leave no process
waiting long for another. Few steps, so that a few lines more move few borders."""
SLACK = 8
"""A group may be larger or smaller than that by one part in so many: the border is the likeliest place in that range."""
Piece = list[SourceFile]


def groups(project: Project, files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    """The files in groups. What imports connect stays together where it is small enough."""
    sizes = {file: _lines(file) for file in in_turn(files)}
    whole = sum(sizes.values())
    if whole <= MOST_LINES:
        return [list(files)]
    most = MOST_LINES * 2 if whole > MOST_LINES * LARGE else MOST_LINES
    made: list[list[SourceFile]] = []
    small: list[Piece] = []
    for part in _connected(project, sizes):
        if sum(sizes[file] for file in part) > most:
            made += _divided([[file] for file in part], sizes, most)
        else:
            small.append(part)
    return [*made, *_divided(small, sizes, most)]


def expected(files: Iterable[SourceFile]) -> int:
    """About how many groups that will be, before it is known what imports connect."""
    whole = sum(_lines(file) for file in files)
    return 1 if whole <= MOST_LINES else whole * LAST[-1][1] // MOST_LINES


def _connected(project: Project, sizes: Iterable[SourceFile]) -> list[Piece]:
    """The files that imports connect, sorted by name, in the order of the first of each."""
    from convlint.imports import components

    given = set(sizes)
    parts = (sorted(part & given, key=_name) for part in components(project, sizes))
    return sorted((part for part in parts if part), key=lambda part: part[0].name)


def _divided(pieces: Sequence[Piece], sizes: dict[SourceFile, int], most: int) -> list[list[SourceFile]]:
    """Neighbours in groups of about `most` lines and, towards the end, of less; the last two about alike."""
    lines = [sum(sizes[file] for file in piece) for piece in pieces]
    made: list[list[SourceFile]] = []
    first = 0
    while first < len(pieces):
        left = sum(lines[first:])
        last = len(pieces)
        wanted = most // next(part for times, part in LAST if left > most * times)
        if left > wanted + wanted // SLACK and last > first + 1:
            last = first + _border(pieces[first:], lines[first:], min(wanted, left // 2))
        made.append([file for piece in pieces[first:last] for file in piece])
        first = last
    return made


def _border(pieces: Sequence[Piece], lines: Sequence[int], wanted: int) -> int:
    """How many pieces make up a group of about `wanted` lines.

    Of the places near that the one where the folder changes most, and of the like of it one that the names choose: it stays where
    it is while files grow and shrink.
    """
    ends = list(enumerate(accumulate(lines[:-1]), 1))
    near = [count for count, end in ends if abs(end - wanted) <= wanted // SLACK]
    if not near:
        return min(ends, key=lambda each: abs(each[1] - wanted))[0]
    return min(near, key=lambda count: _likelihood(pieces[count - 1][-1], pieces[count][0]))


def _likelihood(before: SourceFile, behind: SourceFile) -> tuple[int, int]:
    """Of two neighbours, least where a border is likeliest."""
    folders = [str(file.path.parent) for file in (before, behind)]
    try:
        shared = len(commonpath(folders))
    except ValueError:  # nothing
        shared = 0
    path = behind.path
    return shared, crc32(f"{path.parent.name}/{path.name}".encode("utf-8", "surrogatepass"))


def _name(file: SourceFile) -> str:
    return file.name


def _lines(file: SourceFile) -> int:
    """How many lines a file counts for."""
    try:
        text = file.text
    except SourceError:
        return 0
    return (text.count("\n") + 1) * (2 if any(sign in text for sign in LAYERS) else 1)
