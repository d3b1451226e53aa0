"""Dtypes as far as shapes need them: a mask counts, an index selects."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from convlint.values import LibraryClass, Tensor, Value

_ORDER: Final = ("bool", "int", "float", "complex")


class DType(Value):
    """A dtype constant such as `torch.float32`.

    kind: "float", "int", "bool", "complex", or None for bytes, which torch takes for a mask and for an index.
    """

    __slots__ = ("kind", "name")
    declared: ClassVar[str] = "torch.dtype"

    def __init__(self, name: str, kind: str | None) -> None:
        self.name = name
        self.kind = kind

    def __repr__(self) -> str:
        return f"DType({self.name})"


def kind_of(dtype: Any, default: str | None = None) -> str | None:
    """The kind that a `dtype=` argument asks for; `default` for None; None where it is not known."""
    if dtype is None:
        return default
    if isinstance(dtype, DType):
        return dtype.kind
    if isinstance(dtype, LibraryClass):
        name = dtype.path.rpartition(".")[2]
    elif isinstance(dtype, (str, type)):
        name = dtype if isinstance(dtype, str) else dtype.__name__
    else:
        return None
    return _kind_by_name(name)


def _kind_by_name(name: str) -> str | None:
    for kind, starts in (
        ("float", ("float", "bfloat", "half", "double")),
        ("int", ("int", "uint", "long", "short")),
        ("bool", ("bool",)),
        ("complex", ("complex", "cfloat", "cdouble")),
    ):
        if name.startswith(starts):
            return kind
    return None


def kind_of_number(value: Any) -> str | None:
    """The kind that a Python number has as an operand or a fill value."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, Tensor):
        return value.dtype
    if isinstance(value, (float, complex)):
        return type(value).__name__
    return "int" if isinstance(value, int) else None


def promoted(one: str | None, other: str | None) -> str | None:
    """The kind of a result of two operands."""
    if one is None or other is None:
        return None
    return max(one, other, key=_ORDER.index)
