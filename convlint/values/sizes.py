"""The sizes of a tensor as a program gets them: tuples with a meaning."""

from __future__ import annotations

from typing import Any


class Sizes(tuple):  # type: ignore[type-arg]
    """`tensor.shape` where the rank is known: a tuple of which an index out of range is a matter of shapes."""

    __slots__ = ()


class SizeRow(Sizes):
    """The sizes of a tensor as a tensor of numbers, as `tf.shape` gives them: arithmetic goes item by item."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return SizeRow(found) if isinstance(index, slice) else found
