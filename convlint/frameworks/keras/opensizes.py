"""None in a shape: a size that only the data will tell. It is a symbol named `None`, so that shapes read as Keras prints them.

What is compared with such a size is never compared at all while a model is built; what needs it known fails (`open-length`).
"""

from __future__ import annotations

from typing import Any

from convlint.symbolic import Dim, Int, Shape, Symbol, Truth, symbol
from convlint.values import Context, Sizes, SizeV, Tensor


class LeftOpen(str):
    """The origin of a symbol that stands for a None: which input left it open."""

    __slots__ = ()


class Batch(LeftOpen):
    """The origin of a symbol that stands for the size of a batch."""

    __slots__ = ()


def open_size(which: str) -> Dim:
    """A size that the input `which` leaves open."""
    return symbol("None", 1, origin=LeftOpen(which))


def open_batch(which: str) -> Dim:
    """The batch of the input `which`."""
    return symbol("None", 1, origin=Batch(which))


def _openers(cx: Context, size: Int) -> list[Symbol]:
    size = cx.facts.resolve(size)
    return [] if isinstance(size, int) else [each for each in size.variables() if isinstance(each.origin, LeftOpen)]


def is_open(cx: Context, size: Int) -> bool:
    """Whether Keras would show this size as None."""
    return bool(_openers(cx, size))


def left_open_by(cx: Context, size: Int) -> str:
    """Which input left a size open."""
    return next((str(each.origin) for each in _openers(cx, size) if not isinstance(each.origin, Batch)), "the batch")


def same(cx: Context, one: Int, other: Int) -> Truth:
    """Learn that two sizes are equal; OPEN, with nothing learnt, where one of them is None."""
    return Truth.OPEN if is_open(cx, one) or is_open(cx, other) else cx.facts.unify(one, other)


def shown(cx: Context, sizes: tuple[Int, ...]) -> tuple[Any, ...]:
    """Sizes as Keras gives them: None for those that are open."""
    return Sizes(None if is_open(cx, size) else size for size in sizes)


def shape_of(cx: Context, tensor: Tensor, symbolic: bool = True) -> Any:
    """`tensor.shape`; with None in it for a symbolic tensor."""
    known = cx.facts.resolve_shape(tensor.shape)
    if known.lead is not None:
        return SizeV(tensor)
    return shown(cx, known.dims) if symbolic else Sizes(known.dims)


def text_of(cx: Context, shape: Shape) -> str:
    """A shape in words, None for whatever is open."""
    known = cx.facts.resolve_shape(shape)
    parts = ["*"] if known.lead else []
    parts += ["None" if is_open(cx, size) else str(size) for size in known.dims]
    return f"({', '.join(parts)}{',' if len(parts) == 1 and not known.lead else ''})"
