"""The integers at which a size is 0, where it depends on one symbol alone.

Four ways, the cheapest first: integer roots of a polynomial in one atom (and then the atom's preimage), the
preimage of 0 under a monotone size, a split into residue classes which turns every floor into a polynomial,
and trying all numbers of a short range.
"""

from __future__ import annotations

from math import lcm
from typing import Final, NamedTuple, Optional

from convlint.symbolic.atoms import Atom, Floor, Symbol
from convlint.symbolic.bounds import Ranges, atom_bounds
from convlint.symbolic.dim import Dim, Int, of_atom
from convlint.symbolic.evaluation import evaluate, substitute
from convlint.symbolic.interval import Interval, exactly, is_empty
from convlint.symbolic.monotone import preimage
from convlint.symbolic.roots import MAX_ROOT_DEGREE, integer_roots

MAX_MODULUS: Final = 128
MAX_TRIES: Final = 1024


class Progression(NamedTuple):
    """The numbers step*t + offset for the t in `span`."""

    step: int
    offset: int
    span: Interval

    @property
    def hull(self) -> Interval:
        """The interval from its least to its greatest number."""
        low, high = self.span
        return (
            None if low is None else self.step * low + self.offset,
            None if high is None else self.step * high + self.offset,
        )


Solutions = Optional[list[Progression]]  # None: not found out; []: there is none


def solutions(value: Dim, name: Symbol, ranges: Ranges) -> Solutions:
    """All numbers in the range of `name` at which `value`, which depends on nothing else, is 0."""
    if not name.certain:
        return None
    found = _by_roots(value, name, ranges)
    if found is None:
        found = _intervals(preimage(value, name, exactly(0), ranges))
    if found is None:
        found = _by_residues(value, name, ranges)
    if found is None:
        found = _by_trying(value, name, ranges)
    return found


def always_zero(value: Dim) -> bool:
    """Whether it is 0 in every residue class: ⌊H/2⌋ + ⌊(H + 1)/2⌋ - H. True only where that is proven."""
    names = value.symbols()
    step = modulus(value) if len(names) == 1 and value.certain else None
    if step is None or not 1 < step <= MAX_MODULUS:
        return False
    name, counter = next(iter(names)), of_atom(Symbol("t", None))
    return all(substitute(value, {name: step * counter + offset}) == 0 for offset in range(step))


def sole_atom(value: Dim) -> Atom | None:
    """The atom of which `value` is a polynomial, if there is one only."""
    atoms = value.atoms()
    return next(iter(atoms)) if len(atoms) == 1 else None


def coefficients_of(value: Dim) -> list[int] | None:
    """A polynomial in one atom as its coefficients, the constant first; None where its degree is too high."""
    powers = {sum(power for _, power in monomial): coefficient for monomial, coefficient in value.terms}
    top = max(powers)
    return [powers.get(exponent, 0) for exponent in range(top + 1)] if top <= MAX_ROOT_DEGREE else None


def _intervals(found: Interval | None) -> Solutions:
    if found is None:
        return None
    return [] if is_empty(found) else [Progression(1, 0, found)]


def _by_roots(value: Dim, name: Symbol, ranges: Ranges) -> Solutions:
    atom = sole_atom(value)
    coefficients = coefficients_of(value) if atom is not None else None
    if atom is None or coefficients is None:
        return None
    found: list[Progression] = []
    for root in integer_roots(coefficients, atom_bounds(atom, ranges)):
        if isinstance(atom, Symbol):
            found.append(Progression(1, 0, exactly(root)))
            continue
        inner = preimage(of_atom(atom), name, exactly(root), ranges)
        if inner is None:
            return None
        if not is_empty(inner):
            found.append(Progression(1, 0, inner))
    return found


def _by_residues(value: Dim, name: Symbol, ranges: Ranges) -> Solutions:
    step = modulus(value)
    if step is None or not 1 < step <= MAX_MODULUS:
        return None
    counter = Symbol("t", None)
    found: list[Progression] = []
    for offset in range(step):
        span = _counted(ranges(name), step, offset)
        reduced = substitute(value, {name: step * of_atom(counter) + offset})
        points = _points(reduced, counter, span)
        if points is None:
            return None
        found += [Progression(step, offset, point) for point in points if not is_empty(point)]
    return found


def _points(reduced: Int, counter: Symbol, span: Interval) -> list[Interval] | None:
    if isinstance(reduced, int):
        return [span] if reduced == 0 else []
    coefficients = coefficients_of(reduced) if reduced.atoms() == {counter} else None
    return None if coefficients is None else [exactly(root) for root in integer_roots(coefficients, span)]


def _counted(span: Interval, step: int, offset: int) -> Interval:
    """The t for which step*t + offset lies in `span`."""
    low, high = span
    return (None if low is None else -((offset - low) // step), None if high is None else (high - offset) // step)


def modulus(value: Int) -> int | None:
    """m such that `value` is a polynomial in t once its symbols are m*t + r; None beyond floors by constants."""
    if isinstance(value, int):
        return 1
    result = 1
    for atom in value.atoms():
        if isinstance(atom, Symbol):
            continue
        inner = modulus(atom.num) if isinstance(atom, Floor) and isinstance(atom.den, int) else None
        if inner is None or not isinstance(atom, Floor) or not isinstance(atom.den, int):
            return None
        result = lcm(result, atom.den * inner)
    return result


def _by_trying(value: Dim, name: Symbol, ranges: Ranges) -> Solutions:
    low, high = ranges(name)
    if low is None or high is None or high - low >= MAX_TRIES:
        return None
    return [Progression(1, 0, exactly(point)) for point in range(low, high + 1) if _is_zero(value, name, point)]


def _is_zero(value: Dim, name: Symbol, point: int) -> bool:
    """A number at which the program fails by dividing by 0 is no solution either."""
    try:
        return evaluate(value, {name: point}) == 0
    except ZeroDivisionError:
        return False
