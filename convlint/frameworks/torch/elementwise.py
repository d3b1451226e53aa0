"""Elementwise functions of torch: unary ones as tables, binary ones with broadcasting, operators, and all in-place forms."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, elementwise, fits_into
from convlint.frameworks.common.help import not_negative
from convlint.frameworks.common.reducing import locate, places
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Axis, Operand, Signature, noun, to_ints, to_operand
from convlint.frameworks.common.suspicions import normalised, single_class
from convlint.frameworks.torch.content import FUNCTIONS, ROUNDING, applied, combined
from convlint.frameworks.torch.tensor import both, written
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined

UNARY = """abs absolute acos acosh angle arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh ceil conj
conj_physical cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac i0 lgamma log log10 log1p log2 logit
mvlgamma nan_to_num neg negative positive rad2deg reciprocal round rsqrt sgn sigmoid sign sin sinc sinh
sqrt square tan tanh trunc relu softplus hardshrink celu selu rrelu threshold""".split()
MASKS = "isfinite isinf isnan isneginf isposinf isreal signbit logical_not".split()
SPECIAL = """airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i0e i1
i1e log1p log_ndtr logit ndtr ndtri psi round sinc""".split()
ARITHMETIC = """add sub subtract mul multiply div divide true_divide floor_divide remainder fmod pow float_power maximum minimum
fmax fmin atan2 arctan2 copysign hypot ldexp logaddexp logaddexp2 nextafter xlogy gcd lcm heaviside igamma igammac
bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift rsub""".split()
COMPARISONS = """eq ne lt le gt ge not_equal less less_equal greater greater_equal logical_and logical_or logical_xor
isclose""".split()
OPERATORS = "add sub mul truediv floordiv mod pow and or xor lshift rshift".split()
COMPARING = "eq ne lt le gt ge".split()
SAME = ("eq", "ne")
"""These only say that a tuple is no tensor."""
RECKONED = FUNCTIONS.keys() | ROUNDING.keys()
FLOATS = frozenset("div divide true_divide truediv float_power".split())


# --- one operand ------------------------------------------------------------------------------------------------------


def _unary(cx: Context, input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return input.like(input.shape, factors=input.factors)


def _reckoned(name: str) -> Any:
    """A function that may be applied to numbers that are known."""

    def handler(cx: Context, input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        made = input.like(input.shape, factors=input.factors)
        if input.data is not None and not args and not kwargs:
            made.data = applied(name, input)
        return made

    return handler


def _second(cx: Context, n: Any, input: Tensor) -> Tensor:
    return _unary(cx, input)


@op(*both("renorm"))
def renorm(cx: Context, input: Tensor, p: Any, dim: Axis, maxnorm: Any) -> Tensor:
    """At least 2 dims, of which `dim` is one."""
    if cx.facts.limit_rank(input.shape, 2, None) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(input.shape)}")
    if isinstance(p, (int, float)) and p <= 0:
        raise Mismatch("invalid-argument", f"`{{it}}` gets p={p}, which must be positive")
    with suppress(Undetermined):
        locate(cx, input, dim)
    return input.like(input.shape)


@op("torch.Tensor.renorm_")
def renorm_into(cx: Context, self: Tensor, p: Any, dim: Axis, maxnorm: Any) -> Tensor:
    """As renorm."""
    renorm(cx, self, p, dim, maxnorm)
    return written(cx, self)


def _mask(cx: Context, input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return input.like(input.shape, "bool", factors=input.factors)


def _itself(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return written(cx, self)


_ONE = Signature.parse("input: Tensor, *args, **kwargs", returns="Tensor")
for _name in UNARY:
    for _path in both(_name):
        add_function(_path, _reckoned(_name) if _name in RECKONED else _unary, _ONE)
        add_function(f"{_path}_", _itself, _ONE)
add_function("torch.polygamma", _second, Signature.parse("n, input: Tensor", returns="Tensor"))
add_function("torch.Tensor.polygamma", _unary, _ONE)
add_function("torch.Tensor.polygamma_", _itself, _ONE)
for _name in MASKS:
    for _path in both(_name):
        add_function(_path, _mask, _ONE)
add_function("torch.Tensor.logical_not_", _itself, _ONE)
for _name in SPECIAL:
    add_function(f"torch.special.{_name}", _unary, _ONE)
for _name in ("neg", "pos", "abs"):
    add_function(f"torch.Tensor.__{_name}__", _unary, _ONE)
for _path in ("torch.Tensor.__invert__", "torch.Tensor.bitwise_not", "torch.bitwise_not"):
    add_function(_path, _unary, _ONE)
add_function("torch.Tensor.bitwise_not_", _itself, _ONE)


# --- two operands -----------------------------------------------------------------------------------------------------


def _kind(name: str) -> str | None:
    return "bool" if name in COMPARISONS or name in COMPARING else "float" if name in FLOATS else None


def _binary(name: str) -> Any:
    kind = _kind(name)

    def handler(cx: Context, input: Tensor, other: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        rounding = kwargs.get("rounding_mode")  # with it, whole numbers stay such
        made = elementwise(cx, [input, other], None if isinstance(rounding, str) else kind)
        if rounding is not None and not isinstance(rounding, str):
            made.dtype = None
        if input.data is not None and other.data is not None and not args and not kwargs:
            made.data = combined(name, input, other)
        return made

    return handler


def _into(cx: Context, self: Tensor, other: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    fits_into(cx, self.shape, other.shape)
    return _itself(cx, self)


_TWO = Signature.parse("input: Operand, other: Operand, *args, **kwargs", returns="Tensor")
_WRITE = Signature.parse("self: Tensor, other: Operand, *args, **kwargs", returns="Tensor")
for _name in (*ARITHMETIC, *COMPARISONS):
    for _path in both(_name):
        add_function(_path, _binary(_name), _TWO)
    add_function(f"torch.Tensor.{_name}_", _into, _WRITE)
for _name in ("xlogy", "xlog1py", "zeta", "logaddexp", "gammainc", "gammaincc"):
    add_function(f"torch.special.{_name}", _binary(_name), _TWO)


@op("torch.pow", "torch.Tensor.pow")
def power(cx: Context, input: Operand, exponent: Operand) -> Tensor:
    """Elementwise power."""
    made = elementwise(cx, [input, exponent])
    made.data = combined("pow", input, exponent)
    return made


@op("torch.Tensor.pow_")
def power_into(cx: Context, self: Tensor, exponent: Operand) -> Tensor:
    """Elementwise power, in place."""
    return _into(cx, self, exponent)


# --- operators --------------------------------------------------------------------------------------------------------


def _operator(name: str, swapped: bool = False) -> Any:
    kind = _kind(name)

    def handler(cx: Context, self: Tensor, other: Any) -> Tensor:
        if name not in SAME and (name != "mul" or self.dtype == "float") and _holds_tensors(other):
            raise Mismatch("invalid-argument", f"`{{it}}` needs a tensor or a number but gets {noun(other)}")
        operand = _operand(cx, other)
        made = elementwise(cx, [self, operand], kind)
        if self.data is not None and operand.data is not None:
            made.data = combined(name, self, operand, swapped)
        return made

    return handler


def _holds_tensors(value: Any) -> bool:
    """Of numbers alone it may be meant for an array, which takes them. A list may hold itself."""
    held, seen = [value], {id(value)}
    for each in held:
        inner = each if isinstance(each, tuple) else each.items if isinstance(each, ListV) else None
        for item in inner or ():
            if isinstance(item, Tensor) and not item.assumed:
                return True
            if isinstance(item, (tuple, ListV)) and id(item) not in seen:
                seen.add(id(item))
                held.append(item)
    return False


def _operand(cx: Context, other: Any) -> Tensor:
    if isinstance(other, (ListV, tuple, Instance)) or other is None or isinstance(other, str):
        raise Undetermined("an operand that is no tensor")
    return to_operand(cx, other, "other")


def _in_place(cx: Context, self: Tensor, other: Any) -> Tensor:
    return _into(cx, self, _operand(cx, other))


_PAIR = Signature.parse("self: Tensor, other", returns="Tensor")
for _name in OPERATORS:
    add_function(f"torch.Tensor.__{_name}__", _operator(_name), _PAIR)
    add_function(f"torch.Tensor.__r{_name}__", _operator(_name, swapped=True), _PAIR)
    add_function(f"torch.Tensor.__i{_name}__", _in_place, _PAIR)
for _name in COMPARING:
    add_function(f"torch.Tensor.__{_name}__", _operator(_name), _PAIR)


# --- more operands ----------------------------------------------------------------------------------------------------


@op("torch.where")
def where(cx: Context, condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """One of two values for each element; with the condition alone, the places where it holds."""
    if input is None and other is None:
        return places(cx, condition)
    values = [to_operand(cx, input, "input"), to_operand(cx, other, "other")]
    return _chosen(cx, condition, values)


def _chosen(cx: Context, condition: Tensor, values: list[Tensor]) -> Tensor:
    made = elementwise(cx, [*values, condition])
    made.dtype = elementwise(cx, [Tensor(made.shape, each.dtype) for each in values]).dtype
    return made


@op("torch.Tensor.where")
def where_method(cx: Context, self: Tensor, condition: Tensor, other: Operand) -> Tensor:
    """The own value where the condition holds, else the other."""
    return _chosen(cx, condition, [self, other])


@op(*both("clamp", "clip"))
def clamp(cx: Context, input: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """Values within bounds, which may be tensors."""
    bounds = [to_operand(cx, bound, "bound") for bound in (min, max) if bound is not None]
    return elementwise(cx, [input, *bounds], input.dtype)


@op(*both("clamp_min", "clamp_max"))
def clamp_one(cx: Context, input: Tensor, bound: Any = None, *, min: Any = None, max: Any = None) -> Tensor:
    """Values within one bound."""
    return clamp(cx, input, bound, None if min is None and max is None else min if max is None else max)


@op("torch.Tensor.clamp_", "torch.Tensor.clip_", "torch.Tensor.clamp_min_", "torch.Tensor.clamp_max_")
def clamp_into(cx: Context, self: Tensor, min: Any = None, max: Any = None) -> Tensor:
    """Values within bounds, in place."""
    for bound in (min, max):
        if isinstance(bound, Tensor):
            fits_into(cx, self.shape, bound.shape)
    return _itself(cx, self)


@op(*both("lerp"))
def lerp(cx: Context, input: Tensor, end: Tensor, weight: Operand) -> Tensor:
    """Between two tensors."""
    return elementwise(cx, [input, end, weight])


@op(*both("addcmul", "addcdiv"))
def addcmul(cx: Context, input: Tensor, tensor1: Tensor, tensor2: Tensor, *, value: Any = 1) -> Tensor:
    """input + value * tensor1 * tensor2."""
    return elementwise(cx, [input, tensor1, tensor2])


@op("torch.Tensor.lerp_", "torch.Tensor.addcmul_", "torch.Tensor.addcdiv_")
def three_into(cx: Context, self: Tensor, one: Tensor, other: Operand, *, value: Any = 1) -> Tensor:
    """Three operands, in place of the first."""
    for operand in (one, other):
        fits_into(cx, self.shape, operand.shape)
    return _itself(cx, self)


@op("torch.Tensor.copy_")
def copy_into(cx: Context, self: Tensor, src: Tensor, non_blocking: Any = False) -> Tensor:
    """The values of another tensor, broadcast."""
    fits_into(cx, self.shape, src.shape)
    return _itself(cx, self)


@op("torch.broadcast_tensors")
def broadcast_tensors(cx: Context, *tensors: Tensor) -> Any:
    """All tensors in their common shape."""
    shape = broadcast(cx, *(tensor.shape for tensor in tensors))
    return tuple(tensor.like(shape) for tensor in tensors)


@op("torch.broadcast_shapes", counts=False)
def broadcast_shapes(cx: Context, *shapes: Any) -> Any:
    """The common shape of several shapes."""
    if not shapes:
        return ()
    sizes = [to_ints(cx, each, "shape") for each in shapes]
    for each in sizes:
        not_negative(cx, each, "a size")
    return broadcast(cx, *map(Shape, sizes)).dims


@op(*both("softmax", "log_softmax"), "torch.special.softmax", "torch.special.log_softmax")
def softmax(cx: Context, input: Tensor, dim: Any = None, dtype: Any = None) -> Tensor:
    """Normalised along one dim."""
    if isinstance(dim, int):
        with suppress(Undetermined):
            locate(cx, input, dim)
        single_class(cx, input, dim, "the same")
        return normalised(cx, input.like(input.shape, factors=input.factors), dim)
    return input.like(input.shape, factors=input.factors)
