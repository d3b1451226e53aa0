"""Convolutions of one to three dimensions, as layers and as functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.frameworks.common.help import exact_dims, split_batch, window_size, with_batch
from convlint.frameworks.common.registry import add_function, add_layer, declare_class, op
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.torch.windows import (
    Sizes,
    divisible,
    fixed_weight,
    keep_bias,
    kernel_sizes,
    need_channels,
    no_empty_dims,
    normalise,
    not_empty,
    per_axis,
    positive,
    size_of,
    vector,
    whole,
)
from convlint.symbolic import Int, Shape, Truth, ceil_div
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

declare_class("torch.nn._ConvNd", "torch.nn.Module")
PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
INIT = """in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True, padding_mode='zeros',
device=None, dtype=None"""
CALL = "input: Tensor, weight: Tensor, bias: Tensor | None = None, stride=1, padding=0, dilation=1, groups: Int = 1"


def convolve(
    cx: Context,
    count: int,
    input: Tensor,
    channels: tuple[Int, Int],
    kernel: Any,
    given: Mapping[str, Any],
    argument: str | None,
) -> Tensor:
    """What a convolution over `count` dims makes of an input (N?, C, …). `channels`: those that it takes and makes.

    Errors, in torch's order: rank, channels, arguments, an empty output.
    """
    kernel = kernel_sizes(cx, kernel, count)
    batch, (got, *sizes) = split_batch(cx, input, count + 1)
    need_channels(cx, channels[0], got, input, argument)
    no_empty_dims(cx, tuple(sizes), input)
    positive(cx, channels[1:], "out_channels")
    stride = per_axis(cx, given["stride"], count, "stride", 1)
    dilation = per_axis(cx, given["dilation"], count, "dilation", 1)
    positive(cx, stride, "stride")
    positive(cx, dilation, "dilation")
    padding = given["padding"]
    if padding == "same":
        strided(cx, stride)
        made = tuple(sizes)
        half = tuple(ceil_div(d * (k - 1), 2) for d, k in zip(dilation, kernel))
        check_pads(cx, given.get("padding_mode"), sizes, half, input)
    elif isinstance(padding, Unknown):
        made = tuple(cx.fresh(f"d{i}", 1) for i in range(count))
    else:
        around = per_axis(cx, 0 if padding == "valid" else padding, count, "padding")
        check_pads(cx, given.get("padding_mode"), sizes, around, input)
        made = tuple(window_size(s, k, t, p, p, d) for s, k, t, p, d in zip(sizes, kernel, stride, around, dilation))
        not_empty(cx, made, input)
    return input.like(with_batch(batch, (channels[1], *made)))


def strided(cx: Context, stride: Sizes) -> None:
    """`padding="same"` admits no stride."""
    for each in stride:
        if cx.facts.equal(each, 1) is Truth.NO:
            text = f"`{{it}}` cannot have padding='same' with a stride of {cx.facts.resolve(each)}"
            raise Mismatch("invalid-argument", text)


def check_pads(cx: Context, mode: Any, sizes: list[Int], around: Sizes, input: Tensor) -> None:
    """What mirrors or wraps around must be no larger than the input."""
    for pad in around:
        if cx.facts.less(pad, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` gets a negative padding, {cx.facts.resolve(pad)}")
    for size, pad in zip(sizes, around):
        reflected = mode == "reflect" and cx.facts.less(pad, size) is Truth.NO
        if reflected or (mode == "circular" and cx.facts.at_most(pad, size) is Truth.NO):
            text = f"`{{it}}` pads {cx.facts.resolve(pad)} by {mode} where {cx.describe(input.shape)} has only"
            raise Mismatch("invalid-argument", f"{text} {cx.facts.resolve(size)}")


def check_groups(cx: Context, self: Instance) -> None:
    """`groups` is positive and divides both channels."""
    positive(cx, (self.attrs["groups"],), "groups")
    for name in ("in_channels", "out_channels"):
        text = f"`{{it}}` needs {name} divisible by groups, but {{size}} is not divisible by {{by}}"
        divisible(cx, self.attrs[name], self.attrs["groups"], text)


def check_common(cx: Context, self: Instance, count: int) -> None:
    """What every convolution's constructor does: sizes, groups, one kernel size per axis."""
    whole(cx, self, "in_channels", "out_channels", "groups")
    check_groups(cx, self)
    normalise(
        cx, self, count, "kernel_size", "stride", "padding", "dilation", "output_padding", strict=("kernel_size",)
    )
    keep_bias(cx, self)
    self.hidden["weights"] = ("weight", "bias")


def check_conv(cx: Context, self: Instance, count: int) -> None:
    """What the constructor refuses."""
    padding, mode = self.attrs["padding"], self.attrs["padding_mode"]
    if isinstance(padding, str) and padding not in ("same", "valid"):
        raise Mismatch("invalid-argument", f"`{{it}}` takes 'same' or 'valid' as padding but gets {padding!r}")
    if isinstance(mode, str) and mode not in PADDING_MODES:
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the padding_mode {mode!r}")
    check_common(cx, self, count)
    if padding == "same" and isinstance(self.attrs["stride"], tuple):
        strided(cx, self.attrs["stride"])


def weight_of(cx: Context, self: Instance) -> Tensor:
    """(out_channels, in_channels / groups, *kernel_size)."""
    channels = size_of(cx, self, "in_channels") // size_of(cx, self, "groups")
    kernel = self.attrs["kernel_size"]
    if not isinstance(kernel, tuple):
        raise Undetermined("a kernel of one of several sizes")
    sizes = (size_of(cx, self, "out_channels"), channels, *kernel)
    return Tensor(Shape(sizes), "float", parameter=True)


@op("torch.nn._ConvNd._conv_forward")
def conv_forward(cx: Context, self: Instance, input: Tensor, weight: Tensor, bias: Any = None) -> Tensor:
    """The convolution with a weight that is handed over."""
    ranks = cx.facts.ranks(weight.shape)
    if ranks not in ((3, 3), (4, 4), (5, 5)):
        raise Undetermined("the rank of the weight is not known")
    out, channels, *kernel = cx.facts.resolve_shape(weight.shape).dims
    groups = to_int(cx, self.attrs["groups"], "groups")
    return convolve(cx, len(kernel), input, (channels * groups, out), tuple(kernel), self.attrs, None)


def _declare(count: int) -> None:
    def layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
        attrs = self.attrs
        fixed = fixed_weight(cx, self, count + 2)
        if fixed is None:
            channels = size_of(cx, self, "in_channels"), size_of(cx, self, "out_channels")
            return convolve(cx, count, input, channels, attrs["kernel_size"], attrs, "in_channels")
        channels = fixed[1] * to_int(cx, attrs["groups"], "groups"), fixed[0]
        return convolve(cx, count, input, channels, fixed[2:], attrs, "in_channels")

    def function(
        cx: Context, input: Tensor, weight: Tensor, bias: Any, stride: Any, padding: Any, dilation: Any, groups: Int
    ) -> Tensor:
        out, channels, *kernel = exact_dims(cx, weight, count + 2, "the weight of `{it}`")
        positive(cx, (groups,), "groups")
        divisible(cx, out, groups, "`{it}` has a weight of {size} output channels, which groups={by} does not divide")
        vector(cx, bias, out, "bias")
        given = {"stride": stride, "padding": padding, "dilation": dilation}
        return convolve(cx, count, input, (channels * groups, out), tuple(kernel), given, None)

    def check(cx: Context, self: Instance) -> None:
        check_conv(cx, self, count)

    weights = {"weight": weight_of, "bias": "out_channels"}
    forward = Signature.parse("self, input: Tensor", returns="Tensor")
    add_layer((f"torch.nn.Conv{count}d",), Signature.parse(INIT), layer, forward, "torch.nn._ConvNd", check, weights)
    call = Signature.parse(CALL, returns="Tensor")
    for path in (f"torch.nn.functional.conv{count}d", f"torch.conv{count}d"):
        add_function(path, function, call)


for _count in (1, 2, 3):
    _declare(_count)
