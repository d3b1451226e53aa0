"""`EinMix`: a linear layer that is written as a pattern."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.einsum import contracted
from convlint.frameworks.common.help import not_negative
from convlint.frameworks.common.signature import to_int, to_tensor
from convlint.frameworks.einops.functions import term
from convlint.frameworks.einops.layers import declare
from convlint.frameworks.einops.pattern import DOTS, Side, refused, sides
from convlint.frameworks.einops.recipe import Recipe
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, Tensor, Undetermined


def _construct(
    cx: Context, self: Instance, pattern: str, weight_shape: str, bias_shape: Any = None, **axes_lengths: Any
) -> None:
    """Checks the patterns as einops does."""
    left, right = sides(pattern)
    weight = Side(weight_shape)
    _check_axes(left, right, weight, weight_shape)
    for axis in weight.axes:
        if axis not in axes_lengths:
            raise refused(f"the size of `{axis}` in the weight is missing")
    for axis in axes_lengths:
        if axis not in left.axes and axis not in weight.axes:
            raise refused(f"`{axis}` is not used in {pattern!r}")
    if bias_shape is not None:
        if not isinstance(bias_shape, str):
            raise Undetermined("the bias is not known")
        _check_bias(Side(bias_shape), right, axes_lengths)
    cx.touch(self)
    sizes = {name: to_int(cx, size, name) for name, size in axes_lengths.items()}
    for name, size in sizes.items():
        not_negative(cx, (size,), name)
    self.attrs["weight"] = Tensor(Shape(tuple(sizes[str(axis)] for axis in weight.axes)), "float", parameter=True)
    self.hidden["mix"] = Mix(left, right, weight, sizes)


class Mix:
    """The three steps: taking dims apart, the product with the weight, putting dims together."""

    def __init__(self, left: Side, right: Side, weight: Side, sizes: dict[str, Int]) -> None:
        self.terms, self.result = [term(left.axes), term(weight.axes)], term(right.axes)
        self.equation = f"{_flat(left)}, {_flat(weight)} -> {_flat(right)}"
        own = {name: size for name, size in sizes.items() if name in left.axes}
        apart = any(len(group) != 1 for group in left.groups)
        self.before = Recipe(f"{left.text} -> {_flat(left)}", "rearrange", own) if apart else None
        self.behind = Recipe(f"{_flat(right)} -> {right.text}", "rearrange", {})


def _flat(side: Side) -> str:
    return " ".join(map(str, side.axes))


def _check_axes(left: Side, right: Side, weight: Side, weight_shape: str) -> None:
    for axis in right.axes:
        if axis not in left.axes and axis not in weight.axes:
            raise refused(f"`{axis}` stands right of the arrow only")
    if weight.dotted or "(" in weight_shape or ")" in weight_shape:
        raise refused(f"the weight {weight_shape!r} takes names only")
    if left.dotted != right.dotted or left.nested:
        raise refused("`...` needs to stand on both sides, left of the arrow without parentheses")
    if any(side.numbers for side in (left, right, weight)):
        raise refused("numbers cannot be axes of an EinMix")
    for axis in weight.axes:
        if axis not in left.axes and axis not in right.axes:
            raise refused(f"`{axis}` of the weight is not used")


def _check_bias(bias: Side, right: Side, given: dict[str, Any]) -> None:
    for axis in bias.axes:
        if axis not in right.axes:
            raise refused(f"`{axis}` of the bias is not in the result")
        if axis not in given:
            raise refused(f"the size of `{axis}` in the bias is missing")
    used = False
    for axis in right.axes:
        if axis == DOTS and used:
            raise refused("axes of the bias stand before the dots in the result")
        used = used or axis in bias.axes


def _forward(cx: Context, self: Instance, input: Any) -> Tensor:
    """The sizes that the weight gives must be those of the input."""
    mix, weight = self.hidden.get("mix"), self.attrs.get("weight")
    if not isinstance(mix, Mix) or not isinstance(weight, Tensor):
        raise Undetermined("a pattern that is not known")
    tensor = to_tensor(cx, input, "input")
    if mix.before is not None:
        tensor = tensor.like(mix.before.apply(cx, tensor)[0])
    product = contracted(cx, mix.equation, mix.terms, mix.result, [tensor, weight])
    shape, factors = mix.behind.apply(cx, tensor.like(product))
    return tensor.like(shape, factors=factors)


declare("EinMix", _construct, _forward, "pattern: str, weight_shape: str, bias_shape=None, **axes_lengths")
