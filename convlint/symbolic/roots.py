"""Integer roots of polynomials in one variable, exactly and by integers alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from convlint.symbolic.interval import Interval

MAX_ROOT_DEGREE = 8


def integer_roots(coefficients: Sequence[int], span: Interval = (None, None)) -> list[int]:
    """All integers in `span` where the polynomial (constant first, not all zero) is 0, in ascending order."""
    low, high = _cauchy(coefficients)
    low = low if span[0] is None else max(low, span[0])
    high = high if span[1] is None else min(high, span[1])
    if low > high:
        return []
    return [point for point in _turning_points(coefficients, low, high) if value_at(coefficients, point) == 0]


def value_at(coefficients: Sequence[int], point: int) -> int:
    """The polynomial's value, by Horner's rule."""
    value = 0
    for coefficient in reversed(coefficients):
        value = value * point + coefficient
    return value


def _cauchy(coefficients: Sequence[int]) -> tuple[int, int]:
    """An interval around all roots (Cauchy's bound)."""
    lead = next((abs(coefficient) for coefficient in reversed(coefficients) if coefficient), 1)
    bound = 1 + max(map(abs, coefficients), default=0) // lead
    return (-bound, bound)


def _turning_points(coefficients: Sequence[int], low: int, high: int) -> list[int]:
    """The ends, and the integers just below and above each real root.

    Between neighbouring turning points of the derivative the polynomial is monotone, unless nothing lies between them:
    so bisection finds all roots.
    """
    if len(coefficients) <= 1:
        return [low, high]
    slope = [exponent * coefficient for exponent, coefficient in enumerate(coefficients)][1:]
    stations = _turning_points(slope, low, high)
    found = set(stations)  # all of them: a step of 1 may hide a turn
    for left, right in pairwise(stations):
        found.update(_crossing(coefficients, left, right))
    return sorted(found)


def _crossing(coefficients: Sequence[int], left: int, right: int) -> tuple[int, ...]:
    """Neighbouring integers between which the sign changes; none if it does not."""
    start, end = value_at(coefficients, left), value_at(coefficients, right)
    if start == 0 or end == 0:
        return tuple(point for point, value in ((left, start), (right, end)) if value == 0)
    if (start > 0) == (end > 0):
        return ()
    while right - left > 1:
        middle = (left + right) // 2
        value = value_at(coefficients, middle)
        if value == 0:
            return (middle - 1, middle, middle + 1)
        if (value > 0) == (start > 0):
            left = middle
        else:
            right = middle
    return (left, right)
