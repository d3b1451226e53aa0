"""How many items a slice takes of a dim, exactly where the bounds allow, also with symbols."""

from __future__ import annotations

from typing import Any

from convlint.symbolic import Dim, Int, Truth, ceil_div, dim_max, dim_min
from convlint.values import Context, Mismatch, Tensor


def slice_size(cx: Context, size: Int, part: slice, backwards: bool) -> Int:
    """The length of `range(size)[part]`; a fresh symbol where it is not known.

    `backwards`: negative steps are allowed (NumPy); else they are a Mismatch, as in torch.
    """
    size = cx.facts.resolve(size)
    step = _number(part.step)
    start, stop = _number(part.start), _number(part.stop)
    if isinstance(step, int) and (step == 0 or (step < 0 and not backwards)):
        raise Mismatch("invalid-argument", f"`{{it}}` cannot be sliced with the step {step}")
    if part.start is None and part.stop is None and step in (None, 1, -1) and part.step in (None, 1, -1):
        return size
    if all(isinstance(n, int) for n in (size, *_given(part, start, stop, step))):
        return len(range(*slice(start, stop, step).indices(size)))  # type: ignore[arg-type]
    if not isinstance(step, int) and part.step is not None:
        return cx.fresh("slice")
    if isinstance(step, int) and step < 0:
        return cx.fresh("slice")
    first = 0 if part.start is None else _clamped(cx, start, size)
    last = size if part.stop is None else _clamped(cx, stop, size)
    if first is None or last is None:
        return cx.fresh("slice")
    length = cx.facts.resolve(last - first)
    low, _ = cx.facts.bounds(length)
    if low is None or low < 0:
        length = dim_max(length, 0)
    return length if step in (None, 1) else ceil_div(length, step or 1)


def _given(part: slice, *numbers: Int | None) -> list[Int | None]:
    """The bounds that the source names, as numbers (None where one is not known)."""
    return [n for n, value in zip(numbers, (part.start, part.stop, part.step)) if value is not None]


def _number(value: Any) -> Int | None:
    if isinstance(value, Tensor):
        value = value.data
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, (int, Dim)) else None


def _clamped(cx: Context, bound: Int | None, size: Int) -> Int | None:
    """A bound between 0 and the size; None where even its sign is open."""
    if bound is None:
        return None
    bound = cx.facts.resolve(bound)
    negative = cx.facts.less(bound, 0)
    if negative is Truth.OPEN:
        return None
    if negative is Truth.YES:
        bound = cx.facts.resolve(size + bound)
        low, _ = cx.facts.bounds(bound)
        return bound if low is not None and low >= 0 else dim_max(bound, 0)
    return bound if cx.facts.at_most(bound, size) is Truth.YES else dim_min(bound, size)
