"""torchvision.transforms on tensors: the functions, and the transforms of version 1 and 2."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("transforms")
V1, V2 = "torchvision.transforms", "torchvision.transforms.v2"


def picture(dice: Dice, channels: int | None = 3, low: int = 4, high: int = 12) -> T:
    """An image (…, C, H, W)."""
    head = [dice.randint(1, 3) for _ in range(dice.choice([0, 0, 1, 2]))]
    count = dice.choice([1, 3]) if channels is None else channels
    return T((*head, count, dice.randint(low, high), dice.randint(low, high)))


def side(dice: Dice, high: int = 9) -> int | list[int]:
    """One number, or a pair."""
    return dice.randint(1, high) if dice.chance(0.4) else [dice.randint(1, high) for _ in range(2)]


KEEPING: dict[str, list[Any]] = {
    "adjust_brightness": [1.5],
    "adjust_contrast": [1.5],
    "adjust_saturation": [0.5],
    "adjust_sharpness": [1.5],
    "adjust_hue": [0.1],
    "autocontrast": [],
}
for _name, _rest in KEEPING.items():

    def _kept(dice: Dice, rest: list[Any] = _rest) -> Arguments:
        return Arguments([picture(dice, None), *rest])

    family.add_function(f"{V1}.functional.{_name}", _kept)


@family.twins(f"{V1}.functional.hflip", f"{V1}.functional.vflip")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 99)) if dice.chance(0.3) else picture(dice)])


@family.function(f"{V1}.functional.resize")
def _(dice: Dice) -> Arguments:
    size = [dice.randint(1, 12), dice.randint(1, 12)] if dice.chance(0.6) else [dice.randint(1, 9)]
    return dice.keywords(
        picture(dice, None), size, max_size=OMIT if len(size) == 2 else dice.maybe(dice.randint(10, 20), 0.3)
    )


@family.function(f"{V1}.functional.center_crop", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), side(dice, 14)])


@family.function(f"{V1}.functional.crop", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), dice.randint(0, 4), dice.randint(0, 4), dice.randint(1, 14), dice.randint(1, 14)])


@family.function(f"{V1}.functional.resized_crop")
def _(dice: Dice) -> Arguments:
    box = [dice.randint(0, 2), dice.randint(0, 2), dice.randint(1, 9), dice.randint(1, 9)]
    return Arguments([picture(dice), *box, [dice.randint(1, 9), dice.randint(1, 9)]])


@family.function(f"{V1}.functional.five_crop", f"{V1}.functional.ten_crop")
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice, low=6), side(dice, 9)])


def border(dice: Dice) -> int | list[int]:
    return dice.randint(0, 4) if dice.chance(0.3) else [dice.randint(0, 3) for _ in range(dice.choice([1, 2, 4]))]


@family.function(f"{V1}.functional.pad")
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), border(dice)])


@family.function(f"{V1}.functional.rgb_to_grayscale", f"{V2}.functional.rgb_to_grayscale")
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice, dice.choice([1, 2, 3, 4])), dice.choice([1, 3])])


def statistics(dice: Dice, channels: int) -> list[float]:
    return [0.5] * (channels if dice.chance(0.7) else 1)


@family.function(f"{V1}.functional.normalize", f"{V2}.functional.normalize")
def _(dice: Dice) -> Arguments:
    channels = dice.choice([1, 3, 4])
    return Arguments([picture(dice, channels), statistics(dice, channels), statistics(dice, channels)])


@family.layer(f"{V1}.Normalize", f"{V2}.Normalize")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.choice([1, 3, 4])
    return Arguments([statistics(dice, channels), statistics(dice, channels)]), Arguments([picture(dice, channels)])


@family.layer(f"{V1}.Resize", f"{V2}.Resize")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([side(dice)]), Arguments([picture(dice)])


@family.layer(f"{V1}.CenterCrop", f"{V2}.CenterCrop", fails=False, spoils=False)
@family.layer(f"{V1}.RandomResizedCrop", f"{V2}.RandomResizedCrop")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([side(dice, 14)]), Arguments([picture(dice)])


@family.layer(f"{V1}.RandomCrop", f"{V2}.RandomCrop")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    around = dice.maybe(border(dice), 0.4)
    return dice.keywords(side(dice, 8), padding=around, pad_if_needed=dice.maybe(True, 0.2)), Arguments(
        [picture(dice, low=5)]
    )


@family.layer(f"{V1}.Pad", f"{V2}.Pad")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    around = border(dice)
    return Arguments([around[0] if isinstance(around, list) and len(around) == 1 else around]), Arguments(
        [picture(dice)]
    )


@family.layer(f"{V1}.FiveCrop", f"{V2}.FiveCrop")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([side(dice, 9)]), Arguments([picture(dice, low=6)])


@family.layer(f"{V1}.Grayscale", f"{V2}.Grayscale")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([dice.choice([1, 3])]), Arguments([picture(dice, dice.choice([1, 2, 3, 4]))])
