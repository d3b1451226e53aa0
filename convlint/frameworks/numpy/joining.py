"""Joining arrays along a dim, old or new."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.joining import concatenated, stacked
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import Axis, to_ints
from convlint.frameworks.numpy.arrays import Array, array_of, arrays_in, like
from convlint.frameworks.numpy.reshape import raised, ravel
from convlint.symbolic import Shape
from convlint.values import Context, Mismatch, Tensor, Undetermined

Arrays = list[Tensor] | Tensor


def _dtype(arrays: Arrays) -> str | None:
    kinds = {arrays.dtype} if isinstance(arrays, Tensor) else {array.dtype for array in arrays}
    return kinds.pop() if len(kinds) == 1 else None


def _given(cx: Context, value: Any) -> Arrays:
    arrays = arrays_in(cx, value)
    if isinstance(arrays, list) and not arrays:
        raise Mismatch("invalid-argument", "`{it}` needs at least one array")
    return arrays


def _joined(cx: Context, arrays: Arrays, axis: int) -> Tensor:
    return Tensor(concatenated(cx, arrays, axis), _dtype(arrays), "numpy")


@op("numpy.concatenate", "numpy.concat")
def concatenate(cx: Context, arrays: Any, axis: Any = 0, out: Any = None) -> Tensor:
    """Along an axis; all elements in a row for None."""
    given = _given(cx, arrays)
    if isinstance(axis, int):
        return _joined(cx, given, axis)
    if axis is None and isinstance(given, list):
        return _joined(cx, [ravel(cx, each) for each in given], 0)
    raise Undetermined("`axis` is not known")


@op("numpy.stack")
def stack(cx: Context, arrays: Any, axis: Axis = 0) -> Tensor:
    """Along a new dim. Mismatch where the shapes differ."""
    given = _given(cx, arrays)
    return Tensor(stacked(cx, given, axis), _dtype(given), "numpy")


def _raised(cx: Context, arrays: Arrays, rank: int) -> Arrays:
    if isinstance(arrays, Tensor):
        return like(arrays, raised(cx, arrays, rank))
    return [like(each, raised(cx, each, rank)) for each in arrays]


@op("numpy.vstack", "numpy.row_stack")
def vstack(cx: Context, tup: Any) -> Tensor:
    """Vectors as rows, then along the first dim."""
    return _joined(cx, _raised(cx, _given(cx, tup), 2), 0)


@op("numpy.hstack")
def hstack(cx: Context, tup: Any) -> Tensor:
    """Along the second dim; vectors along their only one."""
    arrays = _raised(cx, _given(cx, tup), 1)
    first = arrays if isinstance(arrays, Tensor) else arrays[0]
    return _joined(cx, arrays, 0 if len(known_dims(cx, first)) == 1 else 1)


@op("numpy.dstack")
def dstack(cx: Context, tup: Any) -> Tensor:
    """Along the third dim."""
    return _joined(cx, _raised(cx, _given(cx, tup), 3), 2)


@op("numpy.column_stack")
def column_stack(cx: Context, tup: Any) -> Tensor:
    """Vectors as columns, then along the second dim."""
    given = _given(cx, tup)
    arrays = _column(cx, given) if isinstance(given, Tensor) else [_column(cx, each) for each in given]
    return _joined(cx, arrays, 1)


def _column(cx: Context, array: Tensor) -> Tensor:
    dims = known_dims(cx, array)
    return like(array, Shape((*dims, 1) if dims else (1, 1))) if len(dims) < 2 else array


@op("numpy.append")
def append(cx: Context, arr: Array, values: Array, axis: Any = None) -> Tensor:
    """Along an axis; all elements in a row for None."""
    made: Tensor = concatenate(cx, (arr, values), axis)
    return made


@op("numpy.tile")
def tile(cx: Context, A: Array, reps: Any) -> Tensor:
    """The whole array several times along each dim; missing numbers are 1."""
    dims, counts = known_dims(cx, A), to_ints(cx, reps, "reps")
    rank = max(len(dims), len(counts))
    dims, counts = (1,) * (rank - len(dims)) + dims, (1,) * (rank - len(counts)) + counts
    return array_of(*(dim * count for dim, count in zip(dims, counts)), dtype=A.dtype)
