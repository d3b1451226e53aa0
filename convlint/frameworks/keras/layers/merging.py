"""`Add`, `Multiply`, `Concatenate`, `Dot` and their kin, as layers and as functions."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.declaring import declare_layer
from convlint.frameworks.keras.help import need_rank
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.tensors import to_list
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Tensor, Undetermined

CALL = Signature.parse("self, inputs", returns="Tensor")
ELEMENTWISE = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")


def _tensors(cx: Context, inputs: Any) -> list[Tensor]:
    if isinstance(inputs, Tensor) and not inputs.assumed:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes a list of tensors but gets one tensor {text_of(cx, inputs.shape)}"
        )
    items = cx.items(inputs) if isinstance(inputs, (tuple, ListV)) else None
    if items is not None and any(item is None for item in items):
        raise Mismatch("invalid-argument", "`{it}` takes a list of tensors but gets None among them")
    found = to_list(cx, inputs, "inputs")
    if not found:
        raise Undetermined("no tensors")
    return found


def _known(cx: Context, tensors: list[Tensor]) -> list[tuple[Int, ...]]:
    shapes = [cx.facts.resolve_shape(tensor.shape) for tensor in tensors]
    if any(shape.lead is not None for shape in shapes):
        raise Undetermined("the rank is not known")
    return [shape.dims for shape in shapes]


def _elementwise(cx: Context, self: Instance, inputs: Any) -> Tensor:
    """Sizes behind the batch broadcast; batches are equal."""
    tensors = _tensors(cx, inputs)
    if self.cls.path == "keras.layers.Subtract" and len(tensors) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes 2 tensors but gets {len(tensors)}")
    shapes = _known(cx, tensors)
    if any(not dims for dims in shapes) and any(shapes):
        raise _wrong(cx, tensors, "one has no batch")
    batch: tuple[Int, ...] = ()
    for dims in shapes:
        if dims and (not batch or is_open(cx, batch[0])):
            batch = dims[:1]
        elif dims and sizes_differ(cx, batch[0], dims[0]):
            raise _wrong(cx, tensors, f"batches of {batch[0]} and {dims[0]}")
    rest = broadcast(cx, *(Shape(dims[1:]) for dims in shapes))
    return tensors[0].like(Shape((*batch, *rest.dims)), "float")


def _wrong(cx: Context, tensors: list[Tensor], why: str) -> Mismatch:
    got = ", ".join(text_of(cx, tensor.shape) for tensor in tensors)
    return Mismatch("broadcast-mismatch", f"`{{it}}` cannot merge {got}: {why}")


def _concatenate(cx: Context, self: Instance, inputs: Any) -> Tensor:
    """Sizes but that of the axis are equal."""
    axis = self.attrs["axis"]
    tensors = _tensors(cx, inputs)
    shapes = _known(cx, tensors)
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    first = shapes[0]
    got = ", ".join(text_of(cx, tensor.shape) for tensor in tensors)
    if any(len(dims) != len(first) for dims in shapes):
        raise Mismatch("concat-mismatch", f"`{{it}}` needs tensors of one rank but gets {got}")
    if not -len(first) <= axis < len(first):
        raise Mismatch("invalid-axis", f"`{{it}}` gets axis={axis} for tensors {got}")
    place = axis % len(first)
    merged = list(first)
    for dims in shapes[1:]:
        for i, (one, other) in enumerate(zip(merged, dims)):
            if i != place and sizes_differ(cx, one, other):
                raise Mismatch(
                    "concat-mismatch",
                    f"`{{it}}` along axis {axis} gets {got}: sizes {one} and {other} differ in axis {i}",
                )
            if i != place and is_open(cx, one):
                merged[i] = other
        merged[place] = merged[place] + dims[place]
    return tensors[0].like(Shape(tuple(merged)))


def _dot(cx: Context, self: Instance, inputs: Any) -> Tensor:
    """Sums over one axis of each of two tensors, sample by sample."""
    tensors = _tensors(cx, inputs)
    if len(tensors) != 2:
        raise Undetermined("not two tensors")
    for tensor in tensors:
        need_rank(cx, tensor, 2)
    one, other = _known(cx, tensors)
    a, b = _axes(cx, self.attrs["axes"], one, other)
    if sizes_differ(cx, one[a], other[b]):
        got = f"{text_of(cx, tensors[0].shape)} and {text_of(cx, tensors[1].shape)}"
        raise Mismatch(
            "matmul-mismatch", f"`{{it}}` cannot multiply {got}: {one[a]} in axis {a} is not {other[b]} in axis {b}"
        )
    if 0 in (a, b):
        raise Mismatch("invalid-axis", f"`{{it}}` gets axes={self.attrs['axes']}, but axis 0 is the batch")
    if sizes_differ(cx, one[0], other[0]):
        raise _wrong(cx, tensors, f"batches of {one[0]} and {other[0]}")
    left = [size for i, size in enumerate(one) if i != a]
    right = [size for i, size in enumerate(other) if i not in (0, b)]
    dims = (*left, *right)
    return tensors[0].like(Shape(dims if len(dims) > 1 else (*dims, 1)), "float")


def _axes(cx: Context, given: Any, one: tuple[Int, ...], other: tuple[Int, ...]) -> tuple[int, int]:
    items = [given, given] if isinstance(given, int) else cx.items(given)
    if items is None or len(items) != 2 or not all(isinstance(axis, int) for axis in items):
        raise Undetermined("`axes` is not known")
    for axis, dims in zip(items, (one, other)):
        if not -len(dims) <= axis < len(dims):
            raise Mismatch("invalid-axis", f"`{{it}}` gets axes={given} for a {len(dims)}-D tensor")
    return items[0] % len(one), items[1] % len(other)


for _name in ELEMENTWISE:
    declare_layer(_name, "", _elementwise, CALL)
declare_layer("Concatenate", "axis=-1", _concatenate, CALL)
declare_layer("Merge", "layers=None, mode='sum'", lambda cx, self, inputs: _undetermined(), CALL)
declare_layer("Dot", "axes, normalize=False", _dot, CALL)


def _undetermined() -> Any:
    raise Undetermined("a layer of Keras 1")


# --- as functions -----------------------------------------------------------------------------------------------------


def _function(name: str) -> None:
    entry = find_class(f"keras.layers.{name}")
    assert entry is not None
    cls = LibraryClass(entry.path, entry)

    @op(f"keras.layers.{name.lower()}", counts=False)
    def apply(cx: Context, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return cx.call(cx.call(cls, args, kwargs), (inputs,))


for _name in (*ELEMENTWISE, "Concatenate", "Dot"):
    _function(_name)
