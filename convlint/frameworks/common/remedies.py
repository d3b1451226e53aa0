"""What to do about a size that a layer does not take: change its declaration, or bring the input into the order that it wants."""

from __future__ import annotations

from math import prod

from convlint.symbolic import Int, Truth, product
from convlint.values import Context, Remedy, Tensor


def of_features(cx: Context, argument: str | None, wanted: Int, got: Int, tensor: Tensor) -> Remedy | None:
    """For a last dim that is not `wanted`: flatten the others into it, or swap it with the one that is."""
    flat = _flatten(cx, wanted, tensor) if argument == "in_features" else None
    return flat or _swap(cx, wanted, tensor) or of_argument(argument, got)


def of_channels(cx: Context, argument: str | None, wanted: Int, got: Int, tensor: Tensor) -> Remedy | None:
    """For a second dim that is not `wanted`: move the one there that is."""
    place = _elsewhere(cx, wanted, tensor, 1)
    if place is None:
        return of_argument(argument, got)
    rank = len(tensor.shape.dims)
    order = [i for i in range(rank) if i != place]
    order.insert(1, place)
    move = "transpose(1, 2)" if rank == 3 else f"permute({', '.join(map(str, order))})"
    return Remedy(f"dim {place} has the {wanted} channels: `{move}` brings it to dim 1")


def of_argument(argument: str | None, got: Int) -> Remedy | None:
    """The declaration with the size that comes."""
    return Remedy(f"`{argument}` should be {got}", argument, str(got)) if argument and isinstance(got, int) else None


def _flatten(cx: Context, wanted: Int, tensor: Tensor) -> Remedy | None:
    shape = cx.facts.resolve_shape(tensor.shape)
    dims = shape.dims[1:] if shape.lead is None else shape.dims
    if len(dims) > 1 and cx.facts.equal(product(dims), wanted) is Truth.YES and 1 not in dims:
        start = 1 if shape.lead is None else -len(dims)
        return Remedy(f"`flatten({start})` makes {wanted} features of {' * '.join(map(str, dims))}")
    factors = tensor.factors or ()
    if len(factors) > 2 and all(isinstance(each, int) for each in factors):
        numbers = [each for each in factors if isinstance(each, int)]
        if prod(numbers[1:]) == wanted and numbers[0] > 1:
            return Remedy(f"keep the batch of {numbers[0]} apart: `flatten(1)` makes {wanted} features")
    return None


def _swap(cx: Context, wanted: Int, tensor: Tensor) -> Remedy | None:
    last = len(tensor.shape.dims) - 1
    place = _elsewhere(cx, wanted, tensor, last)
    if place is None:
        return None
    return Remedy(f"dim {place} has the {wanted} features: `transpose({place}, {last})` brings it to the end")


def _elsewhere(cx: Context, wanted: Int, tensor: Tensor, place: int) -> int | None:
    """The only dim behind the batch, other than `place`, that has the wanted size."""
    shape = cx.facts.resolve_shape(tensor.shape)
    if shape.lead is not None or not isinstance(wanted, int) or wanted == 1:
        return None
    found = [i for i, dim in enumerate(shape.dims) if i not in (0, place) and dim == wanted]
    return found[0] if len(found) == 1 else None
