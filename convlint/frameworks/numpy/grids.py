"""`mgrid`, `ogrid`, `r_` and `c_`, which are indexed with ranges; outer products of functions; windows over arrays."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.registry import constant, declare_class, op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.numpy.arrays import Array, array_of, like, to_array
from convlint.frameworks.numpy.creation import arange, of_sizes
from convlint.frameworks.numpy.joining import column_stack, concatenate
from convlint.frameworks.python.classes import library_class
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

GRIDS = "numpy.lib.index_tricks."
NAMES = {"mgrid": "MGridClass", "ogrid": "OGridClass", "r_": "RClass", "c_": "CClass"}
for _name, _class in NAMES.items():
    declare_class(f"{GRIDS}{_class}")
    constant(f"numpy.{_name}", Instance(library_class(f"{GRIDS}{_class}")))


def _counted(cx: Context, part: slice) -> Tensor:
    """The numbers of a slice: from start before stop, or as many as an imaginary step says."""
    if isinstance(part.step, complex):
        return array_of(int(abs(part.step)))
    made: Tensor = arange(cx, 0 if part.start is None else part.start, part.stop, 1 if part.step is None else part.step)
    return made


def _ranges(cx: Context, key: Any) -> list[Tensor]:
    parts = key if isinstance(key, tuple) else (key,)
    if not parts or not all(isinstance(part, slice) for part in parts):
        raise Undetermined("no ranges")
    return [_counted(cx, part) for part in parts]


def _kind(vectors: list[Tensor]) -> str | None:
    return vectors[0].dtype if len({each.dtype for each in vectors}) == 1 else None


@op(f"{GRIDS}MGridClass.__getitem__", counts=False)
def mgrid(cx: Context, self: Any, key: Any) -> Tensor:
    """The coordinates of every place, one grid for each range; of a single one the numbers themselves."""
    vectors = _ranges(cx, key)
    if not isinstance(key, tuple):
        return vectors[0]
    return array_of(len(vectors), *(each.shape.dims[0] for each in vectors), dtype=_kind(vectors))


@op(f"{GRIDS}OGridClass.__getitem__", counts=False)
def ogrid(cx: Context, self: Any, key: Any) -> Any:
    """One array for each range, of size 1 along the others."""
    vectors = _ranges(cx, key)
    if not isinstance(key, tuple):
        return vectors[0]
    found = []
    for i, each in enumerate(vectors):
        dims: list[Int] = [1] * len(vectors)
        dims[i] = each.shape.dims[0]
        found.append(array_of(*dims, dtype=_kind(vectors)))
    return tuple(found)


def _parts(cx: Context, key: Any) -> tuple[Tensor, ...]:
    """The arrays and ranges between the brackets. Undetermined for directives ('-1,2,0')."""
    parts = key if isinstance(key, tuple) else (key,)
    if any(isinstance(part, str) for part in parts):
        raise Undetermined("a directive")
    return tuple(_counted(cx, part) if isinstance(part, slice) else to_array(cx, part, "key") for part in parts)


@op(f"{GRIDS}RClass.__getitem__")
def rows(cx: Context, self: Any, key: Any) -> Tensor:
    """Joined along the first dim; numbers count as vectors."""
    arrays = tuple(like(each, Shape.of(1)) if each.shape == Shape() else each for each in _parts(cx, key))
    made: Tensor = concatenate(cx, arrays, 0)
    return made


@op(f"{GRIDS}CClass.__getitem__")
def columns(cx: Context, self: Any, key: Any) -> Tensor:
    """Vectors as columns, joined along the last dim."""
    arrays = _parts(cx, key)
    if any(len(known_dims(cx, each)) > 2 for each in arrays):
        raise Undetermined("arrays of more than two dims")
    made: Tensor = column_stack(cx, arrays)
    return made


@op("numpy.tri", counts=False)
def tri(cx: Context, N: Int, M: Int | None = None, k: Any = 0, dtype: Any = None) -> Tensor:
    """A matrix with ones at and below a diagonal."""
    return of_sizes(cx, (N, N if M is None else M), dtype)


@op("numpy.hanning", "numpy.hamming", "numpy.blackman", "numpy.bartlett", counts=False)
def window(cx: Context, M: Int) -> Tensor:
    """A window of M points; none for a negative number."""
    if cx.facts.less(M, 1) is not Truth.NO:
        raise Undetermined("it may be empty")
    return array_of(M)


@op("numpy.kaiser", counts=False)
def kaiser(cx: Context, M: Int, beta: Any) -> Tensor:
    """A window of M points."""
    return window(cx, M)


@op(
    *(
        f"numpy.{name}.outer"
        for name in "add subtract multiply divide true_divide power maximum minimum equal not_equal less greater".split()
    )
)
def outer(cx: Context, A: Array, B: Array, /, **more: Any) -> Tensor:
    """Every element with every other: the sizes of both, one behind the other."""
    return array_of(*known_dims(cx, A), *known_dims(cx, B), dtype=A.dtype if A.dtype == B.dtype else None)


@op("numpy.lib.stride_tricks.sliding_window_view")
def sliding_window_view(cx: Context, x: Array, window_shape: Any, axis: Any = None, **more: Any) -> Tensor:
    """All windows of an array: fewer places along the windowed dims, the windows behind them."""
    dims, sizes = list(known_dims(cx, x)), to_ints(cx, window_shape, "window_shape")
    places = list(range(len(dims))) if axis is None else _whole(cx, axis)
    if len(sizes) != len(places):
        got = f"{len(sizes)} sizes of a window for {len(places)} axes"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    for place, size in zip(places, sizes):
        if not -len(dims) <= place < len(dims):
            raise Mismatch("invalid-axis", f"`{{it}}` gets axis {place} of {cx.describe(x.shape)}")
        if cx.facts.less(dims[place], size) is Truth.YES:
            got = f"a window of {cx.facts.resolve(size)} for a size of {cx.facts.resolve(dims[place])}"
            raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
        dims[place] = dims[place] - size + 1
    return array_of(*dims, *sizes, dtype=x.dtype)


def _whole(cx: Context, axis: Any) -> list[int]:
    sizes = to_ints(cx, axis, "axis")
    found = [each for each in sizes if isinstance(each, int)]
    if len(found) != len(sizes):
        raise Undetermined("`axis` is not known")
    return found
