"""Patterns: `b (h p) c -> b h (p c)`, read as einops reads them."""

from __future__ import annotations

import re
from typing import Union

from convlint.values import Mismatch

DOTS = "..."
TOKEN = re.compile(r"[\w.]+|[()]| +|.", re.DOTALL)


class Number:
    """A number as an axis; two of them are never the same axis."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    def __repr__(self) -> str:
        return str(self.value)


Axis = Union[str, Number]
Group = tuple[Axis, ...]


def refused(reason: str) -> Mismatch:
    """What einops says to a pattern that is none."""
    return Mismatch("invalid-argument", f"`{{it}}` gets a wrong pattern: {reason}")


class Side:
    """One side of a pattern.

    groups: for each dim the axes that it is composed of (none for a 1); the dots are the group `("...",)`.
    axes: all names, numbers and dots in it, in order.
    nested: the dots stand within parentheses.
    """

    def __init__(self, text: str, underscore: bool = False, twice: bool = False) -> None:
        self.groups: list[Group] = []
        self.axes: list[Axis] = []
        self.nested = False
        self.text = text.strip()
        if text.count(".") != 3 * text.count(DOTS) or text.count(DOTS) > 1:
            raise refused(f"dots in {self.text!r} are not one `...`")
        self._read(text, underscore, twice)

    @property
    def dotted(self) -> bool:
        """Whether there are dots in it."""
        return DOTS in self.axes

    @property
    def numbers(self) -> bool:
        """Whether a number other than 1 is an axis."""
        return any(isinstance(axis, Number) for axis in self.axes)

    def _read(self, text: str, underscore: bool, twice: bool) -> None:
        group: list[Axis] | None = None
        for token in TOKEN.findall(text):
            if token == "(":
                if group is not None:
                    raise refused(f"parentheses within parentheses in {self.text!r}")
                group = []
            elif token == ")":
                if group is None:
                    raise refused(f"a parenthesis is closed but not opened in {self.text!r}")
                self.groups.append(tuple(group))
                group = None
            elif token.strip(" "):
                self._add(token, group, underscore, twice)
        if group is not None:
            raise refused(f"a parenthesis is not closed in {self.text!r}")

    def _add(self, token: str, group: list[Axis] | None, underscore: bool, twice: bool) -> None:
        axis = self._axis(token, underscore)
        if axis in self.axes and not twice and not (underscore and axis == "_"):
            raise refused(f"`{axis}` stands twice in {self.text!r}")
        if axis is not None:
            self.axes.append(axis)
            self.nested = self.nested or (axis == DOTS and group is not None)
        if group is None:
            self.groups.append(() if axis is None else (axis,))
        elif axis is not None:
            group.append(axis)

    def _axis(self, token: str, underscore: bool) -> Axis | None:
        """A name, a number or the dots; None for a 1."""
        if token.isdecimal():
            if int(token) == 0:
                raise refused(f"a 0 in {self.text!r}")
            return None if int(token) == 1 else Number(int(token))
        if token == DOTS or is_name(token) or (underscore and token == "_"):
            return token
        raise refused(f"`{token}` in {self.text!r} is no name of an axis")


def is_name(text: str) -> bool:
    """Whether einops takes it for the name of an axis."""
    return text.isidentifier() and text[0] != "_" and text[-1] != "_"


def sides(pattern: str) -> tuple[Side, Side]:
    """Both sides of a pattern."""
    parts = pattern.split("->")
    if len(parts) != 2:
        raise refused(f"{pattern!r} needs one `->`")
    return Side(parts[0]), Side(parts[1])
