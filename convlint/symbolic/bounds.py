"""Between which numbers a size lies, whatever its symbols are. Every bound is sound; none need be tight."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Final

from convlint.symbolic.atoms import Atom, Extreme, Floor, Symbol
from convlint.symbolic.dim import Dim, Int, Terms, multiplied, of_atom, polynomial
from convlint.symbolic.interval import (
    EVERYTHING,
    Interval,
    add,
    exactly,
    floor_quotient,
    meet,
    multiply,
    power,
    scale,
)
from convlint.symbolic.monomial import ONE, Monomial, degree, over

Ranges = Callable[[Symbol], Interval]  # what is known of each symbol
MAX_SHIFT_DEGREE: Final = 6
MAX_SHIFT_TERMS: Final = 10
MAX_RELAXATIONS: Final = 2
MAX_RELAXED_TERMS: Final = 6


def declared(name: Symbol) -> Interval:
    """The range a symbol was born with."""
    return (name.low, name.high)


class Remembering:
    """Ranges that remember those of the atoms made of the symbols: nested floors would ask for the inner ones over and over.

    own: what is known of further symbols, which no atom holds; all else is as in `ranges`.
    """

    __slots__ = ("_atoms", "_own", "_ranges")

    def __init__(self, ranges: Ranges, own: dict[Symbol, Interval] | None = None) -> None:
        self._ranges = ranges
        self._own: dict[Symbol, Interval] = own or {}
        self._atoms: dict[Atom, Interval] = ranges._atoms if isinstance(ranges, Remembering) else {}

    def __call__(self, name: Symbol) -> Interval:
        return self._own.get(name) or self._ranges(name)

    def of_atom(self, atom: Floor | Extreme) -> Interval:
        """The range of a floor or an extreme."""
        found = self._atoms.get(atom)
        if found is None:
            found = self._atoms[atom] = _compound_bounds(atom, self)
        return found


def bounds(value: Int, ranges: Ranges = declared, relaxations: int = MAX_RELAXATIONS) -> Interval:
    """The meet of three views: term by term, counted from the least sizes, and with floors taken apart.

    Of a sum the second says the same as the first, of a size without floors the third nothing.
    """
    if isinstance(value, int):
        return exactly(value)
    ranges = ranges if isinstance(ranges, Remembering) else Remembering(ranges)
    found = _by_terms(value, ranges)
    if len(value.terms) == 1 or (len(value.terms) == 2 and not value.terms[1][0]):
        return found
    most = degree(value.terms[0][0])  # the first has the highest
    if None in found and 1 < most <= MAX_SHIFT_DEGREE and len(value.terms) <= MAX_SHIFT_TERMS:
        found = meet(found, _by_shift(value, ranges))
    if None in found and relaxations and len(value.terms) <= MAX_RELAXED_TERMS and value.certain:
        found = meet(found, _by_relaxation(value, ranges, relaxations - 1))
    return found


def atom_bounds(atom: Atom, ranges: Ranges) -> Interval:
    """The range of one atom."""
    if isinstance(atom, Symbol):
        return ranges(atom)
    return ranges.of_atom(atom) if isinstance(ranges, Remembering) else _compound_bounds(atom, ranges)


def _compound_bounds(atom: Floor | Extreme, ranges: Ranges) -> Interval:
    if isinstance(atom, Floor):
        return floor_quotient(bounds(atom.num, ranges, 0), bounds(atom.den, ranges, 0))
    parts = [bounds(arg, ranges) for arg in atom.args]
    lows = [low for low, _ in parts]
    highs = [high for _, high in parts]
    if atom.kind == "max":
        return (max((low for low in lows if low is not None), default=None), _all_known(max, highs))
    return (_all_known(min, lows), min((high for high in highs if high is not None), default=None))


def _all_known(choose: Callable[[list[int]], int], ends: list[int | None]) -> int | None:
    known = [end for end in ends if end is not None]
    return choose(known) if len(known) == len(ends) else None


def _by_terms(value: Dim, ranges: Ranges) -> Interval:
    known: dict[Atom, Interval] = {}
    total = exactly(0)
    for monomial, coefficient in value.terms:
        term = exactly(1)
        for atom, exponent in monomial:
            if atom not in known:
                known[atom] = atom_bounds(atom, ranges)
            term = multiply(term, power(known[atom], exponent))
        total = add(total, scale(term, coefficient))
        if total == EVERYTHING:
            break
    return total


def _by_shift(value: Dim, ranges: Ranges) -> Interval:
    """Each atom is its least value and a rest >= 0: a*b - a with a, b >= 1 is a'*b' + b' and never negative."""
    spans = {atom: atom_bounds(atom, ranges) for atom in value.atoms()}
    shifted: Terms = {}
    for monomial, coefficient in value.terms:
        expanded: Terms = {ONE: coefficient}
        for atom, exponent in monomial:
            for _ in range(exponent):
                expanded = multiplied(expanded, _least_and_rest(atom, spans[atom]))
        for part, factor in expanded.items():
            shifted[part] = shifted.get(part, 0) + factor
    return _by_rests(shifted, spans)


def _least_and_rest(atom: Atom, span: Interval) -> list[tuple[Monomial, int]]:
    low, high = span
    if low is not None:
        return [(ONE, low), (((atom, 1),), 1)]
    if high is not None:
        return [(ONE, high), (((atom, 1),), -1)]
    return [(((atom, 1),), 1)]


def _by_rests(shifted: Terms, spans: dict[Atom, Interval]) -> Interval:
    total = exactly(0)
    for monomial, coefficient in shifted.items():
        if coefficient:
            term = exactly(1)
            for atom, exponent in monomial:
                term = multiply(term, power(_rest(spans[atom]), exponent))
            total = add(total, scale(term, coefficient))
    return total


def _rest(span: Interval) -> Interval:
    low, high = span
    if low is None and high is None:
        return EVERYTHING
    return (0, None if low is None or high is None else high - low)


def _by_relaxation(value: Dim, ranges: Ranges, relaxations: int) -> Interval:
    """k*⌊p/k⌋ is p less a remainder in [0, k - 1]: shows that ⌊H/2⌋ < H and 0 <= H % 2 <= 1."""
    floors = [atom for atom in value.atoms() if isinstance(atom, Floor)]
    if not floors:
        return EVERYTHING
    factor = lcm(*(floor.den for floor in floors if isinstance(floor.den, int)))
    remainders: dict[Symbol, Interval] = {}
    total: Int = 0
    for monomial, coefficient in value.terms:
        total = total + _relaxed(monomial, coefficient * factor, ranges, remainders)
    if not remainders:
        return EVERYTHING
    low, high = bounds(total, Remembering(ranges, remainders), relaxations)
    return (None if low is None else -(-low // factor), None if high is None else high // factor)


def _relaxed(monomial: Monomial, coefficient: int, ranges: Ranges, remainders: dict[Symbol, Interval]) -> Int:
    for atom, _ in monomial:
        if isinstance(atom, Floor):
            rest = _without_divisor(monomial, coefficient, atom)
            most = bounds(atom.den, ranges)
            if rest is not None and most[0] is not None and most[0] > 0:
                remainder = Symbol("r", 0)
                remainders[remainder] = (0, None if most[1] is None else most[1] - 1)
                return rest * (atom.num - of_atom(remainder))
    return polynomial({monomial: coefficient})


def _without_divisor(monomial: Monomial, coefficient: int, atom: Floor) -> Int | None:
    """The term without ⌊num/den⌋ and den, if den divides it."""
    rest = over(monomial, ((atom, 1),))
    if rest is None:
        return None
    if isinstance(atom.den, int):
        return polynomial({rest: coefficient // atom.den}) if coefficient % atom.den == 0 else None
    if len(atom.den.terms) > 1:
        return None
    divisor, factor = atom.den.terms[0]
    quotient = over(rest, divisor)
    return polynomial({quotient: coefficient // factor}) if quotient is not None and coefficient % factor == 0 else None
