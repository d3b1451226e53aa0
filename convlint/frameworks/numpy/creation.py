"""Arrays made of sizes, ranges, nested lists, files and other arrays."""

from __future__ import annotations

from math import ceil
from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, fits_into
from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.dtypes import kind_of, kind_of_number
from convlint.frameworks.common.literals import whole_numbers
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import Ints, to_ints
from convlint.frameworks.numpy.arrays import Array, array_of, holds_objects, like, to_array
from convlint.symbolic import Dim, Int, Shape, Truth, ceil_div, dim_max, product
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown

MOST_DATA = 256


def of_sizes(cx: Context, sizes: tuple[Int, ...], dtype: Any, default: str | None = "float") -> Tensor:
    """An array of these sizes; Mismatch for a negative one."""
    for size in sizes:
        if cx.facts.less(size, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` gets the negative size {cx.facts.resolve(size)}")
    return array_of(*(cx.facts.resolve(size) for size in sizes), dtype=kind_of(dtype, default))


def objects() -> Tensor:
    """An array of objects is no array of numbers: its items may be anything."""
    unknown: Any = Unknown("an array of objects")
    found: Tensor = unknown
    return found


@op("numpy.zeros", "numpy.ones", "numpy.empty")
def sized(cx: Context, shape: Ints, dtype: Any = None) -> Tensor:
    """An array of the given sizes."""
    if holds_objects(dtype):
        return objects()
    return of_sizes(cx, shape, dtype)


@op("numpy.ndarray.__new__")
def made(cx: Context, cls: Any, shape: Ints, dtype: Any = None, *args: Any, **more: Any) -> Tensor:
    """`numpy.ndarray(shape)`."""
    return sized(cx, shape, dtype)


@op("numpy.full")
def full(cx: Context, shape: Ints, fill_value: Any, dtype: Any = None) -> Tensor:
    """An array of the given sizes; Mismatch where the value does not fit into it."""
    if holds_objects(dtype):
        return objects()
    made = of_sizes(cx, shape, dtype, kind_of_number(fill_value))
    if isinstance(fill_value, Tensor):
        fits_into(cx, made.shape, fill_value.shape)
    return made


@op("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like")
def sized_like(
    cx: Context, a: Array, dtype: Any = None, order: Any = "K", subok: Any = True, shape: Any = None
) -> Tensor:
    """The shape of another array, unless one is given."""
    return _like(cx, a, dtype, shape)


@op("numpy.full_like")
def full_like(cx: Context, a: Array, fill_value: Any, dtype: Any = None, *, shape: Any = None) -> Tensor:
    """The shape of another array, unless one is given."""
    return _like(cx, a, dtype, shape)


def _like(cx: Context, a: Tensor, dtype: Any, shape: Any) -> Tensor:
    if shape is not None:
        raise Undetermined("a shape of its own")
    return Tensor(a.shape, kind_of(dtype, a.dtype), "numpy")


@op("numpy.eye")
def eye(cx: Context, N: Int, M: Int | None = None, k: Any = 0, dtype: Any = None) -> Tensor:
    """A matrix with ones on a diagonal."""
    return of_sizes(cx, (N, N if M is None else M), dtype)


@op("numpy.identity")
def identity(cx: Context, n: Int, dtype: Any = None) -> Tensor:
    """A square matrix with ones on the diagonal."""
    return of_sizes(cx, (n, n), dtype)


@op("numpy.indices")
def indices(cx: Context, dimensions: Ints, dtype: Any = None) -> Tensor:
    """The index of every place, one grid for each dim."""
    return of_sizes(cx, (len(dimensions), *dimensions), dtype, "int")


# --- ranges -----------------------------------------------------------------------------------------------------------


@op("numpy.arange")
def arange(cx: Context, start: Any = 0, stop: Any = None, step: Any = 1, dtype: Any = None) -> Tensor:
    """start, start + step, … before stop."""
    if stop is None:
        start, stop = 0, start
    bounds = [_number(each) for each in (start, stop, step)]
    kind = "int" if all(isinstance(each, (int, Dim)) for each in bounds) else None
    made = array_of(_range_length(cx, *bounds), dtype=kind_of(dtype, kind))
    if all(isinstance(each, int) for each in bounds) and made.dtype == "int" and bounds[2]:
        numbers = range(*bounds)
        made.data = tuple(numbers) if not numbers[MOST_DATA:] else None
    return made


def _number(value: Any) -> Any:
    if isinstance(value, Tensor):
        value = value.data
    return value if isinstance(value, (int, float, Dim)) else None


def _range_length(cx: Context, start: Any, stop: Any, step: Any) -> Int:
    """How many numbers lie from `start` before `stop`: none where the step leads away, unlike in torch."""
    if start is None or stop is None or step is None or (isinstance(step, (int, float)) and step == 0):
        return cx.fresh("arange")
    if all(isinstance(each, (int, float)) for each in (start, stop, step)):
        count: int = ceil((stop - start) / step)
        return max(count, 0)
    if not isinstance(step, int) or not all(isinstance(each, (int, Dim)) for each in (start, stop)):
        return cx.fresh("arange")
    span: Int = stop - start if step > 0 else start - stop
    length = ceil_div(cx.facts.resolve(span), abs(step))
    low, _ = cx.facts.bounds(length)
    return length if low is not None and low >= 0 else dim_max(length, 0)


@op("numpy.linspace")
def linspace(
    cx: Context, start: Any, stop: Any, num: Int = 50, endpoint: Any = True, *more: Any, **named: Any
) -> Tensor:
    """`num` numbers from start to stop, known where they are few."""
    made = spaced(cx, start, stop, num, endpoint, *more, **named)
    plain = all(type(each) in (int, float) and abs(each) < 1e9 for each in (start, stop)) and not named
    if plain and isinstance(num, int) and 0 < num <= MOST_DATA and isinstance(endpoint, bool):
        parts = num - 1 if endpoint else num
        step = (stop - start) / parts if parts else 0.0
        numbers = [float(i * step + start) for i in range(num)]
        made.data = (*numbers[:-1], float(stop)) if endpoint and num > 1 else tuple(numbers)
    return made


@op("numpy.logspace", "numpy.geomspace")
def spaced(cx: Context, start: Any, stop: Any, num: Int = 50, endpoint: Any = True, *more: Any, **named: Any) -> Tensor:
    """`num` numbers from start to stop; between arrays, `num` of them."""
    if more or not named.keys() <= {"dtype", "base"}:
        raise Undetermined("steps, or another axis")
    shape = broadcast(cx, to_array(cx, start, "start").shape, to_array(cx, stop, "stop").shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    return of_sizes(cx, (num, *shape.dims), named.get("dtype"))


@op("numpy.meshgrid")
def meshgrid(cx: Context, *xi: Array, copy: Any = True, sparse: Any = False, indexing: Any = "xy") -> Any:
    """One grid for each vector; "xy" swaps the first two dims."""
    if sparse is not False or indexing not in ("xy", "ij"):
        raise Undetermined("another form of grid")
    sizes: list[Int] = []
    for each in xi:
        dims = cx.dims(each)
        if dims is None:
            raise Undetermined("the rank is not known")
        sizes.append(product(dims))
    if indexing == "xy" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return tuple(like(each, Shape(tuple(sizes))) for each in xi)


# --- content ----------------------------------------------------------------------------------------------------------


@op("numpy.array", "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray", "numpy.asfortranarray", counts=False)
def array(cx: Context, object: Any, dtype: Any = None, *args: Any, ndmin: Any = 0, **more: Any) -> Tensor:
    """An array of a number, of nested lists, of an image, or of another array."""
    if holds_objects(dtype):
        return objects()
    if ndmin != 0:
        raise Undetermined("dims in front")
    made = to_array(cx, object, "object")
    kind = kind_of(dtype, made.dtype)
    data = whole_numbers(made.data) if kind == "int" else None
    return carry(made, Tensor(made.shape, kind, "numpy", data, factors=made.factors))


@op("numpy.copy", "numpy.require")
def copy(cx: Context, a: Array, *args: Any, **kwargs: Any) -> Tensor:
    """The same array once more."""
    return like(a, a.shape)


@op("numpy.load", counts=False)
def load(cx: Context, file: Any, *args: Any, **kwargs: Any) -> Any:
    """An array of a file `*.npy`; anything else may be a dict of arrays."""
    if isinstance(file, str) and file.endswith(".npy"):
        return cx.unknown_tensor("array", "numpy")
    return Unknown("what is in a file")


@op("numpy.memmap")
def memmap(
    cx: Context,
    filename: Any,
    dtype: Any = None,
    mode: Any = "r+",
    offset: Any = 0,
    shape: Any = None,
    order: Any = "C",
) -> Tensor:
    """An array of the given shape; without one a vector of unknown length."""
    if shape is None:
        return array_of(cx.fresh("length"), dtype=None)
    return array_of(*to_ints(cx, shape, "shape"), dtype=None)


@op("numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile")
def read(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
    """An array of unknown shape."""
    return cx.unknown_tensor("array", "numpy")


@op("numpy.frombuffer", "numpy.fromstring", "numpy.fromiter")
def from_buffer(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
    """A vector of unknown length."""
    return array_of(cx.fresh("length"), dtype=None)
