"""`Conv1D`, `Conv2D` and `Conv3D`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import window_size
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.declaring import REGULAR, declare_layer
from convlint.frameworks.keras.help import (
    Sizes,
    channels_first,
    divisible,
    fixed,
    images,
    join,
    normalise,
    not_empty,
    split,
)
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.versions import before_3
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Int, Truth, ceil_div
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

INIT = f"""filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, groups=1, activation=None,
use_bias=True, {REGULAR}"""
CALL = Signature.parse("self, inputs: Keras", returns="Tensor")


def check_padding(self: Instance, *allowed: str) -> None:
    """Mismatch (`invalid-argument`) for a padding that there is not."""
    padding = self.attrs["padding"]
    if isinstance(padding, str):
        self.attrs["padding"] = padding.lower()
        if padding.lower() not in allowed:
            raise Mismatch(
                "invalid-argument", f"`{{it}}` takes {' or '.join(map(repr, allowed))} as padding but gets {padding!r}"
            )


def check_windows(cx: Context, self: Instance, count: int, both: bool = False) -> None:
    """One kernel size, stride and dilation per axis; not both a stride and a dilation, unless `both`."""
    normalise(cx, self, count, "kernel_size", "strides", "dilation_rate")
    if both:
        return
    strided = any(cx.facts.less(1, stride) is Truth.YES for stride in self.attrs["strides"])
    if strided and any(cx.facts.less(1, rate) is Truth.YES for rate in self.attrs["dilation_rate"]):
        text = (
            f"`{{it}}` cannot have both strides={self.attrs['strides']} and dilation_rate={self.attrs['dilation_rate']}"
        )
        raise Mismatch("invalid-argument", text)


def forget_window(cx: Context, self: Instance) -> None:
    """Before Keras 3, `Conv2D(64, 3, 3)` could mean a kernel of 3 x 3."""
    numbers = isinstance(self.attrs["kernel_size"], int) and isinstance(self.attrs["strides"], int)
    if numbers and self.attrs["strides"] != 1 and before_3(cx):
        self.attrs["kernel_size"] = self.attrs["strides"] = Unknown("a kernel size or a stride")


def slid(
    cx: Context, self: Instance, sizes: Sizes, kernel: Sizes, strides: Sizes, dilation: Sizes, tensor: Tensor
) -> Sizes:
    """The sizes after a window slid over them. Mismatch (`empty-output`) where nothing is left."""
    padding = self.attrs["padding"]
    if padding in ("same", "causal"):
        return tuple(ceil_div(size, stride) for size, stride in zip(sizes, strides))
    if padding != "valid":
        raise Undetermined("`padding` is not known")
    made = tuple(window_size(size, k, stride, 0, 0, d) for size, k, stride, d in zip(sizes, kernel, strides, dilation))
    not_empty(cx, made, tensor)
    return made


def channels_of(cx: Context, self: Instance, tensor: Tensor, channels: Int) -> Int:
    """The channels of the input, which the first call fixes."""
    return fixed(cx, self, "in", channels, tensor, "channel-mismatch", "channels")


def _check(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        whole(cx, self, "filters", "groups")
        if count > 1:
            forget_window(cx, self)
        check_padding(self, "valid", "same", *(("causal",) if count == 1 else ()))
        check_windows(cx, self, count)
        text = "`{it}` needs filters divisible by groups, but {size} is not divisible by {by}"
        divisible(cx, self.attrs["filters"], self.attrs["groups"], text)

    return check


def _call(count: int) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        attrs, first = self.attrs, channels_first(cx, self)
        batch, channels, sizes = split(images(cx, inputs, count), first)
        channels = channels_of(cx, self, inputs, channels)
        text = "`{it}` gets {size} channels, which groups={by} does not divide"
        divisible(cx, channels, attrs["groups"], text)
        made = slid(cx, self, sizes, attrs["kernel_size"], attrs["strides"], attrs["dilation_rate"], inputs)
        return inputs.like(join(batch, attrs["filters"], made, first), "float")

    return call


def _kernel(cx: Context, self: Instance) -> Sizes:
    return (*self.attrs["kernel_size"], built_for(self) // self.attrs["groups"], self.attrs["filters"])


for _count in (1, 2, 3):
    declare_layer(
        f"Conv{_count}D",
        INIT,
        _call(_count),
        CALL,
        _check(_count),
        kernel=weight(_kernel),
        bias=weight(lambda cx, self: (self.attrs["filters"],), "use_bias"),
    )
