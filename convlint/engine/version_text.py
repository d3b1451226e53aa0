"""The text of a version that compares as a version does."""

from __future__ import annotations

from convlint.values import Undetermined


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
