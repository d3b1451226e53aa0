"""Choosing, repeating and padding elements."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.indexing import check_index
from convlint.frameworks.common.reducing import locate, with_size
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.numpy.arrays import Array, array_of, both, like
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined, Unknown


@op(*both("take"))
def take(cx: Context, a: Array, indices: Array, axis: Any = None, out: Any = None, mode: Any = "raise") -> Tensor:
    """The elements at indices, along an axis or of the flattened array."""
    chosen = known_dims(cx, indices)
    if axis is None:
        return array_of(*chosen, dtype=a.dtype)
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    shape, place = locate(cx, a, axis, "axis")
    if isinstance(indices.data, (int, Dim)) and mode == "raise":
        check_index(cx, indices.data, shape.dims[place])
    return like(a, Shape((*shape.dims[:place], *chosen, *shape.dims[place + 1 :]), shape.lead))


@op(*both("repeat"))
def repeat(cx: Context, a: Array, repeats: Any, axis: Any = None) -> Tensor:
    """Each element several times, along an axis or in a row."""
    if isinstance(repeats, Unknown):
        raise Undetermined("`repeats` is not known")
    if axis is None:
        shape, place = Shape.of(product(known_dims(cx, a))), 0
    elif isinstance(axis, int):
        shape, place = locate(cx, a, axis, "axis")
    else:
        raise Undetermined("`axis` is not known")
    counts = to_ints(cx, repeats, "repeats")
    if len(counts) == 1:
        return like(a, with_size(shape, place, shape.dims[place] * counts[0]))
    if cx.facts.unify(shape.dims[place], len(counts)) is Truth.NO:
        got = f"{len(counts)} repeats for a size of {cx.facts.resolve(shape.dims[place])}"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    total: Int = 0
    for count in counts:
        total = total + count
    return like(a, with_size(shape, place, total))


@op("numpy.unique", "numpy.ndarray.unique")
def unique(
    cx: Context, ar: Array, return_index: Any = False, return_inverse: Any = False, return_counts: Any = False,
    axis: Any = None, **more: Any,
) -> Any:  # fmt: skip
    """The different elements, or slices along an axis; how many there are is not known."""
    count = cx.fresh("unique", 1)
    if axis is None:
        values = array_of(count, dtype=ar.dtype)
    elif isinstance(axis, int):
        shape, place = locate(cx, ar, axis, "axis")
        values = like(ar, with_size(shape, place, count))
    else:
        raise Undetermined("`axis` is not known")
    flags = (return_index, return_inverse, return_counts)
    if not all(flag in (True, False) for flag in flags):
        raise Undetermined("which results is not known")
    more_values = [
        cx.unknown_tensor("inverse", "numpy") if i == 1 else array_of(count, dtype="int") for i in range(3) if flags[i]
    ]
    return (values, *more_values) if more_values else values


@op("numpy.pad")
def pad(cx: Context, array: Array, pad_width: Any, mode: Any = "constant", **more: Any) -> Tensor:
    """More elements before and behind each dim. Mismatch where the widths fit no such array."""
    dims = known_dims(cx, array)
    widths = _widths(cx, pad_width, len(dims))
    return like(array, Shape(tuple(before + dim + behind for dim, (before, behind) in zip(dims, widths))))


def _widths(cx: Context, pad_width: Any, rank: int) -> list[tuple[Int, Int]]:
    """(before, behind) of each dim: from one number, one pair, or a pair for each."""
    if isinstance(pad_width, (int, Dim)):
        return [(pad_width, pad_width)] * rank
    items = cx.items(pad_width) if isinstance(pad_width, (tuple, ListV)) else None
    if not items:
        raise Undetermined("`pad_width` is not known")
    if all(isinstance(item, (int, Dim)) for item in items):
        if len(items) > 2:
            raise Undetermined("a form of widths that is not known")
        return [(items[0], items[-1])] * rank
    pairs = [_pair(cx, item) for item in items]
    if len(pairs) not in (1, rank):
        raise Mismatch("invalid-argument", f"`{{it}}` gets pad widths for {len(pairs)} dims and an array of {rank}")
    return pairs * rank if len(pairs) == 1 else pairs


def _pair(cx: Context, item: Any) -> tuple[Int, Int]:
    if isinstance(item, (int, Dim)):
        raise Undetermined("numbers beside pairs")
    sizes = to_ints(cx, item, "pad_width")
    if len(sizes) not in (1, 2):
        raise Undetermined("widths that are no pair")
    return sizes[0], sizes[-1]


@op("numpy.compress", "numpy.extract")
def compress(cx: Context, condition: Any, arr: Array, axis: Any = None) -> Tensor:
    """The elements where a condition holds."""
    if axis is not None:
        raise Undetermined("along an axis")
    return array_of(cx.fresh("selected"), dtype=arr.dtype)


@op("numpy.bincount")
def bincount(cx: Context, x: Array, weights: Any = None, minlength: Any = 0) -> Tensor:
    """A number for each value."""
    return array_of(cx.fresh("bins", minlength if isinstance(minlength, int) else 0), dtype=None)


@op("numpy.histogram")
def histogram(cx: Context, a: Any, bins: Any = 10, *args: Any, **more: Any) -> Any:
    """Counts, and the edges of the bins."""
    if not isinstance(bins, (int, Dim)):
        raise Undetermined("bins that are not known")
    return (array_of(bins, dtype=None), array_of(bins + 1))


@op("numpy.take_along_axis")
def take_along_axis(cx: Context, arr: Array, indices: Array, axis: Any = -1) -> Tensor:
    """As many elements along an axis as there are indices; the other dims broadcast."""
    dims, chosen = known_dims(cx, arr), known_dims(cx, indices)
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    if len(dims) != len(chosen):
        got = f"{cx.describe(indices.shape)} for {cx.describe(arr.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` needs as many dims of the indices but gets {got}")
    shape, place = locate(cx, arr, axis, "axis")
    return like(arr, broadcast(cx, with_size(shape, place, 1), indices.shape))


@op(
    "numpy.delete",
    "numpy.insert",
    "numpy.choose",
    "numpy.select",
    "numpy.apply_along_axis",
    "numpy.lib.stride_tricks.as_strided",
)
def not_modelled(cx: Context, *args: Any, **more: Any) -> Tensor:
    """An array of unknown shape."""
    raise Undetermined("not modelled")


@op("numpy.gradient")
def gradient(cx: Context, f: Array, *args: Any, **more: Any) -> Any:
    """For a vector, as many numbers."""
    dims = cx.facts.exact(f.shape, 1) if cx.facts.rank(f.shape) == 1 else None
    if dims is None:
        raise Undetermined("one array for each dim")
    return array_of(dims[0])
