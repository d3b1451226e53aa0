"""`DepthwiseConv1D/2D` and `SeparableConv1D/2D`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.declaring import REGULAR, declare_layer
from convlint.frameworks.keras.help import Sizes, channels_first, images, join, split
from convlint.frameworks.keras.layers.conv import CALL, channels_of, check_padding, check_windows, slid
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.values import Context, Instance, Tensor

DEPTHWISE = f"""kernel_size, strides=1, padding='valid', depth_multiplier=1, data_format=None, dilation_rate=1, activation=None,
use_bias=True, depthwise_initializer=None, depthwise_regularizer=None, depthwise_constraint=None, {REGULAR}"""
SEPARABLE = f"""filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, depth_multiplier=1,
activation=None, use_bias=True, depthwise_initializer=None, pointwise_initializer=None, depthwise_regularizer=None,
pointwise_regularizer=None, depthwise_constraint=None, pointwise_constraint=None, {REGULAR}"""


def _check(count: int, *sizes: str) -> Any:
    def check(cx: Context, self: Instance) -> None:
        whole(cx, self, "depth_multiplier", *sizes)
        check_padding(self, "valid", "same", *(("causal",) if count == 1 else ()))
        check_windows(cx, self, count, both=True)

    return check


def _call(count: int, separable: bool) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        attrs, first = self.attrs, channels_first(cx, self)
        batch, channels, sizes = split(images(cx, inputs, count), first)
        channels = channels_of(cx, self, inputs, channels)
        made = slid(cx, self, sizes, attrs["kernel_size"], attrs["strides"], attrs["dilation_rate"], inputs)
        out = attrs["filters"] if separable else channels * attrs["depth_multiplier"]
        return inputs.like(join(batch, out, made, first), "float")

    return call


def _depthwise(cx: Context, self: Instance) -> Sizes:
    return (*self.attrs["kernel_size"], built_for(self), self.attrs["depth_multiplier"])


def _pointwise(cx: Context, self: Instance) -> Sizes:
    ones = (1,) * len(self.attrs["kernel_size"])
    return (*ones, built_for(self) * self.attrs["depth_multiplier"], self.attrs["filters"])


for _count in (1, 2):
    declare_layer(
        f"DepthwiseConv{_count}D",
        DEPTHWISE,
        _call(_count, False),
        CALL,
        _check(_count),
        kernel=weight(_depthwise),
        bias=weight(lambda cx, self: (built_for(self) * self.attrs["depth_multiplier"],), "use_bias"),
    )
    declare_layer(
        f"SeparableConv{_count}D",
        SEPARABLE,
        _call(_count, True),
        CALL,
        _check(_count, "filters"),
        depthwise_kernel=weight(_depthwise),
        pointwise_kernel=weight(_pointwise),
        bias=weight(lambda cx, self: (self.attrs["filters"],), "use_bias"),
    )
