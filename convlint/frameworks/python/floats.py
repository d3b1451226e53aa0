"""Floats of symbolic integers: `dim / 2`, `dim * 4.0`, `dim ** -0.5`, `math.sqrt(dim)`.

Arithmetic is exact as long as Python's own is: integers over powers of two. One division by another number may follow, and is
exact only up to its rounding to an integer. All else is a float of which nothing is known, which is still no tensor.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.python.support import declare, own, verdict, whole_size
from convlint.symbolic import Dim, Facts, Int, Truth, symbol
from convlint.symbolic.bounds import bounds
from convlint.values import Context, FloatV, Raises, Unknown

MOST_DENOMINATOR = 1 << 20
NUMBERS = (int, float, Dim, FloatV)
COMPARED = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
NAMES = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow"}
Quotient = tuple[Int, int]

declare_class("builtins.open_float", "builtins.float")


def quotient(value: Any) -> Quotient | None:
    """A number as (numerator, denominator) with a power of two below, where it is one."""
    if isinstance(value, (int, Dim)):
        return (int(value) if isinstance(value, bool) else value, 1)
    if isinstance(value, FloatV):
        return (value.num, value.den) if value.exact and value.num is not None else None
    if isinstance(value, float) and math.isfinite(value):
        num, den = value.as_integer_ratio()
        return (num, den) if den <= MOST_DENOMINATOR else None
    return None


def number(value: Any) -> bool:
    """Whether it is an int or a float, known or not."""
    return isinstance(value, NUMBERS)


def arithmetic(op: str, a: Any, b: Any) -> float | FloatV:
    """`a op b` of two numbers of which one is open, where the result is a float."""
    data = any(isinstance(value, FloatV) and value.data for value in (a, b))
    if b == 0 and not isinstance(b, FloatV) and op in ("/", "//", "%"):
        raise Raises("ZeroDivisionError")
    one, other = quotient(a), quotient(b)
    if one is None or other is None or op not in _RULES:
        return FloatV(data=data)
    found = _RULES[op](*one, *other)
    if found is None or found[1] > MOST_DENOMINATOR:
        return FloatV(data=data)
    num, den = _reduced(*found)
    return num / den if isinstance(num, int) else FloatV(num, den, data)


def _reduced(num: Int, den: int) -> Quotient:
    while den % 2 == 0 and den > 1 and _halves(num):
        num, den = num // 2, den // 2
    return num, den


def _halves(num: Int) -> bool:
    return num % 2 == 0


def _over(a: Int, b: int, c: Int, d: int) -> Quotient | None:
    """(a/b) / (c/d)."""
    if isinstance(c, Dim):
        whole = a * d // (b * c)
        return (whole, 1) if whole * b * c == a * d else None
    return (a * d, b * c) if c > 0 else (-a * d, -b * c)


_RULES: dict[str, Any] = {
    "+": lambda a, b, c, d: (a * d + c * b, b * d),
    "-": lambda a, b, c, d: (a * d - c * b, b * d),
    "*": lambda a, b, c, d: (a * c, b * d),
    "/": _over,
    "//": lambda a, b, c, d: (a * d // (b * c), 1) if isinstance(c, int) else None,
}


@lru_cache(maxsize=4096)
def power_of(base: Int, exponent: Dim) -> Dim:
    """`base ** exponent`, at least 1 ** 0, as a symbol of its own: the same for the same two."""
    low, certain = 1, exponent.certain
    if isinstance(base, int):
        low = base ** min(max(bounds(exponent)[0] or 0, 0), 64)
    else:
        certain &= base.certain
    return symbol(f"{base}**{exponent}", low=max(low, 1), certain=certain)


# --- rounding ---------------------------------------------------------------------------------------------------------


def rounded_down(cx: Context, value: FloatV) -> Any:
    """⌊value⌋."""
    if value.num is None:
        return _open(value)
    return whole_size(cx, value.num // value.den)


def rounded_up(cx: Context, value: FloatV) -> Any:
    """⌈value⌉."""
    if value.num is None:
        return _open(value)
    return whole_size(cx, -(-value.num // value.den))


def cut_off(cx: Context, value: FloatV) -> Any:
    """int(value): rounded towards zero."""
    if value.num is None:
        return _open(value, number=True)
    low, high = cx.facts.bounds(value.num)
    if low is not None and low >= 0:
        return rounded_down(cx, value)
    return rounded_up(cx, value) if high is not None and high <= 0 else _open(value, number=True)


def _open(value: FloatV, number: bool = False) -> Unknown:
    return Unknown("a rounded float", value.data, number=number)


# --- operators --------------------------------------------------------------------------------------------------------


def compared(op: str, a: Any, b: Any, facts: Facts) -> Any:
    """`a op b`, op one of `< <= > >=`."""
    one, other = quotient(a), quotient(b)
    if one is None or other is None:
        return Unknown("floats are compared", data=any(isinstance(value, FloatV) and value.data for value in (a, b)))
    left, right = one[0] * other[1], other[0] * one[1]
    if op in (">", ">="):
        left, right = right, left
    found: Truth = facts.less(left, right) if op in ("<", ">") else facts.at_most(left, right)
    return verdict(found, "floats are compared", Unknown())


def _declare_operator(op: str, name: str) -> None:
    @declare(f"builtins.open_float.__{name}__")
    def handler(cx: Context, self: Any, value: Any) -> Any:
        return arithmetic(op, own(self, FloatV), value) if number(value) else NotImplemented

    @declare(f"builtins.open_float.__r{name}__")
    def mirrored(cx: Context, self: Any, value: Any) -> Any:
        return arithmetic(op, value, self) if number(value) else NotImplemented


def _declare_comparison(op: str, name: str) -> None:
    @declare(f"builtins.open_float.__{name}__")
    def handler(cx: Context, self: Any, value: Any) -> Any:
        return compared(op, self, value, cx.facts) if number(value) else NotImplemented


for _op, _name in NAMES.items():
    _declare_operator(_op, _name)
for _op, _name in COMPARED.items():
    _declare_comparison(_op, _name)


@declare("builtins.open_float.__neg__")
def negated(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return FloatV(None if self.num is None else -self.num, self.den, self.data)


@declare("builtins.open_float.__pos__")
def itself(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return self


@declare("builtins.open_float.__abs__")
def absolute(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    low = None if self.num is None else cx.facts.bounds(self.num)[0]
    return self if low is not None and low >= 0 else FloatV(data=self.data)


@declare("builtins.open_float.__int__", "builtins.open_float.__trunc__")
def to_int(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return cut_off(cx, self)


@declare("builtins.open_float.__floor__")
def floor(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return rounded_down(cx, self)


@declare("builtins.open_float.__ceil__")
def ceil(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return rounded_up(cx, self)


@declare("builtins.open_float.__float__")
def to_float(cx: Context, self: Any) -> Any:
    own(self, FloatV)
    return self


@declare("builtins.open_float.__round__")
def rounded(cx: Context, self: Any, ndigits: Any = None) -> Any:
    own(self, FloatV)
    if ndigits is not None:
        return FloatV(data=self.data)
    return whole_size(cx, self.num) if self.num is not None and self.den == 1 else _open(self)
