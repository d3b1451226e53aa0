"""Reductions, as NumPy's."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import reduced
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.numpy.arrays import axis_or_none
from convlint.values import Context, ListV, Tensor, Undetermined

NAMES = """sum prod mean max min amax amin std var median nansum nanprod nanmean nanmax nanmin nanstd nanvar nanmedian
logsumexp ptp""".split()
MASKS = ("any", "all")
INDICES = "argmax argmin nanargmax nanargmin".split()
TENSORFLOW = "sum prod mean max min std variance any all logsumexp euclidean_norm".split()


def _reduced(kind: str | None) -> Any:
    def handler(cx: Context, x: Tensor, axis: Any = None, keepdims: Any = False, **more: Any) -> Tensor:
        axis = more.get("reduction_indices", axis)
        keepdims = more.get("keep_dims", keepdims)
        if keepdims not in (True, False) or axis == ():
            raise Undetermined("`keepdims` is not known")
        return x.like(reduced(cx, x, axis_or_none(axis), bool(keepdims), "axis"), kind)

    return handler


_X = Signature.parse("x: Keras, axis=None, keepdims=False, **more", returns="Tensor")
_TF = Signature.parse("input_tensor: Keras, axis=None, keepdims=False, **more", returns="Tensor")
for _names, _kind in ((NAMES, None), (MASKS, "bool"), (["count_nonzero"], "int")):
    for _name in _names:
        declare(everywhere(_name, backend=_name), _reduced(_kind), _X)
for _name in TENSORFLOW:
    _kind = "bool" if _name in MASKS else None
    declare(everywhere(tensorflow=f"reduce_{_name}"), _reduced(_kind), _TF)


@function(*everywhere(*INDICES))
def argmax(cx: Context, x: Keras, axis: Any = None, keepdims: Any = False) -> Tensor:
    """The place of the greatest; in the flattened tensor without an axis."""
    return _reduced("int")(cx, x, axis, keepdims)  # type: ignore[no-any-return]


@function("keras.backend.argmax", "keras.backend.argmin")
def backend_argmax(cx: Context, x: Keras, axis: Any = -1) -> Tensor:
    """The place of the greatest along an axis."""
    return _reduced("int")(cx, x, axis)  # type: ignore[no-any-return]


@function(*everywhere(tensorflow="argmax argmin"))
def tensorflow_argmax(cx: Context, input: Keras, axis: Any = 0, **more: Any) -> Tensor:
    """The place of the greatest along an axis, the first one by default."""
    return _reduced("int")(cx, input, 0 if axis is None else axis)  # type: ignore[no-any-return]


@function(*everywhere("average"))
def average(cx: Context, x: Keras, axis: Any = None, weights: Any = None) -> Tensor:
    """The weighted mean."""
    if weights is not None:
        raise Undetermined("weights")
    return _reduced("float")(cx, x, axis)  # type: ignore[no-any-return]


@function(*everywhere(tensorflow="moments"))
def tensorflow_moments(cx: Context, x: Keras, axes: Any, shift: Any = None, keepdims: Any = False, **more: Any) -> Any:
    """Mean and variance."""
    return moments(cx, x, axes, keepdims)


@function(*everywhere("moments"))
def moments(cx: Context, x: Keras, axes: Any, keepdims: Any = False, synchronized: Any = False) -> Any:
    """Mean and variance."""
    if axes is None or (isinstance(axes, (ListV, tuple)) and not cx.items(axes)):
        raise Undetermined("no axes")
    made = _reduced("float")(cx, x, axes, keepdims)
    return made, made.like(made.shape)
