"""Working with open sizes without learning anything of them.

What is learnt of a None while a model is built would hold for all data it is ever called with. So shape rules that learn get
stand-ins for open sizes, fresh for each call, and their results get the open sizes back.
"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.graph import rebuilt
from convlint.frameworks.keras.opensizes import is_open
from convlint.symbolic import Dim, Int, Shape, Symbol, substitute, symbol
from convlint.values import Context, Tensor


class Lifted:
    """Stand-ins for the open sizes of one call."""

    def __init__(self, cx: Context) -> None:
        self.cx = cx
        self.stand_ins: dict[Dim, Dim] = {}

    def size(self, size: Int, low: int | None = 1) -> Int:
        """A size, or what stands in for it and is at least `low`."""
        size = self.cx.facts.resolve(size)
        if isinstance(size, int) or not is_open(self.cx, size):
            return size
        if size not in self.stand_ins:
            self.stand_ins[size] = symbol("None", low)
        return self.stand_ins[size]

    def tensor(self, tensor: Tensor, library: str) -> Tensor:
        """The tensor with stand-ins, as one of another library."""
        shape = self.cx.facts.resolve_shape(tensor.shape)
        if shape.lead is not None:
            return Tensor(tensor.shape, tensor.dtype, library, tensor.data, tensor.factors)
        return Tensor(
            Shape(tuple(self.size(size) for size in shape.dims)), tensor.dtype, library, tensor.data, tensor.factors
        )

    def all(self, value: Any, library: str) -> Any:
        """A structure with its tensors and sizes lifted."""
        return rebuilt(value, lambda leaf: self._leaf(leaf, library))

    def _leaf(self, leaf: Any, library: str) -> Any:
        if isinstance(leaf, Tensor):
            return self.tensor(leaf, library)
        if not isinstance(leaf, Dim):
            return leaf
        return self.size(leaf, 1 if leaf.as_symbol() is not None else self.cx.facts.bounds(leaf)[0])

    def back(self, value: Any, library: str = "keras") -> Any:
        """A structure with the open sizes in the place of their stand-ins."""
        replacements: dict[Symbol, Int] = {}
        for size, stand_in in self.stand_ins.items():
            known = self.cx.facts.resolve(stand_in)
            symbol_of = known.as_symbol() if isinstance(known, Dim) else None
            if symbol_of is not None:
                replacements.setdefault(symbol_of, size)
        return rebuilt(value, lambda leaf: self._restored(leaf, replacements, library))

    def _restored(self, leaf: Any, replacements: dict[Symbol, Int], library: str) -> Any:
        if isinstance(leaf, Dim):
            return substitute(self.cx.facts.resolve(leaf), replacements)
        if not isinstance(leaf, Tensor):
            return leaf
        shape = self.cx.facts.resolve_shape(leaf.shape)
        dims = tuple(substitute(size, replacements) for size in shape.dims)
        factors = None if leaf.factors is None else tuple(substitute(size, replacements) for size in leaf.factors)
        return Tensor(Shape(dims, shape.lead), leaf.dtype, library, leaf.data, factors)
