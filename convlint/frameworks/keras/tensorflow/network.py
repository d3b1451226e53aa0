"""`tf.nn`: convolutions with their filters given, pools, blocks, normalisation, embeddings."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.network import depth_to_space, known, space_to_depth
from convlint.frameworks.keras.ops.nn import form_of_tensorflow, inner, pooled, tensorflow_conv, windows_of_each
from convlint.frameworks.keras.ops.shaping import sizes_of
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Shape
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown


def _channels(cx: Context, size: Any, wanted: Any, inputs: Tensor, filters: Tensor) -> None:
    if sizes_differ(cx, size, wanted):
        text = f"`{{it}}` has filters {text_of(cx, filters.shape)} for {cx.facts.resolve(wanted)} channels"
        raise Mismatch("channel-mismatch", f"{text} but gets {text_of(cx, inputs.shape)}")


@function(*(f"tensorflow.nn.conv{count}d_transpose" for count in (1, 2, 3)))
def conv_transpose(
    cx: Context,
    input: Keras,
    filters: Keras,
    output_shape: Any,
    strides: Any = 1,
    padding: Any = "SAME",
    data_format: Any = None,
    *args: Any,
    **more: Any,
) -> Tensor:
    """(batch, …, channels) with filters (…, made, channels) -> `output_shape`."""
    dims, kernel = known(cx, input, filters)
    first = form_of_tensorflow(data_format) == "channels_first"
    if len(dims) != len(kernel) or len(kernel) < 3:
        raise Undetermined("tensors of other ranks")
    _channels(cx, dims[1 if first else -1], kernel[-1], input, filters)
    made = sizes_of(cx, output_shape)
    if len(made) != len(dims):
        raise Undetermined("an output shape of another rank")
    _channels(cx, made[1 if first else -1], kernel[-2], input.like(Shape(made)), filters)
    return input.like(Shape(made), "float")


@function("tensorflow.nn.depthwise_conv2d", "tensorflow.nn.depthwise_conv2d_native")
def depthwise_conv2d(
    cx: Context,
    input: Keras,
    filters: Keras,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: Any = None,
    **more: Any,
) -> Tensor:
    """(batch, height, width, channels) with filters (height, width, channels, multiplier)."""
    dims, kernel = known(cx, input, filters)
    if len(dims) != 4 or len(kernel) != 4 or form_of_tensorflow(data_format) == "channels_first":
        raise Undetermined("tensors of other ranks or forms")
    _channels(cx, dims[-1], kernel[-2], input, filters)
    steps, rates = (inner(cx, 1 if each is None else each, 2, "channels_last") for each in (strides, dilations))
    made = windows_of_each(cx, dims[1:3], kernel[:2], steps, padding, rates, input, True)
    return input.like(Shape((dims[0], *made, dims[-1] * kernel[-1])), "float")


@function("tensorflow.nn.separable_conv2d")
def separable_conv2d(
    cx: Context,
    input: Keras,
    depthwise_filter: Keras,
    pointwise_filter: Keras,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: Any = None,
    **more: Any,
) -> Tensor:
    """A depthwise convolution, then one of single places."""
    made = depthwise_conv2d(cx, input, depthwise_filter, strides, padding, data_format, dilations)
    return tensorflow_conv(cx, made, pointwise_filter, 1, "VALID", data_format)  # type: ignore[no-any-return]


@function("tensorflow.nn.atrous_conv2d")
def atrous_conv2d(cx: Context, input: Keras, filters: Keras, rate: Any, padding: Any, name: Any = None) -> Tensor:
    """A convolution whose filter has gaps."""
    return tensorflow_conv(cx, input, filters, 1, padding, None, rate)  # type: ignore[no-any-return]


@function("tensorflow.nn.pool")
def pool(
    cx: Context,
    input: Keras,
    window_shape: Any,
    pooling_type: Any,
    strides: Any = None,
    padding: Any = "VALID",
    data_format: Any = None,
    dilations: Any = None,
    **more: Any,
) -> Tensor:
    """Windows over all sizes, next to each other by default."""
    if dilations is not None:
        raise Undetermined("windows with gaps")
    return pooled(
        cx, input, window_shape, 1 if strides is None else strides, padding, form_of_tensorflow(data_format), True
    )


@function("tensorflow.nn.bias_add", "keras.backend.bias_add")
def bias_add(cx: Context, x: Keras, bias: Keras, data_format: Any = None, name: Any = None) -> Tensor:
    """One number for each channel."""
    (dims,) = known(cx, x)
    shape = cx.facts.resolve_shape(bias.shape)
    if shape.lead is not None or len(shape.dims) != 1 or len(dims) < 2:
        raise Undetermined("a bias of another rank")
    first = isinstance(data_format, str) and data_format.startswith(("NC", "channels_first"))
    if sizes_differ(cx, dims[1 if first else -1], shape.dims[0]):
        text = f"`{{it}}` has {cx.facts.resolve(shape.dims[0])} numbers for the channels of {text_of(cx, x.shape)}"
        raise Mismatch("channel-mismatch", text)
    return x.like(x.shape)


@function(*(f"tensorflow.{module}depth_to_space" for module in ("", "nn.")))
def tensorflow_depth_to_space(
    cx: Context, x: Keras, block_size: Any, data_format: Any = "NHWC", name: Any = None
) -> Tensor:
    """Channels become blocks of places."""
    return depth_to_space(cx, x, block_size, form_of_tensorflow(data_format))  # type: ignore[no-any-return]


@function(*(f"tensorflow.{module}space_to_depth" for module in ("", "nn.")))
def tensorflow_space_to_depth(
    cx: Context, x: Keras, block_size: Any, data_format: Any = "NHWC", name: Any = None
) -> Tensor:
    """Blocks of places become channels."""
    return space_to_depth(cx, x, block_size, form_of_tensorflow(data_format))  # type: ignore[no-any-return]


@function("tensorflow.nn.batch_normalization")
def batch_normalization(
    cx: Context,
    x: Keras,
    mean: Keras,
    variance: Keras,
    offset: Any = None,
    scale: Any = None,
    variance_epsilon: Any = None,
    name: Any = None,
) -> Tensor:
    """What the tensor and its statistics broadcast to."""
    shapes = [x.shape, mean.shape, variance.shape]
    for each in (offset, scale):
        if isinstance(each, Unknown):
            raise Undetermined("weights that are not known")
        if each is not None:
            shapes.append(to_keras(cx, each, "weight").shape)
    return x.like(broadcast(cx, *shapes))


@function("tensorflow.nn.embedding_lookup")
def embedding_lookup(cx: Context, params: Keras, ids: Keras, *args: Any, **more: Any) -> Tensor:
    """(n, …features) with ids (…) -> (…, …features)."""
    (table,) = known(cx, params)
    if not table:
        raise Undetermined("no table")
    shape = cx.facts.resolve_shape(ids.shape)
    return params.like(Shape((*shape.dims, *table[1:]), shape.lead))


@function("tensorflow.nn.l2_loss", "tensorflow.nn.zero_fraction", "tensorflow.math.zero_fraction")
def one_number(cx: Context, x: Keras, name: Any = None) -> Tensor:
    """One number for a tensor."""
    return x.like(Shape.of(), "float")


@function("tensorflow.nn.crelu")
def crelu(cx: Context, x: Keras, axis: Any = -1, name: Any = None) -> Tensor:
    """Twice as many features."""
    (dims,) = known(cx, x)
    if not isinstance(axis, int) or not -len(dims) <= axis < len(dims):
        raise Undetermined("`axis` is not known")
    return x.like(Shape(tuple(2 * size if i == axis % len(dims) else size for i, size in enumerate(dims))))
