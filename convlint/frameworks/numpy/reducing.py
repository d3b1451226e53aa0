"""Reductions over axes, and what counts or accumulates along one."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import locate, reduced, with_size, without
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy import scalars
from convlint.frameworks.numpy.arrays import Array, array_of, axis_or_none, both, like, to_array
from convlint.symbolic import Dim, Shape, product
from convlint.values import Context, ListV, SizeV, Tensor, Undetermined, Unknown

KEEPING = "sum prod max min amax amin nansum nanprod nanmax nanmin ptp cumulative_sum".split()
FLOATS = "mean std var median nanmean nanstd nanvar nanmedian average".split()
MASKS = "any all alltrue sometrue".split()
COUNTS = ("count_nonzero",)
METHODS = frozenset("sum prod max min ptp mean std var any all".split())


def _reduction(name: str, dtype: str | None) -> Any:
    def handler(cx: Context, a: Any, axis: Any, keepdims: Any) -> Any:
        if keepdims is False and (axis is None or (axis in (0, -1) and _is_flat(cx, a))):
            known = _number(cx, name, a)
            if known is not None:
                return known
        if isinstance(a, Unknown):
            raise Undetermined("a table may be reduced column by column")
        if keepdims not in (True, False):
            raise Undetermined("`keepdims` is not known")
        if axis is None and keepdims is False and isinstance(a, (ListV, tuple)):
            return array_of(dtype=dtype)  # whatever the list holds
        array = to_array(cx, a, "a")
        if axis is None and not keepdims and _may_be_a_table(cx, array):
            raise Undetermined("a table may be reduced column by column")
        shape = reduced(cx, array, axis_or_none(axis), bool(keepdims), "axis")
        return Tensor(shape, dtype or array.dtype, "numpy")

    return handler


def _may_be_a_table(cx: Context, array: Tensor) -> bool:
    """Whether nothing is known of its sizes: NumPy's functions make tables (pandas) of tables."""
    shape = cx.facts.resolve_shape(array.shape)
    return shape.lead is not None and not shape.dims


def _is_flat(cx: Context, value: Any) -> bool:
    items = cx.items(value) if isinstance(value, (tuple, ListV, range)) else None
    return items is not None and all(isinstance(item, (int, float, Dim)) for item in items)


def _number(cx: Context, name: str, value: Any) -> Any:
    """The result where all numbers are known; a size where it is a product of sizes."""
    if isinstance(value, (int, float, Dim)) and name in ("prod", "sum", "max", "min", "mean", "amax", "amin"):
        return value if name != "mean" else None
    if isinstance(value, SizeV) and cx.items(value) is None:
        return cx.fresh(name) if name in ("prod", "sum") else None
    return scalars.whole_reduction(cx, name, value)


_FORMS = {  # where `axis` and `keepdims` stand in the call
    "sum": "a, axis=None, dtype=None, out=None, keepdims=False, initial=None, where=None",
    "max": "a, axis=None, out=None, keepdims=False, initial=None, where=None",
    "std": "a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, **more",
    "median": "a, axis=None, out=None, overwrite_input=False, keepdims=False",
    "average": "a, axis=None, weights=None, returned=False, *, keepdims=False",
    "count_nonzero": "a, axis=None, *, keepdims=False",
}
_FORM_OF = {"prod": "sum", "mean": "sum", "nansum": "sum", "nanprod": "sum", "nanmean": "sum", "var": "std", "nanstd": "std",
            "nanvar": "std", "nanmedian": "median"}  # fmt: skip


def _bound(name: str, dtype: str | None, text: str) -> tuple[Any, Signature]:
    inner = _reduction(name, dtype)
    names = [part.partition("=")[0].strip() for part in text.split(",") if part.strip() not in ("*", "**more")]

    def handler(cx: Context, *given: Any, **named: Any) -> Any:
        values = dict(zip(names, given)) | named
        if values.get("returned"):
            raise Undetermined("a pair of results")
        return inner(cx, values["a"], values["axis"], values["keepdims"])

    return handler, Signature.parse(text, returns="Tensor")


for _names, _dtype in ((KEEPING, None), (FLOATS, "float"), (MASKS, "bool"), (COUNTS, "int")):
    for _name in _names:
        _form = _FORMS.get(_FORM_OF.get(_name, _name), _FORMS["max"])
        _handler, _signature = _bound(_name, _dtype, _form)
        for _path in both(_name) if _name in METHODS else [f"numpy.{_name}"]:
            add_function(_path, _handler, _signature)


@op(*both("argmax", "argmin"), "numpy.nanargmax", "numpy.nanargmin")
def argmax(cx: Context, a: Array, axis: Any = None, out: Any = None, *, keepdims: Any = False) -> Tensor:
    """Where the greatest or least element is."""
    if keepdims not in (True, False):
        raise Undetermined("`keepdims` is not known")
    return Tensor(reduced(cx, a, axis_or_none(axis), bool(keepdims), "axis"), "int", "numpy")


@op("numpy.percentile", "numpy.quantile", "numpy.nanpercentile", "numpy.nanquantile")
def percentile(
    cx: Context, a: Array, q: Array, axis: Any = None, out: Any = None, *args: Any, keepdims: Any = False, **more: Any
) -> Tensor:
    """For each of q what reducing leaves."""
    first = cx.dims(q)
    if first is None or keepdims not in (True, False) or args:
        raise Undetermined("arguments that are not known")
    rest = reduced(cx, a, axis_or_none(axis), bool(keepdims), "axis")
    if rest.lead is not None and first:
        raise Undetermined("the rank is not known")
    return Tensor(Shape((*first, *rest.dims), rest.lead), "float", "numpy")


@op(*both("cumsum", "cumprod"), "numpy.nancumsum", "numpy.nancumprod")
def cumsum(cx: Context, a: Array, axis: Any = None, dtype: Any = None, out: Any = None) -> Tensor:
    """As many elements as before, in a row unless an axis is given."""
    if axis is None:
        return array_of(_count(cx, a), dtype=a.dtype)
    shape, _ = locate(cx, a, _one_axis(axis), "axis")
    return like(a, shape)


def _count(cx: Context, a: Tensor) -> Any:
    shape = cx.facts.resolve_shape(a.shape)
    return product(shape.dims) if shape.lead is None else cx.fresh("elements")


def _one_axis(axis: Any) -> int:
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    return int(axis)


@op("numpy.sort")
def sort(cx: Context, a: Array, axis: Any = -1, *args: Any, **more: Any) -> Tensor:
    """In order along an axis; all elements in a row for None."""
    return _ordered(cx, a, axis, None)


@op("numpy.partition")
def partition(cx: Context, a: Array, kth: Any, axis: Any = -1, *args: Any, **more: Any) -> Tensor:
    """As sort."""
    return _ordered(cx, a, axis, None)


@op(*both("argsort"))
def argsort(cx: Context, a: Array, axis: Any = -1, *args: Any, **more: Any) -> Tensor:
    """The order along an axis; of all elements for None."""
    return _ordered(cx, a, axis, "int")


@op(*both("argpartition"))
def argpartition(cx: Context, a: Array, kth: Any, axis: Any = -1, *args: Any, **more: Any) -> Tensor:
    """As argsort."""
    return _ordered(cx, a, axis, "int")


def _ordered(cx: Context, a: Tensor, axis: Any, dtype: str | None) -> Tensor:
    if axis is None:
        return array_of(_count(cx, a), dtype=dtype or a.dtype)
    shape, _ = locate(cx, a, _one_axis(axis), "axis")
    return like(a, shape, dtype)


@op("numpy.ndarray.sort", counts=False)
def sort_in_place(cx: Context, self: Array, *args: Any, **more: Any) -> Any:
    """The shape stays."""
    cx.touch(self)
    self.data = None


@op("numpy.diff")
def diff(cx: Context, a: Array, n: Any = 1, axis: Any = -1) -> Tensor:
    """Differences of neighbours: n fewer than before."""
    if not isinstance(n, int):
        raise Undetermined("`n` is not known")
    shape, place = locate(cx, a, _one_axis(axis), "axis")
    return like(a, with_size(shape, place, shape.dims[place] - n))


@op(*both("trace"))
def trace(cx: Context, a: Array, offset: Any = 0, axis1: Any = 0, axis2: Any = 1) -> Tensor:
    """The sum of a diagonal."""
    if (axis1, axis2) != (0, 1):
        raise Undetermined("other axes")
    shape, _ = locate(cx, a, 1, "axis")
    return like(a, without(without(shape, 1), 0))
