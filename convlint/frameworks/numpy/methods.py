"""`numpy.ndarray`: methods that give the array in another form."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.dtypes import kind_of
from convlint.frameworks.common.literals import whole_numbers
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import Array
from convlint.values import Context, Tensor, Undetermined


def _same(cx: Context, self: Tensor, *args: Any, **more: Any) -> Tensor:
    return carry(self, Tensor(self.shape, self.dtype, "numpy", self.data, factors=self.factors))


for _name in ("copy", "__array__", "__copy__", "__deepcopy__", "newbyteorder"):
    add_function(
        f"numpy.ndarray.{_name}", _same, Signature.parse("self: Array, *args, **more", returns="Tensor"), counts=False
    )


@op("numpy.ndarray.astype", counts=False)
def astype(cx: Context, self: Array, dtype: Any, *args: Any, **more: Any) -> Tensor:
    """The same shape in another dtype."""
    kind = kind_of(dtype)
    data = whole_numbers(self.data) if kind == "int" else None
    return carry(self, Tensor(self.shape, kind, "numpy", data, factors=self.factors))


@op("numpy.astype", counts=False)
def astype_function(cx: Context, x: Array, dtype: Any, *args: Any, **more: Any) -> Tensor:
    """The same shape in another dtype."""
    made: Tensor = astype(cx, x, dtype)
    return made


@op("numpy.ndarray.view", counts=False)
def view(cx: Context, self: Array, *args: Any, **more: Any) -> Tensor:
    """The same array; with another dtype the last dim may change."""
    if args or more:
        raise Undetermined("bytes in another dtype")
    return _same(cx, self)
