"""Reductions, and what runs along a dim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments

family = Family("reduction")


Register = Callable[[Callable[[Dice], Arguments]], Callable[..., Any]]


def functions_and_methods(names: str) -> Register:
    """Each name is both a function and a method, with the same outcomes."""

    def register(draw: Callable[[Dice], Arguments]) -> Callable[..., Any]:
        for name in names.split():
            family.twins(f"torch.{name}", f"torch.Tensor.{name}")(draw)
        return draw

    return register


@functions_and_methods("sum mean std var nansum")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.5) else dice.axes(len(x.sizes))
    if not dice.chance(0.75):
        return Arguments([x])
    return dice.keywords(x, dim=axes, keepdim=dice.maybe(dice.chance(0.7)))


@functions_and_methods("amax amin logsumexp")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.5) else dice.axes(len(x.sizes), 1)
    return dice.arguments(x, dim=axes, keepdim=dice.maybe(dice.chance(0.7)))


@functions_and_methods("max min median argmax argmin all any prod")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    if dice.chance(0.2):
        return Arguments([x])
    return dice.arguments(x, dim=dice.axis(len(x.sizes)), keepdim=dice.maybe(dice.chance(0.7)))


@functions_and_methods("norm")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.5) else dice.axes(len(x.sizes), 1)[:2]
    return dice.keywords(x, dim=dice.maybe(axes, 0.7), keepdim=dice.maybe(True, 0.4))


@functions_and_methods("cumsum cumprod softmax log_softmax")
@family.function("torch.nn.functional.softmax", "torch.nn.functional.log_softmax", "torch.nn.functional.gumbel_softmax")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.keywords(x, dim=dice.axis(len(x.sizes)))


@functions_and_methods("cummax")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, dim=dice.axis(len(x.sizes)))


@functions_and_methods("diff")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return dice.arguments(x, n=dice.maybe(dice.randint(0, 2)), dim=dice.maybe(dice.axis(len(x.sizes))))
