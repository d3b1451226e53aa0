"""torchvision.ops: regions of feature maps, and what drops; as far as no compiled operators are needed."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("regions")
OPS = "torchvision.ops"


def boxes(dice: Dice, batch: int) -> Any:
    """(K, 5), or one (L, 4) for each image."""
    return T((dice.randint(1, 5), 5)) if dice.chance(0.5) else [T((dice.randint(1, 3), 4)) for _ in range(batch)]


def region(dice: Dice) -> tuple[T, Any, int | list[int]]:
    size = dice.randint(1, 3) if dice.chance(0.5) else [dice.randint(1, 3), dice.randint(1, 3)]
    batch = dice.randint(1, 3)
    return T((batch, dice.randint(1, 3), dice.randint(2, 6), dice.randint(2, 6))), boxes(dice, batch), size


@family.function(f"{OPS}.roi_align")
def _(dice: Dice) -> Arguments:
    return Arguments([*region(dice)])


@family.layer(f"{OPS}.RoIAlign")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x, rois, size = region(dice)
    return Arguments([size, 1.0, 2]), Arguments([x, rois])


@family.function(f"{OPS}.stochastic_depth")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(1, 4), 0.3, dice.choice(["row", "batch", "rows"])])
