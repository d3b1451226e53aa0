"""Findings that follow from an earlier one are told with it: one layer, tensor or shape fails again, or what failed was made up.

The program ends at the first; the others would vanish with it, or are the other half of its remedy.
"""

from __future__ import annotations

from collections.abc import Reversible, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from convlint.symbolic import Facts, Shape
from convlint.symbolic.atoms import Symbol
from convlint.values import Instance, Tensor

if TYPE_CHECKING:
    from convlint.engine.report import Found

MOST_EARLIER = 50
"""So many findings, the last ones, are looked at for the one that came first."""


class Operands:
    """The layer and the tensors that an operation failed for, their shapes as they were known there, and the run it was part of."""

    __slots__ = ("end", "items", "layer", "newest", "run", "shapes", "tensors")

    def __init__(self, args: Sequence[Any], facts: Facts, run: Any) -> None:
        self.run = run
        self.layer = args[0] if args and isinstance(args[0], Instance) else None
        self.tensors = tuple(value for value in args if isinstance(value, Tensor))
        self.shapes = tuple(facts.resolve_shape(tensor.shape) for tensor in self.tensors)
        self.items = tuple((_batch(shape), shape.dims[1:], shape.lead) for shape in self.shapes)
        self.newest = max(map(_newest, self.shapes), default=0)
        self.end = Symbol("end").serial

    def follow(self, others: Operands) -> bool:
        """Whether one layer fails for such items again; or in one run one tensor, one shape, or a size made up after the others.

        An entry's inputs get their sizes when they are first asked for, so that in it new sizes say nothing.
        """
        if self.layer is not None and self.layer is others.layer and self.items and self.items == others.items:
            return True
        if self.run != others.run:
            return False
        if any(mine is other for mine in self.tensors for other in others.tensors):
            return True
        if self.run is not None and self.newest > others.end:
            return True
        return any(shape.dims and shape in others.shapes for shape in self.shapes)


def _batch(shape: Shape) -> int | None:
    """The first size, if it is a number: of open ones each run has its own."""
    return shape.dims[0] if shape.dims and isinstance(shape.dims[0], int) else None


def _newest(shape: Shape) -> int:
    """The serial number of the youngest symbol in a shape."""
    symbols = (symbol.serial for size in shape.dims if not isinstance(size, int) for symbol in size.symbols())
    return max(max(symbols, default=0), 0 if shape.lead is None else shape.lead.serial)


def first_of(found: Found, earlier: Reversible[Found]) -> Found | None:
    """The finding that `found` follows from, of those made before it in the same run."""
    for other in islice(reversed(earlier), MOST_EARLIER):
        if other.operands is not None and found.operands is not None and found.operands.follow(other.operands):
            return other.first or other
    return None
