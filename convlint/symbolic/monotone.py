"""Sizes that only grow (or only shrink) with their one symbol: conv and pooling formulas, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convlint.symbolic.atoms import Atom, Floor, Symbol
from convlint.symbolic.bounds import Ranges, atom_bounds, bounds
from convlint.symbolic.dim import Dim, Int
from convlint.symbolic.evaluation import evaluate
from convlint.symbolic.interval import Interval, above_floor, meet, shrunk
from convlint.symbolic.monomial import Monomial

FURTHEST: Final = 1 << 40  # no size is greater; a search that gets here gives up


def direction(value: Int, ranges: Ranges) -> int | None:
    """+1 where it never falls as its symbols grow, -1 where it never rises, 0 for a constant, None if unknown."""
    if isinstance(value, int):
        return 0
    found = {
        _monomial_direction(monomial, ranges, 1 if coefficient > 0 else -1)
        for monomial, coefficient in value.terms
        if monomial
    }
    return found.pop() if len(found) == 1 else None


def _monomial_direction(monomial: Monomial, ranges: Ranges, sign: int) -> int | None:
    found = {_atom_direction(atom, ranges) for atom, _ in monomial}
    if len(found) != 1:
        return None
    way = found.pop()
    if len(monomial) > 1 or monomial[0][1] > 1:
        for atom, _ in monomial:
            low, _high = atom_bounds(atom, ranges)
            if low is None or low < 0:
                return None
    return None if way is None else way * sign


def _atom_direction(atom: Atom, ranges: Ranges) -> int | None:
    if isinstance(atom, Symbol):
        return 1
    if isinstance(atom, Floor):
        if isinstance(atom.den, int):
            return direction(atom.num, ranges)
        low, _ = bounds(atom.den, ranges)
        way = direction(atom.den, ranges)
        if isinstance(atom.num, int) and atom.num >= 0 and low is not None and low > 0 and way is not None:
            return -way
        return None
    found = {direction(arg, ranges) for arg in atom.args} - {0}
    return found.pop() if len(found) == 1 else None


def preimage(value: Dim, name: Symbol, target: Interval, ranges: Ranges) -> Interval | None:
    """The numbers at which `value`, which depends on `name` alone, lies in `target`: an interval, maybe empty.

    None where `value` is not known to be monotone, or the search runs off.
    """
    if not name.certain:
        return None
    exact = _through_formula(value, target)
    if exact is not None:
        return meet(exact, ranges(name))
    way = direction(value, ranges)
    return None if way is None else _by_search(value, name, target, ranges(name), way)


def _through_formula(value: Dim, target: Interval) -> Interval | None:
    """The preimage under a*⌊(b*⌊…⌋ + c)/k⌋ + d, worked out from the outside in; None for any other form."""
    inner: Int = value
    while not isinstance(inner, int) and len(inner.terms) == 1 + (inner.constant != 0):
        monomial, factor = inner.terms[0]
        if len(monomial) != 1 or monomial[0][1] != 1:
            return None
        target = shrunk(target, inner.constant, factor)
        atom = monomial[0][0]
        if isinstance(atom, Symbol):
            return target
        if not isinstance(atom, Floor) or not isinstance(atom.den, int):
            return None
        inner, target = atom.num, above_floor(target, atom.den)
    return None


def _by_search(value: Dim, name: Symbol, target: Interval, span: Interval, way: int) -> Interval | None:
    low, high = target
    if way < 0:
        value, low, high = -value, None if high is None else -high, None if low is None else -low

    def reaches(bound: int) -> Callable[[int], bool]:
        return lambda point: evaluate(value, {name: point}) >= bound

    start, end = span
    if low is not None:
        start = first(reaches(low), span)
        if start is None:
            return (1, 0) if _is_searchable(span[1]) else None
    if high is not None:
        beyond = first(reaches(high + 1), span)
        if beyond is None and not _is_searchable(span[1]):
            return None
        end = span[1] if beyond is None else beyond - 1
    return None if -FURTHEST in (start, end) else (start, end)


def _is_searchable(end: int | None) -> bool:
    return end is not None and end <= FURTHEST


def first(holds: Callable[[int], bool], span: Interval) -> int | None:
    """The least number in `span` from which on a monotone condition holds; None if it never does (or far away)."""
    low = -FURTHEST if span[0] is None else span[0]
    last = FURTHEST if span[1] is None else min(span[1], FURTHEST)
    if low > last:
        return None
    if holds(low):
        return low
    step = 1
    while not holds(high := min(low + step, last)):
        if high == last:
            return None
        low, step = high, 2 * step
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
