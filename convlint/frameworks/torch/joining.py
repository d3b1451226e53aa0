"""Joining tensors, and cutting them apart."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.joining import concatenated, joined_list, stacked
from convlint.frameworks.common.limits import MOST_PARTS, few
from convlint.frameworks.common.reducing import locate, with_size, without
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import Axis, to_ints
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Dim, Int, Shape, Truth, ceil_div
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined, Unknown


def _made(tensors: list[Tensor] | Tensor, shape: Shape) -> Tensor:
    given = [tensors] if isinstance(tensors, Tensor) else tensors
    kinds = {each.dtype for each in given}
    return Tensor(shape, kinds.pop() if len(kinds) == 1 else None)


@op("torch.cat", "torch.concat", "torch.concatenate")
def cat(cx: Context, tensors: Any, dim: Axis = 0) -> Tensor:
    """Joined along a dim; 1-D tensors without elements are left out."""
    given = joined_list(cx, tensors)
    return _made(given, concatenated(cx, given, dim, skip_empty=True))


@op("torch.stack")
def stack(cx: Context, tensors: Any, dim: Axis = 0) -> Tensor:
    """Joined along a new dim."""
    given = joined_list(cx, tensors)
    return _made(given, stacked(cx, given, dim))


def _raised(cx: Context, tensor: Tensor, rank: int) -> Tensor:
    """With at least `rank` dims, as atleast_1d to atleast_3d make them."""
    dims = known_dims(cx, tensor)
    if len(dims) >= rank:
        return tensor
    if rank == 3:
        dims = (1, *dims, 1) if len(dims) == 1 else (*dims, 1) if len(dims) == 2 else (1, 1, 1)
        return tensor.like(Shape(dims))
    return tensor.like(Shape((*(1,) * (rank - len(dims)), *dims)))


def _raised_all(cx: Context, tensors: Any, rank: int) -> list[Tensor] | Tensor:
    given = joined_list(cx, tensors)
    return _raised(cx, given, rank) if isinstance(given, Tensor) else [_raised(cx, each, rank) for each in given]


@op("torch.hstack")
def hstack(cx: Context, tensors: Any) -> Tensor:
    """Joined along the second dim; vectors along the first."""
    given = _raised_all(cx, tensors, 1)
    first = given if isinstance(given, Tensor) else given[0] if given else None
    along = 0 if first is not None and _is_vector(cx, first) else 1
    return _made(given, concatenated(cx, given, along, skip_empty=True))


def _is_vector(cx: Context, tensor: Tensor) -> bool:
    """Whether it has at most 1 dim; Undetermined where that is open."""
    least, most = cx.facts.ranks(tensor.shape)
    if least < 2 and (most is None or most > 1):
        least = len(known_dims(cx, tensor))
    return least < 2


@op("torch.vstack", "torch.row_stack")
def vstack(cx: Context, tensors: Any) -> Tensor:
    """Joined along the first dim; vectors become rows."""
    given = _raised_all(cx, tensors, 2)
    return _made(given, concatenated(cx, given, 0, skip_empty=True))


@op("torch.dstack")
def dstack(cx: Context, tensors: Any) -> Tensor:
    """Joined along the third dim."""
    given = _raised_all(cx, tensors, 3)
    return _made(given, concatenated(cx, given, 2, skip_empty=True))


@op("torch.column_stack")
def column_stack(cx: Context, tensors: Any) -> Tensor:
    """Joined along the second dim; vectors become columns."""
    given = joined_list(cx, tensors)
    if isinstance(given, Tensor):
        raise Undetermined("how many is not known")
    columns = [_column(cx, each) for each in given]
    return _made(columns, concatenated(cx, columns, 1, skip_empty=True))


def _column(cx: Context, tensor: Tensor) -> Tensor:
    dims = known_dims(cx, tensor)
    return tensor.like(Shape((*(dims or (1,)), 1))) if len(dims) < 2 else tensor


def _atleast(cx: Context, tensors: tuple[Any, ...], rank: int) -> Any:
    if len(tensors) == 1 and isinstance(tensors[0], Tensor):
        return _raised(cx, tensors[0], rank)
    given = _raised_all(cx, tensors[0] if len(tensors) == 1 else tensors, rank)
    if isinstance(given, Tensor):
        raise Undetermined("how many tensors is not known")
    return tuple(given)


@op("torch.atleast_1d")
def atleast_1d(cx: Context, *tensors: Any) -> Any:
    """At least 1 dim: one tensor, or several as a tuple."""
    return _atleast(cx, tensors, 1)


@op("torch.atleast_2d")
def atleast_2d(cx: Context, *tensors: Any) -> Any:
    """New dims of size 1 in front."""
    return _atleast(cx, tensors, 2)


@op("torch.atleast_3d")
def atleast_3d(cx: Context, *tensors: Any) -> Any:
    """New dims of size 1: (n,) becomes (1, n, 1), (n, m) becomes (n, m, 1)."""
    return _atleast(cx, tensors, 3)


# --- cutting apart ----------------------------------------------------------------------------------------------------


@op(*both("split", "split_with_sizes", "unsafe_split"))
def split(
    cx: Context, tensor: Tensor, split_size: Any = None, dim: Axis = 0, *,
    split_sizes: Any = None, split_size_or_sections: Any = None,
) -> Any:  # fmt: skip
    """Parts of one size (the last may be smaller), or of the given sizes."""
    given = [each for each in (split_size, split_sizes, split_size_or_sections) if each is not None]
    if len(given) != 1 or isinstance(given[0], Tensor):
        raise Undetermined("the sizes are not known")
    split_size = given[0]
    shape, place = locate(cx, tensor, dim, scalar=False)
    size = shape.dims[place]
    if isinstance(split_size, Unknown) or (isinstance(split_size, ListV) and split_size.items is None):
        return _any_parts(cx, tensor, shape, place)
    if not isinstance(split_size, (int, Dim)):
        sizes = to_ints(cx, split_size, "split_size")
        for each in sizes:
            if cx.facts.less(each, 0) is Truth.YES:
                raise Mismatch("invalid-argument", f"`{{it}}` gets the negative size {cx.facts.resolve(each)}")
        _check_sum(cx, size, sizes)
        return _with_content(tensor, tuple(tensor.like(with_size(shape, place, each)) for each in sizes), place)
    return _equal_parts(cx, tensor, shape, place, split_size)


def _with_content(tensor: Tensor, parts: tuple[Tensor, ...], place: int) -> tuple[Tensor, ...]:
    """The parts, each with its share of a content that is known."""
    if place == 0 and isinstance(tensor.data, tuple):
        start = 0
        for part in parts:
            size = part.shape.dims[0]
            if not isinstance(size, int):
                break
            part.data = tensor.data[start : start + size]
            start += size
    return parts


def _check_sum(cx: Context, size: Int, sizes: tuple[Int, ...]) -> None:
    total: Int = 0
    for each in sizes:
        total = total + each
    if cx.facts.unify(size, total) is Truth.NO:
        got = f"{' + '.join(map(str, sizes))} = {cx.facts.resolve(total)}"
        raise Mismatch("invalid-argument", f"`{{it}}` takes parts that make {cx.facts.resolve(size)} but gets {got}")


def _any_parts(cx: Context, tensor: Tensor, shape: Shape, place: int) -> ListV:
    """Parts of which neither the number nor the sizes are known."""
    return ListV(None, tensor.like(with_size(shape, place, cx.fresh("part"))))


def _equal_parts(cx: Context, tensor: Tensor, shape: Shape, place: int, part: Int) -> Any:
    """A tuple where the number of parts is known, else a list of unknown length."""
    size = cx.facts.resolve(shape.dims[place])
    if cx.facts.less(part, 0) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` gets the negative size {part}")
    if cx.facts.equal(part, 0) is Truth.YES and cx.facts.less(0, size) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` cannot split {size} items into parts of 0")
    count = ceil_div(size, part) if cx.facts.equal(part, 0) is Truth.NO else None
    if not isinstance(count, int) or count > MOST_PARTS:
        return _any_parts(cx, tensor, shape, place)
    count = max(count, 1)
    last = size - part * (count - 1)
    parts = tuple(tensor.like(with_size(shape, place, part if i < count - 1 else last)) for i in range(count))
    return _with_content(tensor, parts, place)


@op(*both("chunk", "unsafe_chunk"))
def chunk(cx: Context, input: Tensor, chunks: Int, dim: Axis = 0) -> Any:
    """At most `chunks` parts of ceil(size / chunks), the last maybe smaller, or fewer."""
    if not isinstance(chunks, int) or chunks > MOST_PARTS:
        return _any_parts(cx, input, *locate(cx, input, dim, scalar=False))
    if chunks <= 0:
        raise Mismatch("invalid-argument", f"`{{it}}` gets {chunks} chunks")
    try:
        shape, place = locate(cx, input, dim, scalar=False)
    except Undetermined:
        return tuple(cx.unknown_tensor("chunk") for _ in range(chunks))
    size = cx.facts.resolve(shape.dims[place])
    part = ceil_div(size, chunks)
    if isinstance(size, int):
        return _equal_parts(cx, input, shape, place, part) if size else (input.like(shape),) * chunks
    if cx.facts.divides(chunks, size) is Truth.YES:
        return tuple(input.like(with_size(shape, place, part)) for _ in range(chunks))
    return _open_chunks(cx, input, shape, place, chunks)


def _open_chunks(cx: Context, input: Tensor, shape: Shape, place: int, chunks: int) -> Any:
    """The size is open: `chunks` parts, as programs that unpack them have it."""
    size = shape.dims[place]
    part = ceil_div(size, chunks)
    sizes = (*(part,) * (chunks - 1), size - part * (chunks - 1))
    return tuple(input.like(with_size(shape, place, each)) for each in sizes)


@op(*both("tensor_split"))
def tensor_split(
    cx: Context,
    input: Tensor,
    indices_or_sections: Any = None,
    dim: Axis = 0,
    *,
    sections: Any = None,
    indices: Any = None,
) -> Any:
    """Parts at the given places, or so many parts of nearly one size."""
    where = indices_or_sections if indices_or_sections is not None else sections if sections is not None else indices
    return _tensor_split(cx, input, where, dim)


def _tensor_split(cx: Context, input: Tensor, where: Any, dim: int) -> Any:
    shape, place = locate(cx, input, dim, scalar=False)
    size = shape.dims[place]
    if isinstance(where, Dim):
        return _any_parts(cx, input, shape, place)
    if isinstance(where, int):
        if where < 1:
            raise Mismatch("invalid-argument", f"`{{it}}` gets {where} sections")
        if isinstance(size, int):
            parts: list[Int] = [size // where + (i < size % where) for i in range(few(where))]
        else:
            parts = [cx.fresh("part") for _ in range(few(where))]
        return tuple(input.like(with_size(shape, place, each)) for each in parts)
    cuts = to_ints(cx, where, "indices")
    if not all(isinstance(n, int) for n in (size, *cuts)):
        return tuple(input.like(with_size(shape, place, cx.fresh("part"))) for _ in range(len(cuts) + 1))
    starts: list[Any] = [None, *cuts]
    stops: list[Any] = [*cuts, None]
    whole = range(size if isinstance(size, int) else 0)
    sizes = [len(whole[start:stop]) for start, stop in zip(starts, stops)]
    return tuple(input.like(with_size(shape, place, each)) for each in sizes)


def _check_split(cx: Context, input: Tensor, dim: int, where: Any, least: int) -> None:
    if cx.facts.limit_rank(input.shape, least, None) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least {least} dims but gets {cx.describe(input.shape)}")
    shape, place = locate(cx, input, dim)
    if isinstance(where, int) and where > 0 and cx.facts.divides(where, shape.dims[place]) is Truth.NO:
        raise Mismatch(
            "invalid-argument", f"`{{it}}` cannot split a size of {shape.dims[place]} into {where} equal parts"
        )


@op(*both("hsplit"))
def hsplit(cx: Context, input: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the second dim; of a vector along the first."""
    dim = 0 if _is_vector(cx, input) else 1
    _check_split(cx, input, dim, indices_or_sections, 1)
    return _tensor_split(cx, input, indices_or_sections, dim)


@op(*both("vsplit"))
def vsplit(cx: Context, input: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the first dim."""
    _check_split(cx, input, 0, indices_or_sections, 2)
    return _tensor_split(cx, input, indices_or_sections, 0)


@op(*both("dsplit"))
def dsplit(cx: Context, input: Tensor, indices_or_sections: Any) -> Any:
    """Parts along the third dim."""
    _check_split(cx, input, 2, indices_or_sections, 3)
    return _tensor_split(cx, input, indices_or_sections, 2)


@op(*both("unbind"))
def unbind(cx: Context, input: Tensor, dim: Axis = 0) -> Any:
    """The items along a dim."""
    shape, place = locate(cx, input, dim, scalar=False)
    size = cx.facts.resolve(shape.dims[place])
    item = without(shape, place)
    if isinstance(size, int) and size <= MOST_PARTS:
        made = tuple(input.like(item) for _ in range(size))
        if place == 0 and isinstance(input.data, tuple) and len(input.data) == size:
            for each, data in zip(made, input.data):
                each.data = data
        return made
    return ListV(None, input.like(item))
