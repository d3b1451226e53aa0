"""Shapes: sizes in order, maybe behind a row variable that stands for any number of leading sizes."""

from __future__ import annotations

from itertools import count
from typing import Final

from convlint.symbolic.dim import Int

_serials: Final = count(1)


class Lead:
    """An unknown number of leading sizes; two are the same only if they are the same object.

    given: it is an argument's, which the code leaves open, or follows from one (for statistics only).
    """

    __slots__ = ("given", "name", "serial")

    def __init__(self, name: str = "*", given: bool = False) -> None:
        self.name = name
        self.given = given
        self.serial = next(_serials)

    def __repr__(self) -> str:
        return f"<*{self.name} #{self.serial}>"


class Shape:
    """`dims` are the last sizes of it; all of them if there is no `lead`. It never changes."""

    __slots__ = ("dims", "lead")

    def __init__(self, dims: tuple[Int, ...] = (), lead: Lead | None = None) -> None:
        self.dims: Final = dims
        self.lead: Final = lead

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shape) and self.lead is other.lead and self.dims == other.dims

    def __hash__(self) -> int:
        return hash((self.dims, self.lead))

    def __repr__(self) -> str:
        return f"Shape({self.dims!r}, {self.lead!r})"

    @staticmethod
    def of(*dims: Int) -> Shape:
        """The shape of exactly these sizes."""
        return Shape(dims)

    @staticmethod
    def unknown(name: str = "x", given: bool = False) -> Shape:
        """A shape of which nothing is known, not even its rank; `given`: it is an argument's."""
        return Shape((), Lead(name, given))

    def __str__(self) -> str:
        parts = ["*"] if self.lead else []
        parts += [str(size) for size in self.dims]
        comma = "," if len(parts) == 1 and not self.lead else ""
        return f"({', '.join(parts)}{comma})"
