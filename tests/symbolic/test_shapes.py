"""Shapes: ranks that are learnt, shapes that are unified and joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convlint.symbolic import Dim, Facts, Int, Lead, Shape, Symbol, Truth, evaluate, symbol

H, W, N, C = (symbol(name) for name in "HWNC")
POOL: list[Int] = [1, 2, 3, H, W, 2 * H, H * W, N]

dims = st.lists(st.sampled_from(POOL), max_size=4).map(tuple)
leads = st.sampled_from([None, None, Lead(), Lead()])
shapes = st.builds(Shape, dims, leads)


@pytest.fixture
def facts() -> Facts:
    return Facts()


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (Shape.of(N, 3, H, W), "(N, 3, H, W)"),
        (Shape((C, H, W), Lead()), "(*, C, H, W)"),
        (Shape.unknown(), "(*)"),
        (Shape.of(), "()"),
        (Shape.of(400), "(400,)"),
    ],
)
def test_reads_well(shape: Shape, text: str) -> None:
    assert str(shape) == text


def test_an_unknown_shape_learns_its_trailing_sizes(facts: Facts) -> None:
    x = Shape.unknown()
    last = facts.trailing(x, 2, ["H", "W"])
    assert last is not None
    assert str(last) == "(*, H, W)"
    assert facts.ranks(x) == (2, None)
    more = facts.trailing(x, 3)
    assert more is not None
    assert more.dims[1:] == last.dims
    assert facts.dim(x, -1) == last.dims[1]
    assert facts.dim(x, 0) is None


def test_a_rank_is_learnt_in_steps(facts: Facts) -> None:
    x = Shape.unknown()
    assert facts.limit_rank(x, 3, 4) is Truth.YES
    assert facts.ranks(x) == (3, 4)
    assert facts.rank(x) is None
    assert facts.limit_rank(x, 5, None) is Truth.NO
    assert facts.trailing(x, 5) is None
    trailing = facts.trailing(x, 3)
    sizes = facts.exact(x, 4)
    assert trailing is not None
    assert sizes is not None
    assert sizes[1:] == trailing.dims
    assert str(sizes[0]) == "N"
    assert facts.rank(x) == 4
    assert facts.exact(x, 3) is None
    assert facts.dim(x, 1) == sizes[1]


def test_trailing_up_to_the_greatest_rank_ends_the_lead(facts: Facts) -> None:
    x = Shape.unknown()
    facts.limit_rank(x, 0, 2)
    shape = facts.trailing(x, 2)
    assert shape is not None
    assert shape.lead is None


def test_exact_names_its_sizes(facts: Facts) -> None:
    sizes = facts.exact(Shape.unknown(), 3)
    assert sizes is not None
    assert [str(size) for size in sizes] == ["d0", "d1", "d2"]


def test_unifying_binds_sizes_and_leads(facts: Facts) -> None:
    x = Shape((C, 7), Lead())
    assert facts.unify_shapes(x, Shape.of(N, 3, H)) is Truth.YES
    assert facts.resolve_shape(x) == Shape.of(N, 3, 7)
    assert facts.resolve(H) == 7
    assert facts.unify_shapes(x, Shape.of(N, 4, 7)) is Truth.NO
    assert facts.unify_shapes(x, Shape.of(3, 7)) is Truth.NO


def test_unifying_two_unknown_shapes(facts: Facts) -> None:
    x, y = Shape((H,), Lead()), Shape((C, W), Lead())
    facts.limit_rank(x, 3, 4)
    assert facts.unify_shapes(x, y) is Truth.YES
    assert facts.ranks(y) == (3, 4)
    assert facts.resolve_shape(x) == facts.resolve_shape(y)


def test_unifying_never_with_a_part_of_itself(facts: Facts) -> None:
    x = Shape.unknown()
    assert facts.unify_shapes(x, Shape((3,), x.lead)) is Truth.NO


def test_a_failed_unification_teaches_nothing(facts: Facts) -> None:
    mark = facts.mark()
    assert facts.unify_shapes(Shape.of(H, 3), Shape.of(5, 4)) is Truth.NO
    assert not facts.changed_since(mark)
    assert facts.resolve(H) == H


@given(shapes, shapes)
def test_what_was_unified_resolves_alike(a: Shape, b: Shape) -> None:
    facts = Facts()
    mark = facts.mark()
    if facts.unify_shapes(a, b) is Truth.YES:
        x, y = facts.resolve_shape(a), facts.resolve_shape(b)
        assert x.lead is y.lead
        assert len(x.dims) == len(y.dims)
        assert all(facts.equal(one, other) is Truth.YES for one, other in zip(x.dims, y.dims))
    facts.undo(mark)
    assert (facts.resolve_shape(a), facts.resolve_shape(b)) == (a, b)


def pattern(shape: Shape | None) -> tuple[object, ...] | None:
    """A shape up to the names of its fresh symbols: known sizes as they are, others by where they first stand."""
    if shape is None:
        return None
    seen: dict[Int, int] = {}
    known = {size for size in POOL if isinstance(size, Dim)}
    sizes = [
        size if isinstance(size, int) or size in known else seen.setdefault(size, len(seen)) for size in shape.dims
    ]
    return (shape.lead is None, *map(str, sizes))


@given(shapes, shapes)
def test_joins_are_commutative_and_idempotent(a: Shape, b: Shape) -> None:
    facts = Facts()
    assert pattern(facts.join_shapes(a, b)) == pattern(facts.join_shapes(b, a))
    assert facts.join_shapes(a, a) == a


@given(shapes, shapes)
def test_a_join_covers_both(a: Shape, b: Shape) -> None:
    facts = Facts()
    joined = facts.join_shapes(a, b)
    if joined is None:
        assert a.lead is b.lead is None
        assert len(a.dims) != len(b.dims)
        return
    for branch in (a, b):
        mark = facts.mark()
        assert facts.unify_shapes(joined, branch) is Truth.YES
        resolved = facts.resolve_shape(branch)
        assert all(facts.equal(x, y) is Truth.YES for x, y in zip(resolved.dims[::-1], branch.dims[::-1]))
        facts.undo(mark)


def test_a_join_keeps_what_both_share(facts: Facts) -> None:
    joined = facts.join_shapes(Shape.of(N, 3, H, H), Shape.of(N, 5, W, W))
    assert joined is not None
    assert str(joined) == "(N, 3|5, H|W, H|W)"
    assert joined.dims[2] == joined.dims[3]
    assert facts.bounds(joined.dims[1]) == (3, 5)
    assert facts.join_shapes(Shape.of(N, 3), Shape.of(N, 3, 3)) is None


def test_a_join_of_unknown_rank_keeps_the_trailing_sizes(facts: Facts) -> None:
    joined = facts.join_shapes(Shape.of(N, 3, H), Shape((3, H), Lead()))
    assert joined is not None
    assert str(joined) == "(*, 3, H)"
    assert facts.ranks(joined) == (2, None)


# Broadcasting


def concrete(shape: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...] | None:
    """The rule as numpy's documentation states it, for numbers."""
    rank = max(len(shape), len(other))
    result = []
    for x, y in zip((1,) * (rank - len(shape)) + shape, (1,) * (rank - len(other)) + other):
        if x != y and 1 not in (x, y):
            return None
        result.append(y if x == 1 else x)
    return tuple(result)


numbers = st.lists(st.integers(0, 3), max_size=4).map(tuple)


@given(numbers, numbers)
def test_broadcasting_numbers(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    expected = concrete(a, b)
    assert Facts().broadcast(Shape(a), Shape(b)) == (None if expected is None else Shape(expected))


def worlds() -> list[dict[Symbol, int]]:
    names = [size.as_symbol() for size in (H, W, N) if isinstance(size, Dim)]
    return [
        {name: value for name, value in zip(names, values) if name is not None}
        for values in [(h, w, n) for h in (1, 2, 3) for w in (1, 2, 3) for n in (1, 2, 5)]
    ]


@given(dims, dims)
def test_broadcasting_sizes_holds_in_every_world(a: tuple[Int, ...], b: tuple[Int, ...]) -> None:
    facts = Facts()
    mark = facts.mark()
    found = facts.broadcast(Shape(a), Shape(b))
    assert not facts.changed_since(mark)
    for world in worlds():
        expected = concrete(tuple(evaluate(x, world) for x in a), tuple(evaluate(y, world) for y in b))
        if expected is None:
            continue
        assert found is not None
        assert found.lead is None
        assert len(found.dims) == len(expected)
        assert can_be(found.dims, expected, world)


def can_be(sizes: tuple[Int, ...], values: tuple[int, ...], world: dict[Symbol, int]) -> bool:
    """Whether fresh symbols in `sizes` leave room for these values."""
    facts = Facts()
    for name, value in world.items():
        assert facts.unify(next(size for size in (H, W, N) if size.as_symbol() is name), value) is Truth.YES
    return all(facts.unify(size, value) is Truth.YES for size, value in zip(sizes, values))


@given(dims, dims, st.lists(st.integers(1, 3), max_size=3).map(tuple), st.sampled_from(["left", "right", "both"]))
def test_broadcasting_unknown_ranks_holds_for_every_rank(
    a: tuple[Int, ...], b: tuple[Int, ...], hidden: tuple[int, ...], side: str
) -> None:
    facts = Facts()
    lead = Lead()
    left = Shape(a, lead if side != "right" else None)
    right = Shape(b, lead if side != "left" else None)
    found = facts.broadcast(left, right)
    for world in worlds()[::5]:
        x, y = (
            (hidden if shape.lead else ()) + tuple(evaluate(size, world) for size in shape.dims)
            for shape in (left, right)
        )
        expected = concrete(x, y)
        if expected is None:
            continue
        assert found is not None
        mark = facts.mark()
        assert facts.unify_shapes(Shape((), lead), Shape(hidden)) is Truth.YES
        assert facts.exact(found, len(expected)) is not None
        assert can_be(facts.resolve_shape(found).dims, expected, world)
        facts.undo(mark)


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        (Shape.of(N, 3, H, W), Shape.of(3, 1, 1), "(N, 3, H, W)"),
        (Shape.of(N, C), Shape.of(3), "(N, 3)"),
        (Shape.of(N, H), Shape.of(W), "(N, ?)"),
        (Shape((C,), Lead()), Shape.of(C), "(*, C)"),
        (Shape((C,), Lead()), Shape.of(3, C), "(*, 3, C)"),
        (Shape((C,), Lead()), Shape((1, C), Lead()), "(*, ?, C)"),
        (Shape.unknown(), Shape.of(), "(*)"),
    ],
)
def test_broadcasting_keeps_what_is_sure(facts: Facts, a: Shape, b: Shape, text: str) -> None:
    assert str(facts.broadcast(a, b)) == text


def test_a_mismatch_needs_two_sizes_above_one(facts: Facts) -> None:
    assert facts.broadcast(Shape.of(N, 4), Shape.of(3)) is None
    assert facts.broadcast(Shape.of(2 * H), Shape.of(3)) is None
    assert facts.broadcast(Shape.of(H), Shape.of(2 * H)) == Shape.of(2 * H)
    assert facts.assume_at_least(H, 2) is Truth.YES
    assert facts.broadcast(Shape.of(H), Shape.of(2 * H)) is None
    assert facts.broadcast(Shape((3,), Lead()), Shape((4,), Lead())) is None


def test_the_same_lead_is_kept(facts: Facts) -> None:
    lead = Lead()
    assert facts.broadcast(Shape((C,), lead), Shape((1,), lead)) == Shape((C,), lead)
    shifted = facts.broadcast(Shape((C, 3), lead), Shape((3,), lead))
    assert shifted is not None
    assert shifted.lead is not lead
    assert facts.ranks(shifted) == (2, None)


def test_no_tensor_has_a_million_dims() -> None:
    facts, shape = Facts(), Shape.unknown("x")
    assert facts.trailing(shape, 10**30) is None
    assert facts.exact(shape, 10**6) is None
    assert facts.ranks(shape) == (0, None)
