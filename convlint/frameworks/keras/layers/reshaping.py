"""`Flatten`, `Reshape`, `Permute` and `RepeatVector`."""

from __future__ import annotations

from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.keras.declaring import layer
from convlint.frameworks.keras.help import VECTORS, channels_first, need_rank
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.opensizes import is_open, open_size, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

RULE = "invalid-reshape"


@layer("Flatten", "data_format=None")
def flatten(cx: Context, self: Instance, inputs: Keras) -> Tensor:
    """(batch, …) -> (batch, product of the rest)."""
    need_rank(cx, inputs, 1)
    shape = cx.facts.resolve_shape(inputs.shape)
    if shape.lead is not None:
        return inputs.like(Shape.of(cx.fresh("N", 0), cx.fresh("features", 0)))
    rest = shape.dims[1:]
    if len(rest) > 1 and channels_first(cx, self):
        rest = (*rest[1:], rest[0])
    return inputs.like(Shape.of(shape.dims[0], product(rest)), factors=rest if len(rest) > 1 else None)


def _check_reshape(cx: Context, self: Instance) -> None:
    value = self.attrs["target_shape"]
    if isinstance(value, (int, Dim)):
        raise Undetermined("a target shape that is no tuple")
    sizes = self.attrs["target_shape"] = to_ints(cx, value, "target_shape")
    if sum(size == -1 for size in sizes if isinstance(size, int)) > 1:
        raise Mismatch(RULE, f"`{{it}}` gets a target_shape with more than one -1: {sizes}")


@layer("Reshape", "target_shape", _check_reshape)
def reshape(cx: Context, self: Instance, inputs: Keras) -> Tensor:
    """(batch, …) -> (batch, *target_shape), one of whose sizes may be -1."""
    target: tuple[Int, ...] = self.attrs["target_shape"]
    need_rank(cx, inputs, 1)
    shape = cx.facts.resolve_shape(inputs.shape)
    if shape.lead is not None:
        return inputs.like(Shape((cx.fresh("N", 0), *(cx.fresh("size", 0) if size == -1 else size for size in target))))
    batch, rest = shape.dims[0], shape.dims[1:]
    open_size_of = next((size for size in rest if is_open(cx, size)), None)
    if open_size_of is not None:
        return inputs.like(Shape((batch, *(_inferred(cx, rest, target) if size == -1 else size for size in target))))
    if any(isinstance(size, Dim) and cx.facts.less(size, 0) is not Truth.NO for size in target):
        return inputs.like(Shape((batch, *(cx.fresh("size", 0) for _ in target))))
    return inputs.like(Shape((batch, *_resolved(cx, inputs, rest, target))))


def _inferred(cx: Context, rest: tuple[Int, ...], target: tuple[Int, ...]) -> Int:
    """The size behind a -1 where the input is open."""
    known = product(tuple(size for size in target if size != -1))
    quotient = product(rest) // known if not isinstance(known, int) or known > 0 else open_size("an Input")
    return quotient if is_open(cx, quotient) else open_size("an Input")


def _resolved(cx: Context, inputs: Keras, rest: tuple[Int, ...], target: tuple[Int, ...]) -> tuple[Int, ...]:
    total = product(rest)
    known = product(tuple(size for size in target if size != -1))
    if -1 not in target:
        if cx.facts.unify(total, known) is Truth.NO:
            raise _impossible(cx, inputs, total, target, known)
        return target
    if cx.facts.equal(known, 0) is Truth.NO and cx.facts.divides(known, total) is Truth.NO:
        raise _impossible(cx, inputs, total, target, known)
    missing = total // known if not isinstance(known, int) or known else cx.fresh("size", 0)
    return tuple(missing if size == -1 else size for size in target)


def _impossible(cx: Context, inputs: Keras, total: Int, target: tuple[Int, ...], known: Int) -> Mismatch:
    shown = f"({', '.join(map(str, target))}{',' if len(target) == 1 else ''})"
    counts = f"{cx.facts.resolve(total)} values cannot become {'a multiple of ' if -1 in target else ''}{cx.facts.resolve(known)}"
    return Mismatch(RULE, f"`{{it}}` cannot make {shown} of each sample of {text_of(cx, inputs.shape)}: {counts}")


def _check_permute(cx: Context, self: Instance) -> None:
    items = cx.items(self.attrs["dims"])
    if items is None or not all(isinstance(item, int) for item in items):
        raise Undetermined("`dims` is not known")
    if sorted(items) != list(range(1, len(items) + 1)):
        raise Mismatch(
            "invalid-axis", f"`{{it}}` needs each axis from 1 to {len(items)} once but gets dims={tuple(items)}"
        )
    self.attrs["dims"] = tuple(items)


@layer("Permute", "dims", _check_permute)
def permute(cx: Context, self: Instance, inputs: Keras) -> Tensor:
    """The axes behind the batch in another order, counted from 1."""
    order: tuple[int, ...] = self.attrs["dims"]
    need_rank(cx, inputs, len(order) + 1, len(order) + 1)
    dims = cx.facts.exact(inputs.shape, len(order) + 1)
    assert dims is not None
    return inputs.like(Shape((dims[0], *(dims[axis] for axis in order))))


def _check_repeat(cx: Context, self: Instance) -> None:
    whole(cx, self, "n")


@layer("RepeatVector", "n", _check_repeat)
def repeat_vector(cx: Context, self: Instance, inputs: Keras) -> Tensor:
    """(batch, features) -> (batch, n, features)."""
    need_rank(cx, inputs, 2, 2, VECTORS)
    dims = cx.facts.exact(inputs.shape, 2)
    assert dims is not None
    return inputs.like(Shape.of(dims[0], self.attrs["n"], dims[1]))
