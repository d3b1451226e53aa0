"""What transfer functions of every library share: learning or failing, axes, sizes of windows."""

from __future__ import annotations

from typing import Any

from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Mismatch, Remedy, Tensor, Undetermined


def need(cx: Context, wanted: Int, got: Int, rule: str, message: str, remedy: Remedy | None = None) -> None:
    """Learn that two sizes are equal; Mismatch where they cannot be. `{wanted}` and `{got}` in the message are filled in."""
    if cx.facts.unify(wanted, got) is Truth.NO:
        text = message.replace("{wanted}", str(cx.facts.resolve(wanted))).replace("{got}", str(cx.facts.resolve(got)))
        raise Mismatch(rule, text, remedy)


def exact_dims(cx: Context, tensor: Tensor, rank: int, what: str = "`{it}`") -> tuple[Int, ...]:
    """Learn that the rank is `rank` and return the sizes; Mismatch where it cannot be."""
    dims = cx.facts.exact(tensor.shape, rank)
    if dims is None:
        raise Mismatch("rank-mismatch", f"{what} takes a {rank}-D tensor but gets {cx.describe(tensor.shape)}")
    return tuple(cx.facts.resolve(dim) for dim in dims)


def known_dims(cx: Context, tensor: Tensor) -> tuple[Int, ...]:
    """The sizes where the rank is known (or can be tried); else Undetermined."""
    dims = cx.dims(tensor)
    if dims is None:
        raise Undetermined("the rank is not known")
    return dims


def last_dim(cx: Context, tensor: Tensor) -> Int:
    """The size of the last dim, learning that there is one; Mismatch for a tensor without dims."""
    shape = cx.facts.trailing(tensor.shape, 1)
    if shape is None:
        raise Mismatch("rank-mismatch", "`{it}` takes a tensor with at least 1 dim but gets a scalar")
    return shape.dims[-1]


def split_batch(cx: Context, tensor: Tensor, rank: int, what: str = "`{it}`") -> tuple[Shape, tuple[Int, ...]]:
    """For ops on (N?, …rank dims): learn that the rank is `rank` or one more; the batch part (to put before results) and the dims.

    `with_batch(batch, dims)` puts them together again. Mismatch where neither rank is possible.
    """
    shape = cx.facts.trailing(tensor.shape, rank)
    if shape is None or cx.facts.limit_rank(shape, rank, rank + 1) is Truth.NO:
        got = cx.describe(tensor.shape)
        raise Mismatch("rank-mismatch", f"{what} takes a {rank}-D or {rank + 1}-D tensor but gets {got}")
    shape = cx.facts.resolve_shape(shape)
    cut = len(shape.dims) - rank
    return Shape(shape.dims[:cut], shape.lead), shape.dims[cut:]


def with_batch(batch: Shape, dims: tuple[Int, ...]) -> Shape:
    """The shape of a result of an op that keeps the batch part."""
    return Shape((*batch.dims, *dims), batch.lead)


def axis_of(cx: Context, axis: int, rank: int, argument: str = "dim") -> int:
    """A non-negative axis; Mismatch where it is out of range. A scalar admits 0 and -1, as in torch."""
    room = max(rank, 1)
    if not -room <= axis < room:
        raise Mismatch(
            "invalid-axis", f"`{{it}}` gets {argument}={axis} for a {rank}-D tensor (expected {-room} to {room - 1})"
        )
    return axis % room


def axes_of(cx: Context, axes: tuple[int, ...], rank: int, argument: str = "dim") -> tuple[int, ...]:
    """Non-negative axes; Mismatch where one is out of range or stands twice."""
    found = tuple(axis_of(cx, axis, rank, argument) for axis in axes)
    if len(set(found)) != len(found):
        raise Mismatch("invalid-axis", f"`{{it}}` gets the same dim twice in {argument}={axes}")
    return found


def window_size(size: Int, kernel: Int, stride: Int, before: Int, after: Int, dilation: Int, ceil: bool = False) -> Int:
    """Positions of a window that slides over `size`: the one formula of convolutions, pools and unfold.

    floor((size + before + after - dilation * (kernel - 1) - 1) / stride) + 1. With `ceil` rounded up, and a last window that would
    start in the padding behind is left out (torch's pools), which only numbers can decide: a symbolic size is rounded up only.
    """
    span = size + before + after - dilation * (kernel - 1) - 1
    if not ceil:
        return span // stride + 1
    out = -((-span) // stride) + 1
    into_padding = (out - 1) * stride - size - before
    return out - 1 if isinstance(into_padding, int) and into_padding >= 0 else out


def transposed_size(size: Int, kernel: Int, stride: Int, padding: Int, output_padding: Int, dilation: Int) -> Int:
    """The size that a transposed convolution makes."""
    return (size - 1) * stride - 2 * padding + dilation * (kernel - 1) + output_padding + 1


def tupled(cx: Context, value: Any, count: int, name: str) -> tuple[Int, ...]:
    """`value` for each of `count` axes, as kernel_size=3 or kernel_size=(3, 5). Undetermined where it is not known.

    A float is a mismatch (`invalid-argument`), as is another number of values.
    """
    from convlint.frameworks.common.signature import to_ints

    values = to_ints(cx, value, name)
    if len(values) == 1 and (isinstance(value, (int, Dim)) or count == 1):
        return values * count
    if len(values) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `{name}` but gets {len(values)}")
    return values


def at_least_one(cx: Context, sizes: tuple[Int, ...], shape: Shape, noun: str = "output") -> None:
    """Mismatch (`empty-output`) where a size must be below 1."""
    for size in sizes:
        if cx.facts.less(size, 1) is Truth.YES:
            raise Mismatch(
                "empty-output",
                f"`{{it}}` would make an empty {noun}: from {cx.describe(shape)} a size of {cx.facts.resolve(size)} remains",
            )


def not_negative(cx: Context, values: tuple[Int, ...], name: str) -> None:
    """Mismatch (`invalid-argument`) where a number must be below 0."""
    for value in values:
        if cx.facts.less(value, 0) is Truth.YES:
            raise Mismatch(
                "invalid-argument", f"`{{it}}` gets {name}={cx.facts.resolve(value)}, which must not be negative"
            )


def not_nothing(cx: Context, sizes: tuple[Int, ...]) -> None:
    """Mismatch (`empty-output`) where one of the sizes that something is chosen from must be 0."""
    if any(cx.facts.equal(size, 0) is Truth.YES for size in sizes):
        raise Mismatch("empty-output", "`{it}` has nothing to choose from: a size is 0")
