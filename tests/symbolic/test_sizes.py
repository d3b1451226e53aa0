"""The store of sizes: whatever is learnt, every world that fits it fits all that is answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convlint.symbolic import Dim, Facts, Int, Symbol, Truth, evaluate, symbol
from convlint.symbolic.interval import excludes

from .expressions import Tree, World, formulas, number, run, trees, worlds

Verb = Literal["equal", "different", "at least", "at most"]
Step = tuple[Verb, Tree, int]

steps = st.tuples(
    st.sampled_from(["equal", "equal", "equal", "different", "at least", "at most"]),
    st.one_of(formulas(), trees(4)),
    st.integers(-4, 30),
)


def size_of(tree: Tree, world: World) -> Int:
    try:
        return run(tree, world.sizes)
    except ZeroDivisionError:
        assume(False)
        raise


def tell(facts: Facts, size: Int, verb: Verb, bound: int) -> Truth:
    match verb:
        case "equal":
            return facts.unify(size, bound)
        case "different":
            return facts.assume_different(size, bound)
        case "at least":
            return facts.assume_at_least(size, bound)
        case "at most":
            return facts.assume_at_most(size, bound)


def holds(value: int | None, verb: Verb, bound: int) -> bool:
    if value is None:
        return False
    return {
        "equal": value == bound,
        "different": value != bound,
        "at least": value >= bound,
        "at most": value <= bound,
    }[verb]


def fitting(world: World, told: list[Step]) -> Iterator[tuple[dict[str, Int], dict[Symbol, int]]]:
    for values, assignment in world.assignments():
        if all(holds(number(tree, values), verb, bound) for verb, tree, bound in told):
            yield values, assignment


@given(st.lists(steps, min_size=1, max_size=4), st.one_of(formulas(), trees(4)), st.integers(-4, 30), worlds(6))
def test_answers_hold_in_every_world_that_fits(script: list[Step], asked: Tree, bound: int, world: World) -> None:
    facts = Facts()
    told: list[Step] = []
    for verb, tree, limit in script:
        if tell(facts, size_of(tree, world), verb, limit) is Truth.YES:
            told.append((verb, tree, limit))
        else:
            assert not any(True for _ in fitting(world, [*told, (verb, tree, limit)]))
    size = size_of(asked, world)
    resolved, span = facts.resolve(size), facts.bounds(size)
    equal, at_most = facts.equal(size, bound), facts.at_most(size, bound)
    for values, assignment in fitting(world, told):
        value = number(asked, values)
        if value is not None:
            assert not excludes(span, value)
            assert equal is Truth.OPEN or (equal is Truth.YES) == (value == bound)
            assert at_most is Truth.OPEN or (at_most is Truth.YES) == (value <= bound)
            if isinstance(resolved, int) or resolved.symbols() <= assignment.keys():
                assert evaluate(resolved, assignment) == value


@given(st.lists(steps, max_size=3), st.lists(steps, min_size=1, max_size=3), worlds(4))
def test_undo_restores_everything(before: list[Step], after: list[Step], world: World) -> None:
    facts = Facts()
    for verb, tree, limit in before:
        tell(facts, size_of(tree, world), verb, limit)
    watched = [*world.sizes.values(), *(size_of(tree, world) for _, tree, _ in after)]

    def look() -> list[object]:
        # as text: what divides by zero once a symbol is bound is a new unknown at each look
        return [(str(facts.resolve(n)), facts.bounds(n), facts.equal(n, 3), facts.less(n, 3)) for n in watched]

    seen = look()
    mark = facts.mark()
    for verb, tree, limit in after:
        tell(facts, size_of(tree, world), verb, limit)
    facts.undo(mark)
    assert not facts.changed_since(mark)
    assert seen == look()


@given(steps, worlds(4))
def test_what_is_impossible_teaches_nothing(step: Step, world: World) -> None:
    facts = Facts()
    verb, tree, limit = step
    mark = facts.mark()
    if tell(facts, size_of(tree, world), verb, limit) is Truth.NO:
        assert not facts.changed_since(mark)


@given(st.one_of(formulas(), trees(5)), st.one_of(formulas(), trees(5)), worlds(4))
def test_what_was_unified_is_equal(left: Tree, right: Tree, world: World) -> None:
    facts = Facts()
    x, y = size_of(left, world), size_of(right, world)
    if facts.unify(x, y) is Truth.YES:
        assert facts.equal(x, y) is not Truth.NO
        assert facts.unify(x, y) is Truth.YES


@pytest.fixture
def facts() -> Facts:
    return Facts()


H, W, N, C = (symbol(name) for name in "HWNC")


def test_a_symbol_beside_nothing(facts: Facts) -> None:
    """Data may be empty, whatever a symbol is taken for."""
    assert facts.unify(H * W, 0) is Truth.OPEN
    assert facts.unify(0, H) is Truth.OPEN
    assert facts.unify(0, H + 1) is Truth.NO
    assert facts.equal(H, 0) is Truth.NO


def test_a_symbol_is_bound_once(facts: Facts) -> None:
    assert facts.unify(C, 3) is Truth.YES
    assert facts.resolve(2 * C + 1) == 7
    assert facts.unify(C, 4) is Truth.NO
    assert facts.equal(C, 3) is Truth.YES


def test_the_younger_symbol_gives_way(facts: Facts) -> None:
    old, young = symbol("in_channels"), symbol("d1")
    facts.unify(old, young)
    assert facts.resolve(young) == old


def test_solves_for_a_multiple(facts: Facts) -> None:
    assert facts.unify(2 * H, 4 * W + 6) is Truth.YES
    assert facts.resolve(H) == 2 * W + 3 or facts.resolve(2 * H - 4 * W) == 6
    assert facts.unify(3 * N, 7) is Truth.NO


def test_no_symbol_is_bound_to_itself(facts: Facts) -> None:
    assert facts.unify(H, H // 2 + 3) is Truth.YES
    assert facts.bounds(H) == (5, 6)
    assert facts.unify(W, W + 1) is Truth.NO
    assert facts.unify(N, N * C) is Truth.YES


def test_a_flattened_image_tells_its_side(facts: Facts) -> None:
    side = (H - 4) // 2
    assert facts.unify(16 * side**2, 400) is Truth.YES
    assert facts.bounds(H) == (14, 15)
    assert facts.unify(16 * ((H - 2) // 4) ** 2, 16) is Truth.NO
    assert facts.equal(side, 5) is Truth.YES


def test_a_unique_side_is_bound(facts: Facts) -> None:
    assert facts.unify(16 * (H - 2) ** 2, 16 * 900) is Truth.YES
    assert facts.resolve(H) == 32


def test_an_unsolved_equation_is_remembered(facts: Facts) -> None:
    assert facts.unify(16 * H * W, 400) is Truth.YES
    assert facts.equal(H * W, 25) is Truth.YES
    assert facts.equal(N * H * W, 25 * N) is Truth.YES
    assert facts.unify(16 * H * W, 500) is Truth.NO
    assert facts.unify(8 * H * W + C, 200) is Truth.NO
    assert facts.at_most(H * W, 24) is Truth.NO


def test_an_unsolved_equation_is_solved_later(facts: Facts) -> None:
    assert facts.unify(H * W, 25) is Truth.YES
    mark = facts.mark()
    assert facts.unify(H, 3) is Truth.NO
    assert facts.unify(H, 5) is Truth.YES
    assert facts.resolve(W) == 5
    facts.undo(mark)
    assert facts.resolve(W) == W


def test_a_multiple_of_32_is_written_as_one(facts: Facts) -> None:
    assert facts.unify(H % 32, 0) is Truth.YES
    assert facts.equal(32 * (H // 32), H) is Truth.YES
    assert facts.equal(H // 2 // 2 * 4, H) is Truth.YES
    assert facts.equal(H, 48) is Truth.NO
    assert facts.divides(16, H) is Truth.YES
    assert str(facts.resolve(H)) == "32*H′"
    assert facts.bounds(H) == (32, None)


def test_two_halves_are_a_whole(facts: Facts) -> None:
    assert facts.equal(H // 2 + (H + 1) // 2, H) is Truth.YES
    assert facts.equal(2 * (H // 3) + (H + 2) // 3, H) is Truth.OPEN


def test_heads_divide_the_width(facts: Facts) -> None:
    heads = symbol("heads")
    assert facts.divides(heads, C) is Truth.OPEN
    assert facts.unify(C % heads, 0) is Truth.YES
    assert facts.equal(heads * (C // heads), C) is Truth.YES
    assert facts.divides(heads, C) is Truth.YES


def test_bounds_reach_through_a_convolution(facts: Facts) -> None:
    assert facts.assume_at_least((H - 5) // 2 + 1, 1) is Truth.YES
    assert facts.bounds(H) == (5, None)
    assert facts.assume_at_most(2 * H + 1, 20) is Truth.YES
    assert facts.bounds(H) == (5, 9)
    assert facts.assume_at_least(H, 10) is Truth.NO
    assert facts.assume_at_least(H, 9) is Truth.YES
    assert facts.resolve(H) == 9


def test_an_order_is_remembered(facts: Facts) -> None:
    assert facts.less(H, W) is Truth.OPEN
    assert facts.assume_at_least(W - H, 1) is Truth.YES
    assert facts.less(H, W) is Truth.YES
    assert facts.less(3 * W, 3 * H) is Truth.NO
    assert facts.bounds(W) == (2, None)
    assert facts.unify(H, W) is Truth.NO
    assert facts.unify(H, 7) is Truth.YES
    assert facts.bounds(W) == (8, None)


def test_what_is_different_stays_so(facts: Facts) -> None:
    assert facts.assume_different(H, W) is Truth.YES
    assert facts.equal(W, H) is Truth.NO
    assert facts.unify(2 * H, 2 * W) is Truth.NO
    assert facts.assume_different(H, 1) is Truth.YES
    assert facts.bounds(H) == (2, None)
    assert facts.assume_different(H, H) is Truth.NO
    assert facts.unify(H, 4) is Truth.YES
    assert facts.unify(W, 4) is Truth.NO


def test_maybe_floats_give_way_to_integers(facts: Facts) -> None:
    width = symbol("width", certain=False)
    young = symbol("young")
    assert facts.unify(young, width) is Truth.YES
    assert facts.resolve(width) == young


def test_long_chains_of_bindings(facts: Facts) -> None:
    chain = [symbol(f"s{index}") for index in range(300)]
    for older, younger in pairwise(chain):
        assert facts.unify(younger, older + 1) is Truth.YES
    assert facts.resolve(chain[-1]) == chain[0] + 299
    assert facts.unify(chain[0], 1) is Truth.YES
    assert facts.resolve(chain[-1]) == 300


def test_a_symbols_own_range_binds_its_value(facts: Facts) -> None:
    digit = symbol("digit", 0, 9)
    assert facts.unify(digit, 10) is Truth.NO
    assert facts.unify(digit, H) is Truth.YES
    assert facts.bounds(H) == (1, 9)
    assert isinstance(facts.resolve(H), Dim)
