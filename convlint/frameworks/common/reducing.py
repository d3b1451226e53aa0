"""Axes that may lie behind unknown leading dims, and what reductions leave of a shape."""

from __future__ import annotations

from convlint.frameworks.common.help import axes_of, axis_of
from convlint.frameworks.common.limits import near
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined


def locate(cx: Context, tensor: Tensor, axis: int, argument: str = "dim", scalar: bool = True) -> tuple[Shape, int]:
    """The shape, known at least as far as `axis`, and the place of `axis` among its `dims`.

    A negative axis is counted from the right, so that the leading dims may stay unknown. Mismatch (`invalid-axis`) where there is
    no such axis; Undetermined where the rank would be needed. `scalar`: a tensor without dims may be given, and is Undetermined.
    """
    shape = cx.facts.resolve_shape(tensor.shape)
    if not scalar and shape.lead is None and not shape.dims:
        raise Mismatch("rank-mismatch", "`{it}` takes a tensor with at least 1 dim but gets one without dims")
    if shape.lead is None:
        place = axis_of(cx, axis, len(shape.dims), argument)
        if not shape.dims:
            raise Undetermined("a tensor without dims takes the axes 0 and -1")
        return shape, place
    if near(axis) < 0:
        open_shape = cx.facts.trailing(shape, -axis)
        if open_shape is None:
            raise no_axis(cx, tensor, axis, argument)
        shape = cx.facts.resolve_shape(open_shape)
        return shape, len(shape.dims) + axis
    if axis > 0 and cx.facts.limit_rank(shape, axis + 1, None) is Truth.NO:
        raise no_axis(cx, tensor, axis, argument)
    dims = cx.dims(tensor)
    if dims:
        return Shape(dims), axis_of(cx, axis, len(dims), argument)
    raise Undetermined("the rank is not known")


def behind(cx: Context, tensor: Tensor, axis: int) -> tuple[Int, ...]:
    """The last sizes that surely come after `axis` (counted from the left), whatever the rank is."""
    shape = cx.facts.resolve_shape(tensor.shape)
    count = min(cx.facts.ranks(shape)[0] - axis - 1, len(shape.dims))
    return shape.dims[len(shape.dims) - count :] if count > 0 else ()


def ends_at(cx: Context, tensor: Tensor, rank: int, first: bool) -> bool:
    """Whether an open rank is the least it can be, tried both ways: known sizes at the end keep their places if it is more.

    first: which way is tried first.
    """
    shape = cx.facts.resolve_shape(tensor.shape)
    least, most = cx.facts.ranks(shape)
    if shape.lead is None or not shape.dims or least != rank or (most is not None and most - least <= 2):
        return False
    chosen = cx.choose(("rank at least", shape.lead), (first, not first))
    if chosen is None:
        return False
    cx.facts.limit_rank(shape, *((rank, rank) if chosen else (rank + 1, None)))
    return bool(chosen)


def reranked(cx: Context, tensor: Tensor, tail: tuple[Int, ...], change: int) -> Shape:
    """A shape of which only the last sizes are known, and that its rank is that of the tensor and `change` more."""
    least, most = cx.facts.ranks(tensor.shape)
    return cx.facts.fresh_shape(tail, (max(least + change, 0), None if most is None else most + change))


def locate_all(
    cx: Context, tensor: Tensor, axes: tuple[int, ...], argument: str = "dim", distinct: bool = True
) -> tuple[Shape, tuple[int, ...]]:
    """`locate` for several axes; Mismatch where two are the same and `distinct`."""
    if not axes:
        return cx.facts.resolve_shape(tensor.shape), ()
    shape, _ = locate(cx, tensor, _farthest(axes), argument)
    if shape.lead is not None and any(axis >= 0 for axis in axes):
        raise Undetermined("the rank is not known")
    rank = len(shape.dims)
    places = tuple(axis_of(cx, axis, rank, argument) if shape.lead is None else rank + axis for axis in axes)
    if distinct and len(set(places)) != len(places):
        raise Mismatch("invalid-axis", f"`{{it}}` gets the same dim twice in {argument}={axes}")
    return shape, places


def _farthest(axes: tuple[int, ...]) -> int:
    return max(axes) if any(axis >= 0 for axis in axes) else min(axes)


def no_axis(cx: Context, tensor: Tensor, axis: int, argument: str = "dim") -> Mismatch:
    """The finding for an axis that no possible rank has."""
    return Mismatch(
        "invalid-axis", f"`{{it}}` gets {argument}={axis} for a tensor of shape {cx.describe(tensor.shape)}"
    )


def reduced(cx: Context, tensor: Tensor, axes: tuple[int, ...] | None, keep: bool, argument: str = "dim") -> Shape:
    """What is left after reducing over `axes` (None: over all); `keep` leaves sizes of 1."""
    if axes is None:
        if not keep:
            return Shape.of()
        shape = cx.facts.resolve_shape(tensor.shape)
        return Shape((1,) * len(shape.dims)) if shape.lead is None else Shape.unknown("kept")
    if cx.facts.rank(tensor.shape) == 0:
        axes_of(cx, axes, 0, argument)
        return Shape.of()
    try:
        shape, places = locate_all(cx, tensor, axes, argument)
    except Undetermined:
        if min(axes) < 0:
            raise
        return reranked(cx, tensor, behind(cx, tensor, max(axes)), 0 if keep else -len(set(axes)))
    if keep:
        return Shape(tuple(1 if i in places else dim for i, dim in enumerate(shape.dims)), shape.lead)
    return Shape(tuple(dim for i, dim in enumerate(shape.dims) if i not in places), shape.lead)


def with_size(shape: Shape, place: int, size: Int) -> Shape:
    """The shape with another size at one place of its `dims`."""
    return Shape((*shape.dims[:place], size, *shape.dims[place + 1 :]), shape.lead)


def without(shape: Shape, place: int) -> Shape:
    """The shape without one of its `dims`."""
    return Shape((*shape.dims[:place], *shape.dims[place + 1 :]), shape.lead)


def places(cx: Context, tensor: Tensor) -> tuple[Tensor, ...] | ListV:
    """Where a tensor is not zero: a vector of indices for each of its dims, all of one length."""
    rank = cx.facts.rank(tensor.shape)
    found = tensor.like(Shape.of(cx.fresh("found")), "int")
    return ListV(None, found) if rank is None else tuple(found.like(found.shape) for _ in range(max(rank, 1)))
