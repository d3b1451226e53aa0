"""Methods and functions that rearrange a tensor and keep its elements (or repeat them)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import fits_into
from convlint.frameworks.common.help import axes_of, axis_of, known_dims, need, not_negative
from convlint.frameworks.common.indexing import check_index
from convlint.frameworks.common.joining import inserted
from convlint.frameworks.common.reducing import behind, locate, locate_all, reranked, with_size, without
from convlint.frameworks.common.registry import gives_sizes, op
from convlint.frameworks.common.reshaping import expanded, flattened, reshaped, unflattened
from convlint.frameworks.common.signature import Axes, Axis, Ints
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Dim, Int, Shape, Truth, dim_max, dim_min
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined, Unknown


@op("torch.Tensor.view")
def view(cx: Context, self: Tensor, *size: Int, shape: Ints | None = None, dtype: Any = None) -> Tensor:
    """`x.view(*size)`; the bytes read as another dtype have other sizes."""
    if dtype is not None:
        raise Undetermined("another dtype")
    return reshaped(cx, self, shape if shape is not None else size)


@op("torch.Tensor.reshape")
def reshape_method(cx: Context, self: Tensor, *size: Int, shape: Ints | None = None) -> Tensor:
    """`x.reshape(*size)`."""
    return reshaped(cx, self, shape if shape is not None else size)


@op("torch.reshape")
def reshape(cx: Context, input: Tensor, shape: Ints) -> Tensor:
    """`torch.reshape(x, shape)`."""
    return reshaped(cx, input, shape)


@op("torch.Tensor.view_as", "torch.Tensor.reshape_as")
def view_as(cx: Context, self: Tensor, other: Tensor) -> Tensor:
    """The shape of another tensor."""
    dims = cx.dims(other)
    return self.like(other.shape) if dims is None else reshaped(cx, self, dims)


@op(*both("flatten"))
def flatten(cx: Context, input: Tensor, start_dim: Axis = 0, end_dim: Axis = -1) -> Tensor:
    """Some dims become one."""
    return flattened(cx, input, start_dim, end_dim)


@op(*both("ravel"))
def ravel(cx: Context, input: Tensor) -> Tensor:
    """All dims become one."""
    return flattened(cx, input)


@op(*both("unflatten"))
def unflatten(cx: Context, input: Tensor, dim: Axis, sizes: Ints) -> Tensor:
    """One dim becomes several."""
    return unflattened(cx, input, dim, sizes)


# --- dims of size 1 ---------------------------------------------------------------------------------------------------


@op(*both("unsqueeze"))
def unsqueeze(cx: Context, input: Tensor, dim: Axis) -> Shape:
    """A new dim of size 1."""
    return inserted(cx, input, dim, 1)


@op(*both("squeeze"))
def squeeze(cx: Context, input: Tensor, dim: Axes | None = None) -> Shape:
    """Without the dims of size 1, or without those of `dim` that are of size 1."""
    if dim is None:
        places: tuple[int, ...] | None = None
        shape = Shape(known_dims(cx, input))
    elif cx.facts.rank(input.shape) == 0:
        axes_of(cx, dim, 0)
        return Shape()
    else:
        shape, places = locate_all(cx, input, dim)
    kept: list[Int] = []
    for i, size in enumerate(shape.dims):
        gone = cx.facts.equal(size, 1) if places is None or i in places else Truth.NO
        if gone is Truth.OPEN:
            gone = _decided(cx, input, i, places is not None)
        if gone is Truth.NO:
            kept.append(size)
    return Shape(tuple(kept), shape.lead)


def _decided(cx: Context, input: Tensor, place: int, named: bool) -> Truth:
    """Whether a dim of unknown size is 1: both are tried where the dim is named."""
    if not named:
        raise Undetermined("a size may be 1")
    size = cx.facts.resolve_shape(input.shape).dims[place]
    choice = cx.choose(("squeeze", size), (False, True))
    if choice is None:
        raise Undetermined("a size may be 1")
    if choice:
        cx.facts.unify(size, 1)
        return Truth.YES
    cx.facts.assume_different(size, 1)
    return Truth.NO


# --- the order of dims ------------------------------------------------------------------------------------------------


@op("torch.Tensor.permute")
def permute(cx: Context, self: Tensor, *dims: Axis) -> Shape:
    """All dims in another order."""
    return _permuted(cx, self, dims)


@op("torch.permute")
def permute_function(cx: Context, input: Tensor, dims: Axes) -> Shape:
    """All dims in another order."""
    return _permuted(cx, input, dims)


def _permuted(cx: Context, input: Tensor, dims: tuple[int, ...]) -> Shape:
    sizes = cx.facts.exact(input.shape, len(dims))
    if sizes is None:
        got = cx.describe(input.shape)
        raise Mismatch("invalid-axis", f"`{{it}}` names {len(dims)} dims {dims} of a tensor of shape {got}")
    order = axes_of(cx, dims, len(sizes), "dims")
    return Shape(tuple(sizes[i] for i in order))


@op(*both("transpose", "swapaxes", "swapdims"))
def transpose(cx: Context, input: Tensor, dim0: Axis, dim1: Axis) -> Shape:
    """Two dims swapped."""
    if cx.facts.rank(input.shape) == 0:
        return _swap_of_scalar(cx, dim0, dim1)
    try:
        shape, (first, second) = locate_all(cx, input, (dim0, dim1), distinct=False)
    except Undetermined:
        if min(dim0, dim1) < 0:
            raise
        return reranked(cx, input, behind(cx, input, max(dim0, dim1)), 0)
    dims = list(shape.dims)
    dims[first], dims[second] = dims[second], dims[first]
    return Shape(tuple(dims), shape.lead)


def _swap_of_scalar(cx: Context, dim0: int, dim1: int) -> Shape:
    axis_of(cx, dim0, 0)
    axis_of(cx, dim1, 0)
    return Shape()


@op(*both("t"))
def t(cx: Context, input: Tensor) -> Shape:
    """The transpose of a matrix; vectors and scalars stay. Mismatch above 2 dims."""
    if cx.facts.limit_rank(input.shape, 0, 2) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at most 2 dims but gets {cx.describe(input.shape)}")
    return Shape(known_dims(cx, input)[::-1])


@op(*both("adjoint"))
def adjoint(cx: Context, input: Tensor) -> Shape:
    """The last two dims swapped; a scalar stays."""
    if cx.facts.rank(input.shape) == 0:
        return Shape()
    return transpose(cx, input, -2, -1)


@op(*both("movedim", "moveaxis"))
def movedim(cx: Context, input: Tensor, source: Axes, destination: Axes) -> Shape:
    """Some dims at other places; the others keep their order."""
    if len(source) != len(destination):
        got = f"{len(source)} source and {len(destination)} destination dims"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    dims = known_dims(cx, input)
    old = axes_of(cx, source, len(dims), "source")
    new = axes_of(cx, destination, len(dims), "destination")
    if not dims:
        return Shape()
    moved = dict(zip(new, (dims[i] for i in old)))
    rest = iter(dim for i, dim in enumerate(dims) if i not in old)
    return Shape(tuple(moved[i] if i in moved else next(rest) for i in range(len(dims))))


# --- parts and repetitions --------------------------------------------------------------------------------------------


@op("torch.Tensor.expand")
def expand(cx: Context, self: Tensor, *size: Int) -> Shape:
    """Sizes of 1 stretch; -1 keeps a size."""
    return expanded(cx, self, size)


@op("torch.Tensor.expand_as")
def expand_as(cx: Context, self: Tensor, other: Tensor) -> Shape:
    """The shape of another tensor."""
    dims = cx.dims(other)
    return cx.facts.resolve_shape(other.shape) if dims is None else expanded(cx, self, dims, keep=False)


@op("torch.Tensor.broadcast_to")
def broadcast_to_method(cx: Context, self: Tensor, *size: Int) -> Shape:
    """As expand."""
    return expanded(cx, self, size)


@op("torch.broadcast_to")
def broadcast_to(cx: Context, input: Tensor, size: Ints) -> Shape:
    """As expand."""
    return expanded(cx, input, size)


@op(*both("as_strided"))
def as_strided(cx: Context, input: Tensor, size: Ints, stride: Any = None, storage_offset: Any = None) -> Shape:
    """A view of the given sizes. Mismatch for another number of strides, or for negative ones."""
    need_strides(cx, size, stride)
    not_negative(cx, size, "size")
    return Shape(size)


def need_strides(cx: Context, size: tuple[Int, ...], stride: Any) -> None:
    """As many strides as sizes, none negative."""
    given = None if stride is None or isinstance(stride, (Unknown, Tensor)) else cx.items(stride)
    if given is None:
        return
    if len(given) != len(size):
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(given)} strides for {len(size)} sizes")
    if not any(cx.facts.equal(each, 0) is not Truth.NO for each in size):
        not_negative(cx, tuple(each for each in given if isinstance(each, (int, Dim))), "stride")


gives_sizes(
    *(f"torch.Tensor.{name}" for name in ("view", "reshape", "expand", "broadcast_to")),
    *("torch.reshape", "torch.broadcast_to"),
)


@op("torch.Tensor.sum_to_size")
def sum_to_size(cx: Context, self: Tensor, *size: Int) -> Shape:
    """The sum over what broadcasting would have stretched."""
    fits_into(cx, self.shape, Shape(size), "`{it}` cannot stretch")
    return Shape(size)


@op("torch.Tensor.repeat")
def repeat(cx: Context, self: Tensor, *repeats: Int) -> Shape:
    """The whole tensor several times along each dim. Mismatch with fewer numbers than dims."""
    not_negative(cx, repeats, "repeats")
    if cx.facts.limit_rank(self.shape, 0, len(repeats)) is Truth.NO:
        got = f"{len(repeats)} repeats for a tensor of shape {cx.describe(self.shape)}"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    dims = known_dims(cx, self)
    padded = (1,) * (len(repeats) - len(dims)) + dims
    return Shape(tuple(size * count for size, count in zip(padded, repeats)))


@op("torch.Tensor.tile")
def tile_method(cx: Context, self: Tensor, *dims: Int) -> Shape:
    """As repeat; missing numbers are 1."""
    return tile(cx, self, dims)


@op("torch.tile")
def tile(cx: Context, input: Tensor, dims: Ints) -> Shape:
    """As repeat; missing numbers are 1."""
    sizes = known_dims(cx, input)
    return repeat(cx, input, *((1,) * (len(sizes) - len(dims)) + dims))


@op(*both("repeat_interleave"))
def repeat_interleave(
    cx: Context, input: Tensor, repeats: Any, dim: Axis | None = None, *, output_size: Any = None
) -> Shape:
    """Each item several times."""
    if isinstance(repeats, (int, Dim)):
        not_negative(cx, (repeats,), "repeats")
    if dim is None:
        flat = flattened(cx, input)
        return Shape.of(_repeated(cx, flat.shape.dims[0], repeats, output_size))
    shape, place = locate(cx, input, dim, scalar=False)
    return with_size(shape, place, _repeated(cx, shape.dims[place], repeats, output_size))


def _repeated(cx: Context, size: Int, repeats: Any, output_size: Any) -> Int:
    if isinstance(repeats, Tensor):
        if isinstance(output_size, (int, Dim)):
            return output_size
        data = repeats.data
        if isinstance(data, tuple) and len(data) != 1 and all(isinstance(each, (int, Dim)) for each in data):
            need(cx, size, len(data), "invalid-argument", "`{it}` gets {got} repeats for a size of {wanted}")
            return sum(data[1:], data[0]) if data else 0
        return cx.fresh("repeated")
    return size * repeats if isinstance(repeats, (int, Dim)) else cx.fresh("repeated")


@op(*both("narrow", "narrow_copy"))
def narrow(cx: Context, input: Tensor, dim: Axis, start: Any, length: Int) -> Shape:
    """A range of one dim. Mismatch where it must end behind the last item."""
    if cx.facts.rank(input.shape) == 0:
        raise Mismatch("invalid-axis", "`{it}` cannot narrow a tensor without dims")
    shape, place = locate(cx, input, dim)
    size = shape.dims[place]
    not_negative(cx, (length,), "length")
    if isinstance(start, int) and cx.facts.less(size, -start) is Truth.YES:
        raise Mismatch("index-out-of-range", f"`{{it}}` gets start {start} for a size of {cx.facts.resolve(size)}")
    if isinstance(start, int) and start < 0 and cx.facts.less(-start, length) is Truth.YES:
        got = f"start {start} and length {cx.facts.resolve(length)}"
        raise Mismatch("index-out-of-range", f"`{{it}}` gets {got}, which ends behind the last item")
    first = start if isinstance(start, int) and start >= 0 else 0
    if cx.facts.less(size, length + first) is Truth.YES:
        got = f"start {start} and length {cx.facts.resolve(length)} for a size of {cx.facts.resolve(size)}"
        raise Mismatch("index-out-of-range", f"`{{it}}` gets {got}")
    return with_size(shape, place, length)


@op(*both("select", "select_copy"))
def select(cx: Context, input: Tensor, dim: Axis, index: Any) -> Shape:
    """One item of one dim."""
    if cx.facts.rank(input.shape) == 0:
        raise Mismatch("invalid-axis", "`{it}` cannot select from a tensor without dims")
    shape, place = locate(cx, input, dim)
    check_index(cx, index if isinstance(index, (int, Dim)) else None, shape.dims[place], place)
    return without(shape, place)


@op("torch.Tensor.unfold")
def unfold(cx: Context, self: Tensor, dimension: Axis, size: Int, step: Int) -> Shape:
    """Windows of one dim, which come as a new last dim. Mismatch where a window is longer than the dim."""
    not_negative(cx, (size,), "size")
    if cx.facts.rank(self.shape) == 0:
        raise Undetermined("windows of a tensor without dims")
    shape, place = locate(cx, self, dimension, "dimension")
    whole = shape.dims[place]
    if cx.facts.less(whole, size) is Truth.YES:
        raise Mismatch(
            "empty-output", f"`{{it}}` takes windows of {size} but the dim has a size of {cx.facts.resolve(whole)}"
        )
    if cx.facts.at_most(step, 0) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` gets the step {step}")
    moved = with_size(shape, place, (whole - size) // step + 1)
    return Shape((*moved.dims, size), moved.lead)


@op(*both("diagonal"))
def take_diagonal(cx: Context, input: Tensor, offset: Any = 0, dim1: Axis = 0, dim2: Axis = 1) -> Shape:
    """The diagonal of two dims as a new last dim."""
    shape, places = locate_all(cx, input, (dim1, dim2))
    kept = tuple(size for i, size in enumerate(shape.dims) if i not in places)
    rows, columns = shape.dims[places[0]], shape.dims[places[1]]
    if not isinstance(offset, int):
        return Shape((*kept, cx.fresh("diagonal")), shape.lead)
    length = dim_min(rows, columns - offset) if offset >= 0 else dim_min(rows + offset, columns)
    return Shape((*kept, length if offset == 0 else dim_max(length, 0)), shape.lead)


@op(*both("diag"))
def diag(cx: Context, input: Tensor, diagonal: Any = 0) -> Shape:
    """A vector becomes a matrix, a matrix its diagonal."""
    dims = known_dims(cx, input)
    if len(dims) == 1:
        side = dims[0] + abs(diagonal) if isinstance(diagonal, int) else cx.fresh("side")
        return Shape.of(side, side)
    if len(dims) == 2:
        return take_diagonal(cx, input, diagonal, 0, 1)
    raise Mismatch("rank-mismatch", f"`{{it}}` takes a vector or a matrix but gets {cx.describe(input.shape)}")


@op(*both("diag_embed"))
def diag_embed(cx: Context, input: Tensor, offset: Any = 0, dim1: Axis = -2, dim2: Axis = -1) -> Shape:
    """The last dim becomes the diagonal of two new ones."""
    shape, place = locate(cx, input, -1, scalar=False)
    side = shape.dims[place] + abs(offset) if isinstance(offset, int) else cx.fresh("side")
    kept = without(shape, place)
    if (dim1, dim2) == (-2, -1):
        return Shape((*kept.dims, side, side), shape.lead)
    rank = len(known_dims(cx, input)) + 1
    first, second = sorted(axes_of(cx, (dim1, dim2), rank))
    sizes = list(known_dims(cx, input)[:-1])
    sizes.insert(first, side)
    sizes.insert(second, side)
    return Shape(tuple(sizes))


@op(*both("diagflat"))
def diagflat(cx: Context, input: Tensor, offset: Any = 0) -> Shape:
    """A matrix with all elements on its diagonal."""
    if not isinstance(offset, int):
        raise Undetermined("the offset is not known")
    side = flattened(cx, input).shape.dims[0] + abs(offset)
    return Shape.of(side, side)


# --- same shape, once the arguments are valid -------------------------------------------------------------------------


@op(*both("flip"))
def flip(cx: Context, input: Tensor, *dims: Axis) -> Tensor:
    """Some dims backwards."""
    if cx.facts.rank(input.shape) == 0:
        axes_of(cx, dims, 0, "dims")
    else:
        locate_all(cx, input, dims, "dims")
    return input.like(input.shape)


@op(*both("roll"))
def roll(cx: Context, input: Tensor, shifts: Any, dims: Axes | None = None) -> Tensor:
    """Items shifted along some dims."""
    _check_shifts(cx, shifts, dims)
    empty = any(cx.facts.equal(size, 0) is not Truth.NO for size in cx.facts.resolve_shape(input.shape).dims)
    for axis in (dims or ()) if not empty else ():
        locate(cx, input, axis, "dims", scalar=False)
    return input.like(input.shape)


def _check_shifts(cx: Context, shifts: Any, dims: tuple[int, ...] | None) -> None:
    """One shift for each dim; without dims, one for the flattened tensor."""
    given = (
        [shifts] if isinstance(shifts, (int, Dim)) else cx.items(shifts) if isinstance(shifts, (tuple, ListV)) else None
    )
    wanted = len(dims) if dims else 1
    if given is not None and len(given) != wanted:
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(given)} shifts for {wanted} dims")


@op(*both("fliplr"))
def flip_columns(cx: Context, input: Tensor) -> Tensor:
    """The second dim backwards. Mismatch below 2 dims."""
    return _flipped(cx, input, 2)


@op(*both("flipud"))
def flip_rows(cx: Context, input: Tensor) -> Tensor:
    """The first dim backwards. Mismatch without dims."""
    return _flipped(cx, input, 1)


def _flipped(cx: Context, input: Tensor, least: int) -> Tensor:
    if cx.facts.limit_rank(input.shape, least, None) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least {least} dims but gets {cx.describe(input.shape)}")
    return input.like(input.shape)


@op(*both("rot90"))
def rot90(cx: Context, input: Tensor, k: Any = 1, dims: Axes = (0, 1)) -> Shape:
    """Turned by k quarters."""
    if len(dims) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` turns 2 dims but gets {len(dims)}")
    if not isinstance(k, int):
        raise Undetermined("how often it is turned is not known")
    shape, (a, b) = locate_all(cx, input, dims, "dims")
    if k % 2 == 0:
        return shape
    sizes = list(shape.dims)
    sizes[a], sizes[b] = sizes[b], sizes[a]
    return Shape(tuple(sizes), shape.lead)


@op(*both("tril", "triu"))
def triangle(cx: Context, input: Tensor, diagonal: Any = 0) -> Tensor:
    """Zeros on one side of the diagonal. Mismatch below 2 dims."""
    shape = cx.facts.trailing(input.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(input.shape)}")
    return input.like(shape)
