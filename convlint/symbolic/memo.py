"""Costly answers about a size, remembered for what is known of its symbols: they depend on nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from convlint.symbolic.atoms import Symbol
from convlint.symbolic.bounds import Ranges, Remembering, bounds, declared
from convlint.symbolic.caching import remembered
from convlint.symbolic.dim import Dim
from convlint.symbolic.impossible import never_zero
from convlint.symbolic.interval import Interval

Known = tuple[Optional[Interval], ...]
"""What was learnt of each symbol of a size, in the order of `Dim.variables`; None for what it was born with."""


def known_of(value: Dim, learnt: Mapping[Symbol, Interval]) -> Known:
    """What was learnt of the symbols of a size."""
    return tuple(map(learnt.get, value.variables()))


@remembered
def bounds_under(value: Dim, known: Known) -> Interval:
    """`bounds` by what is known."""
    return bounds(value, _ranges(value, known))


@remembered
def never_zero_under(value: Dim, known: Known) -> bool:
    """`never_zero` by what is known."""
    return never_zero(value, _ranges(value, known))


def _ranges(value: Dim, known: Known) -> Ranges:
    learnt = {name: span for name, span in zip(value.variables(), known) if span}
    return Remembering(declared, learnt)
