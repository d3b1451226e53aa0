"""The form of a size: what is left of it when its symbols are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.symbolic.atoms import Atom, Floor, Symbol
from convlint.symbolic.caching import remembered
from convlint.symbolic.dim import Dim, Int

Form = tuple[Any, ...]


@remembered
def form(value: Dim) -> Form:
    """Equal for two sizes just where each is the other with the symbols, in the order of their birth, exchanged."""
    return _terms_form(value, {name: place for place, name in enumerate(value.variables())})


def _terms_form(value: Dim, places: Mapping[Symbol, int]) -> Form:
    return tuple(
        [
            (tuple([(_atom_form(atom, places), power) for atom, power in monomial]), coefficient)
            for monomial, coefficient in value.terms
        ]
    )


def _form(value: Int, places: Mapping[Symbol, int]) -> Any:
    return value if isinstance(value, int) else _terms_form(value, places)


def _atom_form(atom: Atom, places: Mapping[Symbol, int]) -> Any:
    if isinstance(atom, Symbol):
        return places[atom]
    if isinstance(atom, Floor):
        return (_form(atom.num, places), _form(atom.den, places))
    return (atom.kind, *[_form(arg, places) for arg in atom.args])
