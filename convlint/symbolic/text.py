"""Sizes as people write them: `16*H*W`, `⌊(H + 1)/2⌋`, `4 - H`."""

from __future__ import annotations

from functools import lru_cache

from convlint.symbolic.atoms import Atom, Floor, Symbol
from convlint.symbolic.dim import Dim, Int
from convlint.symbolic.monomial import Monomial

LONGEST = 48
"""A size of more letters tells a reader nothing: `…`."""


@lru_cache(maxsize=1024)  # a size may stand in itself in many places
def dim_text(dim: Dim) -> str:
    """What is added first, what is subtracted last."""
    first = [term for term in dim.terms if term[1] > 0]
    last = [term for term in dim.terms if term[1] < 0]
    text = " + ".join(_term(*term) for term in first)
    for monomial, coefficient in last:
        sign = " - " if text else "-"
        text += sign + _term(monomial, -coefficient)
    return text if len(text) <= LONGEST else "…"


def _term(monomial: Monomial, coefficient: int) -> str:
    factors = [_power(atom, power) for atom, power in monomial]
    if coefficient != 1 or not factors:
        factors.insert(0, str(coefficient))
    return "*".join(factors)


def _power(atom: Atom, power: int) -> str:
    return _atom(atom) if power == 1 else f"{_atom(atom)}**{power}"


def _atom(atom: Atom) -> str:
    if isinstance(atom, Symbol):
        return atom.name
    if isinstance(atom, Floor):
        return f"⌊{_operand(atom.num)}/{_operand(atom.den, factor=False)}⌋"
    return f"{atom.kind}({', '.join(str(arg) for arg in atom.args)})"


def _operand(value: Int, factor: bool = True) -> str:
    """In parentheses unless it binds tighter than a division: `H`, `2*H` above the line, `(2*H)` below it."""
    text = str(value)
    if isinstance(value, int) or (len(value.terms) == 1 and value.terms[0][1] > 0 and (factor or "*" not in text)):
        return text
    return f"({text})"
