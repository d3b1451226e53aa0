"""Deformable convolutions: a convolution whose every position looks elsewhere."""

from __future__ import annotations

import math
from typing import Any

from convlint.frameworks.common.help import at_least_one, exact_dims, need, tupled, window_size
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.torch.conv import check_conv
from convlint.frameworks.torch.windows import need_channels, size_of
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor

INIT = "in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True"


def deformed(
    cx: Context,
    input: Tensor,
    offset: Tensor,
    channels: tuple[Int, Int],
    kernel: tuple[Int, ...],
    given: Any,
    mask: Any = None,
) -> Tensor:
    """(N, C, H, W) and offsets (N, 2 * groups * kernel, h, w) -> (N, channels, h, w)."""
    n, got, *sizes = exact_dims(cx, input, 4)
    need_channels(cx, channels[0], got, input, "in_channels")
    stride, padding, dilation = (tupled(cx, given[name], 2, name) for name in ("stride", "padding", "dilation"))
    out = tuple(
        window_size(size, kernel[i], stride[i], padding[i], padding[i], dilation[i]) for i, size in enumerate(sizes)
    )
    at_least_one(cx, out, input.shape)
    images, pairs, *shifts = exact_dims(cx, offset, 4, "the offset of `{it}`")
    need(cx, n, images, "rank-mismatch", "`{it}` takes offsets for {wanted} images but gets {got}")
    area = 2 * kernel[0] * kernel[1]
    if cx.facts.divides(area, pairs) is Truth.NO:
        text = f"`{{it}}` takes offsets of a multiple of {area} channels but gets {cx.facts.resolve(pairs)}"
        raise Mismatch("channel-mismatch", text)
    for wanted, shift in zip(out, shifts):
        text = f"`{{it}}` takes offsets for {{wanted}} positions but gets {{got}} in {cx.describe(offset.shape)}"
        need(cx, wanted, shift, "rank-mismatch", text)
    if isinstance(mask, Tensor):
        shape = Shape.of(n, pairs // 2, *out)
        if cx.facts.unify_shapes(shape, mask.shape) is Truth.NO:
            sizes_of = f"{cx.describe(mask.shape)} for {cx.describe(shape)}"
            raise Mismatch(
                "rank-mismatch", f"`{{it}}` takes a number for each position as its mask but gets {sizes_of}"
            )
    return input.like(Shape.of(n, channels[1], *(cx.facts.resolve(size) for size in out)))


@op("torchvision.ops.deform_conv2d")
def deform_conv2d(
    cx: Context, input: Tensor, offset: Tensor, weight: Tensor, bias: Any = None, stride: Any = 1, padding: Any = 0,
    dilation: Any = 1, mask: Any = None,
) -> Tensor:  # fmt: skip
    """With the weight of a convolution; its groups follow from the channels."""
    made, _, *kernel = exact_dims(cx, weight, 4, "the weight of `{it}`")
    _, channels, _, _ = exact_dims(cx, input, 4)
    given = {"stride": stride, "padding": padding, "dilation": dilation}
    if isinstance(bias, Tensor):
        shape = cx.facts.resolve_shape(bias.shape)
        if shape.lead is None and cx.facts.equal(math.prod(shape.dims, start=1), made) is Truth.NO:
            got = cx.describe(shape)
            raise Mismatch("channel-mismatch", f"`{{it}}` takes a bias of {cx.facts.resolve(made)} but gets {got}")
    return deformed(cx, input, offset, (channels, made), tuple(kernel), given, mask)


def _check(cx: Context, self: Instance) -> None:
    self.attrs["padding_mode"] = "zeros"
    kernel = cx.items(self.attrs["kernel_size"]) if isinstance(self.attrs["kernel_size"], (tuple, ListV)) else None
    if kernel is not None and len(kernel) < 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a kernel of two sizes but gets {len(kernel)}")
    check_conv(cx, self, 2)


@layer("torchvision.ops.DeformConv2d", init=INIT, check=_check)
def deform_layer(cx: Context, self: Instance, input: Tensor, offset: Tensor, mask: Any = None) -> Tensor:
    """The layer."""
    channels = size_of(cx, self, "in_channels"), size_of(cx, self, "out_channels")
    return deformed(cx, input, offset, channels, self.attrs["kernel_size"], self.attrs, mask)
