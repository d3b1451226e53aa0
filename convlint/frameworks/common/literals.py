"""Nested lists of numbers as tensors: `torch.tensor([[1, 2], [3, 4]])`, `np.array(...)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convlint.frameworks.common.dtypes import kind_of_number, promoted
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, FloatV, ListV, Mismatch, Tensor, Undetermined, Unknown

MOST_DATA = 256
Literal = tuple[tuple[Int, ...], Any, "str | None"]
Met = dict[tuple[int, tuple[Int, ...]], Literal]
"""What has become of the lists that were come to, which may stand in many places: `[[[0] * 1000] * 1000] * 1000`."""


def literal(cx: Context, value: Any, library: str = "", like: Sequence[Int] = (), met: Met | None = None) -> Literal:
    """Sizes, content (None where it is not known) and kind of dtype. Mismatch (`invalid-argument`) for a ragged list.

    PyTorch (as `library`) takes its own tensors in a list for numbers, whatever their rank; behind a nested list, whose sizes are
    `like`, for nested lists. Undetermined where an item may be a number or a list.
    """
    if isinstance(value, Tensor):
        return _of_tensor(cx, value)
    if isinstance(value, Dim) and not value.certain and library != "torch":
        raise Undetermined("an argument that may be an array")
    if isinstance(value, (bool, int, float, complex, Dim)):
        return (), value if isinstance(value, (int, Dim)) else None, kind_of_number(value)
    if isinstance(value, FloatV):
        return (), None, "float"
    if isinstance(value, Unknown) and value.number:
        return (), None, None
    items = cx.items(value) if isinstance(value, (ListV, tuple, range)) else None
    if items is None:
        return _of_open_list(cx, value, library)
    if not items:
        return (0,), (), "float"
    met = {} if met is None else met
    key = (id(value), tuple(like))
    if key not in met:
        met[key] = _of_list(cx, items, library, like, met)
    return met[key]


def _item(cx: Context, value: Any, library: str, like: Sequence[Int] = (), met: Met | None = None) -> Literal:
    """What an item of a list is to the list."""
    if library != "torch" or not isinstance(value, Tensor) or value.library != library:
        return literal(cx, value, library, like, met)
    if like:
        return tuple(like), None, value.dtype
    dims = cx.dims(value)
    if dims is not None and any(cx.facts.unify(size, 1) is Truth.NO for size in dims):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` takes tensors of one element in a list but gets {cx.describe(value.shape)}"
        )
    return (), value.data if dims == () else None, value.dtype


def _of_tensor(cx: Context, value: Tensor) -> Literal:
    dims = cx.dims(value)
    if dims is None:
        raise Undetermined("the rank is not known")
    return dims, value.data, value.dtype


def _of_open_list(cx: Context, value: Any, library: str) -> Literal:
    if not isinstance(value, ListV):
        raise Undetermined("content that is not known")
    inner, _, kind = _item(cx, cx.element(value), library)
    return (cx.fresh("length"), *inner), None, kind


def _of_list(cx: Context, items: list[Any], library: str, like: Sequence[Int], met: Met) -> Literal:
    parts = [_item(cx, items[0], library, like[1:], met)]
    inner, _, kind = parts[0]
    parts += [_item(cx, item, library, inner, met) for item in items[1:]]
    if 0 in inner:  # no element is read, and what the other items hold is never looked at
        return (len(items), *inner), None, kind
    for dims, _, other in parts[1:]:
        if len(dims) != len(inner):
            raise Mismatch("invalid-argument", "`{it}` gets a nested list of different depths")
        for a, b in zip(inner, dims):
            if cx.facts.unify(a, b) is Truth.NO:
                raise Mismatch("invalid-argument", f"`{{it}}` gets a ragged list: {a} and {b} items")
        kind = promoted(kind, other)
    known = len(items) <= MOST_DATA and all(data is not None for _, data, _ in parts)
    return (len(items), *inner), tuple(data for _, data, _ in parts) if known else None, kind


def literal_tensor(cx: Context, value: Any, library: str, dtype: str | None = None) -> Tensor:
    """The tensor that a nested list, a number, or another tensor makes."""
    if isinstance(value, Dim) and not value.certain:
        return cx.unknown_tensor("x", library)  # calculated with arguments that may be arrays
    try:
        dims, data, kind = literal(cx, value, library)
    except RecursionError:
        raise Undetermined("a list that holds itself") from None
    return Tensor(Shape(dims), dtype or kind, library, data)


class Roughly:
    """The content of a tensor of one dim (or, if not `several`, of none), as far as rounding lets it be known."""

    def __init__(self, numbers: tuple[float, ...], several: bool) -> None:
        self.numbers = numbers
        self.several = several


class Each(Roughly):
    """Of a tensor whose numbers are repeated or lie in other dims: which there are, each at least once."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(numbers, several=True)


def rearranged(data: Any) -> Any:
    """The content of what holds all numbers of a tensor, each at least once, in other places."""
    if isinstance(data, Each):
        return data
    whole = isinstance(data, tuple) and data and all(type(each) is int for each in data)
    return Each((min(data), max(data))) if whole else None


def whole_numbers(data: Any) -> Any:
    """The content of a tensor as integers: what is behind the point is cut off; None where it is only known roughly."""
    if isinstance(data, Roughly):
        return data if isinstance(data, Each) else None
    if isinstance(data, tuple):
        return tuple(map(whole_numbers, data))
    return int(data) if isinstance(data, (bool, float)) else data
