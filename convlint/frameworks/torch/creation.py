"""Tensors made from sizes, ranges, literals and other tensors."""

from __future__ import annotations

import struct
from math import ceil, comb, isfinite
from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.dtypes import DType, kind_of, kind_of_number
from convlint.frameworks.common.help import exact_dims, known_dims, not_negative
from convlint.frameworks.common.joining import joined_list
from convlint.frameworks.common.literals import Each, literal, literal_tensor, whole_numbers
from convlint.frameworks.common.registry import gives_sizes, op
from convlint.frameworks.common.signature import Ints, to_int, to_ints
from convlint.frameworks.torch.reshape import need_strides
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Dim, Int, Shape, Truth, ceil_div, dim_max, product
from convlint.values import Context, Instance, LibraryClass, Mismatch, Tensor, Undetermined, Unknown

LARGE = 1e30
MOST_DATA = 64
EXACT_FLOATS = ("float32", "float64", "float", "double")
MOST_ROWS = 4096
PICTURE = "PIL.Image.Image"  # torch cannot tell the dtype of one


def _of_sizes(cx: Context, size: tuple[Int, ...], dtype: Any, default: str | None = "float") -> Tensor:
    for each in size:
        if cx.facts.less(each, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` gets the negative size {cx.facts.resolve(each)}")
    return Tensor(Shape(tuple(cx.facts.resolve(each) for each in size)), kind_of(dtype, default))


@op("torch.zeros", "torch.ones", "torch.empty", "torch.rand", "torch.randn")
def sized(cx: Context, *size: Int, dtype: Any = None) -> Tensor:
    """A tensor of the given sizes."""
    return _of_sizes(cx, size, dtype)


@op("torch.full")
def full(cx: Context, size: Ints, fill_value: Any, *, dtype: Any = None) -> Tensor:
    """A tensor of the given sizes."""
    return _of_sizes(cx, size, dtype, kind_of_number(fill_value))


@op("torch.eye")
def eye(cx: Context, n: Int, m: Int | None = None, *, dtype: Any = None) -> Tensor:
    """A matrix with ones on its diagonal."""
    return _of_sizes(cx, (n, n if m is None else m), dtype)


@op("torch.Tensor.new_zeros", "torch.Tensor.new_ones", "torch.Tensor.new_empty")
def new_sized(cx: Context, self: Tensor, *size: Int, dtype: Any = None) -> Tensor:
    """A tensor of the given sizes and of the same dtype."""
    return _of_sizes(cx, size, dtype, self.dtype)


@op("torch.Tensor.new_full")
def new_full(cx: Context, self: Tensor, size: Ints, fill_value: Any, *, dtype: Any = None) -> Tensor:
    """A tensor of the given sizes and of the same dtype."""
    return _of_sizes(cx, size, dtype, self.dtype)


NEW = "zeros ones empty full".split()
gives_sizes(*(f"torch.{name}" for name in (*NEW, "rand", "randn")), *(f"torch.Tensor.new_{name}" for name in NEW))


@op("torch.empty_strided")
def empty_strided(cx: Context, size: Ints, stride: Any, *, dtype: Any = None) -> Tensor:
    """A tensor of the given sizes."""
    need_strides(cx, size, stride)
    return _of_sizes(cx, size, dtype)


@op("torch.randint")
def randint(cx: Context, *args: Any, low: Any = None, high: Any = None, size: Any = None, dtype: Any = None) -> Tensor:
    """Random ints: (high, size) or (low, high, size)."""
    if size is None:
        if not args:
            raise Undetermined("no size")
        *args_before, size = args
        low, high = (low, *args_before)[-2:] if high is None and args_before else (low, high)
    low = 0 if low is None else low
    bounds_known = isinstance(low, (int, Dim)) and isinstance(high, (int, Dim))
    if bounds_known and cx.facts.at_most(high, low) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` has no number from {low} to {high} to draw")
    return _of_sizes(cx, to_ints(cx, size, "size"), dtype, "int")


@op("torch.randperm")
def randperm(cx: Context, n: Int, *, dtype: Any = None) -> Tensor:
    """The first n ints in random order."""
    return _of_sizes(cx, (n,), dtype, "int")


@op(
    "torch.zeros_like", "torch.ones_like", "torch.empty_like", "torch.rand_like", "torch.randn_like", "torch.full_like",
    "torch.randint_like",
)  # fmt: skip
def like(cx: Context, input: Tensor, *args: Any, dtype: Any = None, **kwargs: Any) -> Tensor:
    """The shape of another tensor."""
    return Tensor(input.shape, kind_of(dtype, input.dtype), input.library, factors=input.factors)


@op("torch.bernoulli", "torch.poisson", "torch.Tensor.bernoulli")
def drawn(cx: Context, input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """One random number for each element."""
    return input.like(input.shape)


@op("torch.normal")
def normal(cx: Context, mean: Any, std: Any = 1.0, size: Ints | None = None, *, dtype: Any = None) -> Tensor:
    """Random numbers for each mean and std, or of the given size."""
    if size is not None:
        return _of_sizes(cx, size, dtype)
    if isinstance(mean, Tensor) and not isinstance(std, (Tensor, Unknown)):
        return mean.like(mean.shape)
    if isinstance(std, Tensor) and not isinstance(mean, (Tensor, Unknown)):
        return std.like(std.shape)
    if isinstance(mean, Tensor) and isinstance(std, Tensor):
        return mean.like(broadcast(cx, mean.shape, std.shape))
    raise Undetermined("mean or std is not known")


@op(*both("multinomial"))
def multinomial(cx: Context, input: Tensor, num_samples: Int, replacement: Any = False) -> Tensor:
    """Indices drawn for each row. Mismatch above 2 dims."""
    if cx.facts.limit_rank(input.shape, 1, 2) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a vector or a matrix but gets {cx.describe(input.shape)}")
    if cx.facts.less(num_samples, 1) is Truth.YES:
        raise Mismatch("invalid-argument", "`{it}` is asked for no samples")
    shape = cx.facts.trailing(input.shape, 1)
    assert shape is not None
    shape = cx.facts.resolve_shape(shape)
    if (
        not replacement
        and isinstance(replacement, (bool, int))
        and cx.facts.less(shape.dims[-1], num_samples) is Truth.YES
    ):
        got = f"{cx.facts.resolve(num_samples)} different ones of {cx.facts.resolve(shape.dims[-1])}"
        raise Mismatch("invalid-argument", f"`{{it}}` cannot draw {got}")
    return Tensor(Shape((*shape.dims[:-1], num_samples), shape.lead), "int")


# --- ranges -----------------------------------------------------------------------------------------------------------


@op("torch.arange")
def arange(cx: Context, start: Any = 0, end: Any = None, step: Any = 1, *, dtype: Any = None) -> Tensor:
    """start, start + step, … before end; the count is exact where the bounds are known."""
    if end is None:
        start, end = 0, start
    bounds = [_number(each) for each in (start, end, step)]
    kind = "int" if all(isinstance(each, (int, Dim)) for each in bounds) else None
    count = range_length(cx, *bounds)
    made = Tensor(Shape.of(count), kind_of(dtype, kind))
    if not all(isinstance(each, int) for each in bounds) or not isinstance(count, int):
        return made
    if count > MOST_DATA:
        made.data = Each((bounds[0], bounds[0] + bounds[2] * (count - 1))) if made.dtype == "int" else None
    elif made.dtype == "int" or (isinstance(dtype, DType) and dtype.name in EXACT_FLOATS):
        made.data = tuple(range(*bounds))
        if isinstance(dtype, DType) and dtype.name in EXACT_FLOATS:
            made.data = tuple(map(float, made.data))
    return made


@op("torch.range")
def closed_range(cx: Context, start: Any = 0, end: Any = None, step: Any = 1, *, dtype: Any = None) -> Tensor:
    """As arange, with the end."""
    if isinstance(start, int) and isinstance(end, int) and isinstance(step, int):
        if step == 0 or (end - start) * step < 0:
            raise Mismatch("invalid-argument", f"`{{it}}` cannot go from {start} to {end} by {step}")
        return Tensor(Shape.of((end - start) // step + 1), kind_of(dtype, "float"))
    return Tensor(Shape.of(cx.fresh("range")), kind_of(dtype, "float"))


def _number(value: Any) -> Any:
    if isinstance(value, Tensor) and isinstance(value.data, (int, Dim)):
        return value.data
    return value if isinstance(value, (int, float, Dim)) else None


def range_length(cx: Context, start: Any, end: Any, step: Any) -> Int:
    """How many numbers lie from `start` before `end`. Mismatch where the step leads away from the end."""
    if start is None or end is None or step is None:
        return cx.fresh("arange")
    if all(isinstance(each, (int, float)) for each in (start, end, step)):
        if step == 0 or (end - start) / step < 0:
            raise Mismatch("invalid-argument", f"`{{it}}` cannot go from {start} to {end} by {step}")
        count = (end - start) / step
        return ceil(count) if isfinite(count) else cx.fresh("arange")
    if any(isinstance(each, float) for each in (start, end, step)) or not isinstance(step, int) or step == 0:
        return cx.fresh("arange")
    span: Int = end - start if step > 0 else start - end
    length = ceil_div(cx.facts.resolve(span), abs(step))
    low, _ = cx.facts.bounds(length)
    return length if low is not None and low >= 0 else dim_max(length, 0)


@op("torch.linspace")
def linspace(cx: Context, start: Any, end: Any, steps: Int, *, dtype: Any = None) -> Tensor:
    """`steps` numbers from start to end."""
    if isinstance(start, Tensor) or isinstance(end, Tensor):
        raise Undetermined("bounds that are tensors")
    made = _of_sizes(cx, (steps,), dtype)
    small = all(isinstance(each, (int, float)) and abs(each) < LARGE for each in (start, end))
    if small and dtype is None and isinstance(steps, int) and 0 < steps <= MOST_DATA:
        made.data = _spaced(float(start), float(end), steps)
    return made


def _spaced(start: float, end: float, steps: int) -> tuple[float, ...]:
    """The numbers as torch's default dtype holds them: computed from either end."""
    step = (end - start) / (steps - 1) if steps > 1 else 0.0
    numbers = [start + i * step if i < steps / 2 else end - (steps - 1 - i) * step for i in range(steps)]
    return struct.unpack(f"{steps}f", struct.pack(f"{steps}f", *numbers))


@op("torch.logspace")
def logspace(cx: Context, start: Any, end: Any, steps: Int, base: Any = 10.0, *, dtype: Any = None) -> Tensor:
    """`steps` powers of the base."""
    if isinstance(start, Tensor) or isinstance(end, Tensor):
        raise Undetermined("bounds that are tensors")
    return _of_sizes(cx, (steps,), dtype)


@op(
    "torch.hann_window", "torch.hamming_window", "torch.blackman_window", "torch.bartlett_window", "torch.kaiser_window"
)  # fmt: skip
def window(cx: Context, window_length: Int, *args: Any, dtype: Any = None, **kwargs: Any) -> Tensor:
    """A window of the given length."""
    return _of_sizes(cx, (window_length,), dtype)


@op("torch.tril_indices")
def tril_indices(cx: Context, row: Int, col: Int, offset: Any = 0, *, dtype: Any = None) -> Tensor:
    """Two rows: the places of the lower triangle."""
    count = _lower_places(cx, row, col, offset)
    return Tensor(Shape.of(2, cx.fresh("indices") if count is None else count), "int")


@op("torch.triu_indices")
def triu_indices(cx: Context, row: Int, col: Int, offset: Any = 0, *, dtype: Any = None) -> Tensor:
    """Two rows: the places of the upper triangle."""
    below = _lower_places(cx, row, col, offset - 1 if isinstance(offset, int) else None)
    return Tensor(Shape.of(2, cx.fresh("indices") if below is None else row * col - below), "int")


def _lower_places(cx: Context, row: Int, col: Int, offset: Any) -> int | None:
    """How many places lie on and below a diagonal, where that is known."""
    not_negative(cx, (row,), "row")
    not_negative(cx, (col,), "col")
    if not isinstance(row, int) or not isinstance(col, int) or not isinstance(offset, int) or row > MOST_ROWS:
        return None
    return sum(min(max(i + offset + 1, 0), col) for i in range(row))


# --- literals and other tensors ---------------------------------------------------------------------------------------


@op("torch.tensor", "torch.as_tensor", "torch.asarray", "torch.scalar_tensor", counts=False)
def tensor(cx: Context, data: Any, dtype: Any = None, device: Any = None) -> Tensor:
    """A tensor of a number, of nested lists, or of an array."""
    if isinstance(data, Tensor):
        kind = kind_of(dtype, data.dtype)
        return Tensor(data.shape, kind, "torch", whole_numbers(data.data) if kind == "int" else data.data)
    if (
        isinstance(data, Instance)
        and isinstance(data.cls, LibraryClass)
        and data.cls.path == PICTURE
        and not data.opaque
    ):
        raise Mismatch("invalid-argument", "`{it}` takes numbers, lists or arrays but gets a PIL image")
    made = literal_tensor(cx, data, "torch", kind_of(dtype))
    if made.dtype == "float":
        made.data = None
    if dtype is not None:
        made.dtype = kind_of(dtype)
    return made


@op("torch.Tensor.new_tensor")
def new_tensor(cx: Context, self: Tensor, data: Any, dtype: Any = None) -> Tensor:
    """As torch.tensor, of the same dtype."""
    made = tensor(cx, data, dtype)
    made.dtype = kind_of(dtype, self.dtype)
    return made


@op("torch.from_numpy", "torch.from_dlpack", counts=False)
def from_numpy(cx: Context, ndarray: Tensor) -> Tensor:
    """The same shape as the array."""
    return Tensor(ndarray.shape, ndarray.dtype, "torch", ndarray.data)


@op("torch.frombuffer", "torch.from_file")
def from_buffer(cx: Context, *args: Any, dtype: Any = None, **kwargs: Any) -> Tensor:
    """A vector of unknown length."""
    return Tensor(Shape.of(cx.fresh("buffer")), kind_of(dtype))


def _is_number_of_numpy(value: Any) -> bool:
    """Whether it is a number of NumPy (`np.prod(shape)`): to Python an index, to the old constructors a size."""
    return isinstance(value, Tensor) and value.library == "numpy" and value.shape == Shape()


def typed(kind: str | None) -> Any:
    """The transfer function of an old constructor such as `torch.LongTensor`."""

    def handler(cx: Context, *args: Any) -> Tensor:
        """Sizes as ints, or the content as one list or array. A tuple of numbers may be a torch.Size, which is no content."""
        if len(args) == 1 and isinstance(args[0], tuple) and all(isinstance(item, (int, Dim)) for item in args[0]):
            raise Undetermined("a torch.Size or a tuple of numbers")
        if len(args) == 1 and isinstance(args[0], Unknown) and args[0].number:
            args = (cx.fresh("size"),)
        if len(args) == 1 and not isinstance(args[0], (int, Dim)) and not _is_number_of_numpy(args[0]):
            dims, data, _ = literal(cx, args[0], "torch")
            return Tensor(Shape(dims), kind, "torch", data if kind == "int" else None)
        sizes = tuple(to_int(cx, size, "size") for size in args) or (0,)
        return _of_sizes(cx, sizes, None, kind or "float") if kind else Tensor(Shape(sizes), None)

    return handler


for _names, _kind in (
    ("FloatTensor HalfTensor DoubleTensor BFloat16Tensor", "float"),
    ("LongTensor IntTensor ShortTensor CharTensor", "int"),
    ("BoolTensor", "bool"),
    ("ByteTensor", None),
):
    for _name in _names.split():
        op(f"torch.{_name}", f"torch.cuda.{_name}")(typed(_kind))


@op("torch.Tensor.new")
def new(cx: Context, self: Tensor, *args: Any, device: Any = None) -> Tensor:
    """Sizes as ints, or the content as one list or array; of the same dtype."""
    made: Tensor = typed(self.dtype)(cx, *args)
    return made


@op("torch.complex", "torch.polar")
def complex_tensor(cx: Context, real: Tensor, imag: Tensor) -> Tensor:
    """A complex tensor of two real ones."""
    return Tensor(broadcast(cx, real.shape, imag.shape), "complex")


@op("torch.meshgrid")
def meshgrid(cx: Context, *tensors: Any, indexing: Any = None) -> Any:
    """One grid for each vector; "xy" swaps the first two dims."""
    given = joined_list(cx, tensors[0] if len(tensors) == 1 and not isinstance(tensors[0], Tensor) else tensors)
    if isinstance(given, Tensor):
        raise Undetermined("how many vectors is not known")
    sizes: list[Int] = []
    for each in given:
        if cx.facts.limit_rank(each.shape, 0, 1) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` takes vectors but gets {cx.describe(each.shape)}")
        sizes.append(product(known_dims(cx, each)))
    if indexing not in (None, "ij", "xy"):
        raise Undetermined("the order is not known")
    if indexing == "xy" and len(sizes) > 1:
        sizes[0], sizes[1] = sizes[1], sizes[0]
    return tuple(each.like(Shape(tuple(sizes))) for each in given)


@op("torch.cartesian_prod")
def cartesian_prod(cx: Context, *tensors: Tensor) -> Shape:
    """All combinations of the vectors' items. Mismatch for what is no vector."""
    for each in tensors:
        exact_dims(cx, each, 1)
    count = product(product(known_dims(cx, each)) for each in tensors)
    return Shape.of(count) if len(tensors) == 1 else Shape.of(count, len(tensors))


@op("torch.combinations")
def combinations(cx: Context, input: Tensor, r: Any = 2, with_replacement: Any = False) -> Shape:
    """All choices of r items of a vector."""
    (size,) = exact_dims(cx, input, 1)
    if not isinstance(r, int) or not isinstance(with_replacement, (bool, int)):
        raise Undetermined("r is not known")
    if r < 0:
        raise Mismatch("invalid-argument", f"`{{it}}` gets r={r}, which must not be negative")
    if r == 0:
        return Shape.of(0)
    if not isinstance(size, int):
        return Shape.of(cx.fresh("combinations"), r)
    return Shape.of(comb(size + r - 1 if with_replacement and size else size, r), r)


@op("torch.block_diag")
def block_diag(cx: Context, *tensors: Tensor) -> Shape:
    """A matrix with the given ones on its diagonal."""
    rows: Int = 0
    columns: Int = 0
    for each in tensors:
        dims = (1, 1, *known_dims(cx, each))[-2:]
        rows, columns = rows + dims[0], columns + dims[1]
    return Shape.of(rows, columns)


@op("torch.sparse_coo_tensor")
def sparse(cx: Context, indices: Any, values: Any, size: Ints | None = None, *, dtype: Any = None) -> Tensor:
    """A sparse tensor of the given size."""
    if size is None:
        raise Undetermined("the size depends on the indices")
    return _of_sizes(cx, size, dtype)
