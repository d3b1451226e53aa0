"""Sizes and shapes as mathematics: polynomials over symbols, three-valued answers, and a store of what is known.

Knows no Python source and no framework. Built in this order, each file on the ones before: `truth`, `caching`, `atoms`, `monomial`,
`dim` (the canonical form), `forms`, `interval`, `bounds`, `extremes`, `evaluation`, `roots`, `monotone`, `solve`, `impossible`,
`divide` (the proofs), `trail`, `equations`, `sizes`, `shape`, `joining`, `broadcasting`, `facts` (the store).
"""

from __future__ import annotations

from convlint.symbolic.atoms import Symbol
from convlint.symbolic.dim import Dim, Int, ceil_div, of_atom, product, symbol
from convlint.symbolic.evaluation import evaluate, substitute
from convlint.symbolic.extremes import dim_max, dim_min, extreme
from convlint.symbolic.facts import Facts
from convlint.symbolic.forms import form
from convlint.symbolic.shape import Lead, Shape
from convlint.symbolic.trail import Mark
from convlint.symbolic.truth import Truth

__all__ = [
    "Dim",
    "Facts",
    "Int",
    "Lead",
    "Mark",
    "Shape",
    "Symbol",
    "Truth",
    "ceil_div",
    "dim_max",
    "dim_min",
    "evaluate",
    "extreme",
    "form",
    "of_atom",
    "product",
    "substitute",
    "symbol",
]
