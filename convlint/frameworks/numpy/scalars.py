"""NumPy's functions on Python's own numbers: exact, since sizes are calculated with them."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from convlint.symbolic import Dim, Int, dim_max, dim_min, product
from convlint.values import Context, IteratorV, ListV, SizeV, Tensor

MOST = 2**63
UNARY: dict[str, Callable[[Any], Any]] = {
    "sqrt": math.sqrt, "log": math.log, "log2": math.log2, "log10": math.log10, "exp": math.exp, "exp2": lambda x: 2.0**x,
    "log1p": math.log1p, "expm1": math.expm1, "sin": math.sin, "cos": math.cos, "tan": math.tan, "tanh": math.tanh,
    "floor": lambda x: x if isinstance(x, int) else float(math.floor(x)),
    "ceil": lambda x: x if isinstance(x, int) else float(math.ceil(x)),
    "trunc": lambda x: x if isinstance(x, int) else float(math.trunc(x)),
    "rint": lambda x: float(round(x)), "abs": abs, "absolute": abs, "fabs": math.fabs, "square": lambda x: x * x,
    "negative": lambda x: -x, "sign": lambda x: type(x)((x > 0) - (x < 0)), "cbrt": lambda x: round(x ** (1 / 3), 12),
    "deg2rad": math.radians, "radians": math.radians, "rad2deg": math.degrees, "degrees": math.degrees,
}  # fmt: skip
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "maximum": max, "minimum": min, "fmax": max, "fmin": min, "add": lambda a, b: a + b, "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b, "divide": lambda a, b: a / b, "true_divide": lambda a, b: a / b,
    "floor_divide": lambda a, b: a // b, "mod": lambda a, b: a % b, "remainder": lambda a, b: a % b, "gcd": math.gcd,
    "lcm": math.lcm, "hypot": math.hypot, "power": lambda a, b: a**b, "float_power": lambda a, b: float(a) ** b,
}  # fmt: skip
SYMBOLIC: dict[str, Callable[[Int, Int], Int]] = {
    "maximum": dim_max, "minimum": dim_min, "add": lambda a, b: a + b, "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
}  # fmt: skip


def is_number(value: Any) -> bool:
    """An int or float of Python (a bool is none here)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _bounded(value: Any) -> Any:
    return value if isinstance(value, float) or (isinstance(value, int) and abs(value) < MOST) else None


def of_one(name: str, value: Any) -> Any:
    """`np.name(value)` of a number; None where it is not known."""
    if name not in UNARY or not is_number(value):
        return None
    try:
        return _bounded(UNARY[name](value))
    except (ValueError, OverflowError):
        return None


def of_two(name: str, one: Any, other: Any) -> Any:
    """`np.name(one, other)` of two numbers; None where it is not known."""
    if is_number(one) and is_number(other) and name in BINARY:
        if name == "power" and isinstance(other, int) and abs(other) > 64:
            return None
        try:
            return _bounded(BINARY[name](one, other))
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            return None
    if isinstance(one, (int, Dim)) and isinstance(other, (int, Dim)) and name in SYMBOLIC:
        return SYMBOLIC[name](one, other)
    return None


def numbers_in(cx: Context, value: Any) -> list[Any] | None:
    """All numbers of a list, tuple, range, shape, or an array whose content is known; None where one is not."""
    if isinstance(value, Tensor):
        return None if value.data is None else _flat(value.data)
    if not isinstance(value, (tuple, ListV, range, SizeV, IteratorV)):
        return None
    items = cx.items(value)
    if items is None:
        return None
    found: list[Any] = []
    for item in items:
        inner = [item] if isinstance(item, (Dim, float)) or is_number(item) else numbers_in(cx, item)
        if inner is None:
            return None
        found.extend(inner)
    return found


def _flat(data: Any) -> list[Any]:
    return [number for part in data for number in _flat(part)] if isinstance(data, tuple) else [data]


def whole_reduction(cx: Context, name: str, value: Any) -> Any:
    """`np.name(value)` over all numbers; None where it is not known."""
    numbers = numbers_in(cx, value)
    if numbers is None:
        return None
    if not numbers:
        return {"prod": 1.0, "sum": 0.0}.get(name)
    if name in ("any", "all"):
        known = all(isinstance(number, (bool, int, float)) for number in numbers)
        return (any(numbers) if name == "any" else all(numbers)) if known else None
    if any(isinstance(number, Dim) for number in numbers):
        return _of_sizes(name, numbers)
    if name == "mean":
        return float(sum(numbers)) / len(numbers)
    functions: dict[str, Callable[[list[Any]], Any]] = {
        "prod": math.prod,
        "sum": sum,
        "max": max,
        "amax": max,
        "min": min,
        "amin": min,
    }
    return _bounded(functions[name](numbers)) if name in functions else None


def _of_sizes(name: str, numbers: list[Any]) -> Any:
    if any(isinstance(number, float) for number in numbers):
        return None
    if name == "prod":
        return product(numbers)
    if name == "sum":
        total: Int = 0
        for number in numbers:
            total = total + number
        return total
    if name in ("max", "amax"):
        return functools.reduce(dim_max, numbers)
    if name in ("min", "amin"):
        return functools.reduce(dim_min, numbers)
    return None
