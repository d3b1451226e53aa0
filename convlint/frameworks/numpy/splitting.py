"""Parts of an array along a dim."""

from __future__ import annotations

import itertools
from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.reducing import locate, with_size
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import Axis, to_ints
from convlint.frameworks.numpy.arrays import Array, like
from convlint.symbolic import Int, Truth
from convlint.values import Context, FloatV, ListV, Mismatch, Tensor, Undetermined

MOST_PARTS = 256


@op("numpy.split")
def split(cx: Context, ary: Array, indices_or_sections: Any, axis: Axis = 0) -> Any:
    """Parts at the given places, or so many of one size. Mismatch where they cannot be equal."""
    return _parts(cx, ary, indices_or_sections, axis, equal=True)


@op("numpy.array_split")
def array_split(cx: Context, ary: Array, indices_or_sections: Any, axis: Axis = 0) -> Any:
    """Parts at the given places, or so many of nearly one size."""
    return _parts(cx, ary, indices_or_sections, axis, equal=False)


@op("numpy.vsplit")
def vsplit(cx: Context, ary: Array, indices_or_sections: Any) -> Any:
    """Parts along the first dim."""
    return _parts(cx, ary, indices_or_sections, 0, equal=True)


@op("numpy.hsplit")
def hsplit(cx: Context, ary: Array, indices_or_sections: Any) -> Any:
    """Parts along the second dim; of a vector along its only one."""
    return _parts(cx, ary, indices_or_sections, 0 if len(known_dims(cx, ary)) == 1 else 1, equal=True)


@op("numpy.dsplit")
def dsplit(cx: Context, ary: Array, indices_or_sections: Any) -> Any:
    """Parts along the third dim."""
    return _parts(cx, ary, indices_or_sections, 2, equal=True)


def _parts(cx: Context, array: Tensor, where: Any, axis: int, equal: bool) -> ListV:
    shape, place = locate(cx, array, axis, "axis")
    sizes = _sizes(cx, shape.dims[place], where, equal)
    return ListV([like(array, with_size(shape, place, size)) for size in sizes])


def _sizes(cx: Context, size: Int, where: Any, equal: bool) -> list[Int]:
    if isinstance(where, int):
        if not 0 < where <= MOST_PARTS:
            raise Undetermined("so many parts")
        return _equal_sizes(cx, size, where) if equal else _near_sizes(cx, size, where)
    if isinstance(where, (float, FloatV)):
        raise Undetermined("a float is rounded down, or refused where the parts must be equal")
    cuts = to_ints(cx, where, "indices")
    if not isinstance(size, int) or not all(isinstance(cut, int) for cut in cuts):
        return [cx.fresh("part") for _ in range(len(cuts) + 1)]
    ends: list[Any] = [None, *cuts, None]
    return [len(range(size)[start:stop]) for start, stop in itertools.pairwise(ends)]


def _equal_sizes(cx: Context, size: Int, count: int) -> list[Int]:
    if cx.facts.divides(count, size) is Truth.NO:
        got = cx.facts.resolve(size)
        raise Mismatch("invalid-argument", f"`{{it}}` cannot split a size of {got} into {count} equal parts")
    return [size // count] * count


def _near_sizes(cx: Context, size: Int, count: int) -> list[Int]:
    if isinstance(size, int):
        return [size // count + (i < size % count) for i in range(count)]
    return [cx.fresh("part") for _ in range(count)]
