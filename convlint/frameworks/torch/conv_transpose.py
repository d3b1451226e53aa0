"""Transposed convolutions of one to three dimensions, as layers and as functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.frameworks.common.help import exact_dims, split_batch, transposed_size, with_batch
from convlint.frameworks.common.registry import add_function, add_layer
from convlint.frameworks.common.signature import Signature, to_int, to_ints
from convlint.frameworks.torch.conv import check_common, check_pads
from convlint.frameworks.torch.windows import (
    Sizes,
    divisible,
    fixed_weight,
    kernel_sizes,
    need_channels,
    no_empty_dims,
    not_empty,
    not_negative,
    per_axis,
    positive,
    size_of,
    vector,
)
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

INIT = """in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True, dilation=1,
padding_mode='zeros', device=None, dtype=None"""
CALL = """input: Tensor, weight: Tensor, bias: Tensor | None = None, stride=1, padding=0, output_padding=0, groups: Int = 1,
dilation=1"""


def transpose_convolve(
    cx: Context,
    count: int,
    input: Tensor,
    channels: tuple[Int, Int],
    kernel: Any,
    given: Mapping[str, Any],
    argument: str | None,
) -> Tensor:
    """What a transposed convolution over `count` dims makes of an input (N?, C, …)."""
    batch, (got, *sizes) = split_batch(cx, input, count + 1)
    need_channels(cx, channels[0], got, input, argument)
    no_empty_dims(cx, tuple(sizes), input)
    positive(cx, channels[1:], "out_channels")
    windows = kernel_sizes(cx, kernel, count)
    stride = per_axis(cx, given["stride"], count, "stride", 1)
    dilation = per_axis(cx, given["dilation"], count, "dilation", 1)
    padding = per_axis(cx, given["padding"], count, "padding")
    positive(cx, stride, "stride")
    positive(cx, dilation, "dilation")
    check_pads(cx, None, sizes, padding, input)
    wanted = given.get("output_size")
    if wanted is None:
        extra = per_axis(cx, given["output_padding"], count, "output_padding")
        if batch.dims != (0,):  # torch returns early for an empty batch
            check_extra(cx, extra, stride, dilation)
        made = tuple(map(transposed_size, sizes, windows, stride, padding, extra, dilation))
        not_empty(cx, made, input, least=0)  # some of torch's implementations refuse 0, others return an empty tensor
    else:
        least = tuple(map(transposed_size, sizes, windows, stride, padding, (0,) * count, dilation))
        made = chosen_size(cx, count, wanted, least, stride)
    return input.like(with_batch(batch, (channels[1], *made)))


def check_extra(cx: Context, extra: Sizes, stride: Sizes, dilation: Sizes) -> None:
    """`output_padding` is smaller than the stride or the dilation, and not negative."""
    not_negative(cx, extra, "output_padding")
    for pad, step, spread in zip(extra, stride, dilation):
        if cx.facts.less(pad, step) is Truth.NO and cx.facts.less(pad, spread) is Truth.NO:
            text = f"`{{it}}` gets output_padding={cx.facts.resolve(pad)}, which is not smaller than its stride or dilation"
            raise Mismatch("invalid-argument", text)


def chosen_size(cx: Context, count: int, wanted: Any, least: Sizes, stride: Sizes) -> Sizes:
    """The size that `output_size` asks for: from the least one, less than a stride more."""
    if isinstance(wanted, Unknown):
        return tuple(cx.fresh(f"d{i}", 1) for i in range(count))
    sizes = to_ints(cx, wanted, "output_size")
    if len(sizes) not in (count, count + 1, count + 2):
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `output_size` but gets {len(sizes)}")
    sizes = sizes[len(sizes) - count :]
    for size, low, step in zip(sizes, least, stride):
        if cx.facts.less(size, low) is Truth.YES or cx.facts.less(size, low + step) is Truth.NO:
            got, low, most = map(cx.facts.resolve, (size, low, low + step - 1))
            raise Mismatch(
                "invalid-argument", f"`{{it}}` is asked for an output size of {got} but can make {low} to {most}"
            )
    return sizes


def check_transposed(cx: Context, self: Instance, count: int) -> None:
    """What the constructor refuses."""
    mode = self.attrs["padding_mode"]
    if isinstance(mode, str) and mode != "zeros":
        raise Mismatch("invalid-argument", f"`{{it}}` knows only the padding_mode 'zeros' but gets {mode!r}")
    check_common(cx, self, count)


def weight_of(cx: Context, self: Instance) -> Tensor:
    """(in_channels, out_channels / groups, *kernel_size)."""
    out = size_of(cx, self, "out_channels") // size_of(cx, self, "groups")
    kernel = self.attrs["kernel_size"]
    if not isinstance(kernel, tuple):
        raise Undetermined("a kernel of one of several sizes")
    sizes = (size_of(cx, self, "in_channels"), out, *kernel)
    return Tensor(Shape(sizes), "float", parameter=True)


def _declare(count: int) -> None:
    def layer(cx: Context, self: Instance, input: Tensor, output_size: Any = None) -> Tensor:
        given = {**self.attrs, "output_size": output_size}
        fixed = fixed_weight(cx, self, count + 2)
        if fixed is None:
            channels = size_of(cx, self, "in_channels"), size_of(cx, self, "out_channels")
            return transpose_convolve(cx, count, input, channels, given["kernel_size"], given, "in_channels")
        channels = fixed[0], fixed[1] * to_int(cx, given["groups"], "groups")
        return transpose_convolve(cx, count, input, channels, fixed[2:], given, "in_channels")

    def function(
        cx: Context,
        input: Tensor,
        weight: Tensor,
        bias: Any,
        stride: Any,
        padding: Any,
        extra: Any,
        groups: Int,
        dilation: Any,
    ) -> Tensor:
        channels, out, *kernel = exact_dims(cx, weight, count + 2, "the weight of `{it}`")
        positive(cx, (groups,), "groups")
        divisible(
            cx, channels, groups, "`{it}` has a weight of {size} input channels, which groups={by} does not divide"
        )
        vector(cx, bias, out * groups, "bias")
        given = {"stride": stride, "padding": padding, "dilation": dilation, "output_padding": extra}
        return transpose_convolve(cx, count, input, (channels, out * groups), tuple(kernel), given, None)

    def check(cx: Context, self: Instance) -> None:
        check_transposed(cx, self, count)

    weights = {"weight": weight_of, "bias": "out_channels"}
    forward = Signature.parse("self, input: Tensor, output_size=None", returns="Tensor")
    add_layer(
        (f"torch.nn.ConvTranspose{count}d",), Signature.parse(INIT), layer, forward, "torch.nn._ConvNd", check, weights
    )
    call = Signature.parse(CALL, returns="Tensor")
    for path in (f"torch.nn.functional.conv_transpose{count}d", f"torch.conv_transpose{count}d"):
        add_function(path, function, call)


for _count in (1, 2, 3):
    _declare(_count)
