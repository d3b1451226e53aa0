"""Functions that keep the shape and work along axes, which must be there."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import locate
from convlint.frameworks.common.signature import Signature, to_axes, to_axis
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.help import last_size, need_rank
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Shape, product
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown


def checked(cx: Context, x: Tensor, axis: Any) -> None:
    """Mismatch (`invalid-axis`) for an axis that there is not. What is not known is let pass."""
    if axis is None or isinstance(axis, Unknown):
        return
    if cx.facts.rank(x.shape) == 0:
        if isinstance(axis, int) and axis not in (0, -1):
            raise Mismatch("invalid-axis", f"`{{it}}` gets axis={axis} for a number")
        return
    try:
        for each in to_axes(cx, axis, "axis"):
            locate(cx, x, each, "axis")
    except Undetermined:
        return


def _keeping(kind: str | None) -> Any:
    def handler(cx: Context, x: Tensor, axis: Any = None, *args: Any, **kwargs: Any) -> Tensor:
        checked(cx, x, axis)
        return x.like(x.shape, kind, x.factors)

    return handler


def _normalised(cx: Context, x: Tensor, axis: Any = -1, *args: Any, **kwargs: Any) -> Tensor:
    if cx.facts.rank(x.shape) == 0:
        raise Undetermined("a number becomes a line")
    return _keeping(None)(cx, x, axis)  # type: ignore[no-any-return]


def _rolled(cx: Context, x: Tensor, shift: Any, axis: Any = None, *args: Any) -> Tensor:
    return _keeping(None)(cx, x, axis)  # type: ignore[no-any-return]


def _accumulated(cx: Context, x: Tensor, axis: Any = None, dtype: Any = None) -> Tensor:
    """In a row where no axis is given."""
    shape = cx.facts.resolve_shape(x.shape)
    if axis is not None:
        return _keeping(None)(cx, x, axis)  # type: ignore[no-any-return]
    if shape.lead is not None or any(is_open(cx, size) for size in shape.dims):
        raise Undetermined("the rank is not known")
    return x.like(Shape.of(product(shape.dims)))


def _signature(text: str) -> Signature:
    return Signature.parse(text, returns="Tensor")


_LAST = _signature("x: Keras, axis=-1, *args, **kwargs")
_FIRST = _signature("x: Keras, axis=0, *args, **kwargs")
_ANY = _signature("x: Keras, axis=None, *args, **kwargs")
for _name in "softmax log_softmax sparsemax sort argsort".split():
    _kind = "int" if _name == "argsort" else None
    declare(everywhere(_name, tensorflow=_name, backend=_name), _keeping(_kind), _LAST)
declare(everywhere("normalize", tensorflow="normalize", backend="normalize"), _normalised, _LAST)
for _name in ("softmax", "log_softmax", "sparsemax"):
    declare((f"keras.activations.{_name}",), _keeping(None), _LAST)
declare(everywhere("flip"), _keeping(None), _ANY)
declare(("tensorflow.reverse", "keras.backend.reverse"), _keeping(None), _ANY)
declare(everywhere("roll", tensorflow="roll"), _rolled, _signature("x: Keras, shift, axis=None, name=None"))
_NUMPY = _signature("x: Keras, axis=None, dtype=None")
for _name in "cumsum cumprod nancumsum nancumprod".split():
    declare(everywhere(_name), _accumulated, _NUMPY)
    declare(everywhere(tensorflow=_name, backend=_name), _keeping(None), _FIRST)


def _matrices(least: int) -> Any:
    def handler(cx: Context, x: Tensor, *args: Any) -> Tensor:
        need_rank(cx, x, least)
        return x.like(x.shape)

    return handler


for _name, _least in {"fliplr": 2, "flipud": 1, "tril": 2, "triu": 2}.items():
    declare(everywhere(_name), _matrices(_least), _signature("x: Keras, k=0"))


# --- normalisation with weights ---------------------------------------------------------------------------------------


def _weights(cx: Context, x: Tensor, size: Any, *weights: Any) -> Any:
    """The size along the axis, with that of weights of one dim. Mismatch where they do not broadcast."""
    for weight in weights:
        if weight is None or isinstance(weight, Unknown):
            continue
        shape = cx.facts.resolve_shape(to_keras(cx, weight, "weight").shape)
        if shape.lead is not None or len(shape.dims) != 1:
            raise Undetermined("weights of another rank")
        try:
            size = broadcast(cx, Shape.of(size), shape).dims[0]
        except Mismatch:
            text = f"`{{it}}` has weights {text_of(cx, shape)} for {text_of(cx, x.shape)}"
            raise Mismatch("feature-mismatch", text) from None
    return size


@function(*everywhere("rms_normalization"))
def rms_normalization(cx: Context, x: Keras, scale: Any = None, axis: Any = -1, epsilon: Any = None) -> Tensor:
    """The same shape."""
    if axis == -1 and scale is not None:
        _weights(cx, x, last_size(cx, x), scale)
    return x.like(x.shape)


@function(*everywhere("layer_normalization"))
def layer_normalization(
    cx: Context, x: Keras, gamma: Any = None, beta: Any = None, axis: Any = -1, epsilon: Any = None, **more: Any
) -> Tensor:
    """The same shape."""
    if axis == -1 and (gamma is not None or beta is not None):
        size = last_size(cx, x)
        _weights(cx, x, size, gamma)
        _weights(cx, x, size, beta)
    return x.like(x.shape, factors=x.factors)


@function(*everywhere("batch_normalization", backend="batch_normalization"))
def batch_normalization(
    cx: Context,
    x: Keras,
    mean: Any,
    variance: Any,
    axis: Any = None,
    offset: Any = None,
    scale: Any = None,
    *args: Any,
    **more: Any,
) -> Tensor:
    """The same shape; mean and variance belong to the axis."""
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    size = _weights(cx, x, shape.dims[place], mean, variance, offset, scale)
    return x.like(Shape((*shape.dims[:place], size, *shape.dims[place + 1 :]), shape.lead))
