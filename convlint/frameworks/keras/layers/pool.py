"""Pools: sliding, global and adaptive, of one to three dimensions."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.declaring import declare_layer, late
from convlint.frameworks.keras.help import AXES, channels_first, images, join, need_rank, normalise, per_axis, split
from convlint.frameworks.keras.layers.conv import CALL, check_padding, slid
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Shape
from convlint.values import Context, Instance, Tensor, Undetermined

_WITH_MASK = Signature.parse("self, inputs: Keras, mask=None", returns="Tensor")


def _need_rank(cx: Context, self: Instance, inputs: Tensor, count: int) -> None:
    """Undetermined for another rank within a layer of a graph that is only drawn, where Keras does not look."""
    rank = cx.facts.rank(inputs.shape)
    if self.hidden.get("drawing") and rank is not None and rank != count + 2:
        raise Undetermined("what is seen only with data")
    need_rank(cx, inputs, count + 2, count + 2, AXES[count + 2])


def _check(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        if self.attrs["strides"] is None:
            self.attrs["strides"] = self.attrs["pool_size"]
        check_padding(self, "valid", "same")
        normalise(cx, self, count, "pool_size", "strides")

    return check


def _call(count: int) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        _need_rank(cx, self, inputs, count)
        first = channels_first(cx, self)
        batch, channels, sizes = split(images(cx, inputs, count), first)
        made = slid(cx, self, sizes, self.attrs["pool_size"], self.attrs["strides"], (1,) * count, inputs)
        return inputs.like(join(batch, channels, made, first))

    return call


def _global(count: int) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, mask: Any = None) -> Tensor:
        _need_rank(cx, self, inputs, count)
        first = channels_first(cx, self)
        batch, channels, _ = split(images(cx, inputs, count), first)
        if self.attrs["keepdims"] is False:
            return inputs.like(Shape.of(batch, channels))
        if self.attrs["keepdims"] is not True:
            raise Undetermined("`keepdims` is not known")
        return inputs.like(join(batch, channels, (1,) * count, first))

    return call


def _check_adaptive(count: int) -> Any:
    return lambda cx, self: normalise(cx, self, count, "output_size")


def _adaptive(count: int) -> Any:
    @late("rank-mismatch")
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        need_rank(cx, inputs, count + 2, count + 2, AXES[count + 2])
        first = channels_first(cx, self)
        batch, channels, _ = split(images(cx, inputs, count), first)
        return inputs.like(join(batch, channels, per_axis(cx, self.attrs["output_size"], count, "output_size"), first))

    return call


for _count in (1, 2, 3):
    for _kind, _default in (("Max", "=2"), ("Average", "=2")):
        _init = f"pool_size{_default}, strides=None, padding='valid', data_format=None"
        declare_layer(f"{_kind}Pooling{_count}D", _init, _call(_count), CALL, _check(_count))
        declare_layer(f"Global{_kind}Pooling{_count}D", "data_format=None, keepdims=False", _global(_count), _WITH_MASK)
        declare_layer(
            f"Adaptive{_kind}Pooling{_count}D",
            "output_size, data_format=None",
            _adaptive(_count),
            CALL,
            _check_adaptive(_count),
        )
