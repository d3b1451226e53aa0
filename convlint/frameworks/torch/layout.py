"""Methods that return the tensor as it is: on another device, of another dtype, detached, cloned, initialised anew."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.dtypes import DType, kind_of
from convlint.frameworks.common.help import need, not_negative
from convlint.frameworks.common.literals import Each, Roughly, whole_numbers
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.tensor import both, written
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, LibraryClass, Mismatch, Tensor, Undetermined, Unknown

SAME = """contiguous detach clone cuda cpu xpu ipu mtia pin_memory requires_grad_ share_memory_ resolve_conj resolve_neg
coalesce to_dense to_sparse alias detach_ refine_names rename dequantize to_mkldnn"""
CASTS = {
    "float": "float half double bfloat16",
    "int": "int long short char",
    "bool": "bool",
    "complex": "cfloat cdouble chalf",
}
FILLS = "zero_ fill_ normal_ uniform_ random_ bernoulli_ exponential_ geometric_ cauchy_ log_normal_ apply_"


def _same(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    made = self.like(self.shape, factors=self.factors)
    made.data, made.parameter = self.data, False
    return made


def _itself(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return self


def _filled(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return written(cx, self)


_ANY = Signature.parse("self: Tensor, *args, **kwargs", returns="Tensor")
for _name in SAME.split():
    add_function(f"torch.Tensor.{_name}", _itself if _name.endswith("_") else _same, _ANY, counts=False)
for _name in ("clone", "detach", "resolve_conj", "resolve_neg", "dequantize"):
    add_function(
        f"torch.{_name}", _same, Signature.parse("input: Tensor, *args, **kwargs", returns="Tensor"), counts=False
    )
for _name in FILLS.split():
    add_function(f"torch.Tensor.{_name}", _filled, _ANY, counts=False)
for _name in ("zero_", "fill_", "detach_"):
    add_function(
        f"torch.{_name}", _filled, Signature.parse("input: Tensor, *args, **kwargs", returns="Tensor"), counts=False
    )


@op("torch.Tensor.as_subclass", counts=False)
def as_subclass(cx: Context, self: Tensor, cls: Any) -> Any:
    """A class of the program may have methods of its own, and say what functions of torch give (`__torch_function__`)."""
    plain = isinstance(cls, LibraryClass) and cls.path == "torch.Tensor"
    return _same(cx, self) if plain else Unknown("a tensor of a class of its own")


def _cast(kind: str | None) -> Any:
    def handler(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        made = Tensor(self.shape, kind, self.library, factors=self.factors)
        made.data = whole_numbers(self.data) if kind == "int" else None
        return made

    return handler


for _kind, _names in CASTS.items():
    for _name in _names.split():
        add_function(f"torch.Tensor.{_name}", _cast(_kind), _ANY, counts=False)
add_function("torch.Tensor.byte", _cast(None), _ANY, counts=False)


@op("torch.Tensor.type", counts=False)
def typed(cx: Context, self: Tensor, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Of another dtype, which may be given as a text; without one, the name of its own."""
    if dtype is None:
        return Unknown("the name of a dtype")
    made = to(cx, self, dtype)
    made.dtype = None if isinstance(dtype, str) else made.dtype
    return made


@op("torch.Tensor.to", counts=False)
def to(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """To another device or dtype; like another tensor."""
    made = Tensor(self.shape, self.dtype, self.library, factors=self.factors)
    made.data = None if isinstance(self.data, Roughly) and not isinstance(self.data, Each) else self.data
    for value in (*args, *kwargs.values()):
        if isinstance(value, DType):
            made.dtype = value.kind
        elif isinstance(value, Tensor):
            made.dtype = value.dtype
        elif not isinstance(value, (bool, str)) and value is not None:
            made.dtype = kind_of(value, self.dtype)
    return made


@op("torch.Tensor.type_as", counts=False)
def type_as(cx: Context, self: Tensor, other: Tensor) -> Tensor:
    """The dtype of another tensor."""
    return Tensor(self.shape, other.dtype, self.library, factors=self.factors)


@op("torch.Tensor.numpy", "torch.Tensor.__array__", counts=False)
def numpy(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """A NumPy array of the same shape."""
    return Tensor(self.shape, self.dtype, "numpy", data=self.data)


@op("torch.real", "torch.imag", counts=False)
def part(cx: Context, input: Tensor) -> Tensor:
    """The real or the imaginary part."""
    return Tensor(input.shape, "float" if input.dtype == "complex" else input.dtype, input.library)


@op(*both("view_as_real"))
def view_as_real(cx: Context, input: Tensor) -> Tensor:
    """A new last dim of 2: real and imaginary part."""
    shape = cx.facts.resolve_shape(input.shape)
    return Tensor(Shape((*shape.dims, 2), shape.lead), "float")


@op(*both("view_as_complex"))
def view_as_complex(cx: Context, input: Tensor) -> Tensor:
    """Takes a last dim of 2 away. Mismatch for another size."""
    shape = cx.facts.trailing(input.shape, 1)
    if shape is None or cx.facts.unify(shape.dims[-1], 2) is Truth.NO:
        raise Mismatch("invalid-reshape", f"`{{it}}` needs a last dim of 2 but gets {cx.describe(input.shape)}")
    shape = cx.facts.resolve_shape(shape)
    return Tensor(Shape(shape.dims[:-1], shape.lead), "complex")


@op("torch.Tensor.fill_diagonal_", counts=False)
def fill_diagonal(cx: Context, self: Tensor, fill_value: Any, wrap: Any = False) -> Tensor:
    """At least 2 dims, above 2 all of one size."""
    if cx.facts.limit_rank(self.shape, 2, None) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(self.shape)}")
    shape = cx.facts.resolve_shape(self.shape)
    if shape.lead is None and len(shape.dims) > 2:
        for size in shape.dims[1:]:
            got = cx.describe(shape)
            need(cx, shape.dims[0], size, "invalid-reshape", f"`{{it}}` needs dims of one size but gets {got}")
    return written(cx, self)


@op("torch.Tensor.resize_", counts=False)
def resized(cx: Context, self: Tensor, *size: Int, memory_format: Any = None) -> Tensor:
    """Of other sizes, in place."""
    not_negative(cx, size, "size")
    return _become(cx, self, Shape(size))


@op("torch.Tensor.resize_as_", counts=False)
def resized_as(cx: Context, self: Tensor, other: Tensor, memory_format: Any = None) -> Tensor:
    """Of another tensor's sizes, in place."""
    return _become(cx, self, cx.facts.resolve_shape(other.shape))


def _become(cx: Context, self: Tensor, shape: Shape) -> Tensor:
    cx.touch(self)
    self.shape = shape
    self.data = self.layout = None
    return self


@op("torch.Tensor.set_", counts=False)
def replaced(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """The tensor becomes another: nothing is known of it."""
    cx.touch(self)
    self.shape = cx.unknown_tensor("resized").shape
    self.data = self.layout = None
    raise Undetermined("the tensor is replaced")
