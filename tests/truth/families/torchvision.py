"""torchvision.ops: blocks, boxes and regions."""

from __future__ import annotations

from collections.abc import Callable

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, Named, T

family = Family("ops")
OPS = "torchvision.ops"
ACTIVATIONS = [Named("torch.nn.ReLU"), Named("torch.nn.SiLU"), None]


def block(rank: int) -> Callable[[Dice], tuple[Arguments, Arguments]]:
    """Draws a convolution with its norm and activation."""

    def draw(dice: Dice) -> tuple[Arguments, Arguments]:
        given = dice.randint(1, 4)
        init = dice.keywords(
            given,
            dice.randint(1, 6),
            kernel_size=dice.maybe(dice.per_axis(rank, 1, 4)),
            stride=dice.maybe(dice.randint(1, 3)),
            padding=dice.maybe(dice.randint(0, 2), 0.3),
            dilation=dice.maybe(dice.randint(1, 2), 0.3),
            activation_layer=dice.maybe(dice.choice(ACTIVATIONS), 0.4),
        )
        return init, Arguments([T((2, given, *dice.sizes(rank, 9)))])

    return draw


for _rank in (2, 3):
    family.add_layer(f"{OPS}.Conv{_rank}dNormActivation", block(_rank), count=110)


@family.layer(f"{OPS}.SqueezeExcitation")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(1, 8)
    shape = (channels, *dice.sizes(2, 5)) if dice.chance(0.2) else (dice.randint(1, 3), channels, *dice.sizes(2, 5))
    return Arguments([channels, dice.randint(1, 4)]), Arguments([T(shape)])


@family.layer(f"{OPS}.MLP")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    given = dice.randint(1, 8)
    norm = dice.maybe(Named("torch.nn.LayerNorm"), 0.3)
    init = dice.keywords(given, [dice.randint(1, 6) for _ in range(dice.randint(1, 3))], norm_layer=norm)
    return init, Arguments([T((*dice.sizes(dice.randint(1, 3), 4), given))])


@family.layer(f"{OPS}.Permute")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    rank = dice.rank(1, 4)
    return Arguments([dice.sample(range(rank), rank)]), Arguments([T(dice.sizes(rank))])


@family.layer(f"{OPS}.FrozenBatchNorm2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(2, 6)
    return Arguments([channels]), Arguments([T((dice.size(), channels, *dice.sizes(2, 5)))])


@family.function(f"{OPS}.box_area")
def _(dice: Dice) -> Arguments:
    return Arguments([T((dice.randint(1, 999), 4))])


@family.function(f"{OPS}.masks_to_boxes")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(3, 9), "b")])


OVERLAPS = [f"{OPS}.{name}" for name in ("box_iou", "generalized_box_iou", "complete_box_iou", "distance_box_iou")]


@family.function(*OVERLAPS)
def _(dice: Dice) -> Arguments:
    return Arguments([T((dice.randint(1, 30), 4)), T((dice.randint(1, 30), 4))])


@family.function(f"{OPS}.box_convert")
def _(dice: Dice) -> Arguments:
    ways = ["xyxy", "xywh", "cxcywh"] + (["yxyx"] if dice.chance(0.3) else [])
    return Arguments([T((dice.randint(1, 99), 4)), dice.choice(ways), dice.choice(ways)])


@family.function(f"{OPS}.sigmoid_focal_loss")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.randint(1, 4))
    return dice.keywords(T(sizes), T(sizes), reduction=dice.maybe(dice.choice(["none", "mean", "sum"])))


@family.function(*(f"{OPS}.{name}_box_iou_loss" for name in ("generalized", "complete", "distance")))
def _(dice: Dice) -> Arguments:
    boxes = T((dice.randint(1, 200), 4))
    return dice.keywords(boxes, boxes, reduction=dice.maybe(dice.choice(["none", "mean", "sum"])))
