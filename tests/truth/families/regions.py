"""torchvision.ops: regions of feature maps, deformed convolutions, pyramids, what drops. Needs its compiled operators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("regions", misuse=0.15)
OPS = "torchvision.ops"
Place = tuple[T, Any, Any]


def boxes(dice: Dice, batch: int) -> Any:
    """(K, 5), or one (L, 4) for each image."""
    return T((dice.randint(1, 5), 5)) if dice.chance(0.5) else [T((dice.randint(1, 3), 4)) for _ in range(batch)]


def region(dice: Dice) -> Place:
    size = dice.randint(1, 3) if dice.chance(0.5) else [dice.randint(1, 3), dice.randint(1, 3)]
    batch = dice.randint(1, 3)
    return T((batch, dice.randint(1, 3), dice.randint(2, 6), dice.randint(2, 6))), boxes(dice, batch), size


def positional(dice: Dice) -> Place:
    """As many channels as there are cells, or a multiple of that."""
    x, rois, size = region(dice)
    cells = size * size if isinstance(size, int) else size[0] * size[1]
    n, _, height, width = x.sizes
    return T((n, cells * dice.randint(1, 2), height, width)), rois, size


def function(make: Callable[[Dice], Place]) -> Callable[[Dice], Arguments]:
    return lambda dice: Arguments([*make(dice)])


def layer(make: Callable[[Dice], Place], *others: Any) -> Callable[[Dice], tuple[Arguments, Arguments]]:
    def draw(dice: Dice) -> tuple[Arguments, Arguments]:
        x, rois, size = make(dice)
        return Arguments([size, *others]), Arguments([x, rois])

    return draw


family.add_function(f"{OPS}.roi_align", function(region))
family.add_function(f"{OPS}.roi_pool", function(region))
family.add_function(f"{OPS}.ps_roi_align", function(positional))
family.add_function(f"{OPS}.ps_roi_pool", function(positional))
family.add_layer(f"{OPS}.RoIAlign", layer(region, 1.0, 2))
family.add_layer(f"{OPS}.RoIPool", layer(region, 1.0))
family.add_layer(f"{OPS}.PSRoIAlign", layer(positional, 1.0, 2))
family.add_layer(f"{OPS}.PSRoIPool", layer(positional, 1.0))


@family.layer(f"{OPS}.MultiScaleRoIAlign")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    batch, channels = dice.randint(1, 2), dice.randint(1, 3)
    maps = {name: T((batch, channels, side, side)) for name, side in (("a", 16), ("b", 8), ("c", 4))}
    size = dice.randint(1, 3) if dice.chance(0.5) else [dice.randint(1, 3), dice.randint(1, 3)]
    rois = [T((dice.randint(1, 3), 4)) for _ in range(batch)]
    return Arguments([["a", "b"], size, 2]), Arguments([maps, rois, [(64, 64)] * batch])


@family.layer(f"{OPS}.FeaturePyramidNetwork")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    names = dice.sample(["a", "b", "c"], dice.randint(1, 3))
    channels = [dice.randint(1, 4) for _ in names]
    maps = {name: T((2, count, dice.randint(1, 8), dice.randint(1, 8))) for name, count in zip(names, channels)}
    return Arguments([channels, dice.randint(1, 4)]), Arguments([maps])


def deformed(dice: Dice) -> tuple[int, int, int, list[int], tuple[int, int], tuple[T, T]]:
    """Batch, channels in and out, window, (stride, padding), image and offsets."""
    batch, given, made = dice.randint(1, 2), dice.randint(1, 4), dice.randint(1, 4)
    window = [dice.randint(1, 3), dice.randint(1, 3)]
    stride, padding = dice.randint(1, 2), dice.randint(0, 1)
    height, width = dice.randint(3, 8), dice.randint(3, 8)
    out = [(side + 2 * padding - size) // stride + 1 for side, size in ((height, window[0]), (width, window[1]))]
    offsets = T((batch, 2 * window[0] * window[1], *out))
    return batch, given, made, window, (stride, padding), (T((batch, given, height, width)), offsets)


@family.function(f"{OPS}.deform_conv2d")
def _(dice: Dice) -> Arguments:
    _, given, made, window, (stride, padding), (x, offsets) = deformed(dice)
    batch, doubled, *out = offsets.sizes
    mask = dice.maybe(T((batch, doubled // 2, *out)), 0.3)
    bias = dice.maybe(T((made,)), 0.3)
    return dice.keywords(x, offsets, T((made, given, *window)), bias=bias, stride=stride, padding=padding, mask=mask)


@family.layer(f"{OPS}.DeformConv2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    _, given, made, window, (stride, padding), (x, offsets) = deformed(dice)
    return dice.keywords(given, made, window, stride=stride, padding=padding), Arguments([x, offsets])


# --- what drops, what clips -------------------------------------------------------------------------------------------


@family.function(f"{OPS}.stochastic_depth")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(1, 4), dice.choice([0.3, 0.0, 1.0, 1.5]), dice.choice(["row", "batch", "rows"])])


@family.layer(f"{OPS}.StochasticDepth")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([dice.choice([0.3, 0.0, 1.0, 1.5]), dice.choice(["row", "batch", "rows"])]), Arguments(
        [dice.tensor(1, 4)]
    )


for _rank in (2, 3):

    def _image(dice: Dice, rank: int = _rank) -> T:
        return T(tuple(dice.randint(1, 3) for _ in range(2)) + tuple(dice.randint(3, 7) for _ in range(rank)))

    def _dropped(dice: Dice, image: Callable[[Dice], T] = _image) -> Arguments:
        return Arguments([image(dice), dice.choice([0.0, 0.1, 0.5, 1.5]), dice.choice([1, 3, 5, 2])])

    def _layer(dice: Dice, image: Callable[[Dice], T] = _image) -> tuple[Arguments, Arguments]:
        return Arguments([dice.choice([0.1, 0.5, 1.5]), dice.choice([1, 3])]), Arguments([image(dice)])

    family.add_function(f"{OPS}.drop_block{_rank}d", _dropped)
    family.add_layer(f"{OPS}.DropBlock{_rank}d", _layer)


@family.function(f"{OPS}.clip_boxes_to_image")
def _(dice: Dice) -> Arguments:
    return Arguments([T((*dice.sizes(dice.randint(0, 2)), 4)), (dice.randint(1, 9), dice.randint(1, 9))])
