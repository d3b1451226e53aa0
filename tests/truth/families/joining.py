"""Joining and splitting tensors."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("joining")


def parts(dice: Dice, low: int = 1, high: int = 4) -> tuple[list[Any], int]:
    """Tensors that agree but in one dim, and that dim."""
    sizes = list(dice.sizes(dice.rank(low, high)))
    axis, made = dice.axis(len(sizes)), []
    for _ in range(dice.randint(1, 4)):
        sizes[axis] = dice.size()
        made.append(T(tuple(sizes)))
    return made, axis


def sequence(dice: Dice, items: list[Any]) -> Any:
    return items if dice.chance(0.7) else tuple(items)


@family.twins("torch.cat", "torch.concat", "torch.concatenate")
def _(dice: Dice) -> Arguments:
    tensors, axis = parts(dice)
    if dice.chance(0.05):
        tensors.append(T((0,)))  # an empty tensor without other dims is skipped
    normal = axis if axis < 0 else axis % len(tensors[0].sizes)
    return dice.arguments(tensors=sequence(dice, tensors), dim=normal if normal else dice.maybe(normal))


@family.function("torch.stack")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    items = [x] * dice.randint(1, 4)
    return dice.arguments(tensors=sequence(dice, items), dim=dice.maybe(dice.axis(len(x.sizes) + 1), 0.7))


@family.function("torch.hstack", "torch.vstack", "torch.dstack", "torch.column_stack")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 3)
    items = [x] * dice.randint(1, 3) if dice.chance(0.5) else parts(dice, 1, 3)[0]
    return dice.arguments(tensors=sequence(dice, items))


def cut(dice: Dice) -> tuple[T, int]:
    x = dice.tensor(1, 4)
    return x, dice.axis(len(x.sizes))


@family.twins("torch.split", "torch.Tensor.split")
def _(dice: Dice) -> Arguments:
    x, axis = cut(dice)
    if dice.chance(0.5):
        return Arguments([x, dice.randint(1, 4), axis])
    if dice.chance(0.5):
        return dice.keywords(x, dice.randint(1, 4), dim=dice.maybe(axis))
    sections, left = [], x.sizes[axis]
    while left > 0:
        sections.append(dice.randint(1, left))
        left -= sections[-1]
    return Arguments([x, sections, axis])


@family.twins("torch.chunk", "torch.Tensor.chunk")
def _(dice: Dice) -> Arguments:
    x, axis = cut(dice)
    return dice.arguments(x, chunks=dice.randint(1, 5), dim=dice.maybe(axis))


@family.twins("torch.tensor_split", "torch.Tensor.tensor_split")
def _(dice: Dice) -> Arguments:
    x, axis = cut(dice)
    places = sorted(dice.randint(0, 5) for _ in range(dice.randint(0, 3)))
    return dice.keywords(x, places if dice.chance(0.5) else dice.randint(1, 5), dim=dice.maybe(axis))


@family.twins("torch.unbind", "torch.Tensor.unbind")
def _(dice: Dice) -> Arguments:
    x, axis = cut(dice)
    return dice.arguments(x, dim=dice.maybe(axis, 0.7))


@family.function("torch.meshgrid")
def _(dice: Dice) -> Arguments:
    vectors = [T(dice.sizes(dice.choice([1, 1, 1, 0]))) for _ in range(dice.randint(1, 3))]
    return dice.keywords(*vectors, indexing=dice.maybe(dice.choice(["ij", "xy"]), 0.7))


@family.function("torch.broadcast_tensors")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)) for _ in range(dice.randint(1, 3))])


@family.function("torch.block_diag", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 2) for _ in range(dice.randint(1, 3))])


@family.function("torch.cartesian_prod")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1)) for _ in range(dice.randint(1, 3))])
