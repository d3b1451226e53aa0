"""Properties, methods and operators of tensors."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.dtypes import kind_of, promoted
from convlint.frameworks.common.indexing import assigned, indexed
from convlint.frameworks.common.products import matmul
from convlint.frameworks.common.registry import add_function, op, prop
from convlint.frameworks.common.reshaping import size_at
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.graph import declare, is_symbolic
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import shape_of
from convlint.frameworks.keras.tensors import CLASS, Keras, to_keras
from convlint.symbolic import Shape
from convlint.values import Context, Instance, ListV, Mismatch, RankV, Sizes, StreamV, Tensor, Undetermined, Unknown

CONTENT = "dtype device name op graph sparse ragged trainable initializer value_index"
ANSWERS = """__float__ __bool__ __int__ __index__ __format__ __hash__ __repr__ __contains__ eval backward assign assign_add
assign_sub set_shape item tolist ref experimental_ref"""
OPERATORS = "add sub mul truediv floordiv mod pow and or xor".split()
COMPARING = "eq ne lt le gt ge".split()
MOST_ITEMS = 256


def _content(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Any:
    return Unknown("says nothing of shapes", data=True)


prop(*(f"{CLASS}.{name}" for name in CONTENT.split()))(_content)
for _name in ANSWERS.split():
    add_function(f"{CLASS}.{_name}", _content, Signature.parse("*args, **kwargs"), counts=False)


# --- shape ------------------------------------------------------------------------------------------------------------


@prop(f"{CLASS}.shape", f"{CLASS}._keras_shape")
def shape(cx: Context, self: Tensor) -> Any:
    """A tuple; of a symbolic tensor with None for what is open."""
    return shape_of(cx, self, is_symbolic(self))


@op(f"{CLASS}.get_shape", counts=False)
def get_shape(cx: Context, self: Tensor) -> Any:
    """The same."""
    return shape(cx, self)


@op("builtins.tuple.as_list", counts=False)
def as_list(cx: Context, self: Any) -> Any:
    """A `TensorShape` as a list."""
    return ListV(list(self)) if isinstance(self, tuple) else Unknown("a shape")


@prop(f"{CLASS}.ndim", f"{CLASS}.rank")
def ndim(cx: Context, self: Tensor) -> Any:
    """The rank."""
    dims = cx.dims(self)
    return RankV(self) if dims is None else len(dims)


@op(f"{CLASS}.__len__", counts=False)
def length(cx: Context, self: Tensor) -> Any:
    """The first size."""
    return size_at(cx, self, 0)


@op(f"{CLASS}.__iter__", counts=False)
def iterate(cx: Context, self: Tensor) -> Any:
    """Slices along the first dim."""
    dims = cx.dims(self)
    if not dims:
        return StreamV(cx.unknown_tensor("item", "keras"))
    if isinstance(dims[0], int) and dims[0] <= MOST_ITEMS:
        return tuple(indexed(cx, self, i) for i in range(dims[0]))
    return StreamV(self.like(Shape(dims[1:])), dims[0])


# --- content ----------------------------------------------------------------------------------------------------------


@op(f"{CLASS}.numpy", f"{CLASS}.__array__", f"{CLASS}.cpu", f"{CLASS}.detach", counts=False)
def numpy(cx: Context, self: Tensor, *args: Any) -> Any:
    """An array."""
    return Tensor(self.shape, self.dtype, "numpy", self.data, self.factors)


@prop(f"{CLASS}.value")
def value(cx: Context, self: Tensor) -> Any:
    """What a variable holds."""
    return self.like(self.shape)


@op(f"{CLASS}.read_value", f"{CLASS}.__call__", counts=False)
def read(cx: Context, self: Tensor, *args: Any) -> Any:
    """What a variable holds."""
    return self.like(self.shape)


def _astype(cx: Context, self: Keras, dtype: Any = None) -> Tensor:
    return self.like(self.shape, kind_of(dtype), self.factors)


declare((f"{CLASS}.astype",), _astype, Signature.parse("self: Keras, dtype=None", returns="Tensor"), counts=False)


def _getitem(cx: Context, self: Tensor, key: Any) -> Tensor:
    lifted = Lifted(cx)
    return lifted.back(indexed(cx, lifted.tensor(self, "keras"), key))  # type: ignore[no-any-return]


declare((f"{CLASS}.__getitem__",), _getitem, Signature.parse("self: Tensor, key", returns="Tensor"))


@op(f"{CLASS}.__setitem__")
def setitem(cx: Context, self: Tensor, key: Any, value: Any) -> None:
    """`x[key] = value`."""
    assigned(cx, self, key, value)


@prop(f"{CLASS}.T")
def reversed_dims(cx: Context, self: Tensor) -> Any:
    """All dims in reverse order."""
    dims = cx.dims(self)
    return cx.unknown_tensor("T", "keras") if dims is None else self.like(Shape(dims[::-1]))


# --- operators --------------------------------------------------------------------------------------------------------


def operand(cx: Context, other: Any) -> Tensor:
    """The other side of an operator. Undetermined where it is no tensor."""
    if other is None or isinstance(other, (str, Instance, Sizes)):
        raise Undetermined("an operand that is no tensor")
    return to_keras(cx, other, "other")


def binary(cx: Context, one: Tensor, other: Tensor, kind: str | None = None) -> Tensor:
    """An elementwise operation on two tensors."""
    made = broadcast(cx, one.shape, other.shape)
    factors = one.factors if one.factors and made.dims[-1:] == one.shape.dims[-1:] else None
    return Tensor(made, kind or promoted(one.dtype, other.dtype), "keras", factors=factors)


def _operator(kind: str | None, comparing: bool = False) -> Any:
    def handler(cx: Context, self: Tensor, other: Any) -> Tensor:
        try:
            return binary(cx, self, operand(cx, other), kind)
        except Mismatch:
            if comparing:
                raise Undetermined("tensors that do not broadcast") from None
            raise

    return handler


def _unary(cx: Context, self: Tensor) -> Tensor:
    return self.like(self.shape, factors=self.factors)


_PAIR = Signature.parse("self: Tensor, other", returns="Tensor")
_ONE = Signature.parse("self: Tensor", returns="Tensor")
for _name in OPERATORS:
    _kind = "float" if _name == "truediv" else None
    declare((f"{CLASS}.__{_name}__", f"{CLASS}.__r{_name}__"), _operator(_kind), _PAIR)
for _name in COMPARING:
    declare((f"{CLASS}.__{_name}__",), _operator("bool", _name in ("eq", "ne")), _PAIR)
for _name in ("neg", "pos", "abs", "invert"):
    declare((f"{CLASS}.__{_name}__",), _unary, _ONE)


def product(cx: Context, one: Tensor, other: Tensor) -> Tensor:
    """`one @ other`. Rows and columns stay open where they are, even if the inner sizes tell of what the data must be."""
    lifted = Lifted(cx)
    made: Tensor = lifted.back(matmul(cx, lifted.tensor(one, "keras"), lifted.tensor(other, "keras")))
    rows, columns = cx.facts.resolve_shape(one.shape), cx.facts.resolve_shape(other.shape)
    if len(rows.dims) < 2 or len(columns.dims) < 2:
        return made
    return made.like(Shape((*made.shape.dims[:-2], rows.dims[-2], columns.dims[-1]), made.shape.lead))


declare((f"{CLASS}.__matmul__",), lambda cx, self, other: product(cx, self, operand(cx, other)), _PAIR)
declare((f"{CLASS}.__rmatmul__",), lambda cx, self, other: product(cx, operand(cx, other), self), _PAIR)
