"""Normalisations: those that fix the size of an axis at the first call."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.declaring import ONE, declare_layer, late
from convlint.frameworks.keras.help import divisible, fixed
from convlint.frameworks.keras.tensors import Keras, tensor_of, to_keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

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
            return _along(cx, self, inputs)
        if self.attrs["axis"] == -(cx.facts.rank(inputs.shape) or 0) and "groups" in self.attrs:
            raise Mismatch("invalid-axis", f"`{{it}}` gets axis={self.attrs['axis']}, which is that of the batch")
        fixed(cx, self, "in", size, inputs, rule, noun)
        groups = self.attrs.get("groups")
        if isinstance(groups, int) and groups > 0:
            divisible(cx, size, groups, "`{it}` gets {size} channels, which groups={by} does not divide")
        return inputs.like(inputs.shape, factors=inputs.factors)

    return late(rule)(call) if rule == "feature-mismatch" else call


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


def _check_groups(cx: Context, self: Instance) -> None:
    groups = self.attrs["groups"]
    if isinstance(groups, (int, float)) and groups != -1 and (groups < 1 or isinstance(groups, float)):
        raise Mismatch("invalid-argument", f"`{{it}}` needs a positive number of groups, or -1, but gets {groups}")


declare_layer(
    "GroupNormalization",
    f"groups=32, axis=-1, {REST}",
    _normalise("channel-mismatch", "channels"),
    ONE,
    _check_groups,
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


@late("feature-mismatch")
def _prelu(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """One slope for each value of a sample; the axes of `shared_axes` share theirs."""
    shape = cx.facts.resolve_shape(inputs.shape)
    shared = self.attrs["shared_axes"]
    axes = [] if shared is None else [shared] if isinstance(shared, int) else cx.items(shared)
    if any(isinstance(axis, float) for axis in axes or ()):
        raise Mismatch("invalid-axis", f"`{{it}}` needs ints for `shared_axes` but gets {axes}")
    if shape.lead is None:
        for axis in axes or ():
            if isinstance(axis, int) and not 1 <= axis < len(shape.dims) and not 2 - len(shape.dims) <= axis <= 0:
                raise _no_axis(cx, inputs, axis)
    if shape.lead is None and axes is not None and all(isinstance(axis, int) for axis in axes):
        for axis, size in enumerate(shape.dims[1:], 1):
            if axis not in axes:
                fixed(cx, self, f"in {axis}", size, inputs, "feature-mismatch", f"values in axis {axis}")
    return inputs.like(inputs.shape, factors=inputs.factors)


declare_layer(
    "PReLU", "alpha_initializer='Zeros', alpha_regularizer=None, alpha_constraint=None, shared_axes=None", _prelu, ONE
)


def _along(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """Along axes that the input must have; a number has none."""
    axis = self.attrs["axis"]
    if isinstance(axis, float) and not self.cls.path.endswith("BatchNormalization"):
        raise Mismatch("invalid-axis", f"`{{it}}` needs an int for `axis` but gets the float {axis}")
    if cx.facts.rank(inputs.shape) == 0:
        return inputs.like(inputs.shape)
    for each in [axis] if isinstance(axis, int) else cx.items(axis) or ():
        if isinstance(each, int) and (each < 0 or cx.facts.rank(inputs.shape) is not None):
            _size_at(cx, inputs, each)
    return inputs.like(inputs.shape, factors=inputs.factors)


for _name in ("Softmax", "UnitNormalization"):
    declare_layer(_name, "axis=-1", late("invalid-axis")(_along) if _name == "Softmax" else _along, ONE)


def _check_given(cx: Context, self: Instance) -> None:
    mean, variance = self.attrs["mean"], self.attrs["variance"]
    if (mean is None) != (variance is None):
        raise Mismatch("invalid-argument", "`{it}` needs both `mean` and `variance`, or none of them")
    if mean is None or isinstance(mean, Unknown) or isinstance(variance, Unknown):
        return
    one, other = (to_keras(cx, value, "mean").shape for value in (mean, variance))
    if cx.facts.unify_shapes(one, other) is Truth.NO:
        text = f"`{{it}}` needs `mean` and `variance` of one shape but gets {cx.describe(one)} and {cx.describe(other)}"
        raise Mismatch("invalid-argument", text)


@late("broadcast-mismatch")
def _standardise(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """The kept axes exist, are known, and have as many values as `mean`."""
    _along(cx, self, inputs)
    axis, mean = self.attrs["axis"], self.attrs["mean"]
    items = [axis] if isinstance(axis, int) else cx.items(axis) if axis is not None else []
    if items is not None and len(items) <= 1 and mean is not None and not isinstance(mean, Unknown):
        shape = cx.facts.resolve_shape(to_keras(cx, mean, "mean").shape)
        size = _size_at(cx, inputs, items[0]) if items else 1
        if shape.lead is None and len(shape.dims) == 1:
            broadcast(cx, shape, Shape.of(size))
            if isinstance(size, int) and size == 1 and cx.facts.unify(shape.dims[0], 1) is Truth.NO:
                text = f"`{{it}}` has {shape.dims[0]} means for one value in {cx.describe(inputs.shape)}"
                raise Mismatch("broadcast-mismatch", text)
    return inputs.like(inputs.shape, factors=inputs.factors)


def _adapt(cx: Context, self: Any, data: Any, *args: Any, **kwargs: Any) -> Any:
    """One mean for each feature of the data, where they are those of one axis."""
    if not isinstance(self, Instance):
        return
    cx.touch(self)
    mean: Any = Unknown("statistics of data that are not known", data=True)
    axis = self.attrs.get("axis")
    if isinstance(data, Tensor) and isinstance(axis, int) and not self.opaque:
        shape = cx.facts.resolve_shape(data.shape)
        if shape.lead is None and len(shape.dims) > 1 and axis % len(shape.dims) > 0 and axis < len(shape.dims):
            mean = tensor_of(shape.dims[axis])
    self.attrs["mean"] = mean


declare_layer("Normalization", "axis=-1, mean=None, variance=None, invert=False", _standardise, ONE, _check_given)
add_function("keras.layers.Normalization.adapt", _adapt, Signature.parse("self, data, *args, **kwargs"), counts=False)
