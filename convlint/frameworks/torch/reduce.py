"""Reductions, cumulations, sorting and searching along dims."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from convlint.frameworks.common.broadcasting import elementwise
from convlint.frameworks.common.help import axis_of, known_dims, not_negative, not_nothing
from convlint.frameworks.common.reducing import locate, locate_all, places, reduced, with_size
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Axes, Axis, Operand, Signature, to_axes
from convlint.frameworks.torch.results import Found, fields
from convlint.frameworks.torch.tensor import both, written
from convlint.symbolic import Dim, Int, Shape, Truth, dim_max, product
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown

SUMS = "sum mean nansum nanmean amax amin all any std var logsumexp count_nonzero".split()

CUMULATED = "cumsum cumprod logcumsumexp".split()
KINDS = {"all": "bool", "any": "bool", "count_nonzero": "int", "argmax": "int", "argmin": "int", "mean": "float"}
ADDING = ("sum", "nansum")
"""What makes ints of bools."""
MinMax = fields("aminmax", "min", "max")


def _axes(cx: Context, dim: Any) -> tuple[int, ...] | None:
    """None for all dims, as an empty list is."""
    if dim is None:
        return None
    return to_axes(cx, dim, "dim") or None


def _kept(cx: Context, keepdim: Any) -> bool:
    if not isinstance(keepdim, (bool, int)):
        raise Undetermined("keepdim is not known")
    return bool(keepdim)


# --- to one number, or along dims -------------------------------------------------------------------------------------


def _reduction(name: str) -> Any:
    kind = KINDS.get(name)
    chooses = name in ("amax", "amin", "argmax", "argmin")

    def handler(cx: Context, input: Tensor, dim: Any = None, keepdim: Any = False, **others: Any) -> Tensor:
        if chooses:
            _check_choice(cx, input, _axes(cx, dim))
        shape = reduced(cx, input, _axes(cx, dim), _kept(cx, keepdim))
        return input.like(shape, _summed(input) if name in ADDING else kind)

    return handler


def _summed(input: Tensor) -> str | None:
    """The dtype of a sum."""
    return "int" if input.dtype == "bool" else input.dtype


def _check_choice(cx: Context, input: Tensor, axes: tuple[int, ...] | None) -> None:
    """Mismatch where there is nothing to choose from along one of the dims."""
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is not None or not shape.dims:
        return
    places = range(len(shape.dims)) if axes is None else locate_all(cx, input, axes)[1]
    not_nothing(cx, tuple(shape.dims[place] for place in places))


def _spread(
    cx: Context, input: Tensor, dim: Any = None, unbiased: Any = None, keepdim: Any = False, **others: Any
) -> Tensor:
    """std and var: the second argument may be `unbiased` in place of the dims."""
    if isinstance(dim, bool):
        dim = None
    return input.like(reduced(cx, input, _axes(cx, dim), _kept(cx, keepdim)))


_SUM = Signature.parse("input: Tensor, dim=None, keepdim=False, **others", returns="Tensor")
_SPREAD = Signature.parse("input: Tensor, dim=None, unbiased=None, keepdim=False, **others", returns="Tensor")
for _name in SUMS:
    for _path in both(_name):
        if _name in ("std", "var"):
            add_function(_path, _spread, _SPREAD)
        else:
            add_function(_path, _reduction(_name), _SUM)
add_function("torch.special.logsumexp", _reduction("logsumexp"), _SUM)
for _name in ("argmax", "argmin"):
    for _path in both(_name):
        add_function(_path, _reduction(_name), _SUM)


@op("torch.std_mean", "torch.var_mean")
def spread_and_mean(
    cx: Context, input: Tensor, dim: Any = None, unbiased: Any = None, keepdim: Any = False, **others: Any
) -> Any:
    """Two reductions at once."""
    made = _spread(cx, input, dim, unbiased, keepdim)
    return made, made.like(made.shape)


@op(*both("prod"))
def prod(cx: Context, input: Tensor, dim: Axis | None = None, keepdim: Any = False) -> Tensor:
    """The product of all items, or along one dim."""
    made = input.like(reduced(cx, input, None if dim is None else (dim,), _kept(cx, keepdim)), _summed(input))
    if dim is None and isinstance(input.data, tuple) and all(isinstance(item, (int, Dim)) for item in input.data):
        made.data = product(input.data)
    return made


@op("torch.Tensor.norm", "torch.norm")
def norm(cx: Context, input: Tensor, p: Any = "fro", dim: Any = None, keepdim: Any = False) -> Shape:
    """The norm of all items, or along dims."""
    return reduced(cx, input, _axes(cx, dim), _kept(cx, keepdim))


@op("torch.linalg.vector_norm")
def vector_norm(cx: Context, x: Tensor, ord: Any = 2, dim: Any = None, keepdim: Any = False) -> Shape:
    """The norm of all items, or along dims."""
    return reduced(cx, x, _axes(cx, dim), _kept(cx, keepdim))


@op("torch.linalg.norm")
def linalg_norm(cx: Context, A: Tensor, ord: Any = None, dim: Any = None, keepdim: Any = False) -> Shape:
    """The norm of all items, or along dims."""
    if dim is not None and cx.items(dim) == []:
        raise Mismatch("invalid-argument", "`{it}` needs one or two dims but gets none")
    return reduced(cx, A, _axes(cx, dim), _kept(cx, keepdim))


@op("torch.linalg.matrix_norm")
def matrix_norm(cx: Context, A: Tensor, ord: Any = "fro", dim: Axes = (-2, -1), keepdim: Any = False) -> Shape:
    """The norms of matrices."""
    return reduced(cx, A, dim, _kept(cx, keepdim))


@op(*both("quantile", "nanquantile"))
def quantile(
    cx: Context, input: Tensor, q: Any, dim: Axis | None = None, keepdim: Any = False, *, interpolation: Any = None
) -> Shape:
    """As a reduction; several quantiles come as a new first dim."""
    _check_choice(cx, input, None)
    if isinstance(q, Tensor) and cx.facts.limit_rank(q.shape, 0, 1) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a number or a vector as q but gets {cx.describe(q.shape)}")
    shape = reduced(cx, input, None if dim is None else (dim,), _kept(cx, keepdim))
    if isinstance(q, (int, float)):
        return shape
    if not isinstance(q, Tensor) or shape.lead is not None:
        raise Undetermined("how many quantiles is not known")
    return Shape((*known_dims(cx, q), *shape.dims))


@op(*both("aminmax"))
def aminmax(cx: Context, input: Tensor, *, dim: Axis | None = None, keepdim: Any = False) -> Any:
    """Two reductions at once."""
    _check_choice(cx, input, None if dim is None else (dim,))
    shape = reduced(cx, input, None if dim is None else (dim,), _kept(cx, keepdim))
    return MinMax((input.like(shape), input.like(shape)))


# --- values with their indices ----------------------------------------------------------------------------------------


def found(tensor: Tensor, shape: Shape) -> Any:
    """Values and indices of one shape."""
    return Found((tensor.like(shape), tensor.like(shape, "int")))


def extreme(cx: Context, input: Tensor, dim: Any = None, keepdim: Any = False, *, other: Any = None) -> Any:
    """The extreme of all items; with its index along a dim; or elementwise of two tensors."""
    second = other if other is not None else dim
    if isinstance(second, Tensor):
        return elementwise(cx, [input, second])
    if dim is None:
        _check_choice(cx, input, None)
        return input.like(Shape.of())
    return _chosen(cx, input, dim, keepdim)


def _extreme(choose: Any) -> Any:
    def handler(cx: Context, input: Tensor, dim: Any = None, keepdim: Any = False, *, other: Any = None) -> Any:
        made = extreme(cx, input, dim, keepdim, other=other)
        numbers = input.data
        if dim is None and other is None and isinstance(numbers, tuple) and numbers and all(map(_is_number, numbers)):
            made.data = choose(numbers)
        return made

    return handler


def _is_number(value: Any) -> bool:
    return type(value) in (int, float)


for _name, _choose in (("max", max), ("min", min)):
    op(*both(_name))(_extreme(_choose))


def _chosen(cx: Context, input: Tensor, dim: Any, keepdim: Any) -> Any:
    if not isinstance(dim, int):
        raise Undetermined("the dim is not known")
    _check_choice(cx, input, (dim,))
    return found(input, reduced(cx, input, (dim,), _kept(cx, keepdim)))


@op(*both("median", "nanmedian"))
def median(cx: Context, input: Tensor, dim: Any = None, keepdim: Any = False) -> Any:
    """The median of all items (of none, it is nan), or with its index along a dim."""
    return input.like(Shape.of()) if dim is None else _chosen(cx, input, dim, keepdim)


@op(*both("mode"))
def mode(cx: Context, input: Tensor, dim: Axis = -1, keepdim: Any = False) -> Any:
    """The most frequent item along a dim, with its index."""
    return extreme(cx, input, dim, keepdim)


@op(*both("kthvalue"))
def kthvalue(cx: Context, input: Tensor, k: Any, dim: Axis = -1, keepdim: Any = False) -> Any:
    """The k-th item along a dim, with its index. Mismatch where there are fewer."""
    if isinstance(k, (int, Dim)):
        shape, place = (Shape.of(1), 0) if cx.facts.rank(input.shape) == 0 else locate(cx, input, dim)
        _check_count(cx, k, shape.dims[place], 1)
    return extreme(cx, input, dim, keepdim)


@op(*both("topk"))
def topk(cx: Context, input: Tensor, k: Int, dim: Axis = -1, largest: Any = True, sorted: Any = True) -> Any:
    """The k greatest items along a dim. Mismatch where there are fewer."""
    if cx.facts.rank(input.shape) == 0:
        axis_of(cx, dim, 0)
        _check_count(cx, k, 1)
        return found(input, Shape())
    shape, place = locate(cx, input, dim)
    _check_count(cx, k, shape.dims[place])
    return found(input, with_size(shape, place, k))


def _check_count(cx: Context, k: Int, size: Int, least: int = 0) -> None:
    """Mismatch where `k` must lie outside of `least` to `size`."""
    if cx.facts.less(size, k) is Truth.YES or cx.facts.less(k, least) is Truth.YES:
        got = f"k={cx.facts.resolve(k)} for a size of {cx.facts.resolve(size)}"
        raise Mismatch("index-out-of-range", f"`{{it}}` gets {got}")


@op(*both("sort"))
def sort(cx: Context, input: Tensor, dim: Any = -1, descending: Any = False, stable: Any = False) -> Any:
    """Sorted along a dim, with the indices."""
    _check_axis(cx, input, -1 if isinstance(dim, bool) else dim)
    return found(input, input.shape)


@op(*both("argsort"))
def argsort(cx: Context, input: Tensor, dim: Any = -1, descending: Any = False, stable: Any = False) -> Tensor:
    """The indices that sort along a dim."""
    _check_axis(cx, input, -1 if isinstance(dim, bool) else dim)
    return input.like(input.shape, "int")


def _check_axis(cx: Context, input: Tensor, dim: Any) -> None:
    if isinstance(dim, int):
        try:
            locate(cx, input, dim)
        except Undetermined:
            return


@op(*both("msort"))
def msort(cx: Context, input: Tensor) -> Tensor:
    """Sorted along the first dim."""
    return input.like(input.shape)


def _cumulated(cx: Context, input: Tensor, dim: int, *args: Any, **kwargs: Any) -> Tensor:
    _check_axis(cx, input, dim)
    return input.like(input.shape, _summed(input))


def _cumulated_into(cx: Context, input: Tensor, dim: int, *args: Any, **kwargs: Any) -> Tensor:
    _check_axis(cx, input, dim)
    return written(cx, input)


_ALONG = Signature.parse("input: Tensor, dim: Axis, *args, **kwargs", returns="Tensor")
for _name in CUMULATED:
    for _path in both(_name):
        add_function(_path, _cumulated, _ALONG)
    add_function(f"torch.Tensor.{_name}_", _cumulated_into, _ALONG)


@op(*both("cummax", "cummin"))
def cumulated_extreme(cx: Context, input: Tensor, dim: Axis) -> Any:
    """The extreme so far, with its index."""
    if 0 not in cx.facts.resolve_shape(input.shape).dims:
        _check_axis(cx, input, dim)
    return found(input, input.shape)


@op(*both("diff"))
def diff(cx: Context, input: Tensor, n: Any = 1, dim: Axis = -1, prepend: Any = None, append: Any = None) -> Tensor:
    """Differences of neighbours along a dim."""
    if isinstance(n, int):
        not_negative(cx, (n,), "n")
    shape, place = locate(cx, input, dim, scalar=False)
    if not isinstance(n, int) or prepend is not None or append is not None:
        return input.like(with_size(shape, place, cx.fresh("diff")))
    made = input.like(with_size(shape, place, dim_max(shape.dims[place] - n, 0)))
    if n == 1 and isinstance(input.data, tuple) and all(type(each) is int for each in input.data):
        made.data = tuple(after - before for before, after in pairwise(input.data))
    return made


# --- results whose length depends on the content ----------------------------------------------------------------------


@op(*both("nonzero"))
def nonzero(cx: Context, input: Tensor, *, as_tuple: Any = False) -> Any:
    """The places of all items that are not zero: rows of a matrix, or a tuple of vectors."""
    if as_tuple is True:
        return places(cx, input)
    rank = cx.facts.rank(input.shape)
    count = cx.fresh("found")
    return input.like(Shape.of(count, cx.fresh("rank") if rank is None else rank), "int")


@op(*both("argwhere"))
def argwhere(cx: Context, input: Tensor) -> Tensor:
    """The places of all items that are not zero."""
    made = nonzero(cx, input)
    assert isinstance(made, Tensor)
    return made


@op(*both("unique"))
def unique(
    cx: Context,
    input: Tensor,
    sorted: Any = True,
    return_inverse: Any = False,
    return_counts: Any = False,
    dim: Any = None,
) -> Any:
    """Each different item once; with the inverse and the counts where they are asked for."""
    return _unique(cx, input, return_inverse, return_counts, dim)


@op(*both("unique_consecutive"))
def unique_consecutive(
    cx: Context, input: Tensor, return_inverse: Any = False, return_counts: Any = False, dim: Any = None
) -> Any:
    """Without repetitions of neighbours."""
    return _unique(cx, input, return_inverse, return_counts, dim, consecutive=True)


def _unique(cx: Context, input: Tensor, inverse: Any, counts: Any, dim: Any, consecutive: bool = False) -> Any:
    if not isinstance(inverse, bool) or not isinstance(counts, bool) or not (dim is None or isinstance(dim, int)):
        raise Undetermined("what is returned is not known")
    known = input.data if dim is None and isinstance(input.data, tuple) and all(map(_is_number, input.data)) else None
    if known is not None and not (inverse or counts or consecutive):
        return input.like(Shape.of(len(set(known))))
    count = cx.fresh("unique")
    if dim is None:
        made = input.like(Shape.of(count))
        places = input.like(input.shape, "int")
    else:
        shape, place = locate(cx, input, dim)
        made = input.like(with_size(shape, place, count))
        places = input.like(Shape.of(shape.dims[place]), "int")
    results = [made, *([places] if inverse else []), *([input.like(Shape.of(count), "int")] if counts else [])]
    return made if len(results) == 1 else tuple(results)


@op(*both("bincount"))
def bincount(cx: Context, input: Tensor, weights: Any = None, minlength: Any = 0) -> Tensor:
    """How often each number of a 1-D tensor occurs: `minlength` counts or more."""
    if cx.facts.limit_rank(input.shape, 1, 1) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 1-D tensor but gets {cx.describe(input.shape)}")
    least = minlength if type(minlength) is int and minlength > 0 else 0
    return input.like(Shape.of(cx.fresh("counts", least)), "int")


@op(*both("histc"))
def histc(cx: Context, input: Tensor, bins: Int = 100, min: Any = 0, max: Any = 0) -> Shape:
    """How many items fall into each bin."""
    if cx.facts.less(bins, 1) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` gets bins={cx.facts.resolve(bins)}, which must be positive")
    return Shape.of(bins)


@op("torch.bucketize")
def bucketize(cx: Context, input: Operand, boundaries: Any, **others: Any) -> Tensor:
    """The bucket of each item. Mismatch for boundaries that are no vector."""
    if isinstance(boundaries, Tensor) and cx.facts.limit_rank(boundaries.shape, 1, 1) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes boundaries in 1-D but gets {cx.describe(boundaries.shape)}")
    return input.like(input.shape, "int")


@op("torch.searchsorted")
def searchsorted(cx: Context, sorted_sequence: Tensor, input: Operand, **others: Any) -> Tensor:
    """The place of each item. Mismatch for sequences that are neither a vector nor as the items but for the last dim."""
    _check_sequences(cx, sorted_sequence, input)
    return input.like(input.shape, "int")


def _check_sequences(cx: Context, sequences: Tensor, items: Tensor) -> None:
    rank, other = cx.facts.rank(sequences.shape), cx.facts.rank(items.shape)
    if rank in (None, 1) or other is None:
        return
    one, two = cx.facts.resolve_shape(sequences.shape), cx.facts.resolve_shape(items.shape)
    if rank != other or any(cx.facts.equal(a, b) is Truth.NO for a, b in zip(one.dims[:-1], two.dims[:-1])):
        got = f"{cx.describe(one)} for {cx.describe(two)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs a vector, or the items' leading sizes, but gets {got}")


@op("torch.isin")
def isin(
    cx: Context, elements: Operand, test_elements: Operand, *, assume_unique: Any = False, invert: Any = False
) -> Tensor:
    """Which items occur in others."""
    return elements.like(elements.shape, "bool")


@op(*both("allclose"), counts=False)
def allclose(cx: Context, input: Tensor, other: Tensor, *args: Any, **kwargs: Any) -> Any:
    """Whether the values of tensors that broadcast are near each other."""
    elementwise(cx, [input, other])
    return Unknown("content of a tensor", data=True)


@op("torch.equal", "torch.is_nonzero", counts=False)
def content(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Depends on the content."""
    return Unknown("content of a tensor", data=True)


@op(*both("dist"))
def dist(cx: Context, input: Tensor, other: Tensor, p: Any = 2) -> Shape:
    """The norm of the difference."""
    elementwise(cx, [input, other])
    return Shape.of()


@op(*both("trace"))
def trace(cx: Context, input: Tensor) -> Shape:
    """The sum of a matrix's diagonal."""
    if cx.facts.limit_rank(input.shape, 2, 2) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a matrix but gets {cx.describe(input.shape)}")
    return Shape.of()
