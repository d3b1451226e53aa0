"""Joining tensors along a dim, old (concatenate) or new (stack)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import axis_of
from convlint.frameworks.common.reducing import behind, ends_at, locate, reranked, with_size
from convlint.frameworks.common.signature import to_tensor
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, ListV, Mismatch, StreamV, Tensor, Undetermined


def joined_list(cx: Context, value: Any) -> list[Tensor] | Tensor:
    """The tensors of a list or tuple; for one of unknown length, a tensor like any of its items."""
    items = cx.items(value) if not isinstance(value, Tensor) else None
    if items is not None:
        return [to_tensor(cx, item, f"tensors_{i}") for i, item in enumerate(items)]
    element = cx.element(value) if isinstance(value, (ListV, StreamV)) else None
    if isinstance(element, Tensor):
        return element
    raise Undetermined("the tensors are not known")


def concatenated(cx: Context, tensors: list[Tensor] | Tensor, axis: int, skip_empty: bool = False) -> Shape:
    """The shape of a concatenation. `skip_empty`: 1-D tensors without elements are left out, as torch does.

    Mismatch (`concat-mismatch`) where ranks or the other sizes differ, (`invalid-axis`) where there is no such axis.
    """
    if isinstance(tensors, list) and not tensors:
        raise Mismatch("invalid-argument", "`{it}` needs at least one tensor")
    if isinstance(tensors, Tensor):
        try:
            shape, place = locate(cx, tensors, axis)
        except Undetermined:
            return reranked(cx, tensors, behind(cx, tensors, axis), 0)
        return with_size(shape, place, cx.fresh("cat"))
    kept = [tensor for tensor in tensors if not (skip_empty and _may_be_left_out(cx, tensor))]
    doubtful = any(not _is_empty(cx, tensor) for tensor in tensors if tensor not in kept)
    if not kept:
        if doubtful and any(cx.facts.rank(tensor.shape) is None for tensor in tensors):
            raise Undetermined("tensors of open rank that may be empty")
        if doubtful:
            return _all_flat(cx, tensors, axis)
        return Shape.of(0)
    if any(cx.facts.rank(tensor.shape) == 0 for tensor in kept):
        raise Mismatch("rank-mismatch", "`{it}` cannot join tensors without dims")
    if skip_empty:
        _admit_empty(cx, kept, axis)
    _agree_in_rank(cx, kept, skip_empty)
    if axis >= 0 and len(kept) > 1:
        _learn_rank(cx, kept, axis)
    try:
        located = [locate(cx, tensor, axis) for tensor in kept]
    except Undetermined:
        return _concatenated_open(cx, kept, axis)
    first, place = located[0]
    total: Int = first.dims[place]
    for tensor, (shape, at) in zip(kept[1:], located[1:]):
        _agree_outside(cx, kept[0], (first, place), tensor, (shape, at))
        total = total + shape.dims[at]
    if doubtful:
        total = cx.fresh("cat")
    resolved = cx.facts.resolve_shape(first)
    return with_size(resolved, place - len(first.dims) + len(resolved.dims), total)


def _learn_rank(cx: Context, tensors: list[Tensor], axis: int) -> None:
    """Where sizes at the same place from the end differ, that place is the joined dim, which tells the rank."""
    shapes = [cx.facts.resolve_shape(tensor.shape) for tensor in tensors]
    if any(shape.lead is None for shape in shapes):
        return
    for place in range(1, min(len(shape.dims) for shape in shapes) + 1):
        sizes = [shape.dims[-place] for shape in shapes]
        if all(cx.facts.equal(sizes[0], size) is not Truth.NO for size in sizes[1:]):
            continue
        if not all(cx.facts.less(0, size) is Truth.YES for size in sizes):
            return  # one of them may be left out
        for tensor in tensors:
            if cx.facts.exact(tensor.shape, axis + place) is None:
                got = " and ".join(cx.describe(shape) for shape in shapes[:2])
                raise Mismatch("concat-mismatch", f"`{{it}}` along dim {axis} gets {got}: their other sizes differ")
        return


def _concatenated_open(cx: Context, tensors: list[Tensor], axis: int) -> Shape:
    """The rank is not known: the last sizes, as far as they surely come after the joined dim."""
    least = max(cx.facts.ranks(tensor.shape)[0] for tensor in tensors)
    first, tail = tensors[0], behind(cx, tensors[0], axis)
    for tensor in tensors:
        cx.facts.limit_rank(tensor.shape, least, None)
        other = behind(cx, tensor, axis)
        for a, b in zip(reversed(tail), reversed(other)):
            if cx.facts.unify(a, b) is Truth.NO:
                got = f"{cx.describe(first.shape)} and {cx.describe(tensor.shape)}"
                raise Mismatch("concat-mismatch", f"`{{it}}` along dim {axis} gets {got}: sizes {a} and {b} differ")
        first, tail = (tensor, other) if len(other) > len(tail) else (first, tail)
    return reranked(cx, first, tail, 0)


def _is_empty(cx: Context, tensor: Tensor) -> bool:
    shape = cx.facts.resolve_shape(tensor.shape)
    return shape.lead is None and len(shape.dims) == 1 and shape.dims[0] == 0


def _may_be_left_out(cx: Context, tensor: Tensor) -> bool:
    shape = cx.facts.resolve_shape(tensor.shape)
    return len(shape.dims) == 1 and cx.facts.less(0, shape.dims[0]) is not Truth.YES


def _all_flat(cx: Context, tensors: list[Tensor], axis: int) -> Shape:
    axis_of(cx, axis, 1)
    total: Int = 0
    for tensor in tensors:
        shape = cx.facts.resolve_shape(tensor.shape)
        if shape.lead is not None:
            raise Undetermined("which tensors are without elements is not known")
        total = total + shape.dims[0]
    return Shape.of(total)


def _admit_empty(cx: Context, tensors: list[Tensor], axis: int) -> None:
    """A tensor of which nothing is known may be one that is left out: then it adds nothing to the joined dim."""
    ranks = [cx.facts.rank(tensor.shape) for tensor in tensors]
    rank = next((rank for rank in ranks if rank is not None), None)
    if rank is None or not -rank <= axis < rank:
        return
    for tensor, known in zip(tensors, ranks):
        if known is None and not cx.facts.resolve_shape(tensor.shape).dims:
            sizes = (cx.fresh("d", 0 if place == axis % rank else 1) for place in range(rank))
            cx.facts.unify_shapes(tensor.shape, Shape(tuple(sizes)))


def _may_be_flat(cx: Context, tensor: Tensor) -> bool:
    """Whether the rank is open and may be 1."""
    shape = cx.facts.resolve_shape(tensor.shape)
    return shape.lead is not None and not shape.dims and cx.facts.ranks(shape)[0] <= 1


def _agree_in_rank(cx: Context, tensors: list[Tensor], skip_empty: bool) -> None:
    """Ranks known of one hold for all; Mismatch where two differ."""
    for tensor in tensors:
        shape = cx.facts.resolve_shape(tensor.shape)
        if shape.lead is not None:
            continue
        for other in tensors:
            if cx.facts.exact(other.shape, len(shape.dims)) is None:
                if skip_empty and _may_be_flat(cx, other):
                    raise Undetermined("a tensor that may be without elements")
                a, b = cx.describe(shape), cx.describe(other.shape)
                raise Mismatch("concat-mismatch", f"`{{it}}` needs tensors of one rank but gets {a} and {b}")
        return


def _agree_outside(cx: Context, one: Tensor, a: tuple[Shape, int], other: Tensor, b: tuple[Shape, int]) -> None:
    """Learn that all sizes but the joined one are equal."""
    left, right = with_size(*a, 1), with_size(*b, 1)
    if cx.facts.unify_shapes(left, right) is not Truth.NO:
        return
    where = _first_difference(cx, left, right)
    got = f"{cx.describe(one.shape)} and {cx.describe(other.shape)}"
    raise Mismatch("concat-mismatch", f"`{{it}}` along dim {_axis_text(a)} gets {got}: {where}")


def _axis_text(a: tuple[Shape, int]) -> str:
    return str(a[1] if a[0].lead is None else a[1] - len(a[0].dims))


def _first_difference(cx: Context, left: Shape, right: Shape) -> str:
    left, right = cx.facts.resolve_shape(left), cx.facts.resolve_shape(right)
    for i in range(1, min(len(left.dims), len(right.dims)) + 1):
        a, b = left.dims[-i], right.dims[-i]
        if cx.facts.equal(a, b) is Truth.NO:
            axis = len(left.dims) - i if left.lead is None else -i
            return f"sizes {a} and {b} differ in dim {axis}"
    return "their sizes differ"


def stacked(cx: Context, tensors: list[Tensor] | Tensor, axis: int) -> Shape:
    """The shape of a stack. Mismatch (`concat-mismatch`) where the shapes differ."""
    if isinstance(tensors, Tensor):
        return inserted(cx, tensors, axis, cx.fresh("stack"))
    if not tensors:
        raise Mismatch("invalid-argument", "`{it}` needs at least one tensor")
    first = tensors[0]
    for other in tensors[1:]:
        if cx.facts.unify_shapes(first.shape, other.shape) is Truth.NO:
            got = f"{cx.describe(first.shape)} and {cx.describe(other.shape)}"
            raise Mismatch("concat-mismatch", f"`{{it}}` needs tensors of equal shape but gets {got}")
    return inserted(cx, first, axis, len(tensors))


def inserted(cx: Context, tensor: Tensor, axis: int, size: Int) -> Shape:
    """The shape with a new dim at `axis` of the result, as `unsqueeze` counts."""
    shape = cx.facts.resolve_shape(tensor.shape)
    if shape.lead is not None and axis < 0:
        if axis < -1:
            shape, _ = locate(cx, tensor, axis + 1)
        cut = len(shape.dims) + axis + 1
        return Shape((*shape.dims[:cut], size, *shape.dims[cut:]), shape.lead)
    if axis > 0 and shape.lead is not None and cx.facts.limit_rank(shape, axis, None) is Truth.NO:
        raise Mismatch("invalid-axis", f"`{{it}}` gets dim={axis} for a tensor of shape {cx.describe(shape)}")
    if axis > 0:
        ends_at(cx, tensor, axis, first=False)
    dims = cx.dims(tensor)
    if dims is None:
        return reranked(cx, tensor, behind(cx, tensor, axis - 1), 1)
    cut = axis_of(cx, axis, len(dims) + 1)
    return Shape((*dims[:cut], size, *dims[cut:]))
