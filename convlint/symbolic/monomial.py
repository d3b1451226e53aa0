"""Monomials: sorted tuples of (atom, power). Their products, quotients and order."""

from __future__ import annotations

from collections.abc import Iterable

from convlint.symbolic.atoms import Atom, Key
from convlint.symbolic.caching import remembered

Monomial = tuple[tuple[Atom, int], ...]

ONE: Monomial = ()


def times(left: Monomial, right: Monomial) -> Monomial:
    """The product of two monomials."""
    if not left or not right:
        return left or right
    return _times(left, right)


@remembered
def _times(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return tuple(sorted(powers.items(), key=lambda item: item[0].key))


def over(left: Monomial, right: Monomial) -> Monomial | None:
    """left / right, if right divides left."""
    powers = dict(left)
    for atom, power in right:
        rest = powers.get(atom, 0) - power
        if rest < 0:
            return None
        powers[atom] = rest
    return tuple(item for item in powers.items() if item[1])


def common(monomials: Iterable[Monomial]) -> Monomial:
    """The greatest monomial that divides all of them."""
    first, *others = map(dict, monomials)
    for powers in others:
        first = {atom: min(power, powers[atom]) for atom, power in first.items() if atom in powers}
    return tuple(first.items())


def degree(monomial: Monomial) -> int:
    """The sum of its powers."""
    total = 0
    for _, power in monomial:
        total += power
    return total


@remembered
def order(monomial: Monomial) -> Key:
    """Graded, then lexical: higher degrees first, the constant last. Compatible with multiplication."""
    return (-degree(monomial), tuple(atom.key for atom, power in monomial for _ in range(power)))


def is_certain(monomial: Monomial) -> bool:
    """Whether all its atoms are known to be integers."""
    return all(atom.certain for atom, _ in monomial)
