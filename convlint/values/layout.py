"""How a tensor's elements lie in memory."""

from __future__ import annotations

from typing import NamedTuple

from convlint.symbolic import Int, Shape


class Layout(NamedTuple):
    """strides: one for each dim, in elements; None for those of a contiguous tensor, which its shape tells.

    dense: no gaps and nothing twice, in whatever order of the dims, so that an elementwise result lies in the same way.
    ordered: the dims lie in their own order, with gaps at most, so that an elementwise result is contiguous.
    exact: dims of size 1 have the strides that stand here, too; else they may have any.
    """

    strides: tuple[Int, ...] | None
    dense: bool
    ordered: bool
    exact: bool


CONTIGUOUS = Layout(None, True, True, True)


def common_layout(one: tuple[Shape, Layout | None], other: tuple[Shape, Layout | None]) -> Layout | None:
    """The layout of a tensor that has one of two shapes and layouts."""
    if one[1] != other[1]:
        return None
    return one[1] if one[1] is None or one[1].strides is None or one[0] == other[0] else None
