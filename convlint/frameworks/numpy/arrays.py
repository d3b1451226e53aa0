"""`numpy.ndarray`, and how anything becomes an array."""

from __future__ import annotations

from typing import Any, Final

from convlint.frameworks.common.literals import literal_tensor
from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.common.signature import KINDS, WHOLE
from convlint.symbolic import Dim, Int, Shape
from convlint.values import (
    Context,
    DictV,
    FloatV,
    Instance,
    IteratorV,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    SizeV,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)
from convlint.values.context import MISSING

ARRAY = declare_class("numpy.ndarray")
LIBRARY = "numpy"
Array = Tensor
"""The kind of an argument that NumPy takes for an array: an array, a number, or nested lists of them."""


def both(*names: str) -> list[str]:
    """The dotted paths of functions that are methods too."""
    return [path for name in names for path in (f"numpy.{name}", f"numpy.ndarray.{name}")]


def array_of(*dims: Int, dtype: str | None = "float") -> Tensor:
    """An array of these sizes."""
    return Tensor(Shape(dims), dtype, LIBRARY)


def holds_objects(dtype: Any) -> bool:
    """Whether a dtype asks for Python objects, texts or records, whose items are no numbers."""
    if isinstance(dtype, (LibraryClass, LibraryFunction)):
        return dtype.path.rpartition(".")[2] in ("object", "object_", "str", "str_", "bytes_", "dtype")
    if isinstance(dtype, str):
        return dtype[:1] in ("O", "S", "U") or dtype in ("object", "str")
    return isinstance(dtype, (ListV, tuple, DictV))


def to_array(cx: Context, value: Any, name: str) -> Tensor:
    """What `numpy.asarray(value)` is. Undetermined for what may be no number, and for ragged lists."""
    if isinstance(value, Tensor):
        return value if value.library == LIBRARY else Tensor(value.shape, value.dtype, LIBRARY, value.data)
    if (isinstance(value, Dim) and not value.certain) or isinstance(value, FloatV):
        return cx.unknown_tensor(name, LIBRARY)  # calculated with arguments that may be arrays
    if isinstance(value, (bool, int, float, complex, Dim, ListV, tuple, range)):
        try:
            return literal_tensor(cx, value, LIBRARY)
        except Mismatch as error:  # old versions made arrays of objects
            raise Undetermined(str(error)) from None
    if isinstance(value, Unknown) and value.number and value.data:  # others may be calculated with arrays as well
        return array_of(dtype=None)
    if isinstance(value, Unknown):
        used = getattr(value, "used_as_tensor", None)
        return Tensor(used.shape, used.dtype, LIBRARY) if isinstance(used, Tensor) else cx.unknown_tensor(name, LIBRARY)
    if isinstance(value, SizeV):
        return array_of(cx.fresh("rank"), dtype="int")
    if isinstance(value, Instance):
        return _of_object(cx, value)
    if isinstance(value, (StreamV, IteratorV)):
        raise Undetermined("an iterator is no array")
    raise Undetermined(f"`{name}` is no array")


def may_be_foreign(value: Any) -> bool:
    """Whether a value may be a tensor of another library: what NumPy calculates with one is such a tensor (`__array_wrap__`)."""
    if isinstance(value, Unknown):
        return not value.number and not isinstance(getattr(value, "used_as_tensor", None), Tensor)
    return isinstance(value, FloatV) or (isinstance(value, Dim) and not value.certain)


FOREIGN: Final = "a calculation with what may be a tensor of another library"


def _of_object(cx: Context, value: Instance) -> Tensor:
    method = cx.find_attribute(value, "__array__")
    made = None if method is MISSING else cx.call(method)
    if isinstance(made, Tensor):
        return Tensor(made.shape, made.dtype, LIBRARY)
    raise Undetermined("an object that is no array")


KINDS["Array"] = to_array
WHOLE.add(to_array)


def arrays_in(cx: Context, value: Any) -> list[Tensor] | Tensor:
    """The arrays of a sequence; for one of unknown length, an array like any of them."""
    if isinstance(value, Tensor):
        return _rows(cx, value)
    items = cx.items(value)
    if items is not None:
        return [to_array(cx, item, f"arrays_{i}") for i, item in enumerate(items)]
    element = cx.element(value) if isinstance(value, (ListV, StreamV)) else None
    if isinstance(element, Tensor):
        return to_array(cx, element, "arrays")
    raise Undetermined("the arrays are not known")


def _rows(cx: Context, value: Tensor) -> list[Tensor] | Tensor:
    dims = cx.dims(value)
    if not dims:
        raise Undetermined("rows that are not known")
    row = Tensor(Shape(dims[1:]), value.dtype, LIBRARY)
    return [row] * dims[0] if isinstance(dims[0], int) and 0 < dims[0] <= 64 else row


def like(array: Tensor, shape: Shape, dtype: str | None = None) -> Tensor:
    """A new array of the same dtype, unless another is given."""
    made = Tensor(shape, dtype or array.dtype, LIBRARY)
    if array.drawn is not None:  # it may share their memory
        made.drawn = array.drawn[0], 0
    return made


def axis_or_none(axis: Any) -> tuple[int, ...] | None:
    """The axes that an argument names; None for all of them. Undetermined where it is not known."""
    if axis is None:
        return None
    if isinstance(axis, int):
        return (int(axis),)
    items = axis if isinstance(axis, tuple) else axis.items if isinstance(axis, ListV) else None
    if items is None or not all(isinstance(item, int) for item in items):
        raise Undetermined("`axis` is not known")
    return tuple(items)
