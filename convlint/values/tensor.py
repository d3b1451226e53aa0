"""Tensors and arrays of every library."""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.symbolic import Int, Shape
from convlint.values.base import HeapObject, Unknown, Value, next_serial
from convlint.values.layout import Layout, common_layout


class Draw(NamedTuple):
    """Integers drawn one by one, each from `low` to below `high` with the same chance.

    spoiled: whether one of the tensors that share their elements was written to since.
    """

    low: int
    high: int
    spoiled: list[bool]


class Tensor(HeapObject):
    """A tensor or array: a shape, and what else matters for shapes.

    library: "torch", "numpy" or "keras": whose methods and operators it has.
    dtype: "float", "int", "bool", "complex" or None where it is not known.
    data: the content as an int, a Dim or nested tuples of them, where small and known (lengths, sizes); else None.
    factors: what the last dim was flattened from, as (16, 5, 5), for messages only.
    assumed: taken for a tensor because nothing says otherwise (the argument of a forward); it may be a tuple or a dict.
    parameter: an `nn.Parameter`.
    layout: how its elements lie in memory, where that is certain.
    drawn: what its elements, so many at least, were drawn as, where they are random integers; else None. With 0 of them it only
      may share the memory of such.
    owner: where a tensor stands for each weight of a module, this module.
    source: how a symbolic tensor is computed, where the library keeps such a graph (Keras); None for one that holds data.
    """

    __slots__ = (
        "assumed",
        "data",
        "drawn",
        "dtype",
        "factors",
        "layout",
        "library",
        "normalised",
        "owner",
        "parameter",
        "prefix",
        "serial",
        "shape",
        "source",
    )
    normalised: int  # the axis along which a softmax went, where one did
    owner: Any

    def __init__(
        self,
        shape: Shape,
        dtype: str | None = None,
        library: str = "torch",
        data: Any = None,
        factors: tuple[Int, ...] | None = None,
        assumed: bool = False,
        parameter: bool = False,
    ) -> None:
        self.serial = self.changed = next_serial()
        self.shape = shape
        self.dtype = dtype
        self.library = library
        self.data = data
        self.factors = factors
        self.assumed = assumed
        self.parameter = parameter
        self.layout: Layout | None = None
        self.drawn: tuple[Draw, int] | None = None
        self.source: Any = None
        self.prefix: dict[int, Int] | None = None  # sizes asked for from the left while the rank was open

    def __repr__(self) -> str:
        return f"Tensor{self.shape}"

    def like(self, shape: Shape, dtype: str | None = None, factors: tuple[Int, ...] | None = None) -> Tensor:
        """A new tensor of the same library (and dtype, unless another is given)."""
        made = Tensor(shape, dtype or self.dtype, self.library, factors=factors)
        if self.drawn is not None:  # it may share their memory
            made.drawn = self.drawn[0], 0
        return made

    def save(self) -> Any:
        return (self.shape, self.data, self.layout)

    def restore(self, state: Any) -> None:
        self.shape, self.data, self.layout = state

    def merge(self, join: Any, one: Any, other: Any) -> None:
        merged = join(Tensor(one[0], self.dtype), Tensor(other[0], self.dtype))
        self.shape = merged.shape if isinstance(merged, Tensor) else Shape.unknown("x")
        self.data = one[1] if one[1] == other[1] else None
        self.layout = common_layout((one[0], one[2]), (other[0], other[2]))


class SizeV(Value):
    """`tensor.shape` while the rank is not known (a known one is a tuple).

    tensor: a Tensor; in what is remembered of a call, also what stands for the one that was given.
    """

    __slots__ = ("tensor",)

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def followed_by(self, sizes: tuple[Int, ...]) -> SizeV:
        """These sizes and more of them."""
        shape = self.tensor.shape
        return SizeV(Tensor(Shape((*shape.dims, *sizes), shape.lead)))


class RankV(Unknown):
    """`tensor.dim()` while the rank is not known: compared with a number it teaches the rank."""

    __slots__ = ("of",)

    def __init__(self, tensor: Tensor) -> None:
        super().__init__("the rank is not known")
        self.of = tensor
