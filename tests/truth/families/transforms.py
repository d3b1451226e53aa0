"""torchvision.transforms on tensors: what resizes, crops, pads and normalizes, as functions and transforms of version 1 and 2."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("transforms", misuse=0.15)
V1, V2 = "torchvision.transforms", "torchvision.transforms.v2"


def picture(dice: Dice, channels: int | None = 3, low: int = 4, high: int = 12) -> T:
    """An image (…, C, H, W)."""
    head = [dice.randint(1, 3) for _ in range(dice.choice([0, 0, 1, 2]))]
    count = dice.choice([1, 3]) if channels is None else channels
    return T((*head, count, dice.randint(low, high), dice.randint(low, high)))


def side(dice: Dice, high: int = 9) -> int | list[int]:
    """One number, or a pair."""
    return dice.randint(1, high) if dice.chance(0.4) else [dice.randint(1, high) for _ in range(2)]


def functions(*names: str) -> list[str]:
    """The functions of these names, in both versions."""
    return [f"{version}.functional.{name}" for name in names for version in (V1, V2)]


def classes(*names: str) -> list[str]:
    """The transforms of these names, in both versions."""
    return [f"{version}.{name}" for name in names for version in (V1, V2)]


@family.twins(f"{V1}.functional.hflip", f"{V1}.functional.vflip")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 99)) if dice.chance(0.3) else picture(dice)])


@family.twins(*(f"{V2}.functional.{name}" for name in ("vflip", "vertical_flip")))
@family.twins(*(f"{V2}.functional.{name}" for name in ("hflip", "horizontal_flip")))
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([0, 1]), 99)) if dice.chance(0.4) else picture(dice)])


@family.function(*functions("resize"))
def _(dice: Dice) -> Arguments:
    size = [dice.randint(1, 12), dice.randint(1, 12)] if dice.chance(0.6) else [dice.randint(1, 9)]
    return dice.keywords(
        picture(dice, None), size, max_size=OMIT if len(size) == 2 else dice.maybe(dice.randint(10, 20), 0.3)
    )


@family.twins(*functions("center_crop"))
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), side(dice, 14)])


@family.twins(*functions("crop"))
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), dice.randint(0, 4), dice.randint(0, 4), dice.randint(1, 14), dice.randint(1, 14)])


@family.function(*functions("resized_crop"))
def _(dice: Dice) -> Arguments:
    box = [dice.randint(0, 2), dice.randint(0, 2), dice.randint(1, 9), dice.randint(1, 9)]
    return Arguments([picture(dice), *box, [dice.randint(1, 9), dice.randint(1, 9)]])


@family.twins(*functions("five_crop"))
@family.twins(*functions("ten_crop"))
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice, low=6), side(dice, 9)])


def border(dice: Dice) -> int | list[int]:
    return dice.randint(0, 4) if dice.chance(0.3) else [dice.randint(0, 3) for _ in range(dice.choice([1, 2, 4]))]


def mode(dice: Dice) -> Any:
    return dice.maybe(dice.choice(["edge", "reflect", "symmetric", "constant", "mirror"]), 0.4)


@family.function(*functions("pad"))
def _(dice: Dice) -> Arguments:
    return dice.keywords(picture(dice), border(dice), padding_mode=mode(dice))


@family.function(*functions("rgb_to_grayscale"))
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice, dice.choice([1, 2, 3, 4])), dice.choice([1, 3])])


@family.function(f"{V2}.functional.to_grayscale")
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice, dice.choice([1, 2, 3, 4])), dice.choice([1, 3])])


def statistics(dice: Dice, channels: int) -> list[float]:
    return [0.5] * (channels if dice.chance(0.7) else 1)


@family.function(*functions("normalize"))
def _(dice: Dice) -> Arguments:
    channels = dice.choice([1, 3, 4])
    return Arguments([picture(dice, channels), statistics(dice, channels), statistics(dice, channels)])


@family.layer(*classes("Normalize"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.choice([1, 3, 4])
    return Arguments([statistics(dice, channels), statistics(dice, channels)]), Arguments([picture(dice, channels)])


@family.layer(*classes("Resize"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    size = side(dice)
    most = dice.maybe(dice.randint(8, 20), 0.2) if isinstance(size, int) else OMIT
    return dice.keywords(size, max_size=most), Arguments([picture(dice)])


@family.layer(*classes("CenterCrop"))
@family.layer(*classes("RandomResizedCrop"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([side(dice, 14)]), Arguments([picture(dice)])


@family.layer(*classes("RandomCrop"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    init = dice.keywords(side(dice, 8), padding=dice.maybe(border(dice), 0.4), pad_if_needed=dice.maybe(True, 0.2))
    return init, Arguments([picture(dice, low=5)])


@family.layer(*classes("Pad"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    around = border(dice)
    around = around[0] if isinstance(around, list) and len(around) == 1 else around
    return dice.keywords(around, padding_mode=mode(dice)), Arguments([picture(dice)])


@family.layer(*classes("FiveCrop"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([side(dice, 9)]), Arguments([picture(dice, low=6)])


@family.layer(*classes("TenCrop"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(side(dice, 9), vertical_flip=dice.maybe(True)), Arguments([picture(dice, low=6)])


@family.layer(*classes("Grayscale"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([dice.choice([1, 3])]), Arguments([picture(dice, dice.choice([1, 2, 3, 4]))])
