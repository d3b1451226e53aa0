"""Choosing, scattering and counting."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.indexing import indexed
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.help import natural
from convlint.frameworks.keras.lifting import Lifted
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.shaping import sizes_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.refusing import strict
from convlint.frameworks.keras.tensors import Keras, to_keras, to_list
from convlint.symbolic import Int, Shape, Truth, product
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown


@function(*everywhere("get_item"))
def get_item(cx: Context, x: Keras, key: Any) -> Tensor:
    """`x[key]`."""
    lifted = Lifted(cx)
    return lifted.back(indexed(cx, lifted.tensor(x, "keras"), key))  # type: ignore[no-any-return]


def _places(cx: Context, indices: Tensor, updates: Tensor, sizes: tuple[Int, ...], exact: bool = False) -> None:
    """Indices (n, depth) need updates (n, …rest of the sizes)."""
    where, what = cx.facts.resolve_shape(indices.shape), cx.facts.resolve_shape(updates.shape)
    if where.lead is not None or what.lead is not None or len(where.dims) != 2:
        raise Undetermined("indices that are not known")
    depth = cx.facts.resolve(where.dims[-1])
    if not isinstance(depth, int):
        raise Undetermined("the depth of the indices is not known")
    if depth <= len(sizes):
        rest = Shape((where.dims[0], *sizes[depth:]))
        given, wanted = cx.facts.resolve(product(what.dims)), cx.facts.resolve(product(rest.dims))
        if not exact:
            _broadcasts(cx, what, rest)
        elif isinstance(given, int) and isinstance(wanted, int) and given != wanted:
            if given > wanted:
                raise Undetermined("more values than places")
            raise Mismatch("broadcast-mismatch", f"`{{it}}` has {given} values for {wanted} places")
    if depth > len(sizes):
        raise Mismatch("invalid-axis", f"`{{it}}` gets indices of {depth} axes for a {len(sizes)}-D tensor")


def _broadcasts(cx: Context, one: Shape, other: Shape) -> None:
    """Mismatch where known sizes do not broadcast; nothing is learnt."""
    extra = one.dims[: max(len(one.dims) - len(other.dims), 0)]
    if any(isinstance(size, int) and size != 1 for size in extra):
        raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot put {text_of(cx, one)} for {text_of(cx, other)}")
    for a, b in zip(one.dims[::-1], other.dims[::-1]):
        a, b = cx.facts.resolve(a), cx.facts.resolve(b)
        if isinstance(a, int) and isinstance(b, int) and a != b and a != 1:
            got = f"{text_of(cx, one)} for {text_of(cx, other)}"
            raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot put {got}")


@function(*everywhere("scatter"))
def scatter(cx: Context, indices: Keras, values: Keras, shape: Any) -> Tensor:
    """A tensor of a shape with values at places."""
    sizes = sizes_of(cx, shape)
    made = natural(cx, values.like(Shape(sizes)))
    _places(cx, indices, values, sizes, True)
    return made


@function(*everywhere("scatter_update"))
def scatter_update(cx: Context, inputs: Keras, indices: Keras, updates: Keras, reduction: Any = None) -> Tensor:
    """The tensor with other values at places."""
    known = cx.facts.resolve_shape(inputs.shape)
    if known.lead is None:
        _places(cx, indices, updates, known.dims)
    return inputs.like(known)


@function(*everywhere("slice_update"))
def slice_update(cx: Context, inputs: Keras, start_indices: Any, updates: Keras) -> Tensor:
    """The tensor with a part replaced. Mismatch where the part does not fit into it."""
    known, part = cx.facts.resolve_shape(inputs.shape), cx.facts.resolve_shape(updates.shape)
    count = cx.items(start_indices)
    if known.lead is None and count is not None and len(count) > len(known.dims):
        raise Undetermined("more starts than dims")
    if known.lead is None and part.lead is None and len(known.dims) == len(part.dims):
        starts = cx.items(start_indices) or [0] * len(known.dims)
        for whole, start, size in zip(known.dims, starts, part.dims):
            left = cx.facts.resolve(whole - start) if isinstance(start, int) and start >= 0 else cx.facts.resolve(whole)
            size = cx.facts.resolve(size)
            if isinstance(left, int) and isinstance(size, int) and size > max(left, 1):
                got = f"{text_of(cx, part)} at {tuple(starts)} of {text_of(cx, known)}"
                raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot put {got}")
    return inputs.like(known)


@function(*everywhere("segment_sum", "segment_max", "segment_min", "segment_prod"))
def segment(cx: Context, data: Keras, segment_ids: Keras, num_segments: Any = None, sorted: Any = False) -> Tensor:
    """(n, …) -> (num_segments, …)."""
    shape = cx.facts.resolve_shape(data.shape)
    ids = cx.facts.resolve_shape(segment_ids.shape)
    if ids.lead is None and len(ids.dims) != 1:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes segment_ids of one dim but gets {text_of(cx, ids)}")
    if shape.lead is not None or not shape.dims or num_segments is None:
        raise Undetermined("the number of segments is not known")
    count = to_int(cx, num_segments, "num_segments")
    if cx.facts.less(count, 1) is Truth.YES:
        raise Undetermined("no segments")
    if ids.lead is None and sizes_differ(cx, shape.dims[0], ids.dims[0]):
        got = f"{text_of(cx, ids)} for {text_of(cx, shape)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs a segment for each item but gets {got}")
    return data.like(Shape((count, *shape.dims[1:])))


@function(*everywhere("searchsorted"))
def searchsorted(cx: Context, sorted_sequence: Keras, values: Keras, side: Any = "left") -> Tensor:
    """A place for each value."""
    if cx.facts.exact(sorted_sequence.shape, 1) is None:
        raise Mismatch("rank-mismatch", "`{it}` searches in a 1-D tensor")
    return values.like(values.shape, "int")


@function(*everywhere("digitize"))
def digitize(cx: Context, x: Keras, bins: Any) -> Tensor:
    """A bin for each value."""
    if cx.facts.exact(to_keras(cx, bins, "bins").shape, 1) is None:
        raise Mismatch("rank-mismatch", "`{it}` takes bins as a 1-D tensor")
    return x.like(x.shape, "int")


@function(*everywhere("isin"))
def isin(cx: Context, x1: Keras, x2: Any, *args: Any, **kwargs: Any) -> Tensor:
    """A truth for each value."""
    return x1.like(x1.shape, "bool")


@function(*everywhere("in_top_k"), "tensorflow.math.in_top_k", "tensorflow.nn.in_top_k")
def in_top_k(cx: Context, targets: Keras, predictions: Keras, k: Any) -> Tensor:
    """(batch,) and (batch, classes) -> (batch,)."""
    if cx.facts.rank(targets.shape) not in (None, 1) or cx.facts.rank(predictions.shape) not in (None, 2):
        raise Undetermined("tensors of other ranks")
    return targets.like(targets.shape, "bool")


@function(*everywhere("select"))
def select(cx: Context, condlist: Any, choicelist: Any, default: Any = 0) -> Tensor:
    """One of several values for each element."""
    conditions, choices = to_list(cx, condlist, "condlist"), to_list(cx, choicelist, "choicelist")
    if not conditions or not choices:
        raise Mismatch("invalid-argument", "`{it}` gets nothing to choose from")
    if len(conditions) != len(choices):
        raise Undetermined("another number of conditions")
    tensors = [*conditions, *choices]
    return tensors[-1].like(broadcast(cx, *(tensor.shape for tensor in tensors)))


@op(*everywhere("nonzero", "unique", "histogram", "bincount"), counts=False)
def of_content(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Depends on the values."""
    return Unknown("sizes that depend on the data")


@strict(*everywhere("is_tensor", "dtype"), counts=False)
def about(cx: Context, x: Any) -> Any:
    """Says nothing of shapes."""
    return isinstance(x, Tensor) or Unknown("of a tensor", data=True)


def _item(cx: Context, xs: Any) -> tuple[Any, Int]:
    """The first item of a tensor along its first axis, and how many there are."""
    tensor = to_keras(cx, xs, "xs")
    shape = cx.facts.resolve_shape(tensor.shape)
    if shape.lead is not None or not shape.dims:
        raise Undetermined("the rank is not known")
    return tensor.like(Shape(shape.dims[1:])), shape.dims[0]


@function(*everywhere("map", "vectorized_map"), "tensorflow.map_fn", "tensorflow.vectorized_map")
def map_(cx: Context, f: Any, xs: Any, *args: Any, **kwargs: Any) -> Tensor:
    """What a function gives for each item along the first axis, stacked."""
    item, count = _item(cx, xs)
    made = cx.call(f, (item,))
    if not isinstance(made, Tensor):
        raise Undetermined("what the function gives is not known")
    shape = cx.facts.resolve_shape(made.shape)
    if shape.lead is not None:
        raise Undetermined("what the function gives is not known")
    return made.like(Shape((count, *shape.dims)))
