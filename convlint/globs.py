"""Patterns as in .gitignore, in linear time whatever they are: patterns and names are foreign text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

ANY_DEPTH = "**"


class Pattern(NamedTuple):
    """One line: its parts from the folder that it counts from, whether it excludes or takes back, files or folders."""

    parts: tuple[str, ...]
    takes_back: bool = False
    folders_only: bool = False

    def fits(self, path: Sequence[str], is_folder: bool) -> bool:
        """Whether this path (its parts, counted from the folder of the pattern) is meant."""
        return (is_folder or not self.folders_only) and _fits(self.parts, tuple(path))


class Patterns:
    """The lines of a file or an option; the last one that fits decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.patterns = tuple(pattern for line in lines if (pattern := parse(line)) is not None)

    def decide(self, path: Sequence[str], is_folder: bool) -> bool | None:
        """True where it is excluded, False where it is taken back, None where nothing is said."""
        for pattern in reversed(self.patterns):
            if pattern.fits(path, is_folder):
                return not pattern.takes_back
        return None

    def decide_within(self, path: Sequence[str]) -> bool:
        """Whether a file or one of the folders above it is excluded."""
        return any(self.decide(path[:end], end < len(path)) for end in range(1, len(path) + 1))


def parse(line: str) -> Pattern | None:
    """A line of .gitignore; None for a comment or an empty line."""
    line = line.rstrip("\r\n")
    while line.endswith(" ") and not line.endswith("\\ "):
        line = line[:-1]
    if not line or line.startswith("#"):
        return None
    takes_back = line.startswith("!")
    line = line.removeprefix("!")
    folders_only = line.endswith("/")
    body = line.removesuffix("/")
    parts = body.removeprefix("/").split("/") if body.strip("/") else []
    if not parts:
        return None
    parts = [ANY_DEPTH if len(part) > 1 and not part.strip("*") else part for part in parts]
    if "/" not in body:
        parts.insert(0, ANY_DEPTH)
    if parts[-1] == ANY_DEPTH and len(parts) > 1:
        parts.append("*")
    return Pattern(tuple(parts), takes_back, folders_only)


def _fits(parts: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Which ends of the path each further part may reach, part by part."""
    ends = {0}
    for part in parts:
        if part == ANY_DEPTH:
            ends = set(range(min(ends), len(path) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(path) and _name_fits(part, path[end])}
        if not ends:
            return False
    return len(path) in ends


def _name_fits(glob: str, name: str) -> bool:
    """Whether a name fits a pattern without slashes. Between stars everything has a fixed length: leftmost is best."""
    pieces = _pieces(glob)
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return first[0].fullmatch(name) is not None
    if not first[0].match(name):
        return False
    at = first[1]
    for piece, length in pieces[1:-1]:
        found = piece.search(name, at)
        if found is None:
            return False
        at = found.start() + length
    tail = len(name) - last[1]
    return tail >= at and last[0].match(name, tail) is not None


@lru_cache(maxsize=4096)
def _pieces(glob: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    """What stands between the stars: an expression and the number of characters that it takes."""
    pieces: list[list[str]] = [[]]
    at = 0
    while at < len(glob):
        letter = glob[at]
        at += 1
        if letter == "*":
            pieces.append([])
        elif letter == "?":
            pieces[-1].append(".")
        elif letter == "[" and (end := _class_end(glob, at)):
            pieces[-1].append(_class(glob[at:end]))
            at = end + 1
        else:
            if letter == "\\" and at < len(glob):
                letter = glob[at]
                at += 1
            pieces[-1].append(re.escape(letter))
    return tuple((re.compile("".join(piece), re.DOTALL), len(piece)) for piece in pieces)


def _class_end(glob: str, at: int) -> int:
    """Where the bracket that opens before `at` closes; 0 where it does not."""
    start = at + (glob[at : at + 1] in ("!", "^"))
    return max(glob.find("]", start + 1), 0)


def _class(body: str) -> str:
    """A character class; an empty range fits nothing."""
    negated = body[0] in "!^"
    letters = body[negated:]
    ranges, at = [], 0
    while at < len(letters):
        if letters[at] == "\\" and at + 1 < len(letters):
            at += 1
        if letters[at + 1 : at + 2] == "-" and at + 2 < len(letters):
            low, high = letters[at], letters[at + 2]
            if low <= high:
                ranges.append(f"{re.escape(low)}-{re.escape(high)}")
            at += 3
        else:
            ranges.append(re.escape(letters[at]))
            at += 1
    if not ranges:
        return "." if negated else r"(?!)."
    return f"[{'^' if negated else ''}{''.join(ranges)}]"
