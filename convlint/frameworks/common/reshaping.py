"""Changing a shape and keeping the elements: view, reshape, flatten, unflatten, expand."""

from __future__ import annotations

from typing import Final

from convlint.frameworks.common.help import axis_of
from convlint.frameworks.common.limits import near
from convlint.frameworks.common.reducing import behind, ends_at, locate, reranked
from convlint.frameworks.common.suspicions import mixed_batch
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE: Final = "invalid-reshape"
MOST_ASKED: Final = 200
"""Sizes that are remembered."""


def reshaped(cx: Context, tensor: Tensor, sizes: tuple[Int, ...]) -> Tensor:
    """`x.view(*sizes)`: at most one size is -1 and takes what the others leave.

    Mismatch (`invalid-reshape`) where the number of elements cannot be kept. A size that may turn out to be -1 leaves all open.
    """
    sizes = tuple(_settled(cx, cx.facts.resolve(size)) for size in sizes)
    _check_sizes(cx, sizes)
    shape = cx.facts.resolve_shape(tensor.shape)
    if any(_may_be_inferred(cx, size) for size in sizes):
        return tensor.like(
            Shape(tuple(cx.fresh("size") if size == -1 or _may_be_inferred(cx, size) else size for size in sizes))
        )
    total = _elements(cx, tensor, shape, sizes)
    dims = tuple(_inferred(cx, tensor, total, sizes) if size == -1 else size for size in sizes)
    if total is not None and -1 not in sizes and cx.facts.unify(total, product(dims)) is Truth.NO:
        raise Mismatch(RULE, f"`{{it}}` cannot make {_text(dims)} of {cx.describe(shape)}: {_counts(cx, total, dims)}")
    if not tensor.parameter:  # weights are no batch
        mixed_batch(cx, shape, sizes)
    dims = tuple(cx.facts.resolve(dim) for dim in dims)
    return tensor.like(Shape(dims), factors=flattened_from(cx, tensor, dims))


def _elements(cx: Context, tensor: Tensor, shape: Shape, sizes: tuple[Int, ...]) -> Int | None:
    """How many elements there are. Of an unknown rank: first size * (an unknown number) * last sizes, where the first is kept."""
    if shape.lead is None:
        return product(shape.dims)
    first, total = sizes[0] if sizes else 1, product(shape.dims)
    of, axis = _asked(cx).get(first, (None, 0)) if isinstance(first, Dim) and shape.dims else (None, 0)
    source = None if of is None or axis else cx.facts.resolve_shape(of)
    if source is None or source.lead is not shape.lead or not source.dims:
        return None
    others = product(size for size in sizes[1:] if size != -1)
    if cx.facts.divides(source.dims[0] * others, total) is not Truth.NO:
        return None  # there may be no dims in front of the known ones
    return first * cx.fresh("more", 1) * total


def _settled(cx: Context, size: Int) -> Int:
    """A size that was asked for while the rank was open, as what it is now that the rank is known."""
    of, axis = _asked(cx).get(size, (None, 0)) if isinstance(size, Dim) else (None, 0)
    now = None if of is None else cx.facts.resolve_shape(of)
    if now is None or now.lead is not None or axis >= len(now.dims):
        return size
    cx.facts.unify(size, now.dims[axis])
    return cx.facts.resolve(size)


def _asked(cx: Context) -> dict[Int, tuple[Shape, int]]:
    """Sizes that were asked for while a rank was open: of which shape, and of which axis, counted from the left."""
    found: dict[Int, tuple[Shape, int]] = cx.notes.setdefault("sizes asked for", {})
    return found


def _may_be_inferred(cx: Context, size: Int) -> bool:
    low, _ = cx.facts.bounds(size)
    return isinstance(size, Dim) and (low is None or low < 0)


def _check_sizes(cx: Context, sizes: tuple[Int, ...]) -> None:
    if sum(size == -1 for size in sizes if isinstance(size, int)) > 1:
        raise Mismatch(RULE, f"`{{it}}` can infer one -1 only but gets {_text(sizes)}")
    for size in sizes:
        if cx.facts.less(size, -1) is Truth.YES:
            raise Mismatch(RULE, f"`{{it}}` gets the size {size} in {_text(sizes)}")


def _inferred(cx: Context, tensor: Tensor, total: Int | None, sizes: tuple[Int, ...]) -> Int:
    """What -1 stands for."""
    known = product(size for size in sizes if size != -1)
    if cx.facts.equal(known, 0) is Truth.YES:
        raise Mismatch(RULE, f"`{{it}}` cannot infer -1 beside a 0 in {_text(sizes)}")
    if total is None:
        return cx.fresh("inferred")
    total, known = cx.facts.resolve(total), cx.facts.resolve(known)
    if cx.facts.divides(known, total) is Truth.NO:
        shape = cx.describe(tensor.shape)
        raise Mismatch(
            RULE, f"`{{it}}` cannot make {_text(sizes)} of {shape}: {total} elements are no multiple of {known}"
        )
    return total // known


def _counts(cx: Context, total: Int, dims: tuple[Int, ...]) -> str:
    return f"{cx.facts.resolve(total)} elements are not {cx.facts.resolve(product(dims))}"


def _text(dims: tuple[Int, ...]) -> str:
    return f"({', '.join(map(str, dims))}{',' if len(dims) == 1 else ''})"


def flattened_from(cx: Context, tensor: Tensor, dims: tuple[Int, ...]) -> tuple[Int, ...] | None:
    """The last dims of `tensor` that the last one of `dims` was made of, where there are several."""
    old = cx.facts.resolve_shape(tensor.shape).dims
    if not dims:
        return None
    if old and old[-1] == dims[-1]:
        return tensor.factors
    for count in range(2, len(old) + 1):
        if product(old[-count:]) == dims[-1]:
            return old[-count:]
    return None


def flattened(cx: Context, tensor: Tensor, start: int = 0, end: int = -1) -> Tensor:
    """`x.flatten(start, end)`: the dims from `start` to `end` become one."""
    shape = cx.facts.resolve_shape(tensor.shape)
    dims = cx.dims(tensor)
    if dims is None:
        return tensor.like(_flattened_open(cx, tensor, shape, start, end))
    if not dims:
        axis_of(cx, start, 0)
        axis_of(cx, end, 0)
        return tensor.like(Shape.of(1))
    first, last = axis_of(cx, start, len(dims), "start_dim"), axis_of(cx, end, len(dims), "end_dim")
    if first > last:
        got = f"start_dim={start} and end_dim={end}"
        raise Mismatch("invalid-axis", f"`{{it}}` gets {got} for {cx.describe(shape)}: start_dim comes after end_dim")
    merged = (*dims[:first], product(dims[first : last + 1]), *dims[last + 1 :])
    factors = dims[first:] if last == len(dims) - 1 and first < last else None
    return tensor.like(
        Shape(merged), factors=factors or (tensor.factors if last < len(dims) - 1 or first == last else None)
    )


def _flattened_open(cx: Context, tensor: Tensor, shape: Shape, start: int, end: int) -> Shape:
    """Where the rank is not known: from the left to the last dim, or among the last dims."""
    if start < 0 and end < 0:
        if start > end:
            raise Mismatch("invalid-axis", f"`{{it}}` gets start_dim={start}, which comes after end_dim={end}")
        shape, place = locate(cx, tensor, start, "start_dim")
        stop = len(shape.dims) + end + 1
        return Shape((*shape.dims[:place], product(shape.dims[place:stop]), *shape.dims[stop:]), shape.lead)
    if start == 0 and end == -1:
        return Shape.of(cx.fresh("elements"))
    if start > 0 and cx.facts.limit_rank(shape, start + 1, None) is Truth.NO:
        raise Mismatch("invalid-axis", f"`{{it}}` gets start_dim={start} for {cx.describe(shape)}")
    if start > 0 and end == -1:
        return Shape((*(size_at(cx, tensor, axis) for axis in range(near(start))), cx.fresh("features")))
    if start == 0 and end < -1:
        shape, place = locate(cx, tensor, end, "end_dim")
        return Shape((cx.fresh("elements"), *shape.dims[place + 1 :]))
    if 0 <= start <= end:
        if cx.facts.limit_rank(shape, end + 1, None) is Truth.NO:
            raise Mismatch("invalid-axis", f"`{{it}}` gets end_dim={end} for {cx.describe(shape)}")
        return reranked(cx, tensor, behind(cx, tensor, end), start - end)
    raise Undetermined("the rank is not known")


def size_at(cx: Context, tensor: Tensor, axis: int) -> Int:
    """The size at an axis counted from the left, the same each time it is asked for."""
    known = cx.facts.dim(tensor.shape, axis)
    if known is not None:
        if tensor.prefix and axis in tensor.prefix:
            cx.facts.unify(known, tensor.prefix[axis])
        return cx.facts.resolve(known)
    if tensor.prefix is None:
        tensor.prefix = {}
    if axis not in tensor.prefix:
        cx.touch(tensor)
        tensor.prefix[axis] = cx.fresh(f"d[{axis}]", low=1)
        remember_size(cx, tensor, axis)
    return tensor.prefix[axis]


def remember_size(cx: Context, tensor: Tensor, axis: int) -> None:
    """A size of a tensor of unknown rank has been asked for: a reshape may keep it."""
    asked = _asked(cx)
    if len(asked) >= MOST_ASKED:
        asked.clear()
    asked[(tensor.prefix or {})[axis]] = (tensor.shape, axis)


def unflattened(cx: Context, tensor: Tensor, axis: int, sizes: tuple[Int, ...]) -> Tensor:
    """`x.unflatten(axis, sizes)`: one dim becomes several."""
    if not sizes:
        raise Mismatch(RULE, "`{it}` needs at least one size")
    open_rank = axis >= 0 and cx.facts.resolve_shape(tensor.shape).lead is not None
    if open_rank and cx.facts.limit_rank(tensor.shape, axis + 1) is Truth.YES:
        ends = ends_at(cx, tensor, axis + 1, first=True)
        if not ends and cx.facts.ranks(tensor.shape)[0] > axis + 1:
            return tensor.like(reranked(cx, tensor, behind(cx, tensor, axis), len(sizes) - 1))
    shape, place = locate(cx, tensor, axis, scalar=False)
    part = reshaped(cx, Tensor(Shape.of(shape.dims[place])), sizes)
    return tensor.like(Shape((*shape.dims[:place], *part.shape.dims, *shape.dims[place + 1 :]), shape.lead))


def expanded(cx: Context, tensor: Tensor, sizes: tuple[Int, ...], keep: bool = True) -> Shape:
    """`x.expand(*sizes)`: sizes of 1 stretch, with `keep` -1 keeps a size, more sizes put new dims in front.

    Mismatch (`broadcast-mismatch`) where a size above 1 should change, or there are fewer sizes than dims.
    """
    shape = cx.facts.resolve_shape(tensor.shape)
    if cx.facts.limit_rank(shape, 0, len(sizes)) is Truth.NO:
        if not sizes:
            raise Undetermined("arguments that nobody gives yet")
        raise Mismatch("broadcast-mismatch", f"`{{it}}` gets {len(sizes)} sizes for {cx.describe(shape)}")
    shape = cx.facts.resolve_shape(shape)
    dims = shape.dims
    extra = len(sizes) - len(dims)
    result: list[Int] = []
    for i, size in enumerate(sizes):
        old = dims[i - extra] if i >= extra else None
        result.append(_expanded_size(cx, shape, sizes, old, cx.facts.resolve(size), keep))
    return Shape(tuple(result))


def _expanded_size(cx: Context, shape: Shape, sizes: tuple[Int, ...], old: Int | None, size: Int, keep: bool) -> Int:
    low, _ = cx.facts.bounds(size)
    if keep and size == -1:
        if old is None and shape.lead is None:
            raise Mismatch(
                "broadcast-mismatch", f"`{{it}}` gets -1 for a new dim in {_text(sizes)} of {cx.describe(shape)}"
            )
        return cx.fresh("size") if old is None else old
    if keep and isinstance(size, Dim) and (low is None or low < 0):
        return cx.fresh("size")
    if old is None or old == size or old == 1:
        return size
    if cx.facts.equal(old, 1) is Truth.NO and cx.facts.unify(old, size) is Truth.NO:
        got = f"{old} to {size} in {_text(sizes)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot expand {cx.describe(shape)}: a size of {got}")
    return size
