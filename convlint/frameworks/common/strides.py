"""Strides: what a view of a tensor's memory can be. The rule is torch's `computeStride` (aten/src/ATen/TensorUtils.cpp)."""

from __future__ import annotations

from collections.abc import Iterable

from convlint.symbolic import Facts, Int, Shape, Truth
from convlint.values import CONTIGUOUS, Context, Layout, Tensor

Strides = tuple[Int, ...]


def contiguous_strides(dims: Iterable[Int]) -> Strides:
    """Those of a tensor whose elements lie one after the other."""
    found: list[Int] = []
    step: Int = 1
    for size in reversed(tuple(dims)):
        found.append(step)
        step = step * size
    return tuple(reversed(found))


def strides_of(cx: Context, tensor: Tensor) -> tuple[tuple[Int, ...], Strides] | None:
    """Sizes and strides, where both are known."""
    shape = cx.facts.resolve_shape(tensor.shape)
    if tensor.layout is None or shape.lead is not None:
        return None
    given = tensor.layout.strides
    strides = contiguous_strides(shape.dims) if given is None else tuple([cx.facts.resolve(step) for step in given])
    return (shape.dims, strides) if len(strides) == len(shape.dims) else None


def layout_of(
    dims: tuple[Int, ...], strides: Strides, like: Layout, ordered: bool = True, dense: bool = True
) -> Layout:
    """The layout of a view into a tensor of layout `like`; `ordered` and `dense` say what the view leaves of that."""
    usual = contiguous_strides(dims)
    if strides == usual and like.exact:
        return CONTIGUOUS
    if all(one == other or size == 1 for size, one, other in zip(dims, strides, usual)):
        return CONTIGUOUS._replace(exact=False)
    return Layout(strides, dense and like.dense, ordered and like.ordered, like.exact)


def swapped(strides: Strides, one: int, other: int) -> Strides:
    """With two dims in each other's place."""
    made = list(strides)
    made[one], made[other] = made[other], made[one]
    return tuple(made)


def viewed(facts: Facts, dims: tuple[Int, ...], strides: Strides, new: tuple[Int, ...]) -> Strides | Truth:
    """The strides of a view of other sizes (of as many elements); Truth.NO where there can be none, Truth.OPEN where that is open.

    Dims that lie in one piece of memory (chunks) are merged and cut anew; no new dim may reach over the end of a chunk.
    """
    if not dims:
        return (1,) * len(new)
    made: list[Int] = []
    left = list(new)
    for size, step in _chunks(facts, dims, strides) or [(-1, -1)]:
        if size == -1:
            return Truth.OPEN
        answer = _cut(facts, size, step, left, made)
        if answer is not Truth.YES:
            return answer
    while left and left[-1] == 1:
        left.pop()
        made.append(1)
    return tuple(reversed(made)) if not left else Truth.OPEN


def _chunks(facts: Facts, dims: tuple[Int, ...], strides: Strides) -> list[tuple[Int, Int]] | None:
    """(elements, stride of the last one) of each piece, from the last to the first; (-1, -1) ends those that are known."""
    found: list[tuple[Int, Int]] = []
    size, step = dims[-1], strides[-1]
    for i in range(len(dims) - 2, -1, -1):
        apart = _apart(facts, dims[i], strides[i], size * step)
        if apart is Truth.OPEN:
            return [*found, (-1, -1)]
        if apart is Truth.YES:
            found.append((size, step))
            size, step = dims[i], strides[i]
        else:
            size = size * dims[i]
    return [*found, (size, step)]


def _apart(facts: Facts, size: Int, stride: Int, reached: Int) -> Truth:
    """Whether a dim does not continue the piece of memory that the dims after it have."""
    if facts.equal(size, 1) is Truth.YES or facts.equal(stride, reached) is Truth.YES:
        return Truth.NO
    certain = facts.equal(size, 1) is Truth.NO and facts.equal(stride, reached) is Truth.NO
    return Truth.YES if certain else Truth.OPEN


def _cut(facts: Facts, size: Int, step: Int, left: list[Int], made: list[Int]) -> Truth:
    """Take new dims from the end of `left` until they fill a chunk; their strides go to `made`."""
    taken: Int = 1
    unsure = False
    while (answer := facts.equal(taken, size)) is not Truth.YES:
        unsure = unsure or answer is Truth.OPEN
        if not unsure and facts.less(size, taken) is Truth.YES:
            return Truth.NO
        if not left:
            return Truth.OPEN
        made.append(taken * step)
        taken = taken * left.pop()
    return Truth.YES


def reshaped_layout(cx: Context, tensor: Tensor, new: Shape) -> Layout | Truth | None:
    """The layout of a view of other sizes; NO where there is none, None where nothing is known."""
    known = strides_of(cx, tensor)
    new = cx.facts.resolve_shape(new)
    if tensor.layout is None or tensor.layout.strides is None:
        return tensor.layout
    if known is None or new.lead is not None or any(size == 0 for size in known[0]):
        return None
    made = viewed(cx.facts, *known, new.dims)
    if isinstance(made, Truth):
        return Truth.NO if made is Truth.NO else None
    return layout_of(new.dims, made, tensor.layout)
