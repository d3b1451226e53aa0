"""Whether one size divides another, whatever the symbols are."""

from __future__ import annotations

from itertools import product as choices
from math import gcd, prod
from typing import Final

from convlint.symbolic.atoms import Atom
from convlint.symbolic.bounds import Ranges, bounds
from convlint.symbolic.dim import Dim, Int, exact_quotient
from convlint.symbolic.truth import Truth

MAX_RESIDUES: Final = 2048


def divides(divisor: Int, value: Int, ranges: Ranges) -> Truth:
    """YES if `value` is a multiple of `divisor` under every assignment, NO if under none. 0 divides only 0."""
    if isinstance(divisor, int):
        return _by_constant(abs(divisor), value)
    if isinstance(value, int):
        if value == 0:
            return Truth.YES
        low, high = bounds(divisor, ranges)
        too_great = (low is not None and low > abs(value)) or (high is not None and high < -abs(value))
        return Truth.NO if too_great else Truth.OPEN
    quotient = exact_quotient(value, divisor)
    if quotient is None:
        return Truth.OPEN
    return Truth.YES if isinstance(quotient, int) or quotient.certain else Truth.OPEN


def _by_constant(divisor: int, value: Int) -> Truth:
    if isinstance(value, int):
        multiple = value == 0 if divisor == 0 else value % divisor == 0
        return Truth.YES if multiple else Truth.NO
    if divisor == 0 or not value.certain:
        return Truth.OPEN
    shared = gcd(divisor, *(coefficient for monomial, coefficient in value.terms if monomial))
    if value.constant % shared:
        return Truth.NO
    if shared == divisor:
        return Truth.YES
    return _by_residues(divisor, value)


def _by_residues(divisor: int, value: Dim) -> Truth:
    """Every combination of the atoms' residues: a*(a + 1) is even, a*a + 1 never a multiple of 4."""
    atoms = sorted(value.atoms(), key=lambda atom: atom.key)
    if prod([divisor] * len(atoms)) > MAX_RESIDUES:
        return Truth.OPEN
    answers = {
        _residue(value, dict(zip(atoms, point))) % divisor == 0 for point in choices(range(divisor), repeat=len(atoms))
    }
    if len(answers) > 1:
        return Truth.OPEN
    return Truth.YES if answers.pop() else Truth.NO


def _residue(value: Dim, point: dict[Atom, int]) -> int:
    return sum(
        coefficient * prod(point[atom] ** power for atom, power in monomial) for monomial, coefficient in value.terms
    )
