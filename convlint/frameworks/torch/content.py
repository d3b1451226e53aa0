"""Arithmetic on tensors whose few numbers are known: widths of stages that a network computes (`round(log(w) / log(m))`).

torch rounds each step to its dtype. What is no whole number is therefore known roughly, and becomes exact only where it is
rounded and lies well between two whole numbers.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from typing import Any

from convlint.frameworks.common.literals import Each, Roughly, rearranged
from convlint.values import Tensor

MOST = 512
"""Numbers of a content that are computed with."""
EXACT = 2**24
"""Whole numbers below it are exact in every float of 32 bits."""
MARGIN = 1e-3
RULES: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add, "sub": operator.sub, "subtract": operator.sub, "mul": operator.mul, "multiply": operator.mul,
    "div": operator.truediv, "divide": operator.truediv, "true_divide": operator.truediv, "truediv": operator.truediv,
    "pow": math.pow,
}  # fmt: skip
ROUNDING: dict[str, Callable[[float], int]] = {
    "round": round,
    "floor": math.floor,
    "ceil": math.ceil,
    "trunc": math.trunc,
    "fix": math.trunc,
}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "log": math.log, "log2": math.log2, "log10": math.log10, "log1p": math.log1p, "exp": math.exp, "sqrt": math.sqrt,
    "abs": abs, "neg": operator.neg, "negative": operator.neg,
}  # fmt: skip
"""Of these the results are rough, but for `abs` and `neg`, which keep what they get."""


def combined(name: str, one: Tensor, other: Tensor, swapped: bool = False) -> Any:
    """The content of an elementwise result; None where it is not known."""
    rule = RULES.get(name)
    if rule is None or one.data is None or other.data is None:
        return None
    if swapped:
        one, other = other, one
    pairs = _pairs(_numbers(one.data), _numbers(other.data))
    if pairs is None:
        return None
    rough = name == "pow" or isinstance(one.data, Roughly) or isinstance(other.data, Roughly)
    try:
        made = [rule(first, second) for first, second in pairs]
    except (ArithmeticError, ValueError, TypeError):
        return None
    exact = not rough and all(_whole(each) for pair in pairs for each in pair) and all(map(_whole, made))
    whole = exact and all(isinstance(each, int) for each in made)
    return _kept(made, not isinstance(one.data, (int, float)) or not isinstance(other.data, (int, float)), exact, whole)


def applied(name: str, input: Tensor) -> Any:
    """The content of what a function of one tensor gives; None where it is not known."""
    numbers = None if input.data is None else _numbers(input.data)
    if numbers is None or (name not in ROUNDING and name not in FUNCTIONS):
        return None
    several = not isinstance(input.data, (int, float))
    try:
        if name in ROUNDING:
            rounded = [_rounded(ROUNDING[name], each, name) for each in numbers]
            whole = [each for each in rounded if each is not None]
            return _kept(whole, several, True, input.dtype == "int") if len(whole) == len(rounded) else None
        made = [FUNCTIONS[name](each) for each in numbers]
    except (ArithmeticError, ValueError):
        return None
    exact = name in ("abs", "neg", "negative") and not isinstance(input.data, Roughly) and all(map(_whole, numbers))
    return _kept(made, several, exact, exact and input.dtype == "int")


def carry(result: Any, args: list[Any]) -> None:
    """The result has all numbers of the first argument, in other places or several times."""
    source = args[0] if args else None
    if isinstance(source, Tensor) and source.data is not None and isinstance(result, Tensor) and result.data is None:
        result.data = rearranged(source.data)


def _numbers(data: Any) -> list[Any] | None:
    if isinstance(data, Each):
        return None
    if isinstance(data, Roughly):
        data = data.numbers
    if type(data) in (int, float):
        return [data]
    if isinstance(data, tuple) and len(data) <= MOST and all(type(each) in (int, float) for each in data):
        return list(data)
    return None


def _pairs(one: list[Any] | None, other: list[Any] | None) -> list[tuple[Any, Any]] | None:
    if one is None or other is None or (len(one) != len(other) and 1 not in (len(one), len(other))):
        return None
    count = max(len(one), len(other))
    return list(zip(one * (count // len(one) or 1), other * (count // len(other) or 1))) if one and other else None


def _whole(number: Any) -> bool:
    return abs(number) < EXACT and float(number).is_integer()


def _kept(numbers: Iterable[Any], several: bool, exact: bool, whole: bool) -> Any:
    made = tuple(int(each) if whole else float(each) for each in numbers)
    if not all(math.isfinite(each) for each in made):
        return None
    if not exact:
        return Roughly(made, several)
    return made if several else made[0]


def _rounded(rule: Callable[[float], int], number: float, name: str) -> int | None:
    """A rounded number; None where it lies so close to the border that it may fall to either side."""
    border = 0.5 if name == "round" else 0.0
    away = abs((number - border + 0.5) % 1.0 - 0.5)
    clear = away > MARGIN * max(1.0, abs(number)) or (border == 0.0 and type(number) is int)
    return rule(number) if clear and abs(number) < EXACT else None
