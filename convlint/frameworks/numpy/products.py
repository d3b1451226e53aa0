"""Products of arrays: matmul, dot, inner, outer, tensordot, einsum."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import elementwise
from convlint.frameworks.common.dtypes import promoted
from convlint.frameworks.common.einsum import einsum as einsum_shape
from convlint.frameworks.common.help import axes_of, known_dims
from convlint.frameworks.common.products import contract
from convlint.frameworks.common.products import matmul as matmul_of
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import Array, array_of, axis_or_none, both, to_array
from convlint.symbolic import Shape, product
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined


@op("numpy.matmul")
def matmul(cx: Context, x1: Array, x2: Array, *args: Any, **more: Any) -> Tensor:
    """`x1 @ x2`."""
    if "axes" in more or "axis" in more:
        raise Undetermined("products along other axes")
    return matmul_of(cx, x1, x2)


def _operator(cx: Context, self: Tensor, other: Any) -> Tensor:
    return matmul_of(cx, self, _own(cx, other))


def _reflected(cx: Context, self: Tensor, other: Any) -> Tensor:
    return matmul_of(cx, _own(cx, other), self)


def _own(cx: Context, other: Any) -> Tensor:
    if isinstance(other, Tensor) and other.library != "numpy":
        raise Undetermined("an array with a tensor of another library")
    return to_array(cx, other, "other")


for _name, _handler in (("__matmul__", _operator), ("__rmatmul__", _reflected)):
    add_function(f"numpy.ndarray.{_name}", _handler, Signature.parse("self: Array, other", returns="Tensor"))


@op(*both("dot"))
def dot(cx: Context, a: Array, b: Array, out: Any = None) -> Tensor:
    """The last dim of `a` with the last but one of `b`, or its only one; no broadcasting."""
    left, right = known_dims(cx, a), known_dims(cx, b)
    if not left or not right:
        return elementwise(cx, [a, b])
    contract(cx, Shape(left), left[-1], Shape(right), right[-2] if len(right) > 1 else right[-1])
    rest = (*right[:-2], right[-1]) if len(right) > 1 else ()
    return array_of(*left[:-1], *rest, dtype=promoted(a.dtype, b.dtype))


@op("numpy.inner")
def inner(cx: Context, a: Array, b: Array) -> Tensor:
    """The last dims of both."""
    left, right = known_dims(cx, a), known_dims(cx, b)
    if not left or not right:
        return elementwise(cx, [a, b])
    contract(cx, Shape(left), left[-1], Shape(right), right[-1])
    return array_of(*left[:-1], *right[:-1], dtype=promoted(a.dtype, b.dtype))


@op("numpy.vdot")
def vdot(cx: Context, a: Array, b: Array) -> Tensor:
    """One number."""
    return array_of(dtype=promoted(a.dtype, b.dtype))


@op("numpy.outer")
def outer(cx: Context, a: Array, b: Array, out: Any = None) -> Tensor:
    """Every element of `a` with every one of `b`."""
    return array_of(product(known_dims(cx, a)), product(known_dims(cx, b)), dtype=promoted(a.dtype, b.dtype))


@op("numpy.tensordot")
def tensordot(cx: Context, a: Array, b: Array, axes: Any = 2) -> Tensor:
    """Over the last dims of `a` and the first of `b`, or over the named ones."""
    left, right = known_dims(cx, a), known_dims(cx, b)
    mine, others = _contracted(cx, left, right, axes)
    for i, j in zip(mine, others):
        contract(cx, Shape(left), left[i], Shape(right), right[j])
    rest = [dim for i, dim in enumerate(left) if i not in mine] + [
        dim for j, dim in enumerate(right) if j not in others
    ]
    return array_of(*rest, dtype=promoted(a.dtype, b.dtype))


def _contracted(cx: Context, left: Any, right: Any, axes: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if isinstance(axes, int):
        if not 0 <= axes <= min(len(left), len(right)):
            raise Mismatch("invalid-axis", f"`{{it}}` gets axes={axes} for {len(left)}-D and {len(right)}-D arrays")
        return tuple(range(len(left) - axes, len(left))), tuple(range(axes))
    pair = cx.items(axes) if isinstance(axes, (tuple, ListV)) else None
    if pair is None or len(pair) != 2:
        raise Undetermined("`axes` is not known")
    mine, others = (axis_or_none(part) or () for part in pair)
    if len(mine) != len(others):
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(mine)} and {len(others)} axes")
    return axes_of(cx, mine, len(left), "axes"), axes_of(cx, others, len(right), "axes")


@op("numpy.einsum")
def einsum(cx: Context, subscripts: str, *operands: Any, **more: Any) -> Tensor:
    """Einstein summation."""
    arrays = [to_array(cx, operand, "operand") for operand in operands]
    dtype = arrays[0].dtype if arrays else None
    return Tensor(einsum_shape(cx, subscripts, arrays), dtype, "numpy")


@op("numpy.kron")
def kron(cx: Context, a: Array, b: Array) -> Tensor:
    """Products of the sizes."""
    left, right = known_dims(cx, a), known_dims(cx, b)
    rank = max(len(left), len(right))
    left, right = (1,) * (rank - len(left)) + left, (1,) * (rank - len(right)) + right
    return array_of(*(i * j for i, j in zip(left, right)), dtype=promoted(a.dtype, b.dtype))
