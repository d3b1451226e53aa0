"""Changing shapes: reshape, transpose, dims of size 1, padding, selecting."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import locate, locate_all, with_size
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.reshaping import reshaped
from convlint.frameworks.common.signature import to_axes, to_axis, to_int, to_ints
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.graph import function, is_symbolic
from convlint.frameworks.keras.help import natural
from convlint.frameworks.keras.layers.resizing import pairs
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import is_open, shape_of, text_of
from convlint.frameworks.keras.ops.twins import apply_numpy, everywhere, twin
from convlint.frameworks.keras.refusing import strict
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, ListV, Mismatch, SizeRow, Sizes, SizeV, Tensor, Undetermined, Unknown


@strict(*everywhere("shape", tensorflow="", backend=""), counts=False)
def shape(cx: Context, x: Keras) -> Any:
    """The sizes, as numbers that are known when the data is."""
    known = cx.facts.resolve_shape(x.shape)
    return Sizes(known.dims) if known.lead is None else SizeV(x)


@op("tensorflow.shape", "keras.backend.shape", counts=False)
def shape_as_tensor(cx: Context, input: Keras, out_type: Any = None, name: Any = None) -> Any:
    """The sizes as a tensor of numbers."""
    known = cx.facts.resolve_shape(input.shape)
    return SizeRow(known.dims) if known.lead is None else Unknown("the shape of a tensor of unknown rank")


@op("keras.backend.int_shape", counts=False)
def int_shape(cx: Context, x: Keras) -> Any:
    """The shape with None for what is open."""
    return shape_of(cx, x, is_symbolic(x))


@strict(*everywhere("ndim", tensorflow="rank", backend="ndim"), counts=False)
def ndim(cx: Context, x: Keras, name: Any = None) -> Any:
    """The rank."""
    dims = cx.dims(x)
    return Unknown("the rank is not known") if dims is None else len(dims)


@strict(*everywhere("size", tensorflow="size", backend=""), counts=False)
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


@function(*everywhere("squeeze", backend="squeeze"))
def squeeze(cx: Context, x: Keras, axis: Any = None) -> Tensor:
    """Without dims of size 1. Others are refused of symbolic tensors; of data they stay, where the backend goes on at all."""
    if axis is None:
        return apply_numpy(cx, "squeeze", (x,), {})  # type: ignore[no-any-return]
    shape, places = locate_all(cx, x, to_axes(cx, axis, "axis"), "axis")
    gone = []
    for place in places:
        size = cx.facts.resolve(shape.dims[place])
        if not isinstance(size, int):
            raise Undetermined("a dim that may be of size 1")
        if size == 1:
            gone.append(place)
        elif is_open(cx, shape.dims[0]):
            got = text_of(cx, shape)
            raise Mismatch("invalid-axis", f"`{{it}}` can take away dims of size 1 only, not axis {axis} of {got}")
    return x.like(Shape(tuple(size for i, size in enumerate(shape.dims) if i not in gone), shape.lead))


twin("input: Keras, axis=None, name=None", "squeeze", "tensorflow.squeeze", count=2)
twin("x: Keras, axis1, axis2", "swapaxes", *everywhere("swapaxes"), count=3)


@function(*everywhere("moveaxis"))
def moveaxis(cx: Context, x: Keras, source: Any, destination: Any) -> Tensor:
    """As NumPy's."""
    if cx.facts.rank(x.shape) == 0:
        raise Undetermined("a number has no axes")
    return apply_numpy(cx, "moveaxis", (x, source, destination), {})  # type: ignore[no-any-return]


twin("x: Keras, shape", "broadcast_to", *everywhere("broadcast_to"), count=2)
twin("input: Keras, shape, name=None", "broadcast_to", "tensorflow.broadcast_to", count=2)
twin("x: Keras, indices, axis=None", "take", *everywhere("take"), count=2)


@function(*everywhere("take_along_axis"))
def take_along_axis(cx: Context, x: Keras, indices: Keras, axis: Any = None) -> Tensor:
    """Along an axis as many as there are indices; the other sizes broadcast."""
    if axis is None:
        raise Undetermined("of the flattened tensor")
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    where = cx.facts.resolve_shape(indices.shape)
    if shape.lead is not None or where.lead is not None:
        raise Undetermined("the rank is not known")
    if len(shape.dims) != len(where.dims):
        got = f"{text_of(cx, where)} for {text_of(cx, shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` needs indices of the same rank but gets {got}")
    rest = broadcast(cx, with_size(shape, place, 1), with_size(where, place, 1))
    return x.like(with_size(rest, place, where.dims[place]))


@function(*everywhere("diff"))
def diff(cx: Context, a: Keras, n: Any = 1, axis: Any = -1) -> Tensor:
    """The differences of neighbours, n times over: n values less."""
    shape, place = locate(cx, a, to_axis(cx, axis, "axis"), "axis")
    times, size = to_int(cx, n, "n"), cx.facts.resolve(shape.dims[place])
    if cx.facts.less(times, 0) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` needs n >= 0 but gets {times}")
    left = size - times
    if cx.facts.less(left, 0) is not Truth.NO:
        left = 0 if isinstance(left, int) else cx.fresh("left")
    return a.like(with_size(shape, place, left))


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
    items = cx.items(widths)
    if items is not None and len(items) == 1 and len(known.dims) != 1:
        raise Undetermined("one pair for several dims")
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


@function(*everywhere("slice"))
def slice_(cx: Context, inputs: Keras, start_indices: Any, shape: Any) -> Tensor:
    """A part of the given sizes."""
    if -1 in (cx.items(shape) or ()):
        raise Undetermined("a size that some backends count from the end")
    return tensorflow_slice(cx, inputs, start_indices, shape)  # type: ignore[no-any-return]


@function(*everywhere(tensorflow="slice"))
def tensorflow_slice(cx: Context, inputs: Keras, start_indices: Any, shape: Any, name: Any = None) -> Tensor:
    """A part of the given sizes; -1 is all that is left."""
    dims, sizes = cx.dims(inputs), sizes_of(cx, shape)
    if dims is None or len(dims) != len(sizes):
        raise Undetermined("the rank is not known")
    starts = to_ints(cx, start_indices, "start_indices")
    if len(starts) > len(dims):
        got = f"{len(starts)} starts for {text_of(cx, inputs.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` gets {got}")
    if len(starts) != len(dims):
        raise Undetermined("too few starts")
    if not all(_inside(cx, *each) for each in zip(dims, starts, sizes)):
        return _what_is_there(inputs, dims, starts, sizes)
    return inputs.like(
        Shape(tuple(dim - start if size == -1 else size for dim, start, size in zip(dims, starts, sizes)))
    )


def _what_is_there(inputs: Tensor, dims: tuple[Int, ...], starts: tuple[Int, ...], sizes: tuple[Int, ...]) -> Tensor:
    """A part that reaches beyond the end: torch gives what is there, the other backends refuse it.

    Of a tensor without data all of them tell the size that is asked for.
    """
    parts: list[Int] = []
    for dim, start, size in zip(dims, starts, sizes):
        if inputs.source is not None or not (isinstance(dim, int) and isinstance(start, int) and isinstance(size, int)):
            raise Undetermined("a part that is not inside")
        if start < 0 or size < 0:
            raise Undetermined("a part that is counted from the end")
        parts.append(max(min(size, dim - start), 0))
    return inputs.like(Shape(tuple(parts)))


def _inside(cx: Context, dim: Int, start: Int, size: Int) -> bool:
    dim, start, size = (cx.facts.resolve(each) for each in (dim, start, size))
    if not isinstance(dim, int) or not isinstance(start, int) or not isinstance(size, int):
        return True
    return start >= 0 and start + max(size, 0) <= dim and size >= -1


@function(*everywhere("top_k", tensorflow="top_k"))
def top_k(cx: Context, x: Keras, k: Any = 1, sorted: Any = True, name: Any = None) -> Any:
    """The k greatest along the last axis, and their places."""
    known = cx.facts.trailing(x.shape, 1)
    if known is None:
        raise Undetermined("no axis")
    count = to_int(cx, k, "k")
    if not is_open(cx, known.dims[-1]) and cx.facts.less(known.dims[-1], count) is Truth.YES:
        got = f"k={cx.facts.resolve(count)} of {text_of(cx, x.shape)}"
        raise Mismatch("invalid-argument", f"`{{it}}` cannot take {got}")
    made = Shape((*known.dims[:-1], count), known.lead)
    return natural(cx, x.like(made)), x.like(made, "int")
