"""Broadcasting as numpy and torch have it: aligned from the right, a size of 1 stretches to the other.

A mismatch is certain only where two sizes are both provably not 1 and provably different.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from convlint.symbolic.dim import Int, symbol
from convlint.symbolic.interval import Interval
from convlint.symbolic.shape import Shape
from convlint.symbolic.truth import Truth

if TYPE_CHECKING:
    from convlint.symbolic.facts import Facts


def broadcast(facts: Facts, a: Shape, b: Shape) -> Shape | None:
    """The common shape of two resolved shapes; None where they must fail."""
    if len(a.dims) < len(b.dims):
        a, b = b, a
    extra = len(a.dims) - len(b.dims)
    sizes: list[Int] = [size if b.lead is None else _against_unknown(facts, size) for size in a.dims[:extra]]
    for x, y in zip(a.dims[extra:], b.dims):
        size = broadcast_sizes(facts, x, y)
        if size is None:
            return None
        sizes.append(size)
    if b.lead is None or (a.lead is b.lead and not extra):
        return Shape(tuple(sizes), a.lead)
    return facts.fresh_shape(sizes, _ranks(facts.ranks(a), facts.ranks(b)))


def broadcast_sizes(facts: Facts, x: Int, y: Int) -> Int | None:
    """What two aligned sizes become; None where they must fail."""
    if x == y or (isinstance(y, int) and y == 1):
        return x
    if isinstance(x, int) and x == 1:
        return y
    same, x_is_one, y_is_one = facts.equal(x, y), facts.equal(x, 1), facts.equal(y, 1)
    if same is Truth.YES or y_is_one is Truth.YES:
        return x
    if x_is_one is Truth.YES:
        return y
    if x_is_one is Truth.NO and y_is_one is Truth.NO and same is Truth.NO:
        return None
    if y_is_one is Truth.NO and not (x_is_one is Truth.NO and isinstance(x, int)):
        return y
    if x_is_one is Truth.NO:
        return x
    return _either(facts, x, y)


def _either(facts: Facts, x: Int, y: Int) -> Int:
    """One of two sizes, it is open which; the greater one where neither may be 0."""
    (low, high), (other_low, other_high) = facts.bounds(x), facts.bounds(y)
    least = None if low is None or other_low is None else min(low, other_low)
    if low is not None and other_low is not None and least is not None and least >= 1:
        least = max(low, other_low)
    most = None if high is None or other_high is None else max(high, other_high)
    certain = all(isinstance(size, int) or size.certain for size in (x, y))
    return symbol(_name(x, y), least, most, certain=certain)


def _name(x: Int, y: Int) -> str:
    names = {str(size) for size in (x, y)}
    return names.pop() if len(names) == 1 else "?"


def _against_unknown(facts: Facts, size: Int) -> Int:
    """A size against one that may be missing, 1, or anything."""
    if facts.equal(size, 1) is Truth.NO:
        return size
    low, _ = facts.bounds(size)
    return symbol("?", 0 if low is None or low < 1 else low)


def _ranks(a: tuple[int, int | None], b: tuple[int, int | None]) -> Interval:
    most = None if a[1] is None or b[1] is None else max(a[1], b[1])
    return (max(a[0], b[0]), most)
