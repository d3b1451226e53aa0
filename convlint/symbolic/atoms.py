"""What a polynomial is made of: symbols, floors of quotients, and extremes. Data only; `dim` does the arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Union

if TYPE_CHECKING:
    from convlint.symbolic.dim import Int

Key = tuple[Any, ...]  # nested tuples of integers and texts: a total order over atoms
_serials: Final = count(1)


class Symbol:
    """An integer nobody knows yet; two symbols are the same only if they are the same object."""

    __slots__ = ("certain", "high", "key", "low", "name", "origin", "serial")
    depth = 0
    weight = 1

    def __init__(
        self, name: str, low: int | None = 1, high: int | None = None, origin: str | None = None, certain: bool = True
    ) -> None:
        self.name = name
        self.low = low
        self.high = high
        self.origin = origin  # where it comes from, in the words of the source: `x.shape[2]`
        self.certain = certain  # False where it may be a float: no argument by divisibility then
        self.serial = next(_serials)
        self.key: Key = (0, self.serial)

    @property
    def symbols(self) -> frozenset[Symbol]:
        return frozenset((self,))

    def __repr__(self) -> str:
        return f"<{self.name} #{self.serial}>"


class _Compound:
    """An atom made of sizes; equal where its parts are equal."""

    __slots__ = ("_hash", "certain", "depth", "key", "symbols", "weight")
    certain: bool

    def __init__(self, key: Key, parts: Iterable[Int]) -> None:
        inner = [part for part in parts if not isinstance(part, int)]
        self.key = key
        self._hash = hash(key)
        self.symbols: frozenset[Symbol] = frozenset().union(*(part.symbols() for part in inner))
        self.depth: int = 1 + max((part.depth for part in inner), default=0)
        self.weight: int = 1 + sum(part.weight for part in inner)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, _Compound) and self._hash == other._hash and self.key == other.key)

    def __hash__(self) -> int:
        return self._hash


class Floor(_Compound):
    """⌊num/den⌋, rounded towards minus infinity. Built by `dim.floor_div` alone, which keeps it canonical."""

    __slots__ = ("den", "num")

    def __init__(self, num: Int, den: Int) -> None:
        super().__init__((1, key_of(num), key_of(den)), (num, den))
        self.num = num
        self.den = den
        self.certain = True


class Extreme(_Compound):
    """The greatest (`max`) or least (`min`) of its arguments. Built by `extremes` alone."""

    __slots__ = ("args", "kind")

    def __init__(self, kind: str, args: Iterable[Int]) -> None:
        self.args = tuple(sorted(args, key=key_of))
        super().__init__((2, kind, tuple(map(key_of, self.args))), self.args)
        self.kind = kind
        self.certain = all(isinstance(arg, int) or arg.certain for arg in self.args)


Atom = Union[Symbol, Floor, Extreme]


def key_of(value: Int) -> Key:
    """The place of a size in the total order; a constant is a polynomial of one empty monomial."""
    return (((0, ()), value),) if isinstance(value, int) else value.key
