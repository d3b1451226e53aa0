"""`rearrange`, `reduce`, `repeat`, `einsum` and `parse_shape`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convlint.frameworks.common.einsum import Term, contracted
from convlint.frameworks.common.joining import joined_list, stacked
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_tensor
from convlint.frameworks.einops.pattern import DOTS, Axis, Number, Side, refused
from convlint.frameworks.einops.recipe import REDUCTIONS, Recipe
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, DictV, LibraryFunction, ListV, Mismatch, StreamV, Tensor, Undetermined, Value

KEEPING = ("rearrange", "repeat", "min", "max", "mean")
"""Operations whose result has the dtype of the tensor."""


def taken(cx: Context, value: Any) -> Tensor:
    """The tensor that a pattern is applied to; a list of tensors is stacked."""
    if not isinstance(value, (ListV, StreamV)):
        return to_tensor(cx, value, "tensor")
    tensors = joined_list(cx, value)
    first = tensors[0] if isinstance(tensors, list) and tensors else tensors
    return (first if isinstance(first, Tensor) else Tensor(Shape())).like(stacked(cx, tensors, 0))


def transformed(cx: Context, tensor: Tensor, recipe: Recipe, operation: str) -> Tensor:
    """The result of a recipe. Undetermined for the symbolic tensors of Keras, which einops does not know."""
    shape, factors = recipe.apply(cx, tensor)
    if tensor.source is not None:
        raise Undetermined("a symbolic tensor")
    kept = operation in KEEPING or (tensor.dtype == "float" and operation in ("sum", "prod"))
    return Tensor(shape, tensor.dtype if kept else None, tensor.library, factors=factors)


@op("einops.rearrange", "einops.einops.rearrange")
def rearrange(cx: Context, tensor: Any, pattern: str, **axes_lengths: Any) -> Tensor:
    """`rearrange(x, "b c h w -> b (h w) c")`: every axis stands on both sides."""
    recipe = Recipe(pattern, "rearrange", axes_lengths)
    return transformed(cx, taken(cx, tensor), recipe, "rearrange")


@op("einops.repeat", "einops.einops.repeat")
def repeat(cx: Context, tensor: Any, pattern: str, **axes_lengths: Any) -> Tensor:
    """`repeat(x, "n d -> b n d", b=4)`: axes right of the arrow may be new."""
    recipe = Recipe(pattern, "repeat", axes_lengths)
    return transformed(cx, taken(cx, tensor), recipe, "repeat")


@op("einops.reduce", "einops.einops.reduce")
def reduce(cx: Context, tensor: Any, pattern: str, reduction: Any, **axes_lengths: Any) -> Tensor:
    """`reduce(x, "b c h w -> b c", "mean")`: axes left of the arrow may vanish."""
    recipe = Recipe(pattern, checked_reduction(reduction), axes_lengths)
    made = transformed(cx, taken(cx, tensor), recipe, reduction if isinstance(reduction, str) else "")
    if isinstance(reduction, (str, LibraryFunction)):
        return made
    raise Undetermined("a reduction of one's own")


def checked_reduction(reduction: Any) -> str:
    """The name of a reduction, "" for a function. Mismatch for a name that einops does not know."""
    if isinstance(reduction, Value):
        return ""
    if reduction in REDUCTIONS:
        return str(reduction)
    raise Mismatch("invalid-argument", f"`{{it}}` knows no reduction {reduction!r}: {', '.join(REDUCTIONS)}")


# --- einsum -----------------------------------------------------------------------------------------------------------


@op("einops.einsum", "einops.einops.einsum")
def einsum(cx: Context, *tensors_and_pattern: Any) -> Tensor:
    """`einsum(q, k, "b i d, b j d -> b i j")`: the pattern comes last."""
    if len(tensors_and_pattern) < 2:
        raise Undetermined("no pattern")
    pattern, tensors = tensors_and_pattern[-1], tensors_and_pattern[:-1]
    if isinstance(pattern, Tensor) or (not isinstance(pattern, str) and isinstance(tensors[0], str)):
        raise Mismatch("invalid-argument", "`{it}` takes the pattern as its last argument")
    if not isinstance(pattern, str):
        raise Undetermined("the pattern is not known")
    left, arrow, right = pattern.partition("->")
    if not arrow:
        raise refused(f"{pattern!r} needs one `->`")
    terms = [_term(Side(text, underscore=True, twice=True)) for text in left.split(",")]
    result = _term(Side(right, underscore=True))
    known = {axis for before, _, behind in terms for axis in (*before, *behind)}
    for axis in (*result[0], *result[2]):
        if axis not in known:
            raise refused(f"`{axis}` stands right of the arrow only")
    operands = [to_tensor(cx, each, "tensor") for each in tensors]
    return operands[0].like(contracted(cx, pattern, terms, result, operands))


def _term(side: Side) -> Term:
    if any(len(group) != 1 or isinstance(group[0], Number) for group in side.groups):
        raise refused(f"an einsum takes names only, not {side.text!r}")
    return term([group[0] for group in side.groups])


def term(axes: Sequence[Axis]) -> Term:
    """Names before the dots, whether there are dots, names behind them."""
    names = [str(axis) for axis in axes]
    if DOTS not in names:
        return (), False, tuple(names)
    place = names.index(DOTS)
    return tuple(names[:place]), True, tuple(names[place + 1 :])


# --- parse_shape ------------------------------------------------------------------------------------------------------


@op("einops.parse_shape", "einops.einops.parse_shape", counts=False)
def parse_shape(cx: Context, x: Tensor, pattern: str) -> Any:
    """Axis -> size, as a dict. Mismatch where the rank or a number does not fit."""
    side = Side(pattern, underscore=True)
    if any(len(group) > 1 for group in side.groups):
        raise refused(f"a composed axis in {pattern!r}")
    lengths = _lengths(cx, x, side)
    found: dict[Any, Int] = {}
    for group, length in lengths:
        wanted = 1 if not group else group[0].value if isinstance(group[0], Number) else None
        if wanted is not None and cx.facts.unify(length, wanted) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a dim of {wanted} but gets {cx.facts.resolve(length)}")
        if wanted is None and group[0] != "_":
            found[group[0]] = cx.facts.resolve(length)
    return DictV(found)


def _lengths(cx: Context, x: Tensor, side: Side) -> list[tuple[Any, Int]]:
    count, dotted = len(side.groups), side.dotted
    if cx.facts.limit_rank(x.shape, count - dotted, None if dotted else count) is Truth.NO:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes {count} dims for {side.text!r} but gets {cx.describe(x.shape)}"
        )
    dims = cx.dims(x)
    if dims is None:
        raise Undetermined("the rank is not known")
    if not dotted:
        return list(zip(side.groups, dims))
    place = side.groups.index((DOTS,))
    behind = len(dims) - (count - 1 - place)
    return [*zip(side.groups[:place], dims), *zip(side.groups[place + 1 :], dims[behind:])]
