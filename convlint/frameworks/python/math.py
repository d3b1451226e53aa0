"""`math`: exact on constants; roundings and products of symbolic integers too."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import constant
from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.support import (
    abstract,
    declare,
    drain,
    is_constant,
    own_method,
    unsure,
)
from convlint.symbolic import Dim
from convlint.values import Context, FloatV, Undetermined, Unknown

for _name in ("pi", "e", "tau", "inf", "nan"):
    constant(f"math.{_name}", getattr(math, _name))

PURE = (
    "sqrt cbrt exp exp2 expm1 log log2 log10 log1p pow fabs fmod modf frexp copysign isclose isnan isinf isfinite sin cos tan "
    "asin acos atan atan2 sinh cosh tanh asinh acosh atanh degrees radians erf erfc hypot gcd lcm isqrt remainder ldexp fsum "
    "dist nextafter ulp gamma lgamma"
)
NO_FLOATS = frozenset("modf frexp isclose isnan isinf isfinite gcd lcm isqrt factorial comb perm".split())
GROWING = "factorial comb perm"
MOST_GROWN = 2_000
"""The factorial of more is of no use as a size."""


def _declare(name: str, function: Callable[..., Any], most: int | None = None) -> None:
    @declare(f"math.{name}")
    def handler(cx: Context, *args: Any, **kwargs: Any) -> Any:
        given = [*args, *kwargs.values()]
        if not is_constant(tuple(given)):
            return _open(name, given)
        if most is not None and any(isinstance(value, int) and value > most for value in given):
            raise Undetermined("too large")
        return abstract(native_call(function, *args, **kwargs))


def _open(name: str, given: list[Any]) -> Any:
    """A function of open numbers: most give a float."""
    if name in NO_FLOATS or not all(isinstance(value, (int, float, Dim, FloatV, Unknown)) for value in given):
        return unsure(f"math.{name} of something unknown", *given)
    return FloatV(data=all(is_constant(value) or getattr(value, "data", False) for value in given))


for _name in PURE.split():
    if hasattr(math, _name):
        _declare(_name, getattr(math, _name))
for _name in GROWING.split():
    _declare(_name, getattr(math, _name), MOST_GROWN)


def _declare_rounding(name: str, function: Callable[..., Any]) -> None:
    @declare(f"math.{name}")
    def handler(cx: Context, x: Any) -> Any:
        if isinstance(x, (int, float)):
            return native_call(function, x)
        if isinstance(x, Dim):
            return x if x.certain else unsure("a rounded number", x)
        method = None if isinstance(x, Unknown) else own_method(cx, x, f"__{name}__")
        return unsure("a rounded number", x) if method is None else cx.call(method)


for _name in ("ceil", "floor", "trunc"):
    _declare_rounding(_name, getattr(math, _name))


@declare("math.prod")
def product(cx: Context, iterable: Any, *, start: Any = 1) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return unsure("a product of unknown items", iterable)
    result = start
    for item in items:
        result = cx.binary("*", result, item)
    return result
