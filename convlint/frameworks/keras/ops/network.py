"""More of `keras.ops.nn`: adaptive pools, transposed and separable convolutions, losses, attention, blocks."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import window_size
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.help import divisible, format_of, join, natural, need_rank, per_axis, positive, split
from convlint.frameworks.keras.help import not_empty as check_left
from convlint.frameworks.keras.layers.conv_transpose import size_of
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.ops.nn import conv, depthwise_conv
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

Sizes = tuple[Int, ...]


def known(cx: Context, *tensors: Tensor) -> list[Sizes]:
    """The sizes of tensors. Undetermined where a rank is not known."""
    shapes = [cx.facts.resolve_shape(tensor.shape) for tensor in tensors]
    if any(shape.lead is not None for shape in shapes):
        raise Undetermined("the rank is not known")
    return [shape.dims for shape in shapes]


@function(*everywhere("adaptive_max_pool", "adaptive_average_pool"))
def adaptive_pool(cx: Context, inputs: Keras, output_size: Any, data_format: Any = None) -> Tensor:
    """(batch, …sizes, channels) -> (batch, …output_size, channels)."""
    (dims,) = known(cx, inputs)
    if not 3 <= len(dims) <= 5:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 3-D to 5-D tensor but gets {text_of(cx, inputs.shape)}")
    first = format_of(cx, data_format) == "channels_first"
    batch, channels, sizes = split(dims, first)
    made = per_axis(cx, output_size, len(sizes), "output_size")
    if not isinstance(output_size, int):
        positive(cx, made, "output_size")
    return natural(cx, inputs.like(join(batch, channels, made, first)))


@function(*everywhere("conv_transpose"))
def conv_transpose(
    cx: Context,
    inputs: Keras,
    kernel: Keras,
    strides: Any = 1,
    padding: Any = "valid",
    output_padding: Any = None,
    data_format: Any = None,
    dilation_rate: Any = 1,
) -> Tensor:
    """(batch, …, channels) with a kernel (…, filters, channels)."""
    dims, weight = known(cx, inputs, kernel)
    count = len(weight) - 2
    need_rank(cx, inputs, count + 2, count + 2)
    first = format_of(cx, data_format) == "channels_first"
    batch, channels, sizes = split(dims, first)
    if sizes_differ(cx, channels, weight[-1]):
        text = f"`{{it}}` has a kernel {text_of(cx, kernel.shape)} for {weight[-1]} channels"
        raise Mismatch("channel-mismatch", f"{text} but gets {text_of(cx, inputs.shape)}")
    if padding not in ("valid", "same"):
        raise Undetermined("`padding` is not known")
    steps = positive(cx, per_axis(cx, strides, count, "strides"), "strides")
    rates = per_axis(cx, dilation_rate, count, "dilation_rate")
    extra: Any = (None,) * count
    if output_padding is not None:
        extra = per_axis(cx, output_padding, count, "output_padding", 0)
    made = tuple(size_of(padding, *one) for one in zip(sizes, weight[:-2], steps, rates, extra))
    return inputs.like(join(batch, weight[-2], made, first), "float")


@function(*everywhere("separable_conv"))
def separable_conv(
    cx: Context,
    inputs: Keras,
    depthwise_kernel: Keras,
    pointwise_kernel: Keras,
    strides: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
    dilation_rate: Any = 1,
) -> Tensor:
    """A depthwise convolution, then one of single places."""
    made = depthwise_conv(cx, inputs, depthwise_kernel, strides, padding, data_format, dilation_rate)
    return conv(cx, made, pointwise_kernel, 1, "valid", data_format, dilation_rate)  # type: ignore[no-any-return]


# --- codes and losses -------------------------------------------------------------------------------------------------


@function(*everywhere("multi_hot"))
def multi_hot(
    cx: Context, inputs: Keras, num_classes: Any = None, axis: Any = -1, dtype: Any = None, sparse: Any = False
) -> Tensor:
    """(batch, n) -> (batch, num_classes); (n,) -> (num_classes,)."""
    (dims,) = known(cx, inputs)
    if num_classes is None or axis != -1 or not dims or (isinstance(num_classes, int) and num_classes < 1):
        raise Undetermined("the number of classes is not known")
    kept = (dims[0], *dims[2:]) if len(dims) > 1 else ()
    return inputs.like(Shape((*kept, to_int(cx, num_classes, "num_classes"))), "float")


def _same(cx: Context, target: Tensor, output: Tensor, rule: str = "loss-mismatch") -> None:
    one, other = known(cx, target, output)
    if len(one) != len(other) or any(sizes_differ(cx, a, b) for a, b in zip(one, other)):
        got = f"{text_of(cx, target.shape)} and {text_of(cx, output.shape)}"
        raise Mismatch(rule, f"`{{it}}` needs target and output of one shape but gets {got}")


@function(*everywhere("binary_crossentropy", backend="binary_crossentropy"))
def binary_crossentropy(cx: Context, target: Keras, output: Keras, from_logits: Any = False) -> Tensor:
    """A loss for each value."""
    _same(cx, target, output)
    return output.like(output.shape, "float")


def _without(cx: Context, output: Tensor, axis: Any) -> Shape:
    (dims,) = known(cx, output)
    if axis != -1 or not dims:
        raise Undetermined("along another axis")
    return Shape(dims[:-1])


@function(*everywhere("categorical_crossentropy", backend="categorical_crossentropy"))
def categorical_crossentropy(
    cx: Context, target: Keras, output: Keras, from_logits: Any = False, axis: Any = -1
) -> Tensor:
    """(…, classes) -> (…)."""
    _same(cx, target, output)
    if cx.facts.rank(output.shape) == 0:
        raise Mismatch("rank-mismatch", "`{it}` takes tensors with classes but gets numbers")
    return output.like(_without(cx, output, axis), "float")


@function(*everywhere("sparse_categorical_crossentropy", backend="sparse_categorical_crossentropy"))
def sparse_categorical_crossentropy(
    cx: Context, target: Keras, output: Keras, from_logits: Any = False, axis: Any = -1
) -> Tensor:
    """Classes (…) and (…, classes) -> (…)."""
    shape = _without(cx, output, axis)
    (given,) = known(cx, target)
    if len(given) == len(shape.dims) + 1 and cx.facts.equal(given[-1], 1) is not Truth.NO:
        given = given[:-1]
    if len(given) != len(shape.dims) or any(sizes_differ(cx, a, b) for a, b in zip(given, shape.dims)):
        got = f"{text_of(cx, target.shape)} for {text_of(cx, output.shape)}"
        raise Mismatch("loss-mismatch", f"`{{it}}` needs a class for each prediction but gets {got}")
    return output.like(shape, "float")


@function(*everywhere("ctc_loss"))
def ctc_loss(cx: Context, target: Keras, output: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(batch, steps, classes) -> (batch,)."""
    if cx.facts.rank(target.shape) != 2 or cx.facts.rank(output.shape) != 3:
        raise Undetermined("tensors of other ranks")
    labels, dims = known(cx, target, output)
    for size in (labels[0], *(shape.dims[0] for shape in _lengths(cx, args))):
        if sizes_differ(cx, size, dims[0]):
            raise Mismatch("loss-mismatch", f"`{{it}}` gets {size} sequences or lengths for a batch of {dims[0]}")
    return output.like(Shape(dims[:1]), "float")


def _lengths(cx: Context, values: Any) -> list[Shape]:
    """The shapes of those that are lengths of sequences. Undetermined where one is no line of them."""
    shapes = [cx.facts.resolve_shape(value.shape) for value in values if isinstance(value, Tensor)]
    if any(shape.lead is not None or len(shape.dims) != 1 for shape in shapes):
        raise Undetermined("one length for each sequence?")
    return shapes


@function(*everywhere("ctc_decode"))
def ctc_decode(
    cx: Context,
    inputs: Keras,
    sequence_lengths: Keras,
    strategy: Any = "greedy",
    beam_width: Any = 100,
    top_paths: Any = 1,
    *args: Any,
) -> Any:
    """(batch, steps, classes) -> (paths, batch, steps) and (batch, paths)."""
    need_rank(cx, inputs, 3, 3, "(batch, steps, classes)")
    (dims,) = known(cx, inputs)
    if isinstance(strategy, (str, int)) and strategy not in ("greedy", "beam_search"):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` takes 'greedy' or 'beam_search' as `strategy` but gets {strategy!r}"
        )
    (count,) = _lengths(cx, (sequence_lengths,))[0].dims
    alike = cx.facts.equal(count, dims[0])
    if alike is Truth.NO and strategy == "greedy" and 1 not in (count, dims[0]):
        raise Mismatch("loss-mismatch", f"`{{it}}` gets {count} lengths for a batch of {dims[0]}")
    paths = 1 if strategy == "greedy" else top_paths
    if (
        alike is not Truth.YES
        or not isinstance(paths, int)
        or paths < 1
        or not isinstance(beam_width, int)
        or beam_width < 1
    ):
        raise Undetermined("how many there are is not known")
    return inputs.like(Shape.of(paths, *dims[:2]), "int"), inputs.like(Shape.of(dims[0], paths))


@function(*everywhere("psnr"))
def psnr(cx: Context, x1: Keras, x2: Keras, max_val: Any) -> Tensor:
    """One number for two tensors of a shape."""
    _same(cx, x1, x2, "broadcast-mismatch")
    return x1.like(Shape.of(), "float")


# --- attention --------------------------------------------------------------------------------------------------------


@function(*everywhere("dot_product_attention"), late=("feature-mismatch", "broadcast-mismatch"))
def dot_product_attention(cx: Context, query: Keras, key: Keras, value: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """Query (batch, T, heads, d), key (batch, S, heads, d), value (batch, S, heads, d) -> (batch, T, heads, d)."""
    for tensor in (query, key, value):
        need_rank(cx, tensor, 4, 4, "(batch, steps, heads, features)")
    given = [kwargs.get(name, args[i] if i < len(args) else None) for i, name in enumerate(("bias", "mask"))]
    if all(isinstance(each, (Tensor, int)) for each in given):
        raise Mismatch("invalid-argument", "`{it}` takes a bias or a mask, not both")
    one, keys, values = known(cx, query, key, value)
    if sizes_differ(cx, one[3], keys[3]):
        got = f"{text_of(cx, query.shape)} and {text_of(cx, key.shape)}"
        raise Mismatch("feature-mismatch", f"`{{it}}` needs queries and keys of equal width but gets {got}")
    if is_open(cx, one[0]) and sizes_differ(cx, keys[1], values[1]):  # with data some of torch's kernels do not mind
        got = f"{text_of(cx, key.shape)} and {text_of(cx, value.shape)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs a key for each value but gets {got}")
    if any(cx.facts.equal(one[2], dims[2]) is not Truth.YES for dims in (keys, values)):
        raise Undetermined("queries may share heads, in some backends")
    batch = broadcast(cx, *(Shape(dims[:1]) for dims in (one, keys, values))).dims[0]
    return query.like(Shape.of(batch, one[1], one[2], values[3]), "float")


# --- blocks -----------------------------------------------------------------------------------------------------------


@function(*everywhere("unfold"))
def unfold(cx: Context, x: Keras, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1) -> Tensor:
    """(batch, channels, height, width) -> (batch, channels * window, places)."""
    need_rank(cx, x, 4, 4, "(batch, channels, height, width)")
    (dims,) = known(cx, x)
    kernel, rates = per_axis(cx, kernel_size, 2, "kernel_size"), per_axis(cx, dilation, 2, "dilation")
    around, steps = per_axis(cx, padding, 2, "padding", 0), per_axis(cx, stride, 2, "stride")
    low = [cx.facts.less(value, 1) for value in (*kernel, *rates, *steps)] + [cx.facts.less(pad, 0) for pad in around]
    if any(each is not Truth.NO for each in low):
        raise Undetermined("windows that are not known")
    each = zip(dims[2:], kernel, steps, around, rates)
    rows, columns = (window_size(size, k, step, pad, pad, rate) for size, k, step, pad, rate in each)
    check_left(cx, (rows, columns), x)
    return x.like(Shape.of(dims[0], dims[1] * kernel[0] * kernel[1], rows * columns))


@function(*everywhere("fold"))
def fold(
    cx: Context, x: Keras, output_size: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """(batch, channels * window, places) -> (batch, channels, height, width)."""
    need_rank(cx, x, 3, 3, "(batch, channels * window, places)")
    (dims,) = known(cx, x)
    height, width = per_axis(cx, output_size, 2, "output_size")
    kernel = positive(cx, per_axis(cx, kernel_size, 2, "kernel_size"), "kernel_size")
    steps, rates, around = (per_axis(cx, each, 2, "an option", 0) for each in (stride, dilation, padding))
    positive(cx, (*steps, *rates), "stride or dilation")
    rows, columns = (
        window_size(size, k, step, pad, pad, rate)
        for size, k, step, rate, pad in zip((height, width), kernel, steps, rates, around)
    )
    check_left(cx, (rows, columns), x)
    if sizes_differ(cx, rows * columns, dims[2]):
        text = f"`{{it}}` gets {dims[2]} places, but {rows} * {columns} windows cover {height} x {width}"
        raise Mismatch("invalid-reshape", text)
    divisible(cx, dims[1], kernel[0] * kernel[1], "`{it}` gets {size} values for windows of {by}")
    return x.like(Shape.of(dims[0], dims[1] // (kernel[0] * kernel[1]), height, width))


def _blocks(cx: Context, x: Tensor, block_size: Any, data_format: Any) -> tuple[Int, Int, Sizes, Int, bool]:
    need_rank(cx, x, 4, 4, "(batch, height, width, channels)")
    (dims,) = known(cx, x)
    first = format_of(cx, data_format) == "channels_first"
    batch, channels, sizes = split(dims, first)
    block = to_int(cx, block_size, "block_size")
    if cx.facts.less(block, 2) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` needs blocks of 2 places at least but gets {block}")
    return batch, channels, sizes, block, first


@function(*everywhere("depth_to_space"))
def depth_to_space(cx: Context, x: Keras, block_size: Any, data_format: Any = "channels_last") -> Tensor:
    """Channels become blocks of places."""
    batch, channels, sizes, block, first = _blocks(cx, x, block_size, data_format)
    divisible(cx, channels, block * block, "`{it}` gets {size} channels, which blocks of {by} places do not divide")
    return x.like(join(batch, channels // (block * block), tuple(size * block for size in sizes), first))


@function(*everywhere("space_to_depth"))
def space_to_depth(cx: Context, x: Keras, block_size: Any, data_format: Any = "channels_last") -> Tensor:
    """Blocks of places become channels."""
    batch, channels, sizes, block, first = _blocks(cx, x, block_size, data_format)
    for size in sizes:
        divisible(cx, size, block, "`{it}` gets a size of {size}, which blocks of {by} do not divide")
    return x.like(join(batch, channels * block * block, tuple(size // block for size in sizes), first))


@function(*everywhere("view"))
def view(cx: Context, x: Keras, dtype: Any = None) -> Tensor:
    """The same bytes as another dtype, which may have other sizes."""
    if dtype is None:
        return x.like(x.shape)
    raise Undetermined("numbers of another width")
