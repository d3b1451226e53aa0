"""`Conv1DTranspose`, `Conv2DTranspose` and `Conv3DTranspose`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.declaring import REGULAR, declare_layer
from convlint.frameworks.keras.help import Sizes, channels_first, images, join, per_axis, split
from convlint.frameworks.keras.layers.conv import CALL, channels_of, check_padding, check_windows
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Int, Truth, dim_max
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

INIT = f"""filters, kernel_size, strides=1, padding='valid', output_padding=None, data_format=None, dilation_rate=1,
activation=None, use_bias=True, {REGULAR}"""


def _check(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        whole(cx, self, "filters")
        check_padding(self, "valid", "same")
        check_windows(cx, self, count)
        if self.attrs["output_padding"] is not None:
            extra = self.attrs["output_padding"] = per_axis(
                cx, self.attrs["output_padding"], count, "output_padding", 0
            )
            if any(cx.facts.less(e, s) is Truth.NO for e, s in zip(extra, self.attrs["strides"])):
                raise Mismatch(
                    "invalid-argument", f"`{{it}}` needs an output_padding below its strides but gets {extra}"
                )

    return check


def transposed(cx: Context, self: Instance, sizes: Sizes) -> Sizes:
    """The sizes that a transposed convolution makes; without `output_padding` they undo those of a strided convolution."""
    attrs = self.attrs
    extra = attrs["output_padding"] or (None,) * len(sizes)
    if attrs["padding"] not in ("valid", "same"):
        raise Undetermined("`padding` is not known")
    each = zip(sizes, attrs["kernel_size"], attrs["strides"], attrs["dilation_rate"], extra)
    return tuple(size_of(attrs["padding"], *one) for one in each)


def size_of(padding: str, size: Int, kernel: Int, stride: Int, dilation: Int, extra: Int | None) -> Int:
    extent = (kernel - 1) * dilation + 1
    if padding == "valid":
        extra = dim_max(extent, stride) - extent if extra is None else extra
        return (size - 1) * stride + extent + extra
    return size * stride if extra is None else (size - 1) * stride + extent % 2 + extra


def _call(count: int) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        first = channels_first(cx, self)
        batch, channels, sizes = split(images(cx, inputs, count), first)
        channels_of(cx, self, inputs, channels)
        return inputs.like(join(batch, self.attrs["filters"], transposed(cx, self, sizes), first), "float")

    return call


def _kernel(cx: Context, self: Instance) -> Sizes:
    return (*self.attrs["kernel_size"], self.attrs["filters"], built_for(self))


for _count in (1, 2, 3):
    declare_layer(
        f"Conv{_count}DTranspose",
        INIT,
        _call(_count),
        CALL,
        _check(_count),
        kernel=weight(_kernel),
        bias=weight(lambda cx, self: (self.attrs["filters"],), "use_bias"),
    )
