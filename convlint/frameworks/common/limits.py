"""How much is followed: what real programs stay far below, and a hostile one must not make us build."""

from __future__ import annotations

from convlint.values import Undetermined

MOST_PARTS = 256
"""Parts that a tensor is cut into one by one."""
MOST_RANK = 64
"""Dims; the frameworks themselves have no operation for more."""


def few(parts: int) -> int:
    """The number of parts. Undetermined where they are too many."""
    if parts > MOST_PARTS:
        raise Undetermined("too many parts")
    return parts


def near(axis: int) -> int:
    """An axis of a tensor whose rank is not known. Undetermined where no tensor has it."""
    if abs(axis) > MOST_RANK:
        raise Undetermined("an axis that no tensor has")
    return axis
