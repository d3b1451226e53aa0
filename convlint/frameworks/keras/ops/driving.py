"""Functions of `keras.ops` that run functions: loops, choices, scans. What may run no time at all is not run."""

from __future__ import annotations

import re
from typing import Any

from convlint.frameworks.common.reducing import locate
from convlint.frameworks.common.signature import to_axis, to_ints
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.help import positive
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.refusing import strict
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Shape, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined


@function("keras.ops.rearrange")
def rearrange(cx: Context, tensor: Keras, pattern: str, **axes_lengths: Any) -> Tensor:
    """As einops does it, without an ellipsis."""
    from convlint.frameworks.einops.functions import rearrange as einops_rearrange  # which loads PyTorch as well

    if "..." in pattern or cx.facts.rank(tensor.shape) is None:
        raise Undetermined("an ellipsis, or a rank that is not known")
    left = pattern.partition("->")[0]
    rank = cx.facts.rank(tensor.shape)
    if rank is not None and rank > len(re.sub(r"\(.*?\)", "x", left).split()):
        raise Undetermined("more dims than the pattern tells of")
    axes_lengths = {name: size for name, size in axes_lengths.items() if re.search(rf"\b{name}\b", pattern)}
    return einops_rearrange(cx, tensor, pattern, **axes_lengths)


@function(*everywhere("unravel_index"))
def unravel_index(cx: Context, indices: Keras, shape: Any) -> Any:
    """Places in a tensor: indices for each of its axes."""
    axes = cx.items(shape)
    if axes is None:
        raise Undetermined("`shape` is not known")
    positive(cx, to_ints(cx, shape, "shape"), "shape")
    return tuple(Tensor(indices.shape, "int", "keras") for _ in axes)


@function("keras.ops.associative_scan")
def associative_scan(cx: Context, f: Any, elems: Any, reverse: Any = False, axis: Any = 0) -> Tensor:
    """What a function makes of all up to each element: the same shape. Mismatch for an axis that there is not."""
    if not isinstance(elems, Tensor):
        raise Undetermined("several tensors")
    tensor = to_keras(cx, elems, "elems")
    shape, _ = locate(cx, tensor, to_axis(cx, axis, "axis"), "axis")
    return tensor.like(shape)


@strict("keras.ops.switch", counts=False)
def switch(cx: Context, index: Any, branches: Any, *operands: Any) -> Any:
    """What the function at an index gives; an index out of range counts as the nearest."""
    functions = cx.items(branches)
    if not isinstance(index, int) or functions is None:
        raise Undetermined("the branch is not known")
    if not functions:
        raise Mismatch("invalid-argument", "`{it}` gets no branches")
    return cx.call(functions[min(max(index, 0), len(functions) - 1)], operands)


@strict("keras.ops.cond", counts=False)
def cond(cx: Context, pred: Any, true_fn: Any, false_fn: Any) -> Any:
    """What one of two functions gives."""
    if not isinstance(pred, bool):
        raise Undetermined("the branch is not known")
    return cx.call(true_fn if pred else false_fn)


@strict("keras.ops.fori_loop", counts=False)
def fori_loop(cx: Context, lower: Any, upper: Any, body_fun: Any, init_val: Any) -> Any:
    """What a function of the number of the round and of the last result gives in the end, if it keeps the shape."""
    if not isinstance(lower, int) or not isinstance(upper, int):
        raise Undetermined("how often it runs is not known")
    if lower >= upper:
        return init_val
    made = cx.call(body_fun, (cx.fresh("round"), init_val))
    return made if upper == lower + 1 else _kept(cx, init_val, made)


def _kept(cx: Context, before: Any, after: Any) -> Any:
    """What a round gives that may be the next one's start. Undetermined where it has another shape."""
    tensors = isinstance(before, Tensor) and isinstance(after, Tensor)
    one, other = (cx.facts.resolve_shape(each.shape) if tensors else None for each in (before, after))
    if one is None or other is None or one.lead is not None or other.lead is not None:
        raise Undetermined("no tensor of a known rank")
    if len(one.dims) != len(other.dims) or any(
        cx.facts.equal(*two) is not Truth.YES for two in zip(one.dims, other.dims)
    ):
        raise Undetermined("every round changes the shape")
    return after


@strict("keras.ops.scan", counts=False)
def scan(
    cx: Context, f: Any, init: Any, xs: Any = None, length: Any = None, reverse: Any = False, unroll: Any = 1
) -> Any:
    """The last state, and what the function gives for each element, stacked."""
    if not isinstance(xs, Tensor):
        raise Undetermined("several tensors")
    shape = cx.facts.resolve_shape(xs.shape)
    if shape.lead is not None or not shape.dims or cx.facts.less(shape.dims[0], 1) is not Truth.NO:
        raise Undetermined("how often it runs is not known")
    made = cx.items(cx.call(f, (init, xs.like(Shape(shape.dims[1:])))))
    if made is None or len(made) != 2 or not isinstance(made[1], Tensor):
        raise Undetermined("a function that gives something else")
    each = cx.facts.resolve_shape(made[1].shape)
    return _kept(cx, init, made[0]), made[1].like(Shape((shape.dims[0], *each.dims), each.lead))


@strict("keras.ops.jvp", counts=False)
def jvp(cx: Context, fun: Any, primals: Any, tangents: Any, has_aux: Any = False) -> Any:
    """What a function gives, and its derivative, which has the same shape."""
    given = cx.items(primals) if isinstance(primals, (ListV, tuple)) else None
    if given is None or has_aux is not False:
        raise Undetermined("arguments that are not known")
    made = cx.call(fun, tuple(given))
    if not isinstance(made, Tensor):
        raise Undetermined("a function that gives no tensor")
    directions = cx.items(tangents) if isinstance(tangents, (ListV, tuple)) else None
    if directions is not None and len(directions) != len(given):
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(given)} tensors and {len(directions)} directions")
    for one, other in zip(given, directions or ()):
        shapes = [to_keras(cx, each, "primals").shape for each in (one, other)]
        if cx.facts.unify_shapes(*shapes) is Truth.NO:
            got = " and ".join(cx.describe(shape) for shape in shapes)
            raise Mismatch("broadcast-mismatch", f"`{{it}}` needs directions shaped like the tensors but gets {got}")
    return made, made.like(made.shape)


@strict("keras.ops.custom_gradient", counts=False)
def custom_gradient(cx: Context, f: Any) -> Any:
    """The function: how it is derived changes no shape."""
    return f
