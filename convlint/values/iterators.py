"""Iterators over known items, which are made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from convlint.values.base import HeapObject, Unknown, Value, next_serial


class Perhaps(Value):
    """What a course gives for an item that may not be there, or stand for any number of such."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Making:
    """What makes the items of an iterator one by one, and how many it has made: it cannot be turned back."""

    __slots__ = ("busy", "course", "made")

    def __init__(self, course: Iterator[Any]) -> None:
        self.course = course
        self.made = 0
        self.busy = False


END: Final = Perhaps(None)


class IteratorV(HeapObject):
    """An iterator at a position (`iter`, `zip`, generators). `items` are those made so far; `making` makes the others.

    open: items may be missing, or be any number: from the position on each may be any of them.
    """

    __slots__ = ("items", "making", "open", "position", "serial")

    def __init__(self, items: list[Any], course: Iterator[Any] | None = None) -> None:
        self.serial = self.changed = next_serial()
        self.items = items
        self.making = None if course is None else Making(course)
        self.position = 0
        self.open = False

    def has_next(self) -> bool:
        """Whether there is an item at the position, which is made if need be. The caller has touched it."""
        return self.position < len(self.items) or self._make()

    def rest(self) -> list[Any]:
        """The items from the position on, all made; the position stays. The caller has touched it."""
        while self._make():
            pass
        return self.items[self.position :]

    def take_rest(self) -> list[Any] | None:
        """The same, given up; None where it is not known how many there are. The caller has touched it."""
        rest = self.rest()
        self.position = len(self.items)
        return None if self.open else rest

    def _make(self) -> bool:
        making = self.making
        if making is None or making.busy:  # who asks for items while one is made finds none
            return False
        making.busy = True
        try:
            item = next(making.course, END)
        finally:
            making.busy = False
        if item is END:
            self.making = None
            return False
        if isinstance(item, Perhaps):
            self.open, item = True, item.value
        making.made += 1
        self.items.append(item)
        return True

    def save(self) -> Any:
        return (list(self.items), self.position, self.making, self.open)

    def restore(self, state: Any) -> None:
        self.items, self.position, self.making, self.open = list(state[0]), state[1], state[2], state[3]
        if self.making is not None and self.making.made != len(self.items):
            self._lose()

    def merge(self, join: Any, one: Any, other: Any) -> None:
        alike = one[1] == other[1] and len(one[0]) == len(other[0]) and one[2] is other[2]
        self.restore(one)
        if not alike:
            self._lose()
        else:
            self.items = [join(x, y) for x, y in zip(one[0], other[0])]
            self.open = one[3] or other[3]

    def _lose(self) -> None:
        """What was made in a branch is not made again."""
        self.items, self.making, self.open = [Unknown("iterators at different places meet")], None, True
        self.position = 0


__all__ = ["IteratorV", "Perhaps"]
