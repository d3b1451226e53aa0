"""Elementwise functions: of one tensor as tables, of two with broadcasting."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.dtypes import kind_of
from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensor_class import binary
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.values import Context, LibraryFunction, ListV, Tensor, Unknown

FLOATS = """exp exp2 expm1 log log10 log1p log2 sqrt rsqrt sin cos tan sinh cosh tanh arcsin arccos arctan arcsinh arccosh
arctanh asin acos atan asinh acosh atanh sigmoid log_sigmoid erf erfc erfinv reciprocal sinc cbrt deg2rad
rad2deg lgamma digamma softplus softsign hard_sigmoid i0 logit sparse_sigmoid""".split()
PARTS = "abs absolute real imag angle".split()
KEEPING = """negative sign square floor ceil trunc conj conjugate nan_to_num stop_gradient
copy relu relu6 elu selu celu gelu silu swish leaky_relu hard_silu hard_swish hard_tanh hard_shrink
soft_shrink tanh_shrink mish threshold squareplus sparse_plus linear exponential bitwise_not bitwise_invert
invert round rint l2_normalize clip_by_value clip_by_norm
clip_by_average_norm dropout fabs fake_quant_with_min_max_vars softmax_v2 scale_gradient
zeros_like ones_like empty_like full_like lrn
local_response_normalization reverse""".split()
MASKS = "isnan isfinite isinf isneginf isposinf isreal signbit logical_not is_nan is_inf is_finite".split()
TWO = """add subtract multiply divide true_divide floor_divide mod fmod remainder power pow maximum minimum fmax fmin
arctan2 atan2 logaddexp logaddexp2 hypot heaviside nextafter ldexp copysign bitwise_and bitwise_or bitwise_xor
bitwise_left_shift bitwise_right_shift left_shift right_shift gcd lcm divide_no_nan multiply_no_nan floordiv
floormod truediv squared_difference xlogy xdivy""".split()
COMPARISONS = """equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose
approximate_equal""".split()
ACTIVATIONS = """celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear
log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus
sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold""".split()

_ONE = Signature.parse("x: Keras, *args, **kwargs", returns="Tensor")
_PAIR = Signature.parse("x1: Keras, x2: Keras, *args, **kwargs", returns="Tensor")


def _unary(kind: str | None) -> Any:
    def handler(cx: Context, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        return x.like(x.shape, kind, x.factors)

    return handler


def _binary(kind: str | None) -> Any:
    def handler(cx: Context, x1: Tensor, x2: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        return binary(cx, x1, x2, kind)

    return handler


def _part(cx: Context, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """Of complex numbers a real one."""
    return x.like(x.shape, "float" if x.dtype == "complex" else x.dtype, x.factors)


for _name in PARTS:
    declare(everywhere(_name, tensorflow=_name, backend=_name), _part, _ONE)
for _names, _kind in ((FLOATS, "float"), (KEEPING, None), (MASKS, "bool")):
    for _name in _names:
        declare(everywhere(_name, tensorflow=_name, backend=_name), _unary(_kind), _ONE)
for _names, _kind in ((TWO, None), (COMPARISONS, "bool")):
    for _name in _names:
        declare(everywhere(_name, tensorflow=_name, backend=_name), _binary(_kind), _PAIR)
for _name in ACTIVATIONS:
    declare((f"keras.activations.{_name}",), _unary(None), _ONE)


@function(*everywhere("clip", backend="clip"))
def clip(cx: Context, x: Keras, x_min: Any = None, x_max: Any = None, **more: Any) -> Tensor:
    """Between bounds that broadcast."""
    bounds = (more.get("min_value", x_min), more.get("max_value", x_max))
    shapes = [to_keras(cx, bound, "bound").shape for bound in bounds if bound is not None]
    return x.like(broadcast(cx, x.shape, *shapes), factors=x.factors if not any(s.dims for s in shapes) else None)


@function(*everywhere("cast", "saturate_cast", tensorflow="cast saturate_cast", backend="cast"))
def cast(cx: Context, x: Keras, dtype: Any = None, name: Any = None) -> Tensor:
    """The same shape in another dtype."""
    return Tensor(x.shape, kind_of(dtype), "keras", x.data, x.factors)


@function(*everywhere("where"))
def where(cx: Context, condition: Keras, x1: Any = None, x2: Any = None) -> Any:
    """One of two values for each element; with the condition alone, the places where it holds."""
    if x1 is None or x2 is None:
        return Unknown("places that depend on the data")
    one, other = to_keras(cx, x1, "x1"), to_keras(cx, x2, "x2")
    made = broadcast(cx, condition.shape, one.shape, other.shape)
    return binary(cx, one, other).like(made)


def _activation(cx: Context, identifier: Any = None) -> Any:
    """The function of a name; a function is itself."""
    if identifier is None or isinstance(identifier, str):
        from convlint.frameworks.common.registry import find_function

        entry = find_function(f"keras.activations.{(identifier or 'linear').lower()}")
        return Unknown("an activation") if entry is None else LibraryFunction(entry.path, entry)
    return identifier


for _path in ("keras.activations.get", "keras.activations.deserialize"):
    add_function(_path, _activation, Signature.parse("identifier=None"), counts=False)


@function("tensorflow.add_n", "keras.backend.add_n")
def add_n(cx: Context, inputs: Any, name: Any = None) -> Tensor:
    """The sum of tensors."""
    items = (
        [to_keras(cx, item, "inputs") for item in cx.items(inputs) or ()] if isinstance(inputs, (ListV, tuple)) else []
    )
    if not items:
        return cx.unknown_tensor("sum", "keras")
    return items[0].like(broadcast(cx, *(item.shape for item in items)))
