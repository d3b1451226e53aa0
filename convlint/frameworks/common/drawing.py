"""Numbers drawn at random: what surely is among so many of them."""

from __future__ import annotations

from convlint.symbolic import Shape
from convlint.values import Draw, Mismatch, Tensor

CHANCE = 1e-9
"""What is less likely than this does not happen."""


def draw(made: Tensor, low: object, high: object) -> Tensor:
    """Mark numbers as drawn one by one, each from `low` to below `high`."""
    count = count_of(made.shape)
    if type(low) is int and type(high) is int and low < high and count:
        made.drawn = Draw(low, high, [False]), count
    return made


def count_of(shape: Shape) -> int | None:
    """How many elements there are, None where that is not known."""
    count = 1
    for dim in shape.dims:
        if type(dim) is not int:
            return None
        count *= dim
    return count if shape.lead is None else None


def carry(old: Tensor, made: Tensor, share: float = 1.0) -> Tensor:
    """`made` has the elements of `old`, or that share of them, in whatever order."""
    if old.drawn is not None:
        drawn, count = old.drawn
        made.drawn = drawn, int(count * share)
    return made


def carry_some(old: Tensor, made: Tensor) -> Tensor:
    """`made` has some of the elements of `old`, none of them twice."""
    count = count_of(made.shape) if old.drawn is not None else None
    if old.drawn is not None and count:
        made.drawn = old.drawn[0], min(count, old.drawn[1])
    return made


def reaches(tensor: Tensor, end: object) -> int | None:
    """The greatest number that may be in a tensor, where surely one of them is `end` or above."""
    if tensor.drawn is None or type(end) is not int:
        return None
    drawn, count = tensor.drawn
    if drawn.spoiled[0] or drawn.high <= end:
        return None
    below = max(end - drawn.low, 0) / (drawn.high - drawn.low)
    return drawn.high - 1 if below**count < CHANCE else None


def shifted(old: Tensor, made: Tensor, by: int) -> Tensor:
    """`made` is `old` with a number added to all of its elements."""
    if old.drawn is not None:
        drawn, count = old.drawn
        made.drawn = Draw(drawn.low + by, drawn.high + by, drawn.spoiled), count
    return made


def most_of(tensor: Tensor) -> tuple[int, int] | None:
    """The least and the greatest that the greatest of the numbers in a tensor may be."""
    if tensor.drawn is None or tensor.drawn[0].spoiled[0] or not tensor.drawn[1]:
        return None
    drawn, count = tensor.drawn
    share = CHANCE ** (1 / count)
    least = drawn.low + int(share * (drawn.high - drawn.low))
    return least, drawn.high - 1


def refuse_above(tensor: Tensor, end: object, what: str) -> None:
    """Mismatch (`index-out-of-range`) for numbers of which one is surely `end` or above. what: of what there are `end`."""
    most = reaches(tensor, end)
    if most is not None:
        raise Mismatch("index-out-of-range", f"`{{it}}` has {end} {what} but gets numbers up to {most}")
