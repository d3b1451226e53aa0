"""The canonical form: polynomials are a ring, floors are Python's, and equal expressions are equal objects."""

from __future__ import annotations

from functools import reduce
from time import process_time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convlint.symbolic import (
    Dim,
    Int,
    Symbol,
    ceil_div,
    dim_max,
    dim_min,
    evaluate,
    extreme,
    product,
    substitute,
    symbol,
)
from convlint.symbolic.dim import MAX_DEGREE, MAX_TERMS, polynomial

from .expressions import NAMES, Tree, World, number, run, sums, trees, worlds

A, B, C = (symbol(name) for name in NAMES)
SIZES: dict[str, Int] = {"a": A, "b": B, "c": C}


def build(tree: Tree, sizes: dict[str, Int] = SIZES) -> Int:
    """The tree as a size; a tree that always divides by zero is no example."""
    try:
        return run(tree, sizes)
    except ZeroDivisionError:
        assume(False)
        raise


def polynomials() -> st.SearchStrategy[Int]:
    return trees().map(build)


@given(trees(9), worlds(4, least=-2))
def test_means_what_python_computes(tree: Tree, world: World) -> None:
    size = build(tree, world.sizes)
    for values, assignment in world.assignments():
        expected = number(tree, values)
        if expected is not None:
            assert evaluate(size, assignment) == expected


@given(polynomials(), polynomials(), polynomials())
def test_is_a_commutative_ring(x: Int, y: Int, z: Int) -> None:
    assert x + y == y + x
    assert x * y == y * x
    assert (x + y) + z == x + (y + z)
    assert (x * y) * z == x * (y * z)
    assert x * (y + z) == x * y + x * z
    assert x + 0 == x * 1 == x
    assert x * 0 == x - x == 0


@given(polynomials(), polynomials())
def test_equal_sizes_have_equal_hashes_and_texts(x: Int, y: Int) -> None:
    total, again = x * y + x, x * (y + 1)
    assert total == again
    assert hash(total) == hash(again)
    assert str(total) == str(again)


@given(polynomials(), st.integers(1, 8))
def test_quotient_and_remainder_make_the_whole(x: Int, k: int) -> None:
    assert x // k * k + x % k == x
    assert x * k // k == x
    assert (x * k + k - 1) // k == x
    assert x * k % k == 0


@given(polynomials(), st.integers(1, 8), st.integers(-9, 9))
def test_whole_multiples_leave_a_floor(x: Int, k: int, shift: int) -> None:
    assert (x + shift * k) // k == x // k + shift


@given(sums().map(build), st.integers(1, 6), st.integers(1, 6))
def test_floors_in_a_chain_are_one(x: Int, k: int, m: int) -> None:
    assert x // k // m == x // (k * m)


@given(polynomials(), polynomials())
def test_a_product_over_a_factor_is_the_other(x: Int, y: Int) -> None:
    assume(y != 0)
    assert x * y // y == x
    assert x * y % y == 0


@given(trees(6), trees(4), worlds(3, least=1))
def test_substitution_is_evaluation_in_two_steps(tree: Tree, inner: Tree, world: World) -> None:
    size, image = build(tree, world.sizes), build(inner, world.sizes)
    first = world.symbols[0]
    replaced = substitute(size, {first: image})
    for values, assignment in world.assignments():
        middle = number(inner, values)
        expected = None if middle is None or middle < world.lows[0] else number(tree, {**values, "a": middle})
        if expected is not None:
            assert evaluate(replaced, assignment) == expected


def test_an_extreme_of_many_sizes_costs_little() -> None:
    """Those that it holds already were held against each other; some 10 s if they were for each further one."""
    sizes = [symbol(f"n{place}") + place for place in range(100)]
    start = process_time()
    folded = reduce(dim_max, sizes)
    assert process_time() - start < 2
    assert folded == extreme("max", sizes)


def test_an_extreme_drops_what_never_wins() -> None:
    assert extreme("max", [A, A - 1, B, A + B - 1]) == A + B - 1
    assert extreme("min", [A, A - 1, B, A + B - 1]) == dim_min(A - 1, B)
    assert dim_max(dim_max(A, B), dim_max(A, C) + 1) == extreme("max", [B, A + 1, C + 1])
    narrow = symbol("n", 1, 4)
    assert extreme("max", [narrow, narrow + A, 5]) == dim_max(narrow + A, 5)


@given(polynomials(), polynomials())
def test_extremes_are_commutative_and_idempotent(x: Int, y: Int) -> None:
    assert dim_max(x, y) == dim_max(y, x)
    assert dim_min(x, y) == dim_min(y, x)
    assert dim_max(x, x) == dim_min(x, x) == x


def test_constants_are_plain_ints() -> None:
    for value in (A - A, (A + 3) - A, A**0, 0 * A, A // A, A % 1, A % A, 0 // A):
        assert type(value) is int


@pytest.mark.parametrize("number", [-3, -1, 0, 1, 3, True])
def test_constants_are_added_to_the_term_without_atoms(number: int) -> None:
    for size in (A, A * B + C - 3, 2 * A + 3, -A + 1):
        assert isinstance(size, Dim)
        terms = {monomial: factor for monomial, factor in size.terms if monomial}
        assert size + number == polynomial({**terms, (): size.constant + number})
        assert size - number == size + -number
        assert type((size + number).constant) is int


def test_symbols_of_one_name_are_different() -> None:
    assert symbol("n") != symbol("n")


def test_symbols_inside_floors_are_found() -> None:
    size = (A + dim_max(B, C)) // 2 + 1
    assert isinstance(size, Dim)
    assert size.symbols() == {dim.as_symbol() for dim in (A, B, C)}


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (16 * A * B, "16*a*b"),
        (2 * A, "2*a"),
        ((A - 4) // 2, "⌊a/2⌋ - 2"),
        ((A - 3) // 2, "⌊(a + 1)/2⌋ - 2"),
        ((4 * A + 3) // 2, "2*a + 1"),
        (((A - 2) // 2 + 1) * 2, "2*⌊a/2⌋"),
        (-(-A // 2), "⌊(a + 1)/2⌋"),
        (ceil_div(A, 3), "⌊(a + 2)/3⌋"),
        (B * (A // B), "b*⌊a/b⌋"),
        ((A * B) // (C * A), "⌊b/c⌋"),
        (A // (2 * B), "⌊a/(2*b)⌋"),
        (A % 2, "a - 2*⌊a/2⌋"),
        (4 - A, "4 - a"),
        (-A, "-a"),
        (A * A * B, "a**2*b"),
        (dim_max(A - 2, 0), "max(a, 2) - 2"),
        (product([2, A, 3]), "6*a"),
    ],
)
def test_reads_well(size: Int, text: str) -> None:
    assert str(size) == text


def test_division_by_the_constant_zero_is_pythons_error() -> None:
    with pytest.raises(ZeroDivisionError):
        _ = A // 0


def test_a_divisor_bound_to_zero_leaves_nothing_known() -> None:
    size = A // B
    name = B.as_symbol()
    assert name is not None
    replaced = substitute(size, {name: 0})
    assert isinstance(replaced, Dim)
    assert replaced.symbols().isdisjoint({name})


@pytest.mark.parametrize("power", [MAX_DEGREE + 1, 10**9])
def test_too_high_a_power_becomes_a_symbol(power: int) -> None:
    size = A**power
    assert isinstance(size, Dim)
    assert size.as_symbol() not in (None, A.as_symbol())


def test_too_many_terms_become_a_symbol() -> None:
    size: Int = 0
    for index in range(MAX_TERMS + 1):
        size = size + symbol(f"s{index}")
    assert isinstance(size, Dim)
    assert isinstance(size.as_symbol(), Symbol)


def test_what_may_be_a_float_is_not_split() -> None:
    width = symbol("width", certain=False)
    assert (2 * width) // 2 != width
    assert str((2 * width + 2) // 2) == "⌊2*width/2⌋ + 1"


def test_only_powers_of_natural_numbers_are_sizes() -> None:
    with pytest.raises(TypeError):
        _ = A**-1


def test_a_size_that_nobody_would_read_is_left_out() -> None:
    sizes = [symbol(f"a_long_name_{i}") for i in range(6)]
    assert str(product(sizes)) == "…"
    assert str(sizes[0] * 2 + 1) == "2*a_long_name_0 + 1"
