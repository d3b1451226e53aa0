"""The common shape of operands some of whose sizes are None."""

from __future__ import annotations

from convlint.frameworks.common.broadcasting import broadcast as common_broadcast
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch


def broadcast(cx: Context, *shapes: Shape) -> Shape:
    """The common shape. Mismatch (`broadcast-mismatch`) where two known sizes can neither be equal nor 1."""
    result = cx.facts.resolve_shape(shapes[0])
    for other in shapes[1:]:
        result = _two(cx, result, cx.facts.resolve_shape(other))
    return result


def _two(cx: Context, left: Shape, right: Shape) -> Shape:
    if (
        left.lead is not None
        or right.lead is not None
        or not any(is_open(cx, size) for size in (*left.dims, *right.dims))
    ):
        return common_broadcast(cx, left, right)
    rank = max(len(left.dims), len(right.dims))
    a, b = ((1,) * (rank - len(shape.dims)) + shape.dims for shape in (left, right))
    return Shape(tuple(_size(cx, one, other, left, right) for one, other in zip(a, b)))


def _size(cx: Context, one: Int, other: Int, left: Shape, right: Shape) -> Int:
    if is_open(cx, one):
        return one if other == 1 or is_open(cx, other) else other
    if is_open(cx, other):
        return other if one == 1 else one
    joint = cx.facts.broadcast(Shape.of(one), Shape.of(other))
    if joint is None:
        got = f"{text_of(cx, left)} and {text_of(cx, right)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot broadcast {got}: {one} and {other} differ")
    return joint.dims[0]


def sizes_differ(cx: Context, one: Int, other: Int) -> bool:
    """Whether two sizes differ whatever is left open; learns that they are equal, unless one is None."""
    return not (is_open(cx, one) or is_open(cx, other)) and cx.facts.unify(one, other) is Truth.NO
