"""Bounds, roots, preimages, solutions, divisibility and proofs of difference, against trying every number."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convlint.symbolic import Dim, Facts, Int, Truth, evaluate, symbol
from convlint.symbolic.bounds import bounds, declared
from convlint.symbolic.divide import divides
from convlint.symbolic.impossible import never_zero
from convlint.symbolic.interval import excludes, floor_quotient, is_empty, multiply, power
from convlint.symbolic.roots import integer_roots, value_at
from convlint.symbolic.solve import Progression, solutions

from .expressions import Tree, World, formulas, number, run, trees, worlds

ends = st.one_of(st.none(), st.integers(-5, 5))
intervals = st.tuples(ends, ends).filter(lambda pair: not is_empty(pair))


def build(tree: Tree, world: World) -> Dim:
    try:
        size = run(tree, world.sizes)
    except ZeroDivisionError:
        assume(False)
        raise
    assume(not isinstance(size, int))
    assert isinstance(size, Dim)
    return size


def members(interval: tuple[int | None, int | None]) -> range:
    low, high = interval
    return range(-9 if low is None else low, 10 if high is None else high + 1)


@given(intervals, intervals)
def test_interval_arithmetic_contains_every_result(
    a: tuple[int | None, int | None], b: tuple[int | None, int | None]
) -> None:
    products, quotients, squares = multiply(a, b), floor_quotient(a, b), power(a, 2)
    for x, y in product(members(a), members(b)):
        assert not excludes(products, x * y)
        assert not excludes(squares, x * x)
        assert y == 0 or not excludes(quotients, x // y)


@given(trees(8), worlds(5, least=-1))
def test_bounds_hold_everywhere(tree: Tree, world: World) -> None:
    span = bounds(build(tree, world))
    for values, _ in world.assignments():
        value = number(tree, values)
        assert value is None or not excludes(span, value)


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=6).filter(any), st.integers(-40, 0), st.integers(0, 40))
def test_integer_roots_are_all_roots(coefficients: list[int], low: int, high: int) -> None:
    expected = [point for point in range(low, high + 1) if value_at(coefficients, point) == 0]
    assert integer_roots(coefficients, (low, high)) == expected


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5))
def test_integer_roots_of_a_product_of_factors(roots: list[int]) -> None:
    coefficients = [1]
    for root in roots:
        coefficients = [low - root * high for low, high in zip([0, *coefficients], [*coefficients, 0])]
    assert integer_roots(coefficients) == sorted(set(roots))


def contains(found: list[Progression], point: int) -> bool:
    return any(
        (point - each.offset) % each.step == 0 and not excludes(each.span, (point - each.offset) // each.step)
        for each in found
    )


@given(trees(7, names=["a"]), st.integers(-3, 3), st.one_of(st.none(), st.integers(3, 40)))
def test_solutions_are_exactly_the_zeros(tree: Tree, low: int, high: int | None) -> None:
    name = symbol("a", low, high)
    only = name.as_symbol()
    assert only is not None
    try:
        size = run(tree, {"a": name})
    except ZeroDivisionError:
        assume(False)
        raise
    assume(isinstance(size, Dim))
    assert isinstance(size, Dim)
    found = solutions(size, only, declared)
    if found is not None:
        for point in range(low, 60 if high is None else high + 1):
            value = number(tree, {"a": point})
            if value is not None:
                assert contains(found, point) == (value == 0)


@given(st.one_of(trees(8), formulas()), worlds(6, least=0))
def test_what_is_never_zero_is_nowhere_zero(tree: Tree, world: World) -> None:
    size = build(tree, world)
    if never_zero(size, declared):
        assert all(number(tree, values) != 0 for values, _ in world.assignments())


@given(st.one_of(trees(5), formulas()), st.one_of(trees(5), formulas()), worlds(5))
def test_comparisons_hold_everywhere(left: Tree, right: Tree, world: World) -> None:
    facts = Facts()
    x, y = build(left, world), build(right, world)
    equal, less, at_most = facts.equal(x, y), facts.less(x, y), facts.at_most(x, y)
    for values, _ in world.assignments():
        a, b = number(left, values), number(right, values)
        if a is not None and b is not None:
            assert equal is Truth.OPEN or (equal is Truth.YES) == (a == b)
            assert less is Truth.OPEN or (less is Truth.YES) == (a < b)
            assert at_most is Truth.OPEN or (at_most is Truth.YES) == (a <= b)


@given(trees(6), st.one_of(st.integers(1, 9), trees(4)), worlds(4, least=1))
def test_divisibility_holds_everywhere(tree: Tree, divisor: Tree, world: World) -> None:
    size = build(tree, world)
    k = divisor if isinstance(divisor, int) else build(divisor, world)
    answers = (divides(k, size, declared), Facts().divides(k, size))
    for values, _ in world.assignments():
        a, b = number(tree, values), number(divisor, values)
        if a is not None and b:
            assert all(answer is Truth.OPEN or (answer is Truth.YES) == (a % b == 0) for answer in answers)


H, W, C = symbol("H"), symbol("W"), symbol("C")
SIDE = ((H - 4) // 2 - 4) // 2


@pytest.mark.parametrize(
    "size",
    [
        2 * H - H,
        15 * H * W - 400,
        2 * H + 4 * W - 7,
        15 * H * W - 7 * H,
        16 * SIDE**2 - 401,
        16 * SIDE**2 - 16 * 24,
        16 * (SIDE * ((W - 4) // 4)) - 399,
        H * (W + 1) - 1,
        (H // 2) - H,
        H % 4 - 4,
        H + H // 2 - 5,
        H * H + 1 - 4 * W * W * 0 - 3,
        3 * H + 5 * W - 9,
        H * W + H + W - 4,
        (H + 2 * W) ** 2 - 26,
        (H * W) // 2 - H * W,
    ],
    ids=str,
)
def test_proofs_that_networks_need(size: Dim) -> None:
    assert never_zero(size, declared)


@pytest.mark.parametrize(
    "size", [16 * SIDE**2 - 400, H * W - 25, H - W, H % 4 - 3, H + H // 2 - 4, 3 * H - 2 * W], ids=str
)
def test_what_may_be_zero_stays_open(size: Dim) -> None:
    assert not never_zero(size, declared)


def test_no_argument_by_divisibility_for_what_may_be_a_float() -> None:
    width = symbol("width", certain=False)
    facts = Facts()
    assert facts.equal(2 * width, 7) is Truth.OPEN
    assert facts.equal(2 * symbol("n"), 7) is Truth.NO
    assert facts.divides(2, 2 * width) is Truth.OPEN
    assert facts.equal(width + 1, width) is Truth.NO


def test_products_of_residues() -> None:
    assert divides(2, H * (H + 1), declared) is Truth.YES
    assert divides(4, H * H + 1, declared) is Truth.NO
    assert divides(H, 3 * H * W, declared) is Truth.YES
    assert divides(symbol("big", 10), 7, declared) is Truth.NO
    assert divides(4, 2 * H, declared) is Truth.OPEN


def test_huge_numbers_do_not_hurt() -> None:
    size: Int = 2**70 * H * W - 2**70 * 6
    assert isinstance(size, Dim)
    assert not never_zero(size, declared)
    assert never_zero(size + 1, declared)
    assert evaluate(size, dict.fromkeys(size.symbols(), 2)) == -(2**71)
