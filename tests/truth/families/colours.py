"""torchvision.transforms on tensors: what keeps the size of an image, always or with a probability."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.transforms import V1, V2, classes, functions
from tests.truth.model import Arguments, Named, T, Via

family = Family("colours", misuse=0.2)
Draw = Callable[[Dice], Any]


def image(dice: Dice) -> T:
    """Mostly (…, C, H, W) of one or three channels."""
    head = [dice.randint(1, 3) for _ in range(dice.choice([0, 0, 1, 1, 2]))]
    channels = [] if dice.chance(0.1) else [dice.choice([1, 3, 3, 3, 2])]
    return T((*head, *channels, dice.randint(1, 12), dice.randint(1, 12)) if channels else dice.sizes(2, 12))


def coloured(dice: Dice) -> T:
    """A (C, H, W) or (N, C, H, W) of one or three channels."""
    head = [dice.randint(1, 3)] if dice.chance(0.5) else []
    return T((*head, dice.choice([1, 3]), dice.randint(3, 12), dice.randint(3, 12)))


def octets(dice: Dice) -> Any:
    """Mostly an image of bytes."""
    spec = coloured(dice) if dice.chance(0.5) else image(dice)
    return Via(T(spec.sizes, "i", 256), (("torch.Tensor.byte", ()),)) if dice.chance(0.85) else spec


def factor(low: float, high: float) -> Draw:
    """A number, now and then a negative one."""
    return lambda dice: -1.0 if dice.chance(0.08) else dice.choice([low, high, (low + high) / 2])


FACTORS: dict[str, list[Draw]] = {
    "adjust_brightness": [factor(0.0, 2.0)],
    "adjust_contrast": [factor(0.0, 2.0)],
    "adjust_saturation": [factor(0.0, 2.0)],
    "adjust_sharpness": [factor(0.0, 2.0)],
    "adjust_hue": [factor(-0.5, 0.5)],
    "adjust_gamma": [factor(0.5, 2.0)],
    "autocontrast": [],
    "invert": [],
    "solarize": [factor(0.0, 1.0)],
}


def drawn(rest: list[Draw], make: Draw = image) -> Callable[[Dice], Arguments]:
    """An image and what else a function takes."""
    return lambda dice: Arguments([make(dice), *(each(dice) for each in rest)])


for _name, _rest in FACTORS.items():
    for _path in functions(_name):
        family.add_function(_path, drawn(_rest))
for _version in (V1, V2):
    family.add_function(f"{_version}.functional.posterize", drawn([lambda dice: dice.randint(0, 9)], octets))
    family.add_function(f"{_version}.functional.equalize", drawn([], octets))


@family.function(f"{V2}.functional.gaussian_noise")
def _(dice: Dice) -> Arguments:
    return dice.keywords(image(dice), sigma=dice.maybe(factor(0.1, 1.0)(dice)))


@family.function(f"{V2}.functional.permute_channels")
def _(dice: Dice) -> Arguments:
    spec = image(dice)
    count = spec.sizes[-3] if len(spec.sizes) > 2 else 3
    return Arguments([spec, dice.sample(range(count), count)])


@family.twins(*functions("get_dimensions"))
@family.twins(*functions("get_image_size"))
def _(dice: Dice) -> Arguments:
    return Arguments([image(dice) if dice.chance(0.8) else dice.tensor(0, 2)])


@family.function(*functions("convert_image_dtype"), f"{V2}.functional.to_dtype")
def _(dice: Dice) -> Arguments:
    to = dice.maybe(Named(dice.choice(["torch.float64", "torch.float32"])))
    return dice.keywords(octets(dice), dtype=to)


# --- transforms -------------------------------------------------------------------------------------------------------


def probability(dice: Dice) -> Any:
    return dice.maybe(dice.choice([0.0, 0.0, *[1.0] * 8, 0.5, 1.5]), 0.96)


def random(first: Draw | None, make: Draw = image) -> Callable[[Dice], tuple[Arguments, Arguments]]:
    """A transform with a first argument, if any, and a probability."""

    def draw(dice: Dice) -> tuple[Arguments, Arguments]:
        args = [] if first is None else [first(dice)]
        return dice.keywords(*args, p=probability(dice)), Arguments([make(dice)])

    return draw


RANDOM: dict[str, tuple[Draw | None, Draw]] = {
    "RandomHorizontalFlip": (None, image),
    "RandomVerticalFlip": (None, image),
    "RandomGrayscale": (None, image),
    "RandomInvert": (None, image),
    "RandomAutocontrast": (None, image),
    "RandomSolarize": (factor(0.1, 0.9), image),
    "RandomAdjustSharpness": (factor(0.0, 2.0), image),
    "RandomPosterize": (lambda dice: dice.randint(0, 8), octets),
    "RandomEqualize": (None, octets),
}
for _name, (_first, _make) in RANDOM.items():
    for _path in classes(_name):
        family.add_layer(_path, random(_first, _make))


@family.layer(*classes("RandomErasing"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    value = dice.choice([OMIT, OMIT, "random", 0.5, [0.1, 0.2, 0.3], "white"])
    return dice.keywords(p=probability(dice), value=value), Arguments([image(dice)])


@family.layer(*classes("ColorJitter"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    amount = factor(0.1, 0.6)
    init = {name: dice.maybe(amount(dice)) for name in ("brightness", "contrast", "saturation", "hue")}
    return dice.arguments(**init), Arguments([image(dice)])


@family.layer(f"{V2}.RandomPhotometricDistort")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(p=dice.choice([0.5, 1.0, 1.0, 1.0])), Arguments([coloured(dice)])


@family.layer(f"{V2}.RandomChannelPermutation", f"{V2}.RGB", f"{V2}.Identity")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([]), Arguments([image(dice)])


@family.layer(f"{V2}.GaussianNoise")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(sigma=dice.maybe(factor(0.1, 1.0)(dice))), Arguments([image(dice)])


def augmentable(dice: Dice) -> Any:
    """Mostly bytes that all functions of a list take; else what none does."""
    if dice.chance(0.2):
        return T(dice.sizes(dice.choice([0, 1]), 12))
    return Via(T(coloured(dice).sizes, "i", 256), (("torch.Tensor.byte", ()),))


@family.layer(f"{V2}.JPEG")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([dice.randint(1, 100)]), Arguments([octets(dice)])


@family.function(f"{V2}.functional.jpeg")
def _(dice: Dice) -> Arguments:
    return Arguments([octets(dice), dice.randint(1, 100)])


@family.layer(*classes("AutoAugment", "TrivialAugmentWide"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([]), Arguments([augmentable(dice)])


@family.layer(*classes("RandAugment"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(num_ops=dice.maybe(dice.randint(1, 3)), magnitude=dice.maybe(dice.randint(0, 30))), Arguments(
        [augmentable(dice)]
    )


@family.layer(*classes("AugMix"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(severity=dice.maybe(dice.randint(0, 11))), Arguments([augmentable(dice)])


@family.layer(*classes("ConvertImageDtype"), f"{V2}.ToDtype")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([Named(dice.choice(["torch.float64", "torch.float32"]))]), Arguments([octets(dice)])
