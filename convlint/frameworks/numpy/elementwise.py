"""Elementwise functions and operators, with broadcasting."""

from __future__ import annotations

import operator
from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, elementwise, fits_into
from convlint.frameworks.common.drawing import shifted
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy import scalars
from convlint.frameworks.numpy.arrays import FOREIGN, Array, array_of, both, like, may_be_foreign, to_array
from convlint.symbolic import Dim, Shape
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined, Unknown

FLOATS = """sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh
asin acos atan asinh acosh atanh deg2rad rad2deg radians degrees reciprocal sinc i0 fabs rint""".split()
KEEPING = """abs absolute negative positive sign square floor ceil trunc fix conj conjugate nan_to_num real imag real_if_close
invert bitwise_not unwrap""".split()
ROUNDING = ("round", "around", "round_")
MASKS = "isnan isinf isfinite isneginf isposinf isreal iscomplex signbit logical_not".split()
ARITHMETIC = """add subtract multiply divide true_divide floor_divide mod remainder fmod power float_power maximum minimum fmax
fmin arctan2 atan2 hypot copysign ldexp logaddexp logaddexp2 nextafter gcd lcm heaviside bitwise_and bitwise_or bitwise_xor
left_shift right_shift""".split()
COMPARISONS = (
    "equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor isclose isin".split()
)
OPERATORS = "add sub mul truediv floordiv mod pow and or xor lshift rshift".split()
COMPARING = "eq ne lt le gt ge".split()
QUOTIENTS = frozenset("divide true_divide truediv float_power arctan2 atan2 hypot".split())

# --- one operand ------------------------------------------------------------------------------------------------------


def _unary(name: str, dtype: str | None) -> Any:
    def handler(cx: Context, x: Any, *args: Any, **kwargs: Any) -> Any:
        known = scalars.of_one(name, x)
        if known is not None:
            return known
        if may_be_foreign(x):
            return Unknown(FOREIGN, data=True)
        array = to_array(cx, x, "x")
        kind = array.dtype if dtype == "float" and array.dtype == "complex" else dtype
        return Tensor(array.shape, kind or array.dtype, "numpy", factors=array.factors)

    return handler


_ONE = Signature.parse("x, *args, **kwargs", returns="Tensor")
for _names, _kind in ((FLOATS, "float"), (KEEPING, None), (MASKS, "bool")):
    for _name in _names:
        add_function(f"numpy.{_name}", _unary(_name, _kind), _ONE)
for _name in ("conj", "conjugate", "__neg__", "__pos__", "__abs__", "__invert__"):
    add_function(f"numpy.ndarray.{_name}", _unary(_name, None), _ONE)


def _rounded(cx: Context, a: Any, decimals: Any = 0, out: Any = None) -> Any:
    if scalars.is_number(a) and decimals == 0:
        return a if isinstance(a, int) else float(round(a))
    array = to_array(cx, a, "a")
    return like(array, array.shape)


for _name in ROUNDING:
    for _path in both(_name):
        add_function(_path, _rounded, Signature.parse("a, decimals=0, out=None", returns="Tensor"))

# --- two operands -----------------------------------------------------------------------------------------------------


def _kind_of(name: str) -> str | None:
    return "bool" if name in COMPARISONS or name in COMPARING else "float" if name in QUOTIENTS else None


def _binary(name: str) -> Any:
    kind = _kind_of(name)

    def handler(cx: Context, x1: Any, x2: Any, *args: Any, **kwargs: Any) -> Any:
        known = scalars.of_two(name, x1, x2)
        if known is not None:
            return known
        if may_be_foreign(x1) or may_be_foreign(x2):
            return Unknown(FOREIGN, data=True)
        return elementwise(cx, [to_array(cx, x1, "x1"), to_array(cx, x2, "x2")], kind)

    return handler


_TWO = Signature.parse("x1, x2, *args, **kwargs", returns="Tensor")
for _name in (*ARITHMETIC, *COMPARISONS):
    add_function(f"numpy.{_name}", _binary(_name), _TWO)


@op("numpy.isin", "numpy.in1d")
def isin(cx: Context, element: Array, test_elements: Any, *args: Any, **kwargs: Any) -> Tensor:
    """Whether each element is among others."""
    return Tensor(element.shape, "bool", "numpy")


# --- operators --------------------------------------------------------------------------------------------------------


def _operator(name: str) -> Any:
    kind = _kind_of(name)

    def handler(cx: Context, self: Tensor, other: Any) -> Any:
        if isinstance(other, Tensor) and other.library != "numpy":
            return _with_foreign(cx, self, other, kind)
        if may_be_foreign(other) and cx.facts.ranks(self.shape)[0] == 0:  # PyTorch refuses larger arrays
            return Unknown(FOREIGN, data=True)
        try:
            made = elementwise(cx, [self, to_array(cx, other, "other")], kind)
        except Mismatch:
            if name in ("eq", "ne"):  # old versions answered False
                raise Undetermined("arrays that do not broadcast") from None
            raise
        made.data = _content(name, self.data, other)
        if self.drawn is not None and type(other) is int and name in ("add", "sub"):
            shifted(self, made, other if name == "add" else -other)
        return made

    return handler


def _with_foreign(cx: Context, self: Tensor, other: Tensor, kind: str | None) -> Tensor:
    """A NumPy scalar with a tensor of another library gives such a tensor."""
    if cx.facts.rank(self.shape) != 0:
        raise Undetermined("an array with a tensor of another library")
    return Tensor(other.shape, kind or other.dtype, other.library, factors=other.factors)


def _content(name: str, data: Any, other: Any) -> Any:
    """The content of `data op other`, where both are known."""
    content = other.data if isinstance(other, Tensor) else other
    if data is None or not isinstance(content, (int, float, Dim, tuple)):
        return None
    if not isinstance(data, tuple) and not isinstance(content, tuple):
        return _calculated(name, data, content)
    if isinstance(data, tuple) and isinstance(content, tuple):
        length = max(len(data), len(content))
        data, content = (part * length if len(part) == 1 else part for part in (data, content))
        pairs = list(zip(data, content)) if len(data) == len(content) else []
    else:
        pairs = [(part, content) for part in data] if isinstance(data, tuple) else []
    parts = tuple(_content(name, *pair) for pair in pairs)
    return None if not parts or any(part is None for part in parts) else parts


NATIVE = {"truediv": operator.truediv, "mod": operator.mod, "eq": operator.eq, "ne": operator.ne, "lt": operator.lt,
          "le": operator.le, "gt": operator.gt, "ge": operator.ge}  # fmt: skip


def _calculated(name: str, a: Any, b: Any) -> Any:
    if name in NATIVE:
        known = scalars.is_number(a) and scalars.is_number(b) and not (b == 0 and name in ("truediv", "mod"))
        return NATIVE[name](a, b) if known else None
    if not all(isinstance(n, (int, float, Dim)) and not isinstance(n, bool) for n in (a, b)):
        return None
    if name not in ("add", "sub", "mul", "floordiv") or (isinstance(a, float) and isinstance(b, Dim)):
        return None
    if isinstance(b, float) and isinstance(a, Dim):
        return None
    if name == "floordiv":
        return None if b == 0 else a // b
    return a + b if name == "add" else a - b if name == "sub" else a * b


def _in_place(name: str) -> Any:
    aside = _operator(name)

    def handler(cx: Context, self: Tensor, other: Any) -> Tensor:
        """An array is written to; a scalar cannot be and is replaced."""
        if cx.facts.ranks(self.shape)[0] == 0 or (isinstance(other, Tensor) and other.library != "numpy"):
            made: Tensor = aside(cx, self, other)
            return made
        fits_into(cx, self.shape, to_array(cx, other, "other").shape)
        cx.touch(self)
        self.data = None
        return self

    return handler


_PAIR = Signature.parse("self: Array, other", returns="Tensor")
for _name in OPERATORS:
    add_function(f"numpy.ndarray.__{_name}__", _operator(_name), _PAIR)
    add_function(f"numpy.ndarray.__r{_name}__", _operator(f"r{_name}" if _name not in ("add", "mul") else _name), _PAIR)
    add_function(f"numpy.ndarray.__i{_name}__", _in_place(_name), _PAIR)
for _name in COMPARING:
    add_function(f"numpy.ndarray.__{_name}__", _operator(_name), _PAIR)

# --- more operands ----------------------------------------------------------------------------------------------------


@op("numpy.where")
def where(cx: Context, condition: Array, x: Any = None, y: Any = None) -> Any:
    """One of two values for each element; with the condition alone, the places where it holds."""
    if x is None and y is None:
        return places(cx, condition)
    made = elementwise(cx, [to_array(cx, x, "x"), to_array(cx, y, "y")])
    return Tensor(broadcast(cx, condition.shape, made.shape), made.dtype, "numpy")


@op(*both("nonzero"))
def nonzero(cx: Context, a: Array) -> Any:
    """The places of the elements that are not zero."""
    return places(cx, a)


def places(cx: Context, array: Tensor) -> Any:
    """One vector of indices for each dim."""
    dims = cx.dims(array)
    if dims == ():
        raise Undetermined("an array without dims is refused by newer versions")
    found = array_of(cx.fresh("found"), dtype="int")
    return ListV(None, found) if dims is None else tuple(found.like(found.shape) for _ in dims)


@op("numpy.argwhere")
def argwhere(cx: Context, a: Array) -> Tensor:
    """A row of indices for each element that is not zero."""
    dims = cx.dims(a)
    if dims is None:
        raise Undetermined("the rank is not known")
    return array_of(cx.fresh("found"), len(dims), dtype="int")


@op("numpy.flatnonzero")
def flatnonzero(cx: Context, a: Array) -> Tensor:
    """The places of the elements that are not zero, in the flattened array."""
    return array_of(cx.fresh("found"), dtype="int")


@op(*both("clip"))
def clip(cx: Context, a: Array, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Tensor:
    """Values within bounds, which may be arrays."""
    bounds = [to_array(cx, bound, "bound") for bound in (a_min, a_max, min, max) if bound is not None]
    return elementwise(cx, [a, *bounds], a.dtype)


@op("numpy.broadcast_arrays")
def broadcast_arrays(cx: Context, *args: Array) -> Any:
    """All arrays in their common shape."""
    shape = broadcast(cx, *(arg.shape for arg in args)) if args else Shape.of()
    return tuple(like(arg, shape) for arg in args)


@op("numpy.interp")
def interp(cx: Context, x: Array, xp: Any, fp: Any, *args: Any, **kwargs: Any) -> Tensor:
    """A value for each of x."""
    return Tensor(x.shape, "float", "numpy")


@op("numpy.searchsorted")
def searchsorted(cx: Context, a: Any, v: Array, *args: Any, **kwargs: Any) -> Tensor:
    """A place for each of v."""
    return Tensor(v.shape, "int", "numpy")


@op("numpy.digitize")
def digitize(cx: Context, x: Array, bins: Any, right: Any = False) -> Tensor:
    """A bin for each of x."""
    return Tensor(x.shape, "int", "numpy")


@op("numpy.convolve")
def convolve(cx: Context, a: Array, v: Array, mode: Any = "full") -> Tensor:
    """Of two vectors, as `mode` says."""
    one, other = cx.facts.exact(a.shape, 1), cx.facts.exact(v.shape, 1)
    if one is None or other is None:
        raise Undetermined("the rank is not known")
    if mode == "full":
        return array_of(one[0] + other[0] - 1)
    if not isinstance(one[0], int) or not isinstance(other[0], int) or mode not in ("same", "valid"):
        raise Undetermined("which of the two is longer, or the mode, is not known")
    return array_of(max(one[0], other[0]) if mode == "same" else abs(one[0] - other[0]) + 1)


@op("numpy.correlate")
def correlate(cx: Context, a: Array, v: Array, mode: Any = "valid") -> Tensor:
    """As convolve, with another default."""
    return convolve(cx, a, v, mode)
