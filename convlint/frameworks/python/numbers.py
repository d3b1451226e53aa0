"""Builtins on numbers: constructors, rounding, sums, extremes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from convlint.frameworks.python import floats
from convlint.frameworks.python.arithmetic import absolute, compare_sizes, constant_binary, native_call
from convlint.frameworks.python.iterables import order
from convlint.frameworks.python.support import (
    declare,
    drain,
    is_constant,
    is_size,
    own_method,
    unsure,
    verdict,
    whole,
    whole_size,
)
from convlint.symbolic import Dim, Int, dim_max, dim_min, extreme
from convlint.values import Context, FloatV, ListV, Raises, Tensor, Undetermined, Unknown
from convlint.values.context import MISSING

NUMBERS = (int, float)
MOST_SUMMED = 2000
"""Lists; each sum of two copies both."""
MOST_COMPARED = 8
"""Sizes of one `max`; of more, only the ranges that they were born with are asked: each is held against all others."""


def _by_own_method(cx: Context, value: Any, name: str, *args: Any) -> Any:
    """What `value` itself says: project objects, tensors."""
    method = own_method(cx, value, name)
    return (
        unsure(f"{name} of something unknown", value, number=name == "__int__")
        if method is None
        else cx.call(method, args)
    )


@declare("builtins.int.__new__")
def int_new(cx: Context, cls: Any, x: Any = 0, base: Any = MISSING) -> Any:
    if isinstance(x, Dim):
        return whole_size(cx, x)
    if isinstance(x, FloatV):
        return floats.cut_off(cx, x)
    if isinstance(x, Unknown):
        return _integer_of_unknown(cx, x)
    if isinstance(x, Tensor):
        return x.data if is_size(x.data) else Unknown("the content of a tensor", data=True, number=True, whole=True)
    if isinstance(x, (int, float, str, bytes)) and (base is MISSING or isinstance(base, int)):
        return native_call(int, x, *(() if base is MISSING else (base,)))
    return _by_own_method(cx, x, "__int__")


def _integer_of_unknown(cx: Context, value: Unknown) -> Any:
    """An argument that is surely an integer is itself; any other is rounded to something else."""
    integer = getattr(value, "integer", None)
    found = None if integer is None else integer(cx, "x")
    if isinstance(found, Dim) and found.certain:
        return found
    return unsure("int of something unknown", value, number=True, whole=True)


@declare("builtins.float.__new__")
def float_new(cx: Context, cls: Any, x: Any = 0.0) -> Any:
    if isinstance(x, (int, float, str, bytes)):
        return native_call(float, x)
    if isinstance(x, Dim):
        return FloatV(x)
    if isinstance(x, Tensor) and isinstance(x.data, (int, float)):
        return native_call(float, x.data)
    if isinstance(x, (Tensor, Unknown)):
        return FloatV(data=isinstance(x, Tensor) or x.data)
    return _by_own_method(cx, x, "__float__")


@declare("builtins.complex.__new__")
def complex_new(cx: Context, cls: Any, real: Any = 0, imag: Any = 0) -> Any:
    if is_constant(real) and is_constant(imag):
        return native_call(complex, real) if imag == 0 else native_call(complex, real, imag)
    return unsure("complex of something unknown", real, imag)


@declare("builtins.bool.__new__")
def bool_new(cx: Context, cls: Any, x: Any = False) -> Any:
    return verdict(cx.truth(x), "an open truth", x)


@declare("builtins.abs")
def absolute_value(cx: Context, x: Any) -> Any:
    if isinstance(x, (int, float, complex)):
        return abs(x)
    return absolute(x) if isinstance(x, Dim) else _by_own_method(cx, x, "__abs__")


@declare("builtins.round")
def rounded(cx: Context, number: Any, ndigits: Any = None) -> Any:
    if isinstance(number, NUMBERS) and (ndigits is None or isinstance(ndigits, int)):
        return native_call(round, number, *(() if ndigits is None else (ndigits,)))
    if isinstance(number, Dim):
        return number if number.certain and ndigits in (None, 0) else unsure("a rounded number", number)
    return _by_own_method(cx, number, "__round__", *(() if ndigits is None else (ndigits,)))


@declare("builtins.pow")
def power(cx: Context, base: Any, exp: Any, mod: Any = None) -> Any:
    if mod is None:
        return cx.binary("**", base, exp)
    if isinstance(base, int) and isinstance(exp, int) and isinstance(mod, int) and exp.bit_length() < 1000:
        return native_call(pow, base, exp, mod)
    return unsure("a power", base, exp, mod)


@declare("builtins.divmod")
def quotient_and_rest(cx: Context, x: Any, y: Any) -> Any:
    return (cx.binary("//", x, y), cx.binary("%", x, y))


@declare("builtins.sum")
def total(cx: Context, iterable: Any, start: Any = 0) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return unsure("a sum of unknown items", iterable)
    if len(items) > MOST_SUMMED and isinstance(items[0], (ListV, tuple)):
        return unsure("a sum of many lists", iterable)
    result = start
    for item in items:
        plain = isinstance(item, NUMBERS) and isinstance(result, NUMBERS)
        result = constant_binary("+", result, item) if plain else cx.binary("+", result, item)
    return result


def _extreme(cx: Context, args: tuple[Any, ...], key: Any, default: Any, greatest: bool) -> Any:
    values = list(args) if len(args) != 1 else whole(cx, args[0])
    if not values:
        if default is MISSING:
            raise Raises("ValueError", "an extreme of nothing")
        return default
    if key is not None:
        return order(cx, values, key, reverse=greatest)[0]
    if all(map(is_size, values)):
        return _extreme_size(cx, values, greatest)
    if all(map(is_constant, values)):
        return native_call(max if greatest else min, values)
    if len(values) > 1 and all(isinstance(value, (float, FloatV)) for value in values):
        return FloatV()
    numbers = all(isinstance(value, (int, float)) or getattr(value, "number", False) for value in values)
    return values[0] if len(values) == 1 else unsure("an extreme of unknown values", *values, number=numbers)


def _extreme_size(cx: Context, values: list[Int], greatest: bool) -> Int:
    """The greatest or least size, where the facts tell; else `max(a, b)` itself."""
    if len(values) > MOST_COMPARED:
        return extreme("max" if greatest else "min", list(dict.fromkeys(map(cx.facts.resolve, values))))
    found = values[0]
    for value in values[1:]:
        one, other = cx.facts.resolve(found), cx.facts.resolve(value)
        if compare_sizes(">=" if greatest else "<=", one, other, cx.facts) is True:
            continue
        beaten = compare_sizes("<=" if greatest else ">=", one, other, cx.facts) is True
        found = value if beaten else dim_max(one, other) if greatest else dim_min(one, other)
    return found


@declare("builtins.max")
def maximum(cx: Context, *args: Any, key: Any = None, default: Any = MISSING) -> Any:
    return _extreme(cx, args, key, default, greatest=True)


@declare("builtins.min")
def minimum(cx: Context, *args: Any, key: Any = None, default: Any = MISSING) -> Any:
    return _extreme(cx, args, key, default, greatest=False)


# --- methods of numbers -----------------------------------------------------------------------------------------------


def _declare_methods(path: str, kind: Callable[..., Any], names: str) -> None:
    for name in names.split():
        declare(f"{path}.{name}")(partial_method(name, kind))


def partial_method(name: str, kind: Any) -> Callable[..., Any]:
    """A method that Python answers itself where all is constant."""

    def handler(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(self, kind) or not is_constant((*args, *kwargs.values())):
            raise Undetermined("not a constant")
        return native_call(partial(getattr(self, name), *args, **kwargs))

    return handler


_declare_methods(
    "builtins.int",
    int,
    "bit_length bit_count conjugate as_integer_ratio __index__ __int__ __trunc__ __ceil__ __floor__",
)
_declare_methods(
    "builtins.float", float, "is_integer as_integer_ratio conjugate hex __int__ __trunc__ __ceil__ __floor__"
)
_declare_methods("builtins.complex", complex, "conjugate")


@declare("builtins.int.is_integer")
def is_integer(cx: Context, self: Any) -> bool:
    return True
