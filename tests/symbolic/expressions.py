"""Random size expressions, which run on ints and on Dims alike, and the small worlds they are checked in."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from convlint.symbolic import Dim, Int, Symbol, ceil_div, dim_max, dim_min, symbol

NAMES = ("a", "b", "c")
OPERATORS: Mapping[str, Callable[[Int, Int], Int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
    "%": operator.mod,
    "ceil": ceil_div,
    "max": dim_max,
    "min": dim_min,
}


@dataclass(frozen=True)
class Expression:
    """A tree; a leaf is an int or a name."""

    operator: str
    left: Tree
    right: Tree


Tree = int | str | Expression


def run(tree: Tree, values: Mapping[str, Int]) -> Int:
    """The tree's value, where the names stand for sizes or numbers."""
    if isinstance(tree, Expression):
        return OPERATORS[tree.operator](run(tree.left, values), run(tree.right, values))
    return values[tree] if isinstance(tree, str) else tree


def _sum(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.builds(Expression, st.sampled_from(["+", "-", "*"]), inner, inner)


def _larger(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    ring = _sum(inner)
    rounded = st.builds(Expression, st.sampled_from(["//", "%", "ceil"]), inner, st.integers(1, 6))
    divided = st.builds(Expression, st.sampled_from(["//", "%", "ceil"]), inner, inner)
    chosen = st.builds(Expression, st.sampled_from(["max", "min"]), inner, inner)
    return st.one_of(ring, ring, rounded, rounded, divided, chosen)


def _leaf(names: Sequence[str]) -> st.SearchStrategy[Tree]:
    return st.one_of(st.sampled_from(names), st.integers(-6, 6))


def trees(leaves: int = 7, names: Sequence[str] = NAMES) -> st.SearchStrategy[Tree]:
    """Trees over `names` and small constants."""
    return st.recursive(_leaf(names), _larger, max_leaves=leaves)


def sums(leaves: int = 7) -> st.SearchStrategy[Tree]:
    """Trees of sums and products alone."""
    return st.recursive(_leaf(NAMES), _sum, max_leaves=leaves)


def formulas(names: Sequence[str] = NAMES) -> st.SearchStrategy[Tree]:
    """What networks make of sizes: sums of products of convolution formulas."""
    name: st.SearchStrategy[Tree] = st.sampled_from(names)
    shifted = st.builds(Expression, st.just("+"), name, st.integers(-4, 4))
    output = st.builds(Expression, st.just("//"), shifted, st.integers(1, 4))
    factor = st.one_of(name, output, st.integers(1, 5))
    term = st.builds(Expression, st.just("*"), factor, factor)
    return st.builds(Expression, st.sampled_from(["+", "-"]), term, st.one_of(term, st.integers(-30, 30)))


@dataclass
class World:
    """Symbols with their ranges, and every assignment of a few numbers to them."""

    sizes: dict[str, Int]
    lows: tuple[int, ...]
    width: int

    @property
    def symbols(self) -> list[Symbol]:
        found = [size.as_symbol() for size in self.sizes.values() if isinstance(size, Dim)]
        return [name for name in found if name is not None]

    def assignments(self) -> Iterator[tuple[dict[str, Int], dict[Symbol, int]]]:
        """The same numbers by name, for `run`, and by symbol, for `evaluate`."""
        for numbers in product(*(range(low, low + self.width) for low in self.lows)):
            yield dict(zip(self.sizes, numbers)), dict(zip(self.symbols, numbers))


def worlds(width: int = 5, least: int = 0) -> st.SearchStrategy[World]:
    """Worlds whose symbols start at `least`, or one or two above it."""

    def world(lows: list[int]) -> World:
        sizes: dict[str, Int] = {name: symbol(name, low) for name, low in zip(NAMES, lows)}
        return World(sizes, tuple(lows), width)

    return st.lists(st.integers(least, least + 2), min_size=len(NAMES), max_size=len(NAMES)).map(world)


def number(tree: Tree, values: Mapping[str, Int]) -> int | None:
    """The tree's value in numbers; None where Python divides by zero."""
    try:
        value = run(tree, values)
    except ZeroDivisionError:
        return None
    assert isinstance(value, int)
    return value
