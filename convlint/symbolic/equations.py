"""Equations that no symbol could be solved for, kept to be seen again: 16*h*w = 400 refutes 16*h*w = 500 later."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd
from typing import Final

from convlint.symbolic.atoms import Symbol
from convlint.symbolic.dim import Dim, Int, polynomial
from convlint.symbolic.evaluation import occurs_once
from convlint.symbolic.monomial import Monomial, over

MAX_STEPS: Final = 24


def primitive(value: Dim) -> tuple[Dim, int]:
    """`value` over the gcd of its coefficients and with a positive first one; and that (signed) gcd."""
    factor = gcd(*(coefficient for _, coefficient in value.terms))
    if value.terms[0][1] < 0:
        factor = -factor
    if factor == 1:
        return value, 1
    return Dim(tuple((monomial, coefficient // factor) for monomial, coefficient in value.terms)), factor


def reduce(value: Int, equations: Iterable[Dim]) -> Int:
    """A size that is 0 exactly where `value` is, given the equations (each a size that is 0).

    Leading monomials are replaced by what they equal; `value` is multiplied up where a coefficient asks for it.
    """
    rules = list(equations)
    for _ in range(MAX_STEPS):
        if isinstance(value, int) or not rules:
            return value
        step = _step(value, rules)
        if step is None:
            return value
        value = step
    return value


def _step(value: Dim, rules: list[Dim]) -> Int | None:
    for monomial, coefficient in value.terms:
        for rule in rules:
            lead, factor = rule.terms[0]
            rest = over(monomial, lead)
            if rest is not None:
                shared = gcd(factor, coefficient)
                return value * (factor // shared) - rule * polynomial({rest: coefficient // shared})
    return None


def pivot(equation: Dim) -> Monomial:
    """The monomial that an equation replaces."""
    return equation.terms[0][0]


def isolated(value: Dim) -> tuple[Symbol, Int] | None:
    """A symbol for which value = 0 can be solved, and the solution. A maybe-float first, then the youngest."""
    best: tuple[Symbol, int] | None = None
    for monomial, coefficient in value.terms:
        if len(monomial) != 1 or monomial[0][1] != 1:
            continue
        name = monomial[0][0]
        if not isinstance(name, Symbol) or not occurs_once(value, name):
            continue
        if any(other % coefficient for _, other in value.terms):
            continue
        if best is None or (name.certain, -name.serial) < (best[0].certain, -best[0].serial):
            best = (name, coefficient)
    if best is None:
        return None
    name, coefficient = best
    rest = {monomial: -other // coefficient for monomial, other in value.terms if monomial != ((name, 1),)}
    return name, polynomial(rest)
