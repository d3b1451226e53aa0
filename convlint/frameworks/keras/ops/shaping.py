"""Changing shapes: reshape, transpose, dims of size 1, padding, selecting."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.common.reshaping import reshaped
from convlint.frameworks.common.signature import to_int, to_ints
from convlint.frameworks.keras.graph import function, is_symbolic
from convlint.frameworks.keras.layers.resizing import pairs
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import shape_of
from convlint.frameworks.keras.ops.twins import apply_numpy, everywhere, twin
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Dim, Int, Shape, product
from convlint.values import Context, ListV, SizeRow, Sizes, SizeV, Tensor, Undetermined, Unknown


@op(*everywhere("shape", tensorflow="", backend=""), counts=False)
def shape(cx: Context, x: Keras) -> Any:
    """The sizes, as numbers that are known when the data is."""
    known = cx.facts.resolve_shape(x.shape)
    return Sizes(known.dims) if known.lead is None else SizeV(x)


@op("tensorflow.shape", "keras.backend.shape", counts=False)
def shape_as_tensor(cx: Context, x: Keras, out_type: Any = None, name: Any = None) -> Any:
    """The sizes as a tensor of numbers."""
    known = cx.facts.resolve_shape(x.shape)
    return SizeRow(known.dims) if known.lead is None else Unknown("the shape of a tensor of unknown rank")


@op("keras.backend.int_shape", counts=False)
def int_shape(cx: Context, x: Keras) -> Any:
    """The shape with None for what is open."""
    return shape_of(cx, x, is_symbolic(x))


@op(*everywhere("ndim", tensorflow="rank", backend="ndim"), counts=False)
def ndim(cx: Context, x: Keras, name: Any = None) -> Any:
    """The rank."""
    dims = cx.dims(x)
    return Unknown("the rank is not known") if dims is None else len(dims)


@op(*everywhere("size", tensorflow="size", backend=""), counts=False)
def size(cx: Context, x: Keras, *args: Any, **kwargs: Any) -> Any:
    """The number of elements."""
    known = cx.facts.resolve_shape(x.shape)
    return product(known.dims) if known.lead is None else cx.fresh("size")


def sizes_of(cx: Context, shape: Any) -> tuple[Int, ...]:
    """The sizes of a shape argument. A size that is not known is a fresh symbol that may be -1."""
    if isinstance(shape, (int, Dim)):
        return (shape,)
    items = cx.items(shape)
    if items is None or any(item is None for item in items):
        raise Undetermined("the shape is not known")
    return tuple(
        cx.fresh("size", None)
        if isinstance(item, (Unknown, Tensor)) and not _number(item)
        else to_int(cx, item, "shape")
        for item in items
    )


def _number(item: Any) -> bool:
    return isinstance(item, Tensor) and isinstance(item.data, (int, Dim))


def _reshaped(cx: Context, x: Tensor, shape: Any) -> Tensor:
    lifted = Lifted(cx)
    sizes = tuple(lifted.size(size) for size in sizes_of(cx, shape))
    return lifted.back(reshaped(cx, lifted.tensor(x, "keras"), sizes))  # type: ignore[no-any-return]


@function(*everywhere("reshape"))
def reshape(cx: Context, x: Keras, newshape: Any) -> Tensor:
    """The same elements in another shape, batch included."""
    return _reshaped(cx, x, newshape)


@function("tensorflow.reshape")
def tensorflow_reshape(cx: Context, tensor: Keras, shape: Any, name: Any = None) -> Tensor:
    """The same elements in another shape, batch included."""
    return _reshaped(cx, tensor, shape)


@function("keras.backend.reshape")
def backend_reshape(cx: Context, x: Keras, shape: Any) -> Tensor:
    """The same elements in another shape, batch included."""
    return _reshaped(cx, x, shape)


@function("keras.backend.batch_flatten")
def batch_flatten(cx: Context, x: Keras) -> Tensor:
    """All dims but the first become one."""
    known = cx.facts.resolve_shape(x.shape)
    if known.lead is not None or not known.dims:
        raise Undetermined("the rank is not known")
    return x.like(Shape.of(known.dims[0], product(known.dims[1:])), factors=known.dims[1:])


twin("x: Keras", "ravel", *everywhere("ravel", backend="flatten"))
twin("x: Keras, axes=None", "transpose", *everywhere("transpose"), count=2)
twin(
    "a: Keras, perm=None, conjugate=False, name=None",
    "transpose",
    "tensorflow.transpose",
    count=2,
    renamed={"conjugate": "name"},
)
twin("x: Keras, pattern", "transpose", "keras.backend.permute_dimensions", count=2)
twin("x: Keras, axis", "expand_dims", *everywhere("expand_dims"), count=2)
twin("input: Keras, axis, name=None", "expand_dims", "tensorflow.expand_dims", count=2)
twin("x: Keras, axis=-1", "expand_dims", "keras.backend.expand_dims", count=2)
twin("x: Keras, axis=None", "squeeze", *everywhere("squeeze", backend="squeeze"), count=2)
twin("input: Keras, axis=None, name=None", "squeeze", "tensorflow.squeeze", count=2)
twin("x: Keras, axis1, axis2", "swapaxes", *everywhere("swapaxes"), count=3)
twin("x: Keras, source, destination", "moveaxis", *everywhere("moveaxis"), count=3)
twin("x: Keras, shape", "broadcast_to", *everywhere("broadcast_to"), count=2)
twin("input: Keras, shape, name=None", "broadcast_to", "tensorflow.broadcast_to", count=2)
twin("x: Keras, indices, axis=None", "take", *everywhere("take"), count=2)
twin("x: Keras, indices, axis=None", "take_along_axis", *everywhere("take_along_axis"), count=2)
twin("x: Keras, k=0", "diag", *everywhere("diag"), count=2)
twin("a: Keras, n=1, axis=-1", "diff", *everywhere("diff"))


@function("tensorflow.linalg.matrix_transpose")
def matrix_transpose(cx: Context, a: Keras, **more: Any) -> Tensor:
    """The last two dims swapped."""
    known = cx.facts.trailing(a.shape, 2)
    if known is None:
        raise Undetermined("no matrix")
    return a.like(Shape((*known.dims[:-2], known.dims[-1], known.dims[-2]), known.lead))


def _padded(cx: Context, x: Tensor, widths: Any) -> Tensor:
    known = cx.facts.resolve_shape(x.shape)
    if known.lead is not None:
        raise Undetermined("the rank is not known")
    if isinstance(widths, Tensor):
        if not isinstance(widths.data, tuple):
            raise Undetermined("the widths are not known")
        widths = ListV([ListV(list(pair)) if isinstance(pair, tuple) else pair for pair in widths.data])
    around = pairs(cx, widths, len(known.dims), "paddings")
    return x.like(Shape(tuple(size + before + behind for size, (before, behind) in zip(known.dims, around))))


@function(*everywhere("pad"))
def pad(cx: Context, x: Keras, pad_width: Any, mode: Any = "constant", constant_values: Any = None) -> Tensor:
    """Each dim with so much before and behind."""
    return _padded(cx, x, pad_width)


@function("tensorflow.pad")
def tensorflow_pad(
    cx: Context, tensor: Keras, paddings: Any, mode: Any = "CONSTANT", constant_values: Any = 0, name: Any = None
) -> Tensor:
    """Each dim with so much before and behind."""
    return _padded(cx, tensor, paddings)


@function("tensorflow.gather", "keras.backend.gather")
def gather(
    cx: Context,
    params: Keras,
    indices: Any,
    validate_indices: Any = None,
    axis: Any = None,
    batch_dims: Any = 0,
    name: Any = None,
) -> Tensor:
    """Slices along an axis, the first one by default."""
    if batch_dims != 0:
        raise Undetermined("batches of indices")
    return apply_numpy(cx, "take", (params, to_keras(cx, indices, "indices")), {"axis": 0 if axis is None else axis})  # type: ignore[no-any-return]


@function(*everywhere("slice", tensorflow="slice"))
def slice_(cx: Context, inputs: Keras, start_indices: Any, shape: Any, name: Any = None) -> Tensor:
    """A part of the given sizes; -1 is all that is left."""
    dims, sizes = cx.dims(inputs), sizes_of(cx, shape)
    if dims is None or len(dims) != len(sizes):
        raise Undetermined("the rank is not known")
    starts = to_ints(cx, start_indices, "start_indices")
    return inputs.like(
        Shape(tuple(dim - start if size == -1 else size for dim, start, size in zip(dims, starts, sizes)))
    )


@function(*everywhere("top_k", tensorflow="top_k"))
def top_k(cx: Context, x: Keras, k: Any = 1, sorted: Any = True, name: Any = None) -> Any:
    """The k greatest along the last axis, and their places."""
    known = cx.facts.trailing(x.shape, 1)
    if known is None:
        raise Undetermined("no axis")
    made = Shape((*known.dims[:-1], to_int(cx, k, "k")), known.lead)
    return x.like(made), x.like(made, "int")
