"""Joining, stacking, splitting, repeating."""

from __future__ import annotations

import itertools
from typing import Any

from convlint.frameworks.common.joining import concatenated, joined_list, stacked
from convlint.frameworks.common.limits import MOST_PARTS, few
from convlint.frameworks.common.reducing import locate, with_size, without
from convlint.frameworks.common.signature import to_axis, to_int
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.ops.twins import apply_numpy, everywhere, twin
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.frameworks.keras.versions import may_be_2
from convlint.symbolic import Dim, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined


def _tensors(cx: Context, value: Any, lifted: Lifted) -> Any:
    items = cx.items(value) if not isinstance(value, Tensor) else None
    if items is None:
        found = joined_list(cx, value)
        return (
            lifted.all(found, "keras")
            if isinstance(found, Tensor)
            else [lifted.tensor(each, "keras") for each in found]
        )
    return [lifted.tensor(to_keras(cx, item, "xs"), "keras") for item in items]


def _holds_open_numbers(cx: Context, xs: Any) -> bool:
    items = None if isinstance(xs, Tensor) else cx.items(xs)
    return any(isinstance(item, Dim) for item in items or ())


def _joined(cx: Context, xs: Any, axis: Any, join: Any) -> Tensor:
    lifted = Lifted(cx)
    if join is concatenated and _holds_open_numbers(cx, xs):
        raise Undetermined("an argument annotated as a number, which has no axis to join, may be a list")
    tensors = _tensors(cx, xs, lifted)
    shape = join(cx, tensors, to_axis(cx, axis, "axis"))
    first = tensors if isinstance(tensors, Tensor) else tensors[0]
    return lifted.back(first.like(shape))  # type: ignore[no-any-return]


@function(*everywhere("concatenate"))
def concatenate(cx: Context, xs: Any, axis: Any = 0) -> Tensor:
    """Along an axis that all have."""
    return _joined(cx, xs, axis, concatenated)


@function("tensorflow.concat")
def concat(cx: Context, values: Any, axis: Any, name: Any = None) -> Tensor:
    """Along an axis that all have."""
    return _joined(cx, values, axis, concatenated)


@function("keras.backend.concatenate")
def backend_concatenate(cx: Context, tensors: Any, axis: Any = -1) -> Tensor:
    """Along an axis that all have."""
    return _joined(cx, tensors, axis, concatenated)


@function(*everywhere("stack", tensorflow="stack", backend="stack"))
def stack(cx: Context, x: Any, axis: Any = 0, name: Any = None) -> Tensor:
    """Along a new axis."""
    if cx.items(x) == [] and may_be_2(cx):
        raise Undetermined("nothing, of which TensorFlow makes an array without elements")
    return _joined(cx, x, axis, stacked)


for _name in ("vstack", "hstack", "dstack"):
    twin("xs", _name, *everywhere(_name))
twin("x: Keras, repeats", "tile", *everywhere("tile"), count=2)


@function("tensorflow.tile")
def tensorflow_tile(cx: Context, input: Keras, multiples: Any, name: Any = None) -> Tensor:
    """As many times along each axis. Mismatch for another number of axes."""
    items, rank = cx.items(multiples), cx.facts.rank(input.shape)
    if items is not None and rank is not None and len(items) != rank:
        raise Mismatch("rank-mismatch", f"`{{it}}` gets {len(items)} multiples for {text_of(cx, input.shape)}")
    return apply_numpy(cx, "tile", (input, multiples), {})  # type: ignore[no-any-return]


twin("x: Keras, n", "tile", "keras.backend.tile", count=2)
twin("x: Keras, repeats, axis=None", "repeat", *everywhere("repeat"), count=2)
twin("input: Keras, repeats, axis=None, name=None", "repeat", "tensorflow.repeat", count=2)


@function("keras.backend.repeat")
def backend_repeat(cx: Context, x: Keras, n: Any) -> Tensor:
    """(batch, features) -> (batch, n, features)."""
    return apply_numpy(cx, "repeat", (apply_numpy(cx, "expand_dims", (x, 1), {}), n), {"axis": 1})  # type: ignore[no-any-return]


@function("keras.backend.repeat_elements")
def repeat_elements(cx: Context, x: Keras, rep: Any, axis: Any) -> Tensor:
    """Each element several times."""
    return apply_numpy(cx, "repeat", (x, rep), {"axis": axis})  # type: ignore[no-any-return]


# --- taking apart -----------------------------------------------------------------------------------------------------


@function(*everywhere("unstack", tensorflow="unstack unpack"))
def unstack(cx: Context, x: Keras, num: Any = None, axis: Any = 0, name: Any = None) -> Any:
    """The slices along an axis."""
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    count = cx.facts.resolve(shape.dims[place])
    count = num if not isinstance(count, int) and isinstance(num, int) else count
    if not isinstance(count, int) or count > MOST_PARTS:
        return ListV(None, x.like(without(shape, place)))
    return ListV([x.like(without(shape, place)) for _ in range(count)])


@function(*everywhere("array_split"))
def array_split(cx: Context, x: Keras, indices_or_sections: Any, axis: Any = 0) -> Any:
    """So many parts, the first ones greater by one."""
    if isinstance(indices_or_sections, (ListV, tuple)):
        raise Mismatch("invalid-argument", "`{it}` takes the number of parts, not indices")
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    size = cx.facts.resolve(shape.dims[place])
    if not isinstance(indices_or_sections, int) or indices_or_sections < 1:
        raise Undetermined("no parts")
    each, more = (size // indices_or_sections, size % indices_or_sections) if isinstance(size, int) else (None, 0)
    made = [cx.fresh("part") if each is None else each + (i < more) for i in range(few(indices_or_sections))]
    return ListV([x.like(with_size(shape, place, part)) for part in made])


@function(*everywhere("split"))
def split(cx: Context, x: Keras, indices_or_sections: Any, axis: Any = 0) -> Any:
    """So many equal parts, or the parts between indices."""
    if not isinstance(indices_or_sections, int):
        return _between(cx, x, indices_or_sections, axis)
    return _equal_parts(cx, x, indices_or_sections, axis)


def _equal_parts(cx: Context, x: Tensor, count: int, axis: Any) -> Any:
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    size = shape.dims[place]
    if count < 1:
        raise Undetermined("no parts")
    if not is_open(cx, size) and cx.facts.divides(count, size) is Truth.NO:
        text = f"`{{it}}` cannot split {cx.facts.resolve(size)} in axis {axis} of {cx.describe(x.shape)} into {count} equal parts"
        raise Mismatch("invalid-argument", text)
    return ListV([x.like(with_size(shape, place, size // count)) for _ in range(few(count))])


def _between(cx: Context, x: Tensor, indices: Any, axis: Any) -> Any:
    items = cx.items(indices)
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    if items is None or not all(isinstance(item, int) and item >= 0 for item in items):
        raise Undetermined("the indices are not known")
    size = cx.facts.resolve(shape.dims[place])
    if not items or sorted(items) != items:
        raise Undetermined("indices in another order")
    if not isinstance(size, int):
        return ListV([x.like(with_size(shape, place, cx.fresh("part"))) for _ in range(len(items) + 1)])
    cuts = [0, *(min(int(item), size) for item in items), size]
    parts = [max(end - start, 0) for start, end in itertools.pairwise(cuts)]
    return ListV([x.like(with_size(shape, place, part)) for part in parts])


@function("tensorflow.split")
def tensorflow_split(
    cx: Context, value: Keras, num_or_size_splits: Any, axis: Any = 0, num: Any = None, name: Any = None
) -> Any:
    """So many equal parts, or parts of these sizes."""
    if isinstance(num_or_size_splits, int):
        return _equal_parts(cx, value, num_or_size_splits, axis)
    items = cx.items(num_or_size_splits)
    shape, place = locate(cx, value, to_axis(cx, axis, "axis"), "axis")
    if items is None:
        raise Undetermined("the sizes are not known")
    sizes = [to_int(cx, item, "size") for item in items]
    if any(isinstance(size, Dim) or size < 0 for size in sizes):
        return ListV([value.like(with_size(shape, place, cx.fresh("part"))) for _ in sizes])
    total = sum(size for size in sizes if isinstance(size, int))
    if not is_open(cx, shape.dims[place]) and cx.facts.unify(shape.dims[place], total) is Truth.NO:
        raise Mismatch(
            "invalid-argument",
            f"`{{it}}` splits {cx.facts.resolve(shape.dims[place])} into parts that add up to {total}",
        )
    return ListV([value.like(with_size(shape, place, size)) for size in sizes])
