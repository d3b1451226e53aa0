"""Arithmetic of intervals of numbers; None is an open end."""

from __future__ import annotations

from typing import Final, Optional

End = Optional[int]
Interval = tuple[End, End]

EVERYTHING: Final[Interval] = (None, None)


def exactly(value: int) -> Interval:
    """The interval of one number."""
    return (value, value)


def add(a: Interval, b: Interval) -> Interval:
    """All sums."""
    return (_plus(a[0], b[0]), _plus(a[1], b[1]))


def scale(a: Interval, factor: int) -> Interval:
    """All multiples by `factor`."""
    low = None if a[0] is None else a[0] * factor
    high = None if a[1] is None else a[1] * factor
    if factor == 0:
        return (0, 0)
    return (low, high) if factor > 0 else (high, low)


def multiply(a: Interval, b: Interval) -> Interval:
    """All products."""
    if a[0] is not None and b[0] is not None and a[0] >= 0 and b[0] >= 0:  # the common case: sizes
        return (a[0] * b[0], 0 if a[1] == 0 or b[1] == 0 else _times(a[1], b[1]))
    corners = [_corner(x, y) for x in _ends(a) for y in _ends(b)]
    return (_finite(min(corners)), _finite(max(corners)))


def power(a: Interval, exponent: int) -> Interval:
    """All powers; an even one is never negative."""
    low, high = a
    if exponent % 2 or (low is not None and low >= 0):
        return (None if low is None else low**exponent, None if high is None else high**exponent)
    if high is not None and high <= 0:
        return (high**exponent, None if low is None else low**exponent)
    top = None if low is None or high is None else max(-low, high) ** exponent
    return (0, top)


def floor_quotient(a: Interval, b: Interval) -> Interval:
    """All x // y for y != 0 in b; exact for positive constants, wide but sound elsewhere."""
    if b[0] is not None and b[0] > 0:
        return _by_positive(a, b[0], b[1])
    if b[1] is not None and b[1] < 0:
        return _by_positive(scale(a, -1), -b[1], None if b[0] is None else -b[0])
    low, high = a
    if low is None or high is None:
        return EVERYTHING
    most = max(abs(low), abs(high))
    return (-most, most)


def meet(a: Interval, b: Interval) -> Interval:
    """What lies in both; may be empty (low above high)."""
    low = b[0] if a[0] is None else a[0] if b[0] is None else max(a[0], b[0])
    high = b[1] if a[1] is None else a[1] if b[1] is None else min(a[1], b[1])
    return (low, high)


def hull(a: Interval, b: Interval) -> Interval:
    """The least interval around both."""
    low = None if a[0] is None or b[0] is None else min(a[0], b[0])
    high = None if a[1] is None or b[1] is None else max(a[1], b[1])
    return (low, high)


def is_empty(a: Interval) -> bool:
    """Whether no number lies in it."""
    return a[0] is not None and a[1] is not None and a[0] > a[1]


def excludes(a: Interval, value: int) -> bool:
    """Whether `value` lies outside."""
    return (a[0] is not None and a[0] > value) or (a[1] is not None and a[1] < value)


def shrunk(wanted: Interval, constant: int, factor: int, certain: bool = True) -> Interval:
    """The x for which factor*x + constant lies in `wanted`, rounded inwards for integers and outwards for others."""
    low, high = wanted
    if factor < 0:
        low, high, constant, factor = None if high is None else -high, None if low is None else -low, -constant, -factor
    outwards = 0 if certain else 1
    return (
        None if low is None else -((constant - low) // factor) - outwards,
        None if high is None else (high - constant) // factor + outwards,
    )


def above_floor(span: Interval, den: int) -> Interval:
    """The x for which ⌊x/den⌋ lies in `span`; den > 0."""
    low, high = span
    return (None if low is None else low * den, None if high is None else high * den + den - 1)


def _by_positive(a: Interval, least: int, most: End) -> Interval:
    low, high = a
    if low is not None:
        low = low // least if low < 0 else (0 if most is None else low // most)
    if high is not None:
        high = high // least if high >= 0 else (-1 if most is None else high // most)
    return (low, high)


def _plus(a: End, b: End) -> End:
    return None if a is None or b is None else a + b


def _times(a: End, b: End) -> End:
    return None if a is None or b is None else a * b


def _ends(a: Interval) -> tuple[int | float, int | float]:
    return (float("-inf") if a[0] is None else a[0], float("inf") if a[1] is None else a[1])


def _corner(x: int | float, y: int | float) -> int | float:
    if x == 0 or y == 0:
        return 0
    if isinstance(x, float) or isinstance(y, float):  # an infinite end; a huge int must not become a float
        return float("inf") if (x > 0) == (y > 0) else float("-inf")
    return x * y


def _finite(value: int | float) -> End:
    return None if isinstance(value, float) else value
