"""Floats that are not known to the last bit."""

from __future__ import annotations

from typing import ClassVar

from convlint.symbolic import Int
from convlint.values.base import Value


class FloatV(Value):
    """A float: `num / den` where that is known (`dim / 2`, `dim * 4.0`), else any.

    den: positive. exact: the division loses nothing (den is a power of two), so that arithmetic may go on with it.
    data: it depends on run-time data, as in `Unknown`.
    """

    __slots__ = ("data", "den", "num")
    declared: ClassVar[str] = "builtins.open_float"

    def __init__(self, num: Int | None = None, den: int = 1, data: bool = False) -> None:
        self.num = num
        self.den = den
        self.data = data

    def __repr__(self) -> str:
        return "FloatV()" if self.num is None else f"FloatV({self.num}/{self.den})"

    @property
    def exact(self) -> bool:
        """Whether Python's float is the quotient itself."""
        return self.num is not None and self.den & (self.den - 1) == 0
