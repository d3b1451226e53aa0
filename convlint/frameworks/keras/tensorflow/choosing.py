"""Choosing from tensors by indices and masks, and putting into them."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import to_axis, to_int
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import same, text_of
from convlint.frameworks.keras.ops.network import known
from convlint.frameworks.keras.ops.shaping import sizes_of
from convlint.frameworks.keras.tensor_class import binary
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown


@function("tensorflow.where", "tensorflow.where_v2")
def where(cx: Context, condition: Keras, x: Any = None, y: Any = None, name: Any = None) -> Any:
    """One of two values for each element; with the condition alone, the places where it holds.

    TensorFlow 1 takes a condition of one dim for rows.
    """
    if x is None or y is None:
        shape = cx.facts.resolve_shape(condition.shape)
        places = Unknown("places that depend on the data")
        return condition.like(Shape.of(cx.fresh("places", 0), len(shape.dims)), "int") if shape.lead is None else places
    one, other = to_keras(cx, x, "x"), to_keras(cx, y, "y")
    if _chooses_rows(cx, condition, one):
        raise Undetermined("TensorFlow 1 would choose rows")
    return binary(cx, one, other).like(broadcast(cx, condition.shape, one.shape, other.shape))


def _chooses_rows(cx: Context, condition: Tensor, one: Tensor) -> bool:
    mask, whole = cx.facts.resolve_shape(condition.shape), cx.facts.resolve_shape(one.shape)
    if mask.lead is not None or len(mask.dims) != 1 or whole.lead is not None or len(whole.dims) < 2:
        return False
    return cx.facts.equal(mask.dims[0], whole.dims[0]) is not Truth.NO


@function("tensorflow.gather_nd")
def gather_nd(cx: Context, params: Keras, indices: Keras, batch_dims: Any = 0, name: Any = None) -> Tensor:
    """Indices (…, depth) into the first `depth` dims: (…, …rest)."""
    dims, where = known(cx, params, indices)
    batch = to_axis(cx, batch_dims, "batch_dims")
    depth = cx.facts.resolve(where[-1]) if where else None
    if not isinstance(depth, int) or not 0 <= batch < len(where):
        raise Undetermined("the depth of the indices is not known")
    if depth > len(dims) - batch:
        raise Mismatch(
            "invalid-axis", f"`{{it}}` gets indices of {depth} axes for the shape {text_of(cx, params.shape)}"
        )
    return params.like(Shape((*where[:-1], *dims[batch + depth :])))


@function("tensorflow.boolean_mask")
def boolean_mask(cx: Context, tensor: Keras, mask: Keras, axis: Any = None, name: Any = None) -> Tensor:
    """The items for which a mask holds. Mismatch where the mask has another size."""
    dims, flags = known(cx, tensor, mask)
    start = 0 if axis is None else to_axis(cx, axis, "axis")
    if not flags or start < 0 or start + len(flags) > len(dims):
        raise Undetermined("a mask of another rank")
    for wanted, got in zip(dims[start:], flags):
        if same(cx, wanted, got) is Truth.NO:
            text = f"`{{it}}` gets a mask {text_of(cx, mask.shape)} for the shape {text_of(cx, tensor.shape)}"
            raise Mismatch("index-out-of-range", text)
    return tensor.like(Shape((*dims[:start], cx.fresh("selected", 0), *dims[start + len(flags) :])))


@function("tensorflow.scatter_nd")
def scatter_nd(cx: Context, indices: Any, updates: Any, shape: Any, name: Any = None) -> Tensor:
    """A tensor of a shape with some of its places filled."""
    return Tensor(Shape(sizes_of(cx, shape)), None, "keras")


@function(*(f"tensorflow.tensor_scatter_nd_{how}" for how in "update add sub max min".split()))
def tensor_scatter_nd(cx: Context, x: Keras, indices: Any, updates: Any, name: Any = None) -> Tensor:
    """The tensor with some of its places changed."""
    return x.like(x.shape)


@function(*(f"tensorflow.math.unsorted_segment_{how}" for how in "sum mean max min prod sqrt_n".split()))
def unsorted_segment(cx: Context, data: Keras, segment_ids: Keras, num_segments: Any, name: Any = None) -> Tensor:
    """(…ids, …rest) -> (num_segments, …rest)."""
    dims, ids = known(cx, data, segment_ids)
    if len(ids) > len(dims):
        raise Undetermined("ids of a higher rank")
    if any(sizes_differ(cx, a, b) for a, b in zip(dims, ids)):
        got = f"{text_of(cx, segment_ids.shape)} for {text_of(cx, data.shape)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs a segment for each item but gets {got}")
    return data.like(Shape((to_int(cx, num_segments, "num_segments"), *dims[len(ids) :])))


@function("tensorflow.sequence_mask")
def sequence_mask(
    cx: Context, lengths: Keras, maxlen: Any = None, dtype: Any = None, name: Any = None, **more: Any
) -> Tensor:
    """(…) -> (…, maxlen), the greatest of the lengths by default."""
    shape = cx.facts.resolve_shape(lengths.shape)
    longest = cx.fresh("maxlen", 0) if maxlen is None else to_int(cx, maxlen, "maxlen")
    return lengths.like(Shape((*shape.dims, longest), shape.lead), "bool")


@function("tensorflow.meshgrid")
def meshgrid(cx: Context, *tensors: Keras, indexing: Any = "xy", **more: Any) -> Any:
    """As many grids as there are lines."""
    sizes = [dims[0] if len(dims) == 1 else None for dims in known(cx, *tensors)]
    if len(sizes) < 2 or None in sizes or indexing not in ("xy", "ij"):
        raise Undetermined("lines that are not known")
    grid = tuple(size for size in sizes if size is not None)
    if indexing == "xy":
        grid = (grid[1], grid[0], *grid[2:])
    return tuple(tensor.like(Shape(grid)) for tensor in tensors)
