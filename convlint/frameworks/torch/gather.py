"""Selecting and writing by index tensors and masks."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, elementwise, fits_into
from convlint.frameworks.common.help import axis_of, known_dims, need
from convlint.frameworks.common.indexing import assigned, indexed
from convlint.frameworks.common.reducing import locate, with_size
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Axis, Ints, Signature
from convlint.frameworks.common.slicing import slice_size
from convlint.frameworks.torch.reshape import as_strided, select, take_diagonal
from convlint.frameworks.torch.tensor import both, written
from convlint.symbolic import Int, Shape, Truth, product
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE = "index-out-of-range"


def _no_larger(cx: Context, index: Tensor, other: Tensor, skip: int | None, what: str) -> None:
    """Learn that both have one rank. Mismatch where an index size must exceed the other's, apart from the dim `skip`."""
    one, two = cx.facts.resolve_shape(index.shape), cx.facts.resolve_shape(other.shape)
    if 0 in one.dims:
        return
    one, two = (Shape.of(1) if cx.facts.rank(shape) == 0 else shape for shape in (one, two))
    for known, open_shape in ((one, two), (two, one)):
        if known.lead is None and cx.facts.exact(open_shape, len(known.dims)) is None:
            got = f"{cx.describe(one)} for {cx.describe(two)}"
            raise Mismatch("rank-mismatch", f"`{{it}}` needs an index of the rank of {what} but gets {got}")
    one, two = cx.facts.resolve_shape(one), cx.facts.resolve_shape(two)
    if one.lead is not None or two.lead is not None:
        return
    for axis, (size, most) in enumerate(zip(one.dims, two.dims)):
        if axis != skip and cx.facts.less(most, size) is Truth.YES and _not_empty(cx, one):
            got = f"{cx.describe(one)} for {cx.describe(two)}"
            raise Mismatch(RULE, f"`{{it}}` gets an index larger than {what} in dim {axis}: {got}")


def _not_empty(cx: Context, shape: Shape) -> bool:
    return all(cx.facts.less(0, size) is Truth.YES for size in shape.dims)


def _check_reach(cx: Context, index: Tensor, size: Int) -> None:
    """Mismatch where an index that holds something reaches into a dim of size 0. A size that is open may be 0 as well."""
    shape = cx.facts.resolve_shape(index.shape)
    known = shape.lead is None and all(isinstance(each, int) and each > 0 for each in shape.dims)
    if known and cx.facts.equal(size, 0) is Truth.YES:
        raise Mismatch(RULE, f"`{{it}}` gets an index of shape {cx.describe(shape)} for a dim of size 0")


def _place(cx: Context, input: Tensor, dim: int) -> int | None:
    if cx.facts.rank(input.shape) == 0:
        return axis_of(cx, dim, 0)
    try:
        shape, place = locate(cx, input, dim)
    except Undetermined:
        return None
    return None if shape.lead is not None else place


@op(*both("gather"))
def gather(cx: Context, input: Tensor, dim: Axis, index: Tensor, *, sparse_grad: Any = False) -> Tensor:
    """The items at an index along one dim: the shape of the index. Mismatch where it is larger in another dim."""
    place = _place(cx, input, dim)
    if place is not None:
        _no_larger(cx, index, input, place, "the input")
        _check_reach(cx, index, _size_at(cx, input, place))
    return input.like(index.shape)


@op(*both("take_along_dim"))
def take_along_dim(cx: Context, input: Tensor, indices: Tensor, dim: Axis | None = None) -> Shape:
    """As gather, with broadcasting in the other dims."""
    if dim is None:
        return Shape.of(product(known_dims(cx, indices)))
    a, b = known_dims(cx, input), known_dims(cx, indices)
    if len(a) != len(b):
        got = f"{cx.describe(input.shape)} and {cx.describe(indices.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` needs two tensors of one rank but gets {got}")
    shape, place = locate(cx, input, dim)
    _check_reach(cx, indices, shape.dims[place])
    rest = broadcast(cx, with_size(shape, place, 1), with_size(Shape(b), place, 1))
    return with_size(rest, place, b[place])


# --- scatter ----------------------------------------------------------------------------------------------------------


def _check_scatter(cx: Context, input: Tensor, dim: int, index: Tensor, src: Any) -> None:
    place = _place(cx, input, dim)
    if place is None:
        return
    _no_larger(cx, index, input, place, "the input")
    _check_reach(cx, index, _size_at(cx, input, place))
    if isinstance(src, Tensor):
        _no_larger(cx, index, src, None, "the source")


def _scattered(
    cx: Context, input: Tensor, dim: int, index: Tensor, src: Any = None, *args: Any, **kwargs: Any
) -> Tensor:
    _check_scatter(cx, input, dim, index, kwargs.get("value") if src is None else src)
    return input.like(input.shape)


def _scattered_into(
    cx: Context, input: Tensor, dim: int, index: Tensor, src: Any = None, *args: Any, **kwargs: Any
) -> Tensor:
    _scattered(cx, input, dim, index, src, **kwargs)
    return written(cx, input)


_SCATTER = Signature.parse("input: Tensor, dim: Axis, index: Tensor, src=None, *args, **kwargs", returns="Tensor")
for _name in ("scatter", "scatter_add", "scatter_reduce"):
    for _path in both(_name):
        add_function(_path, _scattered, _SCATTER)
    add_function(f"torch.Tensor.{_name}_", _scattered_into, _SCATTER)


def _size_at(cx: Context, input: Tensor, place: int) -> Int:
    dims = cx.facts.resolve_shape(input.shape).dims
    return dims[place] if dims else 1


# --- whole items along a dim ------------------------------------------------------------------------------------------


def _check_vector(cx: Context, index: Tensor) -> None:
    if cx.facts.limit_rank(index.shape, 0, 1) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a vector as index but gets {cx.describe(index.shape)}")


@op(*both("index_select"))
def index_select(cx: Context, input: Tensor, dim: Axis, index: Tensor) -> Shape:
    """The items at a vector of indices along one dim."""
    _check_vector(cx, index)
    shape, place = locate(cx, input, dim)
    _check_reach(cx, index, shape.dims[place])
    return with_size(shape, place, product(known_dims(cx, index)))


def _indexed_source(cx: Context, input: Tensor, dim: int, index: Tensor, source: Any, scalars: bool = True) -> None:
    """Learn that the source has the index's length along the dim and the input's sizes elsewhere."""
    _check_vector(cx, index)
    place = _place(cx, input, dim)
    if not isinstance(source, Tensor) or cx.facts.rank(source.shape) in (0, None):
        scalar = isinstance(source, Tensor) and cx.facts.rank(source.shape) == 0
        if scalar and not scalars and (cx.facts.rank(input.shape) or 0) > 0:
            raise Mismatch("rank-mismatch", "`{it}` gets a source without dims")
        return
    count = cx.dims(index)
    if place is None or count is None:
        return
    if cx.facts.rank(input.shape) not in (0, cx.facts.rank(source.shape)):
        got = f"{cx.describe(source.shape)} for {cx.describe(input.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` needs a source of the tensor's rank but gets {got}")
    if cx.facts.rank(input.shape) == 0:
        return
    wanted = with_size(cx.facts.resolve_shape(input.shape), place, product(count))
    for a, b in zip(wanted.dims, cx.facts.resolve_shape(source.shape).dims):
        got = f"{cx.describe(source.shape)} for {cx.describe(wanted)}"
        need(cx, a, b, "broadcast-mismatch", f"`{{it}}` gets a source of shape {got}")


def _index_written(
    cx: Context, input: Tensor, dim: int, index: Tensor, source: Any = None, *args: Any, **kwargs: Any
) -> Tensor:
    reduces = bool(args) and isinstance(args[0], str)  # index_reduce, which takes no scalar for a source
    _indexed_source(cx, input, dim, index, source, not reduces)
    return input.like(input.shape)


def _index_written_into(
    cx: Context, input: Tensor, dim: int, index: Tensor, source: Any = None, *args: Any, **kwargs: Any
) -> Tensor:
    _index_written(cx, input, dim, index, source, *args, **kwargs)
    return written(cx, input)


_INDEX = Signature.parse("input: Tensor, dim: Axis, index: Tensor, source=None, *args, **kwargs", returns="Tensor")
for _name in ("index_add", "index_copy", "index_reduce", "index_fill"):
    for _path in both(_name):
        add_function(_path, _index_written, _INDEX)
    add_function(f"torch.Tensor.{_name}_", _index_written_into, _INDEX)


@op(*both("take"))
def take(cx: Context, input: Tensor, index: Tensor) -> Tensor:
    """Items of the flattened tensor: the shape of the index."""
    shape = cx.facts.resolve_shape(index.shape)
    none = cx.facts.resolve_shape(input.shape)
    if none.lead is None and 0 in none.dims and shape.lead is None and _not_empty(cx, shape):
        raise Mismatch(RULE, f"`{{it}}` takes items of a tensor without any, {cx.describe(none)}")
    return input.like(index.shape)


@op("torch.Tensor.put_", "torch.Tensor.put", "torch.put")
def put(cx: Context, input: Tensor, index: Tensor, source: Tensor, accumulate: Any = False) -> Tensor:
    """Writes items of the flattened tensor: as many as there are indices."""
    one, other = cx.facts.resolve_shape(index.shape), cx.facts.resolve_shape(source.shape)
    if one.lead is None and other.lead is None:
        got = f"{cx.describe(other)} for indices of {cx.describe(one)}"
        need(cx, product(one.dims), product(other.dims), "broadcast-mismatch", f"`{{it}}` gets a source of {got}")
    return written(cx, input)


@op("torch.Tensor.index_put_", "torch.Tensor.index_put", "torch.index_put", "torch.index_put_")
def index_put(cx: Context, input: Tensor, indices: Any, values: Any, accumulate: Any = False) -> Tensor:
    """`x[indices] = values`."""
    items = cx.items(indices)
    if items is not None and not items:
        raise Mismatch("invalid-argument", "`{it}` gets no indices")
    if items is not None:
        try:
            _no_deeper(cx, values, indexed(cx, input, tuple(items)))
            assigned(cx, input, tuple(items), values)
        except Undetermined:
            return written(cx, input)
    return written(cx, input)


def _no_deeper(cx: Context, values: Any, part: Tensor) -> None:
    rank, most = cx.facts.rank(values.shape) if isinstance(values, Tensor) else None, cx.facts.rank(part.shape)
    if rank is not None and most is not None and rank > most:
        got = f"{cx.describe(values.shape)} for {cx.describe(part.shape)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` gets values with more dims than there are to fill: {got}")


# --- masks ------------------------------------------------------------------------------------------------------------


@op(*both("masked_fill"))
def masked_fill(cx: Context, input: Tensor, mask: Tensor, value: Any) -> Tensor:
    """A value where the mask holds; both broadcast."""
    return elementwise(cx, [input, mask], input.dtype)


@op("torch.Tensor.masked_fill_", "torch.Tensor.masked_scatter_")
def masked_fill_into(cx: Context, self: Tensor, mask: Tensor, value: Any) -> Tensor:
    """In place: the mask must broadcast to the tensor."""
    fits_into(cx, self.shape, mask.shape, "`{it}` cannot apply a mask of shape")
    return written(cx, self)


@op(*both("masked_scatter"))
def masked_scatter(cx: Context, input: Tensor, mask: Tensor, source: Any) -> Tensor:
    """Other items where the mask holds; both broadcast."""
    return elementwise(cx, [input, mask], input.dtype)


@op(*both("masked_select"))
def masked_select(cx: Context, input: Tensor, mask: Tensor) -> Shape:
    """The items where the mask holds, as a vector."""
    broadcast(cx, input.shape, mask.shape)
    return Shape.of(cx.fresh("selected"))


# --- parts replaced ---------------------------------------------------------------------------------------------------


def _replaced(cx: Context, input: Tensor, src: Tensor, part: Shape) -> Tensor:
    """The input, with the source in the place of a part of just its shape."""
    if cx.facts.unify_shapes(part, src.shape) is Truth.NO:
        text = f"`{{it}}` needs a source of {cx.describe(part)} but gets {cx.describe(src.shape)}"
        raise Mismatch("broadcast-mismatch", text)
    return input.like(input.shape)


@op(*both("select_scatter"))
def select_scatter(cx: Context, input: Tensor, src: Tensor, dim: Axis, index: Any) -> Tensor:
    """Another item in the place of one."""
    return _replaced(cx, input, src, select(cx, input, dim, index))


@op(*both("slice_scatter"))
def slice_scatter(
    cx: Context, input: Tensor, src: Tensor, dim: Axis = 0, start: Any = None, end: Any = None, step: Any = 1
) -> Tensor:
    """Other items in the place of a slice."""
    shape, place = locate(cx, input, dim, scalar=False)
    count = slice_size(cx, shape.dims[place], slice(start, end, step), False)
    return _replaced(cx, input, src, with_size(shape, place, count))


@op(*both("diagonal_scatter"))
def diagonal_scatter(
    cx: Context, input: Tensor, src: Tensor, offset: Any = 0, dim1: Axis = 0, dim2: Axis = 1
) -> Tensor:
    """Another diagonal."""
    return _replaced(cx, input, src, take_diagonal(cx, input, offset, dim1, dim2))


@op(*both("as_strided_scatter"))
def as_strided_scatter(
    cx: Context, input: Tensor, src: Tensor, size: Ints, stride: Any, storage_offset: Any = None
) -> Tensor:
    """Another part of given sizes."""
    return _replaced(cx, input, src, as_strided(cx, input, size, stride, storage_offset))
