"""An annotation held against a tensor."""

from __future__ import annotations

import ast
from typing import Any, ClassVar

from convlint.frameworks.jaxtyping.spec import Axis
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Hint, HintMaker, Mismatch, Tensor

RULE = "invalid-input-shape"
Names = dict[str, Any]


class ArrayHint(Hint):
    """`Float[Tensor, "b c"]`."""

    __slots__ = ("axes", "dtype", "library", "text")

    def __init__(self, text: str, axes: tuple[Axis, ...], library: str, dtype: str | None) -> None:
        self.text = text
        self.axes = axes
        self.library = library
        self.dtype = dtype

    # --- a tensor of which nothing else is known ----------------------------------------------------------------------

    def sample(self, cx: Context, name: str, names: Names) -> Tensor:
        return Tensor(self._shape(cx, names), self.dtype, self.library)

    def _shape(self, cx: Context, names: Names) -> Shape:
        place = next((i for i, axis in enumerate(self.axes) if axis.many), None)
        if place is None:
            return Shape(tuple(self._sample(cx, axis, names) for axis in self.axes))
        front = [self._sample(cx, axis, names) for axis in self.axes[:place]]
        dims = tuple(self._sample(cx, axis, names) for axis in self.axes[place + 1 :])
        if front:
            return cx.facts.fresh_shape(dims, (len(front) + len(dims), None), "batch")
        head = self._sample_many(cx, self.axes[0], names)
        return Shape((*head.dims, *dims), head.lead)

    def _sample(self, cx: Context, axis: Axis, names: Names) -> Int:
        known = None if axis.stretches else _size(axis, names)
        if known is not None:
            return known
        named = isinstance(axis.size, str) and not axis.stretches
        made = cx.fresh(str(axis.size) if named else "size", 1)
        if named:
            names[str(axis.size)] = made
        return made

    @staticmethod
    def _sample_many(cx: Context, axis: Axis, names: Names) -> Shape:
        made = cx.unknown_tensor(str(axis.size or "batch")).shape
        if isinstance(axis.size, str) and not axis.stretches:
            return names.setdefault(f"*{axis.size}", made)  # type: ignore[no-any-return]
        return made

    # --- a tensor that is checked -------------------------------------------------------------------------------------

    def match(self, cx: Context, tensor: Tensor, names: Names, what: str) -> None:
        place = next((i for i, axis in enumerate(self.axes) if axis.many), None)
        count = len(self.axes) - (place is not None)
        if cx.facts.limit_rank(tensor.shape, count, None if place is not None else count) is Truth.NO:
            raise self._refusal(cx, tensor, what, f"{cx.facts.ranks(tensor.shape)[0]} dims")
        shape = cx.facts.resolve_shape(tensor.shape)
        if place is None:
            pairs = list(zip(self.axes, shape.dims))
        else:
            behind = self.axes[place + 1 :]
            pairs = list(zip(behind, shape.dims[len(shape.dims) - len(behind) :]))
            if shape.lead is None:
                pairs = [*zip(self.axes[:place], shape.dims), *pairs]
                self._match_many(
                    cx, tensor, self.axes[place], shape.dims[place : len(shape.dims) - len(behind)], names, what
                )
        for axis, dim in pairs:
            self._match_one(cx, tensor, axis, dim, names, what)

    def _match_many(
        self, cx: Context, tensor: Tensor, axis: Axis, dims: tuple[Int, ...], names: Names, what: str
    ) -> None:
        if not isinstance(axis.size, str) or axis.stretches:
            return
        before = names.setdefault(f"*{axis.size}", Shape(dims))
        if cx.facts.unify_shapes(before, Shape(dims)) is Truth.NO:
            raise self._refusal(cx, tensor, what, f"*{axis.size} was {cx.describe(before)}")

    def _match_one(self, cx: Context, tensor: Tensor, axis: Axis, dim: Int, names: Names, what: str) -> None:
        if axis.stretches:
            return
        wanted = _size(axis, names)
        if wanted is None:
            if isinstance(axis.size, str):
                names[axis.size] = dim
            return
        if cx.facts.unify(wanted, dim) is Truth.NO:
            said = axis.size if isinstance(axis.size, (str, int)) else ast.unparse(axis.size) if axis.size else ""
            reason = f"{said} is {cx.facts.resolve(wanted)}" if said != wanted else f"a size is {cx.facts.resolve(dim)}"
            raise self._refusal(cx, tensor, what, reason)

    def _refusal(self, cx: Context, tensor: Tensor, what: str, reason: str) -> Mismatch:
        got = f"{what} is {cx.describe(tensor.shape)}"
        return Mismatch(RULE, f"`{{it}}` is annotated with {self.text!r}, but {got}: {reason}")


# --- sizes ------------------------------------------------------------------------------------------------------------

_OPERATIONS = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.FloorDiv: lambda left, right: left // right if right != 0 else None,
}


def _size(axis: Axis, names: Names) -> Int | None:
    """The size that an axis must have, as far as names are known."""
    if isinstance(axis.size, ast.expr):
        return _value(axis.size, names)
    return names.get(axis.size) if isinstance(axis.size, str) else axis.size


def _value(node: ast.expr, names: Names) -> Int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Name):
        found = names.get(node.id)
        return found if isinstance(found, (int, Dim)) else None
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = _value(node.left, names), _value(node.right, names)
        return None if left is None or right is None else _OPERATIONS[type(node.op)](left, right)  # type: ignore[no-untyped-call]
    return None


class Dtype(HintMaker):
    """`Float`, to be subscripted with an array type and a text."""

    __slots__ = ("dtype",)
    declared: ClassVar[str] = "jaxtyping.Dtype"

    def __init__(self, dtype: str | None) -> None:
        self.dtype = dtype
