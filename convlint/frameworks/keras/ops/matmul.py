"""Products of tensors."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.einsum import einsum as common_einsum
from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.registry import find_class
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensor_class import product
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.frameworks.keras.versions import before_3
from convlint.symbolic import Shape
from convlint.values import Context, LibraryClass, ListV, Mismatch, Tensor, Undetermined


def _turned(cx: Context, tensor: Tensor, turn: Any) -> Tensor:
    """The last two dims swapped, if so."""
    if turn is False:
        return tensor
    shape = cx.facts.trailing(tensor.shape, 2)
    if turn is not True or shape is None:
        raise Undetermined("which operand is transposed is not known")
    return tensor.like(Shape((*shape.dims[:-2], shape.dims[-1], shape.dims[-2]), shape.lead))


@function(*everywhere("matmul"))
def matmul(cx: Context, x1: Keras, x2: Keras) -> Tensor:
    """As `@`."""
    return product(cx, x1, x2)


@function("tensorflow.matmul", "tensorflow.linalg.matmul")
def tensorflow_matmul(
    cx: Context,
    a: Keras,
    b: Keras,
    transpose_a: Any = False,
    transpose_b: Any = False,
    adjoint_a: Any = False,
    adjoint_b: Any = False,
    **more: Any,
) -> Tensor:
    """As `@`; each operand may be transposed first."""
    if cx.facts.rank(a.shape) == 1 or cx.facts.rank(b.shape) == 1:
        got = f"{text_of(cx, a.shape)} and {text_of(cx, b.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {got}")
    one = _turned(cx, a, transpose_a if transpose_a is not False else adjoint_a)
    return product(cx, one, _turned(cx, b, transpose_b if transpose_b is not False else adjoint_b))


@function(*everywhere("dot", backend="dot"))
def dot(cx: Context, x1: Keras, x2: Keras) -> Tensor:
    """The last dim of the one with the last but one of the other."""
    one, other = known_dims(cx, x1), known_dims(cx, x2)
    if not one or not other:
        raise Undetermined("a product with a number")
    place = max(len(other) - 2, 0)
    _contract(cx, x1, x2, one[-1], other[place])
    if len(one) > 1 and len(other) > 2:
        raise Undetermined("some backends multiply matrix by matrix")
    return x1.like(Shape((*one[:-1], *(size for i, size in enumerate(other) if i != place))), "float")


def _contract(cx: Context, x1: Tensor, x2: Tensor, one: Any, other: Any) -> None:
    if sizes_differ(cx, one, other):
        got = f"{text_of(cx, x1.shape)} and {text_of(cx, x2.shape)}: {one} is not {other}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` cannot multiply {got}")


@function("keras.backend.batch_dot", "keras.legacy.backend.batch_dot")
def batch_dot(cx: Context, x: Any, y: Any, axes: Any = None) -> Tensor:
    """As the layer `Dot`; without axes, the last dim with the last but one."""
    one, other = to_keras(cx, x, "x"), to_keras(cx, y, "y")
    if axes is None:
        a, b = known_dims(cx, one), known_dims(cx, other)
        axes = (len(a) - 1, len(b) - 1 if len(b) == 2 else len(b) - 2)
    elif before_3(cx) and cx.facts.rank(one.shape) != cx.facts.rank(other.shape):
        raise Undetermined("the backends of older versions differ here")
    entry = find_class("keras.layers.Dot")
    assert entry is not None
    layer = cx.call(LibraryClass(entry.path, entry), (axes,))
    return cx.call(layer, (ListV([one, other]),))  # type: ignore[no-any-return]


@function(*everywhere("tensordot", tensorflow="tensordot"), late=("matmul-mismatch",))
def tensordot(cx: Context, x1: Keras, x2: Keras, axes: Any = 2, name: Any = None) -> Tensor:
    """Sums over several dims."""
    one, other = known_dims(cx, x1), known_dims(cx, x2)
    left, right = _axes(cx, axes, len(one), len(other))
    if len(left) != len(right):
        raise Mismatch("invalid-axis", f"`{{it}}` gets {len(left)} axes of one tensor and {len(right)} of the other")
    for a, b in zip(left, right):
        sizes = (cx.facts.resolve(one[a]), cx.facts.resolve(other[b]))
        if 1 not in sizes and all(isinstance(size, int) for size in sizes):  # some backends repeat what is 1
            _contract(cx, x1, x2, one[a], other[b])
    kept = [size for i, size in enumerate(one) if i not in left]
    return x1.like(Shape((*kept, *(size for i, size in enumerate(other) if i not in right))), "float")


def _axes(cx: Context, axes: Any, one: int, other: int) -> tuple[list[int], list[int]]:
    if isinstance(axes, int):
        if not 0 <= axes <= min(one, other):
            raise Mismatch("invalid-axis", f"`{{it}}` gets axes={axes} for a {one}-D and a {other}-D tensor")
        return list(range(one - axes, one)), list(range(axes))
    items = cx.items(axes)
    if items is None or len(items) != 2:
        raise Undetermined("`axes` is not known")
    found = [[item] if isinstance(item, int) else cx.items(item) for item in items]
    places: list[list[int]] = []
    for each, rank in zip(found, (one, other)):
        if each is None or not all(isinstance(axis, int) and -rank <= axis < rank for axis in each):
            raise Undetermined("`axes` is not known")
        places.append([axis % rank for axis in each])
    return places[0], places[1]


@function(*everywhere("einsum", tensorflow="einsum"), "tensorflow.linalg.einsum", late=("matmul-mismatch",))
def einsum(cx: Context, subscripts: Any, *operands: Any, **more: Any) -> Tensor:
    """As its equation says."""
    if isinstance(subscripts, Tensor):
        raise Mismatch("invalid-argument", "`{it}` takes its equation first but gets a tensor")
    if not isinstance(subscripts, str):
        raise Undetermined("the equation is not known")
    lifted = Lifted(cx)
    tensors = [lifted.tensor(to_keras(cx, operand, "operand"), "keras") for operand in operands]
    if not tensors:
        raise Undetermined("no tensors")
    made = common_einsum(cx, subscripts, tensors)
    return lifted.back(tensors[0].like(made, "float"))  # type: ignore[no-any-return]
