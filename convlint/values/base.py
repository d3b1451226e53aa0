"""The roots of all abstract values."""

from __future__ import annotations

from itertools import count
from typing import Any, Final

_serials = count(1)
next_serial: Final = _serials.__next__
"""The place of a new mutable object in the order of their making."""


class Value:
    """An abstract value that is no Python constant."""

    __slots__ = ()


class Unknown(Value):
    """Nothing is known; `why` says what was not understood.

    `data` marks an unknown that depends on run-time data (a tensor's content, a random number, the machine), and so says nothing
    about shapes: a branch on it is independent of them. Any other unknown is opaque: a branch on it may well be about shapes.
    `given` marks an argument that the code leaves open, and what is taken from one: nobody could know it (for statistics only).
    `number` marks some Python number, whole or not: in a list it is one element. `whole` marks an int that is no bool.
    """

    __slots__ = ("data", "given", "number", "whole", "why")

    def __init__(
        self, why: str = "", data: bool = False, given: bool = False, number: bool = False, whole: bool = False
    ) -> None:
        self.why = why
        self.data = data
        self.given = given
        self.number = number
        self.whole = whole

    def __repr__(self) -> str:
        return f"Unknown({self.why!r})"

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or said to be one while nothing has shown that it is not."""
        return self.number

    def integer(self, cx: Any, name: str) -> Any:
        """This value where an int is needed: a fresh symbol; a named unknown (a parameter) is always the same one."""
        return cx.fresh(name, low=None)

    def tensor(self, cx: Any, name: str) -> Any:
        """This value where a tensor is needed: one of unknown shape; a named unknown (a parameter) is always the same one."""
        made = cx.unknown_tensor(name)
        if self.given:
            made.shape.lead.given = True
        return made


ONE_SIDED: Final = Unknown("set in one branch only")


def one_sided(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What only one of two branches has given a value, in order, as Unknown."""
    return dict.fromkeys(
        [*(name for name in one if name not in other), *(name for name in other if name not in one)], ONE_SIDED
    )


def merged(join: Any, one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """The names of two branches: what both have is joined, the rest Unknown."""
    names: dict[str, Any] = {}
    for name, value in one.items():
        if name in other:
            there = other[name]
            names[name] = value if value is there else join(value, there)
    if len(names) != len(one) or len(names) != len(other):
        names.update(one_sided(one, other))
    return names


class HeapObject(Value):
    """A mutable object. Who changes one calls `cx.touch(obj)` first, so that a branch can be undone and merged.

    serial: tells what was made after it; 0 for what counts as older than anything.
    changed: the moment of its last change, as a serial.
    """

    __slots__ = ("changed",)
    serial = 0
    changed: int

    def note_change(self) -> None:
        """It has changed, though not so that a branch would take it back."""
        self.changed = next_serial()

    def save(self) -> Any:
        """A shallow copy of the content."""
        raise NotImplementedError

    def restore(self, state: Any) -> None:
        """Put back a content that `save` returned (which stays usable)."""
        raise NotImplementedError

    def merge(self, join: Any, one: Any, other: Any) -> None:
        """Become the join of two contents; `join(a, b)` joins two values."""
        raise NotImplementedError


class BornObject(HeapObject):
    """A mutable object that knows in which branch it was made (by number; 0 for none): those around it need not remember it."""

    __slots__ = ("birth", "serial")

    def __init__(self, birth: int) -> None:
        self.birth = birth
        self.serial = self.changed = next_serial()
