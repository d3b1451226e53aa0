"""torchvision.transforms on tensors: what moves and blurs the pixels of an image."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.transforms import V1, V2, classes, functions
from tests.truth.model import Arguments, T

family = Family("warping", misuse=0.15)


def image(dice: Dice, low: int = 3, high: int = 12) -> T:
    """Mostly (…, C, H, W)."""
    head = [dice.randint(1, 3) for _ in range(dice.choice([0, 0, 1, 1, 2]))]
    channels = [] if dice.chance(0.06) else [dice.randint(1, 4)]
    return T((*head, *channels, dice.randint(low, high), dice.randint(low, high)))


def fill(dice: Dice) -> Any:
    """One colour, or several."""
    return dice.choice([OMIT, OMIT, 0, [1.0], [0.1, 0.2, 0.3]])


def angle(dice: Dice) -> float:
    return dice.choice([0.0, 90.0, 180.0, 30.0, 45.5, -20.0])


@family.function(*functions("rotate"))
def _(dice: Dice) -> Arguments:
    center = dice.maybe([dice.randint(0, 5) for _ in range(dice.choice([2, 2, 2, 3]))], 0.2)
    return dice.keywords(image(dice), angle(dice), expand=dice.maybe(True, 0.1), center=center, fill=fill(dice))


@family.function(*functions("affine"))
def _(dice: Dice) -> Arguments:
    shift = [dice.randint(0, 3) for _ in range(2)]
    shear = dice.choice([[0.0, 0.0], [5.0], 5.0])
    return dice.keywords(image(dice), angle(dice), shift, dice.choice([1.0, 0.5, 2.0, -1.0]), shear, fill=fill(dice))


@family.function(*functions("perspective"))
def _(dice: Dice) -> Arguments:
    ends = [[dice.randint(0, 1), dice.randint(0, 1)], [8, dice.randint(0, 1)], [8, 8], [dice.randint(0, 1), 8]]
    return dice.keywords(image(dice), [[0, 0], [9, 0], [9, 9], [0, 9]], ends, fill=fill(dice))


@family.twins(f"{V2}.functional.elastic_transform", f"{V2}.functional.elastic")
@family.function(f"{V1}.functional.elastic_transform")
def _(dice: Dice) -> Arguments:
    spec = image(dice)
    return dice.keywords(spec, T((1, *spec.sizes[-2:], 2)), fill=fill(dice))


def window(dice: Dice) -> int | list[int]:
    return dice.choice([1, 3, 5]) if dice.chance(0.4) else [dice.choice([1, 3, 5, 7]) for _ in range(2)]


@family.function(*functions("gaussian_blur"))
def _(dice: Dice) -> Arguments:
    sigma = dice.choice([OMIT, 0.5, [0.5], [0.5, 1.0], [1.0, 1.0, 1.0], 0.0])
    return dice.keywords(image(dice), window(dice), sigma=sigma)


@family.twins(*functions("erase"))
def _(dice: Dice) -> Arguments:
    spec = image(dice, 4)
    height, width = dice.randint(1, 4), dice.randint(1, 4)
    channels = spec.sizes[-3] if len(spec.sizes) > 2 else 1
    content = T(dice.choice([(channels, height, width), (1, 1, 1), (channels, 1, 1), (height, width), ()]))
    return Arguments([spec, 0, 0, height, width, content])


@family.layer(*classes("RandomRotation"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    degrees = dice.choice([30, 45.0, [-10, 20], -5, [1, 2, 3]])
    return dice.keywords(degrees, fill=fill(dice)), Arguments([image(dice)])


@family.layer(*classes("RandomAffine"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    init = dice.keywords(
        dice.choice([30, 0, [-10, 20]]),
        translate=dice.maybe([0.1, dice.choice([0.2, 0.2, 1.2])], 0.4),
        scale=dice.maybe([0.5, dice.choice([1.5, 1.5, -1.0])], 0.4),
        shear=dice.maybe(dice.choice([5, [1, 2], [1, 2, 3, 4], [1, 2, 3]]), 0.4),
        fill=fill(dice),
    )
    return init, Arguments([image(dice)])


@family.layer(*classes("RandomPerspective"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    chance = dice.maybe(dice.choice([0.0, 1.0, 1.0, 1.0, 1.0, 1.5]), 0.96)
    scale = dice.maybe(dice.choice([0.2, 0.5]))
    return dice.keywords(distortion_scale=scale, p=chance), Arguments([image(dice)])


@family.layer(*classes("GaussianBlur"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sigma = dice.choice([OMIT, OMIT, 0.5, [0.5, 1.0], [1.0, 0.5], 0.0])
    return dice.keywords(window(dice), sigma=sigma), Arguments([image(dice)])


@family.layer(*classes("ElasticTransform"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sigma = dice.choice([0.5, 1.0, [0.5, 1.0], 2.0, OMIT])
    return dice.keywords(alpha=dice.maybe(10.0), sigma=sigma), Arguments([image(dice, 3, 24)])


@family.layer(*classes("LinearTransformation"))
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes = (dice.randint(1, 3), dice.randint(1, 3), dice.randint(1, 4))
    total = sizes[0] * sizes[1] * sizes[2]
    head = dice.sizes(dice.choice([0, 1, 2]), 3)
    return Arguments([T((total, total)), T((total,))]), Arguments([T((*head, *sizes))])


@family.layer(f"{V2}.RandomZoomOut")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(p=dice.choice([0.0] * 9 + [1.0])), Arguments([image(dice)])


@family.layer(f"{V2}.RandomResize")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    low = dice.randint(3, 8)
    return Arguments([low, low + 1]), Arguments([image(dice)])


@family.layer(f"{V2}.RandomShortestSize")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(dice.randint(3, 8), max_size=dice.maybe(dice.randint(6, 12), 0.3)), Arguments([image(dice)])


@family.layer(f"{V2}.ScaleJitter")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords([dice.randint(4, 9), dice.randint(4, 9)], scale_range=dice.maybe([1.0, 1.0])), Arguments(
        [image(dice)]
    )
