"""`numpy.ndarray`: properties, content, indexing."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.indexing import assigned, check_index, indexed
from convlint.frameworks.common.inert import nothing, something
from convlint.frameworks.common.literals import Roughly
from convlint.frameworks.common.registry import add_function, op, prop
from convlint.frameworks.common.reshaping import size_at
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import Array, like, to_array
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, ListV, Mismatch, RankV, Sizes, SizeV, StreamV, Tensor, Undetermined, Unknown

MOST_ITEMS = 256
CONTENT = "dtype nbytes itemsize flags strides base ctypes"
ANSWERS = "tobytes tostring dumps __contains__ __float__ __bool__ __complex__ __format__ __hash__ __repr__ __str__"
CHANGES = "fill partition tofile dump setflags setfield put byteswap itemset"


def _content(cx: Context, self: Tensor) -> Any:
    return Unknown("says nothing of shapes", data=True)


prop(*(f"numpy.ndarray.{name}" for name in CONTENT.split()))(_content)
for _name in ANSWERS.split():
    add_function(f"numpy.ndarray.{_name}", something, Signature.parse("*args, **kwargs"), counts=False)


@prop("numpy.ndarray.shape")
def shape(cx: Context, self: Tensor) -> Any:
    """A tuple of the sizes where the rank is known."""
    known = cx.facts.resolve_shape(self.shape)
    return Sizes(known.dims) if known.lead is None else SizeV(self)


@op("numpy.shape", counts=False)
def shape_function(cx: Context, a: Array) -> Any:
    return shape(cx, a)


@prop("numpy.ndarray.ndim")
def ndim(cx: Context, self: Tensor) -> Any:
    """The rank."""
    dims = cx.dims(self)
    return RankV(self) if dims is None else len(dims)


@op("numpy.ndim", counts=False)
def ndim_function(cx: Context, a: Array) -> Any:
    return ndim(cx, a)


@prop("numpy.ndarray.size")
def size(cx: Context, self: Tensor) -> Any:
    """The number of elements."""
    known = cx.facts.resolve_shape(self.shape)
    return product(known.dims) if known.lead is None else cx.fresh("size")


@op("numpy.size", counts=False)
def size_function(cx: Context, a: Array, axis: Any = None) -> Any:
    return size(cx, a) if axis is None else cx.getitem(shape(cx, a), axis)


@prop("numpy.ndarray.T")
def reversed_dims(cx: Context, self: Tensor) -> Any:
    """All dims in reverse order."""
    dims = cx.dims(self)
    return cx.unknown_tensor("T", "numpy") if dims is None else like(self, Shape(dims[::-1]))


@prop("numpy.ndarray.mT")
def matrix_transpose(cx: Context, self: Tensor) -> Any:
    """The last two dims swapped."""
    known = cx.facts.trailing(self.shape, 2)
    if known is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(self.shape)}")
    return like(self, Shape((*known.dims[:-2], known.dims[-1], known.dims[-2]), known.lead))


@prop("numpy.ndarray.real", "numpy.ndarray.imag", "numpy.ndarray.data")
def whole(cx: Context, self: Tensor) -> Any:
    """Another array of the same shape."""
    return like(self, self.shape)


@prop("numpy.ndarray.flat")
def flat(cx: Context, self: Tensor) -> Any:
    """All elements in a row."""
    return Tensor(Shape.of(size(cx, self)), self.dtype, "numpy")


# --- content ----------------------------------------------------------------------------------------------------------


@op("numpy.ndarray.item", "numpy.ndarray.__int__", "numpy.ndarray.__index__", counts=False)
def item(cx: Context, self: Tensor, *args: Any) -> Any:
    """One element: the only one, or that at an index."""
    known = cx.facts.resolve_shape(self.shape)
    if not args:
        for each in known.dims:
            if cx.facts.less(1, each) is Truth.YES:
                raise Mismatch("rank-mismatch", f"`{{it}}` takes an array of one element but gets {cx.describe(known)}")
    data = self.data
    while isinstance(data, tuple) and len(data) == 1:
        data = data[0]
    return data if isinstance(data, (int, float, Dim)) else Unknown("content of an array", data=True)


@op("numpy.ndarray.tolist", counts=False)
def tolist(cx: Context, self: Tensor) -> Any:
    """Nested lists; of unknown numbers where the content is not known."""
    if self.data is not None and not isinstance(self.data, Roughly):
        return _listed(self.data)
    dims = cx.dims(self)
    if dims is None:
        return Unknown("content of an array")
    number = self.dtype in ("int", "float")  # others may hold any object
    return _unknown_list(dims, Unknown("content of an array", data=True, number=number))


def _listed(data: Any) -> Any:
    return ListV([_listed(each) for each in data]) if isinstance(data, tuple) else data


def _unknown_list(dims: tuple[Int, ...], item: Unknown) -> Any:
    if not dims:
        return item
    if isinstance(dims[0], int) and dims[0] <= MOST_ITEMS:
        return ListV([_unknown_list(dims[1:], item) for _ in range(dims[0])])
    return ListV(None, _unknown_list(dims[1:], item))


@op("numpy.ndarray.__len__", counts=False)
def length(cx: Context, self: Tensor) -> Any:
    """The first size."""
    known = cx.facts.resolve_shape(self.shape)
    if known.lead is None and not known.dims:
        may_be_object(self)
        raise Mismatch("rank-mismatch", "`{it}`: an array without dims has no length")
    return size_at(cx, self, 0)


@op("numpy.ndarray.__iter__", counts=False)
def iterate(cx: Context, self: Tensor) -> Any:
    """Its rows: a tuple where their number is known and small."""
    dims = cx.dims(self)
    if dims is None:
        return StreamV(cx.unknown_tensor("row", "numpy"), size_at(cx, self, 0))
    if not dims:
        may_be_object(self)
        raise Mismatch("rank-mismatch", "`{it}`: an array without dims cannot be iterated")
    if isinstance(dims[0], int) and dims[0] <= MOST_ITEMS:
        return tuple(_number_or_array(indexed(cx, self, i)) for i in range(dims[0]))
    return StreamV(_number_or_array(like(self, Shape(dims[1:]))), dims[0])


def may_be_object(array: Tensor) -> None:
    """Undetermined where the only item of an array may be a list or any other object."""
    if array.dtype is None:
        raise Undetermined("an item that may be any object")


def _number_or_array(found: Tensor) -> Any:
    """A scalar that is known is a number; one of unknown kind may be any object."""
    if found.dtype is None and found.shape.lead is None and not found.shape.dims and found.data is None:
        return Unknown("an item of an array")
    return found.data if isinstance(found.data, (int, float, Dim)) and not found.shape.dims else found


@op("numpy.ndarray.__getitem__")
def getitem(cx: Context, self: Tensor, key: Any) -> Tensor:
    """`x[key]`."""
    array = _key(cx, key)
    picked: Tensor = _number_or_array(indexed(cx, self, array))
    if isinstance(array, Tensor) and array.dtype == "int":
        _check_content(cx, self, array.data)
    return picked


def _check_content(cx: Context, array: Tensor, data: Any) -> None:
    """Mismatch for a known index out of range of the first dim."""
    first = cx.facts.dim(array.shape, 0)
    for index in data if isinstance(data, tuple) and first is not None else ():
        if isinstance(index, int) and first is not None:
            check_index(cx, index, first, 0)


def _key(cx: Context, key: Any) -> Any:
    """Lists within an index are arrays to NumPy."""
    if isinstance(key, ListV):
        return to_array(cx, key, "index") if key.items else key
    return key


@op("numpy.ndarray.__setitem__")
def setitem(cx: Context, self: Tensor, key: Any, value: Any) -> None:
    """`x[key] = value`; the shape stays. Mismatch where the value does not fit into the place."""
    try:
        assigned(cx, self, _key(cx, key), value)
    except Undetermined:
        cx.touch(self)
        self.data = None


def _changed(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Any:
    cx.touch(self)
    self.data = None


for _name in CHANGES.split():
    add_function(f"numpy.ndarray.{_name}", _changed, Signature.parse("self: Array, *args, **kwargs"), counts=False)
for _name in ("copyto", "putmask", "place", "put", "fill_diagonal"):
    add_function(f"numpy.{_name}", _changed, Signature.parse("self: Array, *args, **kwargs"), counts=False)
add_function("numpy.ndarray.__delitem__", nothing, Signature.parse("*args"), counts=False)


@op("numpy.isscalar", counts=False)
def isscalar(cx: Context, element: Any) -> Any:
    """Whether it is a number or a text. What NumPy calculates without dims is a number, not an array."""
    if isinstance(element, Tensor):
        rank = cx.facts.rank(element.shape)
        if rank is None:
            raise Undetermined("the rank is not known")
        return rank == 0
    if isinstance(element, (bool, int, float, complex, str, bytes)):
        return True
    if isinstance(element, (tuple, ListV)) or element is None:
        return False
    raise Undetermined("it may be a number")
