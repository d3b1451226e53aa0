"""Where branches meet: one shape that covers both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convlint.symbolic.dim import Int, symbol
from convlint.symbolic.interval import hull
from convlint.symbolic.shape import Shape
from convlint.symbolic.truth import Truth

if TYPE_CHECKING:
    from convlint.symbolic.facts import Facts

MAX_NAME = 12


def join(facts: Facts, a: Shape, b: Shape) -> Shape | None:
    """Equal sizes stay, others become symbols; `a` and `b` are resolved. None for two different known ranks."""
    if a == b:
        return a
    same_lead = a.lead is b.lead
    if same_lead and a.lead is None and len(a.dims) != len(b.dims):
        return None
    shared = min(len(a.dims), len(b.dims))
    joined = _Joined(facts)
    dims = [joined.size(x, y) for x, y in zip(_last(a, shared), _last(b, shared))]
    if same_lead and len(a.dims) == len(b.dims):
        return Shape(tuple(dims), a.lead)
    made = facts.fresh_shape(dims, hull(facts.ranks(a), facts.ranks(b)))
    if made.lead is not None and (a.lead or b.lead):
        made.lead.given = all(lead is None or lead.given for lead in (a.lead, b.lead))
    return made


def _last(shape: Shape, n: int) -> tuple[Int, ...]:
    return shape.dims[len(shape.dims) - n :]


class _Joined:
    """The sizes of one join: a pair that comes twice gives one symbol."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._made: dict[tuple[Int, Int], Int] = {}

    def size(self, x: Int, y: Int) -> Int:
        if self._facts.equal(x, y) is Truth.YES:
            return x
        if (x, y) not in self._made:
            low, high = hull(self._facts.bounds(x), self._facts.bounds(y))
            name = f"{x}|{y}"
            certain = all(isinstance(size, int) or size.certain for size in (x, y))
            self._made[x, y] = symbol(name if len(name) <= MAX_NAME else "?", low, high, certain=certain)
        return self._made[x, y]
