"""The value of a size under an assignment, and one size put in the place of a symbol."""

from __future__ import annotations

from collections.abc import Mapping

from convlint.symbolic.atoms import Atom, Floor, Symbol
from convlint.symbolic.dim import Dim, Int, floor_div, polynomial, symbol
from convlint.symbolic.extremes import extreme


def evaluate(value: Int, assignment: Mapping[Symbol, int]) -> int:
    """Its value; raises ZeroDivisionError where Python would, KeyError for a symbol without a value."""
    if isinstance(value, int):
        return value
    total = 0
    for monomial, coefficient in value.terms:
        for atom, power in monomial:
            coefficient *= _atom_value(atom, assignment) ** power
        total += coefficient
    return total


def _atom_value(atom: Atom, assignment: Mapping[Symbol, int]) -> int:
    if isinstance(atom, Symbol):
        return assignment[atom]
    if isinstance(atom, Floor):
        return evaluate(atom.num, assignment) // evaluate(atom.den, assignment)
    values = [evaluate(arg, assignment) for arg in atom.args]
    return max(values) if atom.kind == "max" else min(values)


def substitute(value: Int, replacements: Mapping[Symbol, Int]) -> Int:
    """`value` with symbols replaced, all at once, and in canonical form again.

    A replacement lies in its symbol's range: max(n, 1) with n >= 1 has become n long before.
    """
    if isinstance(value, int) or replacements.keys().isdisjoint(value.symbols()):
        return value
    result: Int = 0
    for monomial, coefficient in value.terms:
        touched = [item for item in monomial if not replacements.keys().isdisjoint(item[0].symbols)]
        term = polynomial({tuple(item for item in monomial if item not in touched): coefficient})
        for atom, power in touched:
            image = _atom_image(atom, replacements)
            term = term * image**power
        result = result + term
    return result


def _atom_image(atom: Atom, replacements: Mapping[Symbol, Int]) -> Int:
    if isinstance(atom, Symbol):
        return replacements[atom]
    if isinstance(atom, Floor):
        den = substitute(atom.den, replacements)
        if isinstance(den, int) and den == 0:
            return symbol("?", low=None)  # the program has failed before it had this value: nothing is known of it
        return floor_div(substitute(atom.num, replacements), den)
    return extreme(atom.kind, [substitute(arg, replacements) for arg in atom.args])


def replace_atom(value: Dim, atom: Atom, number: int) -> Int:
    """`value` with a number in the place of one atom; what stands inside other atoms stays."""
    result: Int = 0
    for monomial, coefficient in value.terms:
        rest = tuple(item for item in monomial if item[0] != atom)
        result = result + polynomial({rest: coefficient * number ** dict(monomial).get(atom, 0)})
    return result


def occurs_once(dim: Dim, name: Symbol) -> bool:
    """Whether the symbol stands in one term only, and there as a plain factor of power 1 and nothing else."""
    holders = [monomial for monomial, _ in dim.terms if any(name in atom.symbols for atom, _ in monomial)]
    return holders == [((name, 1),)]
