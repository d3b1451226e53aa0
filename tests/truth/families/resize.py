"""Pads, and what resizes images."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.conv import image
from tests.truth.model import Arguments, T

family = Family("resize")


def padding(dice: Dice, count: int, low: int = 0, high: int = 2) -> int | list[int]:
    if dice.chance(0.4):
        return dice.randint(low, high)
    return [dice.randint(low, high) for _ in range(2 * count)]


def pad_layer(count: int, constant: bool, dice: Dice) -> tuple[Arguments, Arguments]:
    value = [0.5] if constant else []
    low = -1 if dice.chance(0.2) else 0
    return Arguments([padding(dice, count, low), *value]), Arguments([image(dice, count, dice.randint(1, 3), low=2)])


for n in (1, 2, 3):
    for mode in ("Reflection", "Replication", "Zero", "Constant", "Circular"):
        family.add_layer(f"torch.nn.{mode}Pad{n}d", partial(pad_layer, n, mode == "Constant"))


@family.function("torch.nn.functional.pad", count=200)
def _(dice: Dice) -> Arguments:
    mode = dice.choice([OMIT, OMIT, "constant", "reflect", "replicate", "circular"])
    x = (
        dice.tensor(1, 5)
        if mode in (OMIT, "constant")
        else T(tuple(dice.randint(2, 5) for _ in range(dice.rank(2, 5))))
    )
    count = dice.randint(0, len(x.sizes)) if mode in (OMIT, "constant") else max(min(len(x.sizes) - 1, 3), 1)
    pad = [dice.randint(-1 if dice.chance(0.2) else 0, 2) for _ in range(2 * count)]
    return dice.keywords(x, pad, mode=mode, value=dice.maybe(1.0, 0.2) if mode in (OMIT, "constant") else OMIT)


def resized(dice: Dice) -> tuple[T, dict[str, Any]]:
    """An image batch and how it is resized: to a size or by a factor."""
    mode, dims = dice.choice(
        [(OMIT, (1, 2, 3)), ("nearest", (1, 2, 3)), ("linear", (1,)), ("bilinear", (2,)), ("bicubic", (2,)),
         ("trilinear", (3,)), ("area", (1, 2, 3)), ("nearest-exact", (1, 2, 3))]
    )  # fmt: skip
    count = dice.choice(dims)
    x = T((dice.randint(1, 2), dice.randint(1, 3), *(dice.randint(1, 5) for _ in range(count))))
    to_size = dice.chance(0.5)
    size = dice.randint(1, 6) if dice.chance(0.5) else [dice.randint(1, 6) for _ in range(count)]
    factor = dice.choice([2, 2, 3, 0.5, 1.5, 2.0])
    factors = factor if dice.chance(0.7) else [dice.choice([2, 1.5, 0.5]) for _ in range(count)]
    smooth = mode in ("linear", "bilinear", "bicubic", "trilinear")
    options = {
        "size": size if to_size else OMIT,
        "scale_factor": OMIT if to_size else factors,
        "mode": mode,
        "align_corners": dice.maybe(dice.chance(0.5), 0.5) if smooth else OMIT,
    }
    return x, options


@family.layer("torch.nn.Upsample")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x, options = resized(dice)
    return dice.keywords(**options), Arguments([x])


@family.function("torch.nn.functional.interpolate", count=150)
def _(dice: Dice) -> Arguments:
    x, options = resized(dice)
    return dice.keywords(x, **options)


@family.layer("torch.nn.UpsamplingNearest2d", "torch.nn.UpsamplingBilinear2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    option = {"scale_factor": dice.randint(1, 3)} if dice.chance(0.5) else {"size": dice.per_axis(2, 1, 6)}
    return Arguments([], option), Arguments([image(dice, 2, 1, dice.randint(1, 3), low=1)])


@family.function("torch.nn.functional.grid_sample")
def _(dice: Dice) -> Arguments:
    count, batch = dice.choice([2, 2, 3]), dice.randint(1, 3)
    x = T((batch, dice.randint(1, 3), *(dice.randint(1, 4) for _ in range(count))))
    return Arguments([x, T((batch, *(dice.randint(1, 4) for _ in range(count)), count))])


@family.function("torch.nn.functional.affine_grid")
def _(dice: Dice) -> Arguments:
    count, batch = dice.choice([2, 2, 3]), dice.randint(1, 3)
    return Arguments([T((batch, count, count + 1)), [batch, *(dice.randint(1, 4) for _ in range(count + 1))]])
