"""Normalisations: those that fix the size of an axis at the first call."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.declaring import ONE, declare_layer
from convlint.frameworks.keras.help import divisible, fixed
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Int
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

REST = """epsilon=0.001, center=True, scale=True, beta_initializer='zeros', gamma_initializer='ones', beta_regularizer=None,
gamma_regularizer=None, beta_constraint=None, gamma_constraint=None"""


def _size_at(cx: Context, tensor: Tensor, axis: Any) -> Int:
    """The size of an axis. Mismatch where there is none; Undetermined where it is not known which one that is."""
    if not isinstance(axis, int):
        items = cx.items(axis) if axis is not None else None
        if items is None or len(items) != 1 or not isinstance(items[0], int):
            raise Undetermined("`axis` is not known")
        axis = items[0]
    place: int = axis
    shape = cx.facts.resolve_shape(tensor.shape)
    if place < 0:
        known = cx.facts.trailing(shape, -place)
        if known is None:
            raise _no_axis(cx, tensor, axis)
        return known.dims[place]
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    if axis >= len(shape.dims):
        raise _no_axis(cx, tensor, axis)
    return shape.dims[place]


def _no_axis(cx: Context, tensor: Tensor, axis: int) -> Mismatch:
    return Mismatch("invalid-axis", f"`{{it}}` gets axis={axis} for a tensor of shape {cx.describe(tensor.shape)}")


def _normalise(rule: str, noun: str) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
        try:
            size = _size_at(cx, inputs, self.attrs["axis"])
        except Undetermined:
            return inputs.like(inputs.shape, factors=inputs.factors)
        fixed(cx, self, "in", size, inputs, rule, noun)
        groups = self.attrs.get("groups")
        if isinstance(groups, int) and groups > 0:
            divisible(cx, size, groups, "`{it}` gets {size} channels, which groups={by} does not divide")
        return inputs.like(inputs.shape, factors=inputs.factors)

    return call


def _vector(unless: str | None = None) -> Any:
    return weight(lambda cx, self: (built_for(self),), unless)


declare_layer(
    "BatchNormalization",
    f"axis=-1, momentum=0.99, {REST}, moving_mean_initializer='zeros', moving_variance_initializer='ones'",
    _normalise("channel-mismatch", "channels"),
    ONE,
    gamma=_vector("scale"),
    beta=_vector("center"),
    moving_mean=_vector(),
    moving_variance=_vector(),
)
declare_layer(
    "GroupNormalization",
    f"groups=32, axis=-1, {REST}",
    _normalise("channel-mismatch", "channels"),
    ONE,
    gamma=_vector("scale"),
    beta=_vector("center"),
)
declare_layer(
    "LayerNormalization",
    f"axis=-1, {REST}",
    _normalise("feature-mismatch", "features"),
    ONE,
    gamma=_vector("scale"),
    beta=_vector("center"),
)
declare_layer(
    "RMSNormalization", "axis=-1, epsilon=1e-06", _normalise("feature-mismatch", "features"), ONE, scale=_vector()
)


def _prelu(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """One slope for each value of a sample; the axes of `shared_axes` share theirs."""
    shape = cx.facts.resolve_shape(inputs.shape)
    shared = self.attrs["shared_axes"]
    axes = [] if shared is None else [shared] if isinstance(shared, int) else cx.items(shared)
    if shape.lead is None and axes is not None and all(isinstance(axis, int) for axis in axes):
        for axis, size in enumerate(shape.dims[1:], 1):
            if axis not in axes:
                fixed(cx, self, f"in {axis}", size, inputs, "feature-mismatch", f"values in axis {axis}")
    return inputs.like(inputs.shape, factors=inputs.factors)


declare_layer(
    "PReLU", "alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None", _prelu, ONE
)
