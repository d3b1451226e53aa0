"""`keras.ops.conv` and its kin, `tf.nn.conv2d`, pools, one-hot codes, attention, images."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import window_size
from convlint.frameworks.common.signature import to_int, to_ints
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.help import format_of, join, need_rank, per_axis, positive, split
from convlint.frameworks.keras.help import not_empty as check_left
from convlint.frameworks.keras.opensizes import is_open, same, text_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Int, Shape, Truth, ceil_div
from convlint.values import Context, Mismatch, Tensor, Undetermined

Sizes = tuple[Int, ...]


def _known(cx: Context, tensor: Tensor, what: str) -> Sizes:
    shape = cx.facts.resolve_shape(tensor.shape)
    if shape.lead is not None:
        raise Undetermined(f"the rank of {what} is not known")
    return shape.dims


def windows_of_each(
    cx: Context,
    sizes: Sizes,
    kernel: Sizes,
    strides: Any,
    padding: Any,
    dilation: Any,
    tensor: Tensor,
    empty: bool = False,
) -> Sizes:
    """How many windows there are along each axis. Mismatch for none; `empty`: TensorFlow may leave nothing."""
    count = len(sizes)
    steps = positive(cx, per_axis(cx, strides, count, "strides"), "strides")
    rates = positive(cx, per_axis(cx, dilation, count, "dilation_rate"), "dilation_rate")
    positive(cx, kernel, "kernel_size")
    if not isinstance(padding, str):
        raise Undetermined("`padding` is not known")
    if padding.lower() in ("same", "causal"):
        return tuple(ceil_div(size, step) for size, step in zip(sizes, steps))
    if padding.lower() != "valid":
        raise Mismatch("invalid-argument", f"`{{it}}` takes 'valid' or 'same' as padding but gets {padding!r}")
    made = tuple(window_size(size, k, step, 0, 0, rate) for size, k, step, rate in zip(sizes, kernel, steps, rates))
    if empty:
        check_left(cx, tuple(size for size in made if cx.facts.less(size, -1) is Truth.YES), tensor)
    if empty and any(cx.facts.less(size, 1) is Truth.YES for size in made):
        raise Undetermined("nothing is left, which TensorFlow does not always mind")
    check_left(cx, made, tensor)
    return made


def _grouped(cx: Context, channels: Int, inner: Int, filters: Int, inputs: Tensor, kernel: Tensor) -> None:
    """The kernel's input channels divide those of the input, and so many groups the filters."""
    if is_open(cx, channels):
        return
    given = cx.facts.divides(inner, channels)
    if given is Truth.NO:
        text = f"`{{it}}` has a kernel {text_of(cx, kernel.shape)} for {cx.facts.resolve(inner)} channels"
        raise Mismatch("channel-mismatch", f"{text} but gets {text_of(cx, inputs.shape)}")
    channels, inner = cx.facts.resolve(channels), cx.facts.resolve(inner)
    if isinstance(channels, int) and isinstance(inner, int) and inner:
        groups = channels // inner
        if cx.facts.divides(groups, filters) is Truth.NO:
            text = (
                f"`{{it}}` has a kernel {text_of(cx, kernel.shape)} for {inner} channels, but gets {channels} channels"
            )
            why = f"{groups} groups, which do not divide its {cx.facts.resolve(filters)} filters"
            raise Mismatch("channel-mismatch", f"{text}: {why}")


def _convolved(
    cx: Context,
    inputs: Tensor,
    kernel: Tensor,
    strides: Any,
    padding: Any,
    form: str,
    dilation: Any,
    empty: bool = False,
) -> Tensor:
    sizes = _known(cx, kernel, "the kernel")
    count = len(sizes) - 2
    need_rank(cx, inputs, count + 2, count + 2)
    dims = _known(cx, inputs, "the input")
    first = form == "channels_first"
    batch, channels, spatial = split(dims, first)
    _grouped(cx, channels, sizes[-2], sizes[-1], inputs, kernel)
    made = windows_of_each(cx, spatial, sizes[:-2], strides, padding, dilation, inputs, empty)
    return inputs.like(join(batch, sizes[-1], made, first), "float")


@function(*everywhere("conv"))
def conv(
    cx: Context,
    inputs: Keras,
    kernel: Keras,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
    dilation_rate: Any = 1,
) -> Tensor:
    """(batch, …, channels) with a kernel (…, channels / groups, filters)."""
    return _convolved(cx, inputs, kernel, strides, padding, format_of(cx, data_format), dilation_rate)


def form_of_tensorflow(data_format: Any) -> str:
    """What `NHWC`, `NCDHW` and so on mean."""
    return "channels_first" if isinstance(data_format, str) and data_format.startswith("NC") else "channels_last"


@function("tensorflow.nn.conv1d", "tensorflow.nn.conv2d", "tensorflow.nn.conv3d", "tensorflow.nn.convolution")
def tensorflow_conv(
    cx: Context,
    input: Keras,
    filters: Keras,
    strides: Any = 1,
    padding: Any = "VALID",
    data_format: Any = None,
    dilations: Any = 1,
    name: Any = None,
    **more: Any,
) -> Tensor:
    """(batch, …, channels) with filters (…, channels / groups, filters); strides for each dim or each size."""
    form = form_of_tensorflow(data_format)
    count = len(_known(cx, filters, "the filters")) - 2
    strides, dilations = (
        inner(cx, strides, count, form),
        inner(cx, 1 if dilations is None else dilations, count, form),
    )
    return _convolved(cx, input, filters, strides, padding, form, dilations, True)


def inner(cx: Context, value: Any, count: int, form: str) -> Any:
    """Strides for all dims, with 1 for batch and channels, as those for the sizes."""
    values = to_ints(cx, value, "strides")
    if len(values) == count + 2:
        values = values[2:] if form == "channels_first" else values[1:-1]
    return values[0] if len(values) == 1 else values


@function(*everywhere("depthwise_conv"))
def depthwise_conv(
    cx: Context,
    inputs: Keras,
    kernel: Keras,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
    dilation_rate: Any = 1,
) -> Tensor:
    """(batch, …, channels) with a kernel (…, channels, multiplier)."""
    sizes, first = _known(cx, kernel, "the kernel"), format_of(cx, data_format) == "channels_first"
    need_rank(cx, inputs, len(sizes), len(sizes))
    batch, channels, spatial = split(_known(cx, inputs, "the input"), first)
    if same(cx, channels, sizes[-2]) is Truth.NO:
        text = f"`{{it}}` has a kernel {text_of(cx, kernel.shape)} for {sizes[-2]} channels but gets {text_of(cx, inputs.shape)}"
        raise Mismatch("channel-mismatch", text)
    made = windows_of_each(cx, spatial, sizes[:-2], strides, padding, dilation_rate, inputs)
    return inputs.like(join(batch, channels * sizes[-1], made, first), "float")


def pooled(
    cx: Context, inputs: Tensor, pool: Any, strides: Any, padding: Any, form: str, empty: bool = False
) -> Tensor:
    """Windows over all sizes."""
    dims = _known(cx, inputs, "the input")
    if len(dims) < 3:
        raise Undetermined("a rank that no pool takes")
    if len(dims) > 5:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 3-D to 5-D tensor but gets {text_of(cx, inputs.shape)}")
    first = form == "channels_first"
    batch, channels, spatial = split(dims, first)
    kernel = per_axis(cx, pool, len(spatial), "pool_size")
    made = windows_of_each(cx, spatial, kernel, kernel if strides is None else strides, padding, 1, inputs, empty)
    return inputs.like(join(batch, channels, made, first))


@function(*everywhere("max_pool", "average_pool"))
def pool(
    cx: Context, inputs: Keras, pool_size: Any, strides: Any = None, padding: Any = "valid", data_format: Any = None
) -> Tensor:
    """Windows over all sizes."""
    return pooled(cx, inputs, pool_size, strides, padding, format_of(cx, data_format))


@function(
    "tensorflow.nn.max_pool2d",
    "tensorflow.nn.avg_pool2d",
    "tensorflow.nn.max_pool",
    "tensorflow.nn.avg_pool",
    "tensorflow.nn.max_pool1d",
    "tensorflow.nn.avg_pool1d",
    "tensorflow.nn.max_pool3d",
    "tensorflow.nn.avg_pool3d",
)
def tensorflow_pool(
    cx: Context, input: Keras, ksize: Any, strides: Any, padding: Any, data_format: Any = None, name: Any = None
) -> Tensor:
    """Windows over all sizes."""
    form = form_of_tensorflow(data_format)
    count = len(_known(cx, input, "the input")) - 2
    return pooled(cx, input, inner(cx, ksize, count, form), inner(cx, strides, count, form), padding, form, True)


@function(*everywhere("one_hot", backend="one_hot"))
def one_hot(cx: Context, x: Keras, num_classes: Any, axis: Any = -1, dtype: Any = None, sparse: Any = False) -> Tensor:
    """(…) -> (…, num_classes)."""
    return _one_hot(cx, x, num_classes, axis)


@function("tensorflow.one_hot")
def tensorflow_one_hot(
    cx: Context,
    indices: Keras,
    depth: Any,
    on_value: Any = None,
    off_value: Any = None,
    axis: Any = None,
    dtype: Any = None,
    name: Any = None,
) -> Tensor:
    """(…) -> (…, depth)."""
    return _one_hot(cx, indices, depth, -1 if axis is None else axis)


def _one_hot(cx: Context, given: Any, classes: Any, axis: Any) -> Tensor:
    x: Tensor = to_keras(cx, given, "x")  # a replay may bring what became unknown
    shape = cx.facts.resolve_shape(x.shape)
    if axis != -1:
        raise Undetermined("another axis")
    return x.like(Shape((*shape.dims, to_int(cx, classes, "num_classes")), shape.lead), "float")


@function("keras.ops.image.resize", "tensorflow.image.resize", "keras.ops.resize")
def resize(cx: Context, images: Keras, size: Any, *args: Any, **kwargs: Any) -> Tensor:
    """Images, with or without a batch, of another size."""
    need_rank(cx, images, 3, 4, "(height, width, channels) or (batch, height, width, channels)")
    given = kwargs.get("data_format")
    if kwargs.get("preserve_aspect_ratio", False) is not False or given not in (None, "channels_last"):
        raise Undetermined("another form")
    shape = cx.facts.trailing(images.shape, 3)
    height, width = positive(cx, per_axis(cx, size, 2, "size"), "size")
    if shape is None:
        raise Undetermined("the rank is not known")
    return images.like(Shape((*shape.dims[:-3], height, width, shape.dims[-1]), shape.lead), "float")
