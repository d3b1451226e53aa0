"""Tensors of Keras and TensorFlow: one class for both, symbolic ones and those with data; how anything becomes one."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.literals import literal_tensor
from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.common.signature import KINDS
from convlint.frameworks.keras.graph import is_symbolic, leaves, rebuilt
from convlint.symbolic import Dim, Int, Shape
from convlint.values import Context, FloatV, ListV, Mismatch, SizeV, Tensor, Undetermined, Unknown

LIBRARY = "keras"
CLASS = "keras.Tensor"
TENSOR = declare_class(CLASS)
Keras = Tensor
"""The kind of an argument that Keras takes for a tensor: a tensor, an array, a number, or nested lists of them."""


def tensor_of(*dims: Int, dtype: str | None = "float") -> Tensor:
    """A tensor of these sizes."""
    return Tensor(Shape(dims), dtype, LIBRARY)


def to_keras(cx: Context, value: Any, name: str) -> Tensor:
    """What `keras.ops.convert_to_tensor(value)` is. Undetermined for what may be no tensor."""
    if isinstance(value, Tensor):
        if value.library == LIBRARY:
            return value
        return carry(value, Tensor(value.shape, value.dtype, LIBRARY, value.data, value.factors))
    if isinstance(value, Unknown):
        made = value.tensor(cx, name)
        assert isinstance(made, Tensor)
        made.library = LIBRARY
        return made
    if isinstance(value, Dim) and not value.certain:  # an argument left open that met a number may well be a tensor
        return cx.unknown_tensor(name, LIBRARY)
    if isinstance(value, (bool, int, float, complex, Dim, ListV, tuple, range)):
        if any(isinstance(leaf, Tensor) for leaf in leaves(value)):
            raise Undetermined("a list of tensors")
        try:
            return literal_tensor(cx, rebuilt(value, _number), LIBRARY)
        except Mismatch as error:
            raise Undetermined(str(error)) from None
    if isinstance(value, FloatV):
        return tensor_of()
    if isinstance(value, SizeV):
        return tensor_of(cx.fresh("rank"), dtype="int")
    raise Undetermined(f"`{name}` is no tensor")


def _number(value: Any) -> Any:
    return 0.0 if isinstance(value, FloatV) else value


KINDS["Keras"] = to_keras


def to_list(cx: Context, value: Any, name: str) -> list[Tensor]:
    """The tensors of a list or tuple. Undetermined where their number is not known."""
    items = cx.items(value) if not isinstance(value, Tensor) else None
    if items is None:
        raise Undetermined(f"`{name}` is not known")
    return [to_keras(cx, item, f"{name}_{i}") for i, item in enumerate(items)]


KINDS["KerasList"] = to_list


def with_data(value: Any) -> Any:
    """The same structure of tensors, none of them symbolic: what a layer works on inside."""
    return rebuilt(value, _plain)


def _plain(value: Any) -> Any:
    if not isinstance(value, Tensor) or (value.library == LIBRARY and not is_symbolic(value)):
        return value
    return carry(value, Tensor(value.shape, value.dtype, LIBRARY, value.data, value.factors, value.assumed))
