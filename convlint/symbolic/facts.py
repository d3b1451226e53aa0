"""The constraint store: what is known of sizes and shapes, learnt by assuming, forgotten by undoing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from convlint.symbolic import broadcasting, joining
from convlint.symbolic.atoms import Symbol
from convlint.symbolic.dim import Int, symbol
from convlint.symbolic.interval import Interval, is_empty, meet
from convlint.symbolic.shape import Lead, Shape
from convlint.symbolic.sizes import SizeFacts
from convlint.symbolic.trail import Mark, Table
from convlint.symbolic.truth import Truth

__all__ = ["Facts", "Mark"]

MOST_DIMS: Final = 254
"""No tensor has more dims in any framework (TensorFlow's limit; NumPy and PyTorch stop at 64)."""


class Facts(SizeFacts):
    """`SizeFacts`, and the same for shapes: row variables bind to sizes as symbols bind to expressions."""

    def __init__(self) -> None:
        super().__init__()
        self._leads: Table[Lead, Shape] = Table(self._trail)
        self._counts: Table[Lead, Interval] = Table(self._trail)  # how many sizes a lead may stand for

    def resolve_shape(self, s: Shape) -> Shape:
        """`s` with everything that is bound put in its place."""
        dims, lead = s.dims, s.lead
        while lead is not None and lead in self._leads.entries:
            bound = self._leads.entries[lead]
            dims, lead = bound.dims + dims, bound.lead
        resolved = tuple([size if type(size) is int else self.resolve(size) for size in dims])
        return s if lead is s.lead and resolved == s.dims else Shape(resolved, lead)

    def known_apart(self, names: Collection[Symbol], leads: Collection[Lead]) -> tuple[Any, ...] | None:
        """All that is known of some symbols and leads, whichever they are.

        None where that relates them to any other, and where something was learnt of what was there before the last `begin`.
        """
        if not self._leads.keys.isdisjoint(leads) or self._is_related(names) or self._has_strayed():
            return None
        sizes = [(name.low, name.high, name.certain, type(name.origin), self._range(name)) for name in names]
        return (*sizes, *[(lead.given, self._counts.entries.get(lead)) for lead in leads])

    def ranks(self, s: Shape) -> tuple[int, int | None]:
        """The least and the greatest rank it may have."""
        s = self.resolve_shape(s)
        least, most = self._count(s.lead)
        return (len(s.dims) + least, None if most is None else len(s.dims) + most)

    def rank(self, s: Shape) -> int | None:
        """Its rank, if it is known."""
        least, most = self.ranks(s)
        return least if least == most else None

    def limit_rank(self, s: Shape, least: int, most: int | None = None) -> Truth:
        """Learn that the rank lies in [least, most]; NO, with nothing learnt, where it cannot."""
        if least > MOST_DIMS:
            return Truth.NO
        s = self.resolve_shape(s)
        explicit = len(s.dims)
        known = self._count(s.lead)
        joint = meet(known, (least - explicit, None if most is None else most - explicit))
        if is_empty(joint):
            return Truth.NO
        if s.lead is not None and joint != known:
            self._limit(s.lead, joint)
        return Truth.YES

    def trailing(self, s: Shape, n: int, names: Sequence[str] = ()) -> Shape | None:
        """The same shape with at least its last n sizes explicit (learnt); None where its rank is less.

        `names` are for the symbols this takes, one for each of the n sizes.
        """
        s = self.resolve_shape(s)
        missing = n - len(s.dims)
        if missing <= 0:
            return s
        if self.limit_rank(s, n) is Truth.NO:
            return None
        s = self.resolve_shape(s)
        if s.lead is not None and len(s.dims) < n:
            names = names or [f"d[{axis}]" for axis in range(-n, 0)]
            fresh = tuple(map(symbol, names[: n - len(s.dims)]))
            self._bind_lead(s.lead, Shape(fresh, Lead(s.lead.name, s.lead.given)))
        return self.resolve_shape(s)

    def exact(self, s: Shape, n: int) -> tuple[Int, ...] | None:
        """Learn that the rank is n; its sizes, or None where the rank cannot be n."""
        return None if self.limit_rank(s, n, n) is Truth.NO else self.resolve_shape(s).dims

    def dim(self, s: Shape, axis: int) -> Int | None:
        """The size at an axis (counted from either end), if it is known which one that is. Learns nothing."""
        s = self.resolve_shape(s)
        if axis >= 0:
            return s.dims[axis] if s.lead is None and axis < len(s.dims) else None
        return s.dims[axis] if -axis <= len(s.dims) else None

    def unify_shapes(self, a: Shape, b: Shape) -> Truth:
        """Take them for equal from now on. NO, with nothing learnt, where they cannot be."""
        mark = self.mark()
        if self._same(self.resolve_shape(a), self.resolve_shape(b)):
            return Truth.YES
        self.undo(mark)
        return Truth.NO

    def join_shapes(self, a: Shape, b: Shape) -> Shape | None:
        """A shape that covers both, where branches meet; None for two different known ranks."""
        return joining.join(self, self.resolve_shape(a), self.resolve_shape(b))

    def broadcast(self, a: Shape, b: Shape) -> Shape | None:
        """The shape of an elementwise operation on both; None only where it must fail. Learns nothing of a and b."""
        return broadcasting.broadcast(self, self.resolve_shape(a), self.resolve_shape(b))

    def fresh_shape(self, dims: Sequence[Int], ranks: Interval, name: str = "*") -> Shape:
        """A new shape that ends in `dims` and whose rank lies in `ranks`."""
        lead = Lead(name)
        shape = Shape(tuple(dims), lead)
        self.limit_rank(shape, ranks[0] or 0, ranks[1])
        return self.resolve_shape(shape)

    def _count(self, lead: Lead | None) -> tuple[int, int | None]:
        if lead is None:
            return (0, 0)
        least, most = self._counts.entries.get(lead, (0, None))
        return (least or 0, most)

    def _limit(self, lead: Lead, counts: Interval) -> None:
        """Keep how many sizes a lead stands for; where that is exact, these become symbols."""
        least, most = counts
        if least != most or least is None:
            self._counts.put(lead, counts)
            return
        names = ["N"] if least == 1 else [f"d{axis}" for axis in range(least)]
        self._leads.put(lead, Shape(tuple(map(symbol, names))))

    def _bind_lead(self, lead: Lead, shape: Shape) -> bool:
        """Put a shape in the place of a lead; False where its rank does not allow that."""
        least, most = self._count(lead)
        self._leads.put(lead, shape)
        return self.limit_rank(shape, least, most) is Truth.YES

    def _same(self, a: Shape, b: Shape) -> bool:
        if len(a.dims) > len(b.dims):
            a, b = b, a
        extra = len(b.dims) - len(a.dims)
        rest = Shape(b.dims[:extra], b.lead)
        if a.lead is b.lead:
            if extra:
                return False
        elif a.lead is not None:
            if not self._bind_lead(a.lead, rest):
                return False
        elif extra or b.lead is None or not self._bind_lead(b.lead, Shape()):
            return False
        return all(self.unify(x, y) is not Truth.NO for x, y in zip(a.dims, b.dims[extra:]))
