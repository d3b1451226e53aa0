"""New tensors."""

from __future__ import annotations

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, Named

family = Family("creation")


def dtype(dice: Dice) -> Named:
    found: Named = dice.maybe(Named(dice.choice(["torch.float32", "torch.float64"])), 0.2)
    return found


@family.twins("torch.zeros", "torch.ones", "torch.rand", "torch.randn", "torch.empty")
def _(dice: Dice) -> Arguments:
    sizes = list(dice.sizes(dice.rank(1, 5)))
    given = sizes if dice.chance(0.6) else [sizes if dice.chance(0.5) else tuple(sizes)]
    return dice.keywords(*given, dtype=dtype(dice))


@family.function("torch.full")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return dice.arguments(size=sizes if dice.chance(0.5) else list(sizes), fill_value=0.5)


@family.function("torch.randint")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([*([dice.randint(0, 2)] if dice.chance(0.5) else []), dice.randint(3, 9), sizes])


@family.function("torch.arange")
def _(dice: Dice) -> Arguments:
    if dice.chance(0.3):
        return Arguments([dice.randint(0, 9)])
    start, step = dice.randint(-4, 4), dice.choice([1, 1, 2, 3, 0.5, -1])
    end = start + dice.randint(0, 9) * (1 if step > 0 else -1)
    return dice.arguments(start, end, step=step if step != 1 else OMIT)


@family.function("torch.linspace")
def _(dice: Dice) -> Arguments:
    return dice.arguments(0, dice.randint(1, 5), steps=dice.size(9))


@family.function("torch.eye")
def _(dice: Dice) -> Arguments:
    return dice.arguments(dice.size(8), m=dice.maybe(dice.size(8)))


@family.function("torch.randperm")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.randint(0, 120)])


@family.function("torch.tril_indices", "torch.triu_indices")
def _(dice: Dice) -> Arguments:
    return dice.arguments(dice.size(), dice.size(), offset=dice.maybe(dice.randint(-2, 2)))


@family.twins(
    "torch.zeros_like", "torch.ones_like", "torch.rand_like", "torch.randn_like", "torch.empty_like",
    fails=False, spoils=False,
)  # fmt: skip
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.function("torch.full_like", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 0.5])


@family.twins("torch.Tensor.new_zeros", "torch.Tensor.new_ones", "torch.Tensor.new_empty")
def _(dice: Dice) -> Arguments:
    sizes = list(dice.sizes(dice.rank(1, 4)))
    given = sizes if dice.chance(0.5) else [sizes if dice.chance(0.5) else tuple(sizes)]
    return Arguments([dice.tensor(0, 3), *given])


@family.function("torch.Tensor.new_full")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 2), dice.sizes(dice.rank(0, 4)), 0.5])


def nested(dice: Dice, sizes: tuple[int, ...]) -> object:
    """Lists within lists, or a number."""
    return [nested(dice, sizes[1:]) for _ in range(sizes[0])] if sizes else dice.randint(0, 3)


@family.function("torch.tensor", "torch.as_tensor")
def _(dice: Dice) -> Arguments:
    return Arguments([nested(dice, dice.sizes(dice.rank(0, 3), 3))])
