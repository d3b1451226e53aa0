"""torchvision.transforms between pictures of Pillow, arrays and tensors; lists of transforms."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.colours import coloured, image
from tests.truth.families.transforms import V1, V2, classes, functions
from tests.truth.model import Arguments, Layer, Named, T, Via

family = Family("pictures", misuse=0.1)
TO_PICTURE = (f"{V1}.functional.to_pil_image", ())


def picture(dice: Dice) -> Via:
    """A picture of Pillow: a tensor that was made one."""
    return Via(T((dice.choice([1, 3, 3, 4]), dice.randint(1, 12), dice.randint(1, 12))), (TO_PICTURE,))


def array(dice: Dice) -> Via:
    """An array, mostly (H, W, C) or (H, W)."""
    rank = dice.choice([1, 2, 3, 3, 3, 4])
    return Via(T(tuple(dice.randint(1, 9) for _ in range(rank))), (("torch.Tensor.numpy", ()),))


def anything(dice: Dice) -> Any:
    """A picture, an array or a tensor."""
    return dice.choice([picture, picture, array, image])(dice)


@family.twins(*functions("to_tensor"))
@family.twins(*functions("pil_to_tensor"))
def _(dice: Dice) -> Arguments:
    return Arguments([anything(dice)])


@family.layer(*classes("ToTensor", "PILToTensor"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([]), Arguments([anything(dice)])


@family.function("torchvision.tv_tensors.Image", misuse=0.0)
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([0, 1]), 99)) if dice.chance(0.5) else anything(dice)])


@family.function(f"{V2}.functional.to_image")
def _(dice: Dice) -> Arguments:
    return Arguments([anything(dice)])


@family.layer(f"{V2}.ToImage", f"{V2}.ToPureTensor")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([]), Arguments([anything(dice)])


def flat(dice: Dice) -> Any:
    """What can be made a picture, mostly."""
    if dice.chance(0.3):
        return array(dice)
    channels = [] if dice.chance(0.2) else [dice.randint(1, 5)]
    return T((*channels, dice.randint(1, 12), dice.randint(1, 12)))


@family.twins(*functions("to_pil_image"))
def _(dice: Dice) -> Arguments:
    return dice.keywords(flat(dice), mode=dice.maybe(dice.choice(["L", "RGB", "RGBA", "LA"]), 0.2))


@family.layer(*classes("ToPILImage"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(mode=dice.maybe(dice.choice(["L", "RGB", "RGBA", "LA"]), 0.2)), Arguments([flat(dice)])


# --- on pictures ------------------------------------------------------------------------------------------------------


@family.twins(*functions("resize"))
@family.twins(*functions("center_crop"))
@family.twins(*functions("pad"))
def _(dice: Dice) -> Arguments:
    return Arguments([picture(dice), [dice.randint(1, 9) for _ in range(dice.choice([1, 2, 2, 2, 3, 3]))]])


# --- lists of transforms ----------------------------------------------------------------------------------------------


def sized(dice: Dice) -> Layer:
    """A transform that gives a size."""
    size = [dice.randint(2, 9), dice.randint(2, 9)]
    name = dice.choice(["Resize", "CenterCrop", "RandomCrop", "RandomResizedCrop", "Pad"])
    return Layer(f"{V1}.{name}", Arguments([dice.randint(1, 3) if name == "Pad" else size]))


def keeping(dice: Dice) -> Layer:
    """A transform that keeps the size."""
    name = dice.choice(["ColorJitter", "GaussianBlur", "RandomHorizontalFlip", "RandomGrayscale"])
    init = {
        "ColorJitter": Arguments([0.4]),
        "GaussianBlur": Arguments([3]),
        "RandomHorizontalFlip": Arguments([1.0]),
        "RandomGrayscale": Arguments([1.0]),
    }[name]
    return Layer(f"{V1}.{name}", init)


@family.layer(*classes("Compose"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    steps = [dice.choice([sized, keeping])(dice) for _ in range(dice.randint(1, 3))]
    return Arguments([steps]), Arguments([coloured(dice) if dice.chance(0.8) else image(dice)])


@family.layer(*classes("RandomOrder", "RandomChoice"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    steps = [keeping(dice) for _ in range(dice.randint(1, 3))]
    return Arguments([steps]), Arguments([coloured(dice) if dice.chance(0.8) else image(dice)])


@family.layer(*classes("RandomApply"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    steps = [keeping(dice) for _ in range(dice.randint(1, 3))]
    chance = dice.choice([OMIT, 0.0, 1.0, 1.0, 1.0])
    return dice.keywords(steps, p=chance), Arguments([coloured(dice) if dice.chance(0.8) else image(dice)])


@family.layer(*classes("Lambda"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    function = dice.choice(
        [Named("torch.relu"), Named(f"{V1}.functional.invert"), Layer(f"{V1}.CenterCrop", Arguments([4])), 3]
    )
    return Arguments([function]), Arguments([coloured(dice) if dice.chance(0.7) else image(dice)])
