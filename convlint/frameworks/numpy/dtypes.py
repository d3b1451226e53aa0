"""NumPy's scalar types: as dtypes, as conversions, and in `isinstance`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.finfo import declare_finfo
from convlint.frameworks.common.inert import unknown_functions
from convlint.frameworks.common.literals import whole_numbers
from convlint.frameworks.common.registry import add_function, constant, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import array_of, to_array
from convlint.symbolic import Dim
from convlint.values import Context, Tensor, Undetermined

KINDS = {
    "float": "float16 float32 float64 float128 half single double longdouble float_",
    "int": "int8 int16 int32 int64 uint8 uint16 uint32 uint64 intp uintp byte short intc longlong ubyte ushort uint int_ long",
    "bool": "bool_ bool bool8",
    "complex": "complex64 complex128 complex_ csingle cdouble",
}
ABSTRACT = "generic number integer signedinteger unsignedinteger inexact floating complexfloating character"


def _conversion(kind: str) -> Any:
    def handler(cx: Context, cls: Any, value: Any = 0, *args: Any) -> Any:
        """Of a number a number, of an array an array."""
        if isinstance(value, (int, float)):
            return {"float": float, "int": int, "bool": bool, "complex": complex}[kind](value)
        if isinstance(value, Dim):
            return value if kind == "int" else array_of(dtype=kind)
        if isinstance(value, (str, bytes)) or value is None:
            raise Undetermined("no number")
        array = to_array(cx, value, "value")
        return Tensor(array.shape, kind, "numpy", whole_numbers(array.data) if kind == "int" else None)

    return handler


_NEW = Signature.parse("cls, value=0, *args")
for _kind, _names in KINDS.items():
    for _name in _names.split():
        declare_class(f"numpy.{_name}", "numpy.generic")
        add_function(f"numpy.{_name}.__new__", _conversion(_kind), _NEW, counts=False)
for _name in ABSTRACT.split():
    declare_class(f"numpy.{_name}")
for _name in ("str_", "object_", "bytes_", "datetime64", "timedelta64"):
    declare_class(f"numpy.{_name}", "numpy.generic")
declare_finfo("numpy.finfo")
unknown_functions("numpy.dtype", "numpy.iinfo", "numpy.issubdtype", "numpy.result_type", "numpy.can_cast")

constant("numpy.newaxis", None)
constant("numpy.pi", 3.141592653589793)
constant("numpy.e", 2.718281828459045)
constant("numpy.euler_gamma", 0.5772156649015329)
constant("numpy.inf", float("inf"))
constant("numpy.nan", float("nan"))
for _name in ("Inf", "Infinity", "infty"):
    constant(f"numpy.{_name}", float("inf"))
constant("numpy.NaN", float("nan"))
