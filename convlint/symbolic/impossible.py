"""Proofs that a size is never 0: what stands behind every "different whatever the symbols are".

Every way is sound alone; together they decide what sizes of networks need. What none of them settles is open.
"""

from __future__ import annotations

from math import gcd
from typing import Final

from convlint.symbolic.atoms import Atom, Floor
from convlint.symbolic.bounds import Ranges, atom_bounds, bounds
from convlint.symbolic.dim import Dim, Int, polynomial
from convlint.symbolic.evaluation import replace_atom
from convlint.symbolic.interval import Interval, excludes, is_empty
from convlint.symbolic.monomial import Monomial, common, over
from convlint.symbolic.monotone import preimage
from convlint.symbolic.roots import integer_roots
from convlint.symbolic.solve import coefficients_of, sole_atom, solutions

MAX_CASES: Final = 64
MAX_NESTING: Final = 2


def never_zero(value: Int, ranges: Ranges, nesting: int = MAX_NESTING) -> bool:
    """True only where no assignment within the ranges makes it 0."""
    if isinstance(value, int):
        return value != 0
    if excludes(bounds(value, ranges), 0):
        return True
    shared = common(monomial for monomial, _ in value.terms)
    if shared:
        return _factors_never_zero(value, shared, ranges, nesting)
    if not value.certain:
        return False
    return (
        _by_divisibility(value)
        or _by_one_symbol(value, ranges)
        or _by_one_atom(value, ranges)
        or (nesting > 0 and _by_cases(value, ranges, nesting))
    )


def _factors_never_zero(value: Dim, shared: Monomial, ranges: Ranges, nesting: int) -> bool:
    """h*w*15 - h*c is h*(15*w - c): neither factor may be 0."""
    if not all(excludes(atom_bounds(atom, ranges), 0) for atom, _ in shared):
        return False
    rest = polynomial({over(monomial, shared) or (): coefficient for monomial, coefficient in value.terms})
    return never_zero(rest, ranges, nesting)


def _by_divisibility(value: Dim) -> bool:
    """15*h*w - 400 is never 0: 15 does not divide 400."""
    content = gcd(*(coefficient for monomial, coefficient in value.terms if monomial))
    return value.constant % content != 0


def _by_one_symbol(value: Dim, ranges: Ranges) -> bool:
    names = value.symbols()
    return len(names) == 1 and solutions(value, next(iter(names)), ranges) == []


def _by_one_atom(value: Dim, ranges: Ranges) -> bool:
    """A polynomial in one atom of several symbols: none of its roots is a value of the atom."""
    atom = sole_atom(value)
    coefficients = coefficients_of(value) if atom is not None else None
    if atom is None or coefficients is None:
        return False
    return all(not _may_be(atom, root, ranges) for root in integer_roots(coefficients, atom_bounds(atom, ranges)))


def _may_be(atom: Atom, number: int, ranges: Ranges) -> bool:
    """Whether the atom may take this value."""
    if excludes(atom_bounds(atom, ranges), number):
        return False
    if not isinstance(atom, Floor) or not isinstance(atom.den, int) or isinstance(atom.num, int):
        return True
    span = (number * atom.den, number * atom.den + atom.den - 1)
    low, high = bounds(atom.num, ranges)
    if (high is not None and high < span[0]) or (low is not None and low > span[1]):
        return False
    names = atom.num.symbols()
    found = preimage(atom.num, next(iter(names)), span, ranges) if len(names) == 1 else None
    return found is None or not is_empty(found)


def _by_cases(value: Dim, ranges: Ranges, nesting: int) -> bool:
    """Each value that the most confined atom can have is refuted on its own.

    The atoms are taken for independent here, which only admits more.
    """
    confined = _confined(value, ranges)
    if confined is None:
        return False
    atom, low, high = confined
    return all(
        not _may_be(atom, number, ranges) or never_zero(replace_atom(value, atom, number), ranges, nesting - 1)
        for number in range(low, high + 1)
    )


def _confined(value: Dim, ranges: Ranges) -> tuple[Atom, int, int] | None:
    """The atom with the fewest possible values, counting what the equation itself implies."""
    best: tuple[Atom, int, int] | None = None
    for atom in value.atoms():
        low, high = _implied(value, atom, ranges)
        if low is None or high is None or high - low >= MAX_CASES:
            continue
        if best is None or high - low < best[2] - best[1]:
            best = (atom, low, high)
    return best


def _implied(value: Dim, atom: Atom, ranges: Ranges) -> Interval:
    """The atom's range, with the upper end that a sum of zero leaves it: h <= 25 in h*w + h = 50 for w >= 1."""
    low, high = atom_bounds(atom, ranges)
    if low is None or low < 0 or high is not None:
        return (low, high)
    for monomial, coefficient in value.terms:
        if dict(monomial).get(atom) == 1:
            most = _most(value, monomial, coefficient, atom, ranges)
            high = most if high is None else high if most is None else min(high, most)
    return (low, high)


def _most(value: Dim, monomial: Monomial, coefficient: int, atom: Atom, ranges: Ranges) -> int | None:
    """How large the atom can be in this term when all other terms are as small as they can be."""
    sign = 1 if coefficient > 0 else -1
    others = (value - polynomial({monomial: coefficient})) * sign
    factor = bounds(polynomial({over(monomial, ((atom, 1),)) or (): abs(coefficient)}), ranges, 0)[0]
    if factor is None or factor <= 0:
        return None
    least = bounds(others, ranges, 0)[0]
    if least is None:
        return None
    return -least // factor
