"""Matrix products: what `@` does to shapes in torch and NumPy."""

from __future__ import annotations

from convlint.frameworks.common.dtypes import promoted
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Remedy, Tensor, Undetermined

RULE = "matmul-mismatch"


def matmul(cx: Context, left: Tensor, right: Tensor) -> Tensor:
    """`left @ right`: vectors, matrices, and batches of matrices that broadcast.

    Mismatch (`matmul-mismatch`) where the inner sizes differ, (`rank-mismatch`) for scalars, (`broadcast-mismatch`) for batches.
    """
    a, b = _at_least_1d(cx, left), _at_least_1d(cx, right)
    rank_a, rank_b = cx.facts.rank(a), cx.facts.rank(b)
    if rank_a is None and cx.facts.ranks(a)[0] < 2 and cx.dims(left) is not None:
        a = cx.facts.resolve_shape(left.shape)
        rank_a = len(a.dims)
    if rank_b is None and cx.facts.ranks(b)[0] < 2 and cx.dims(right) is not None:
        b = cx.facts.resolve_shape(right.shape)
        rank_b = len(b.dims)
    kind = promoted(left.dtype, right.dtype)
    inner = _inner_of_right(b, rank_b)
    if inner is not None:
        contract(cx, a, a.dims[-1], b, inner)
    a, b = cx.facts.resolve_shape(a), cx.facts.resolve_shape(b)
    return Tensor(_result(cx, a, rank_a, b, rank_b), kind, left.library)


def _at_least_1d(cx: Context, tensor: Tensor) -> Shape:
    shape = cx.facts.trailing(tensor.shape, 1)
    if shape is None:
        raise Mismatch("rank-mismatch", "`{it}` takes tensors with at least 1 dim but gets one without dims")
    return cx.facts.resolve_shape(shape)


def _inner_of_right(b: Shape, rank: int | None) -> Int | None:
    """The size of the right operand that meets the last of the left one, if it is known which one that is."""
    if rank == 1:
        return b.dims[0]
    return b.dims[-2] if len(b.dims) >= 2 else None


def contract(cx: Context, a: Shape, last: Int, b: Shape, inner: Int) -> None:
    """Learn that the inner sizes are equal. Mismatch where they cannot be."""
    if cx.facts.unify(last, inner) is not Truth.NO:
        return
    got = f"{cx.describe(a)} and {cx.describe(b)}: {cx.facts.resolve(last)} is not {cx.facts.resolve(inner)}"
    raise Mismatch(RULE, f"`{{it}}` cannot multiply {got}", _remedy(cx, last, b))


def _remedy(cx: Context, last: Int, b: Shape) -> Remedy | None:
    if len(b.dims) >= 2 and cx.facts.equal(last, b.dims[-1]) is Truth.YES:
        return Remedy("transpose the last two dims of the second operand")
    return None


def _result(cx: Context, a: Shape, rank_a: int | None, b: Shape, rank_b: int | None) -> Shape:
    left_is_matrix = rank_a != 1 and (len(a.dims) >= 2 or cx.facts.ranks(a)[0] >= 2)
    right_is_matrix = rank_b != 1 and (len(b.dims) >= 2 or cx.facts.ranks(b)[0] >= 2)
    if (rank_a is None and not left_is_matrix) or (rank_b is None and not right_is_matrix):
        return _half_known(a, rank_a, b, rank_b)
    if rank_a == 1 and rank_b == 1:
        return Shape.of()
    if rank_b == 1:
        return Shape(a.dims[:-1], a.lead)
    if rank_a == 1:
        return Shape((*b.dims[:-2], b.dims[-1]), b.lead)
    a, b = _at_least_2d(cx, a), _at_least_2d(cx, b)
    batch = cx.facts.broadcast(Shape(a.dims[:-2], a.lead), Shape(b.dims[:-2], b.lead))
    if batch is None:
        raise Mismatch(
            "broadcast-mismatch", f"`{{it}}` cannot broadcast the batches of {cx.describe(a)} and {cx.describe(b)}"
        )
    return Shape((*batch.dims, a.dims[-2], b.dims[-1]), batch.lead)


def _at_least_2d(cx: Context, shape: Shape) -> Shape:
    return cx.facts.trailing(shape, 2) or shape


def _half_known(a: Shape, rank_a: int | None, b: Shape, rank_b: int | None) -> Shape:
    """One operand may be a vector: what can still be said."""
    if rank_b == 1:
        return Shape(a.dims[:-1], a.lead)
    if rank_b == 2 and len(b.dims) == 2 and a.dims:
        return Shape((*a.dims[:-1], b.dims[-1]), a.lead)
    raise Undetermined("the rank is not known")
