"""The versions of libraries, where the user tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from convlint.values import MISSING, Undetermined

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

VERSION = "__version__"
ORDERED = ("torch",)
"""Libraries whose version is no plain text: it compares as a version does."""


class VersionText(str):
    """A version that compares number by number; Undetermined where more than numbers would decide."""

    __slots__ = ()
    declared = "builtins.str"

    def __lt__(self, other: str) -> bool:
        return _order(self, other) < 0

    def __le__(self, other: str) -> bool:
        return _order(self, other) <= 0

    def __gt__(self, other: str) -> bool:
        return _order(self, other) > 0

    def __ge__(self, other: str) -> bool:
        return _order(self, other) >= 0


def version_here(vm: Interpreter, library: str, name: str) -> Any:
    """`library.__version__` as the settings of the module tell it in which the work is; MISSING where they do not."""
    if name != VERSION:
        return MISSING
    place, project = vm.place, vm.project
    told = project.scopes.run.framework_versions if place is None else project.versions_of(place[0].file)
    return version_of(told, library, name)


def version_of(versions: Mapping[str, str], library: str, name: str) -> Any:
    """`library.__version__`, or MISSING where it is not told."""
    if name != VERSION or library not in versions:
        return MISSING
    return (VersionText if library in ORDERED else str)(versions[library])


def _order(one: str, other: str) -> int:
    left, right = _numbers(one), _numbers(other)
    if left == right and one != other:
        raise Undetermined("two versions that differ by more than numbers")
    return (left > right) - (left < right)


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.partition("+")[0].split(".")
    if not all(part.isdecimal() for part in parts):
        raise Undetermined(f"{text!r} is more than numbers")
    numbers = [int(part) for part in parts]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
