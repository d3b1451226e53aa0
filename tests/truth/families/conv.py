"""Convolutions, transposed ones, unfold and fold."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("conv")


def channels(dice: Dice) -> tuple[int, int, int]:
    """groups, and channels in and out that it divides."""
    groups = dice.choice([1, 1, 1, 2, 3])
    return groups, groups * dice.randint(1, 3), groups * dice.randint(1, 3)


def image(dice: Dice, count: int, *front: int, low: int = 3, high: int = 9) -> T:
    """A batch of images of `count` dims, or one image alone."""
    batch = () if dice.chance(0.25) else (dice.size(3),)
    return T((*batch, *front, *(dice.randint(low, high) for _ in range(count))))


def window(dice: Dice, count: int) -> dict[str, Any]:
    """stride, padding and dilation of a convolution; some left at their defaults."""
    same = dice.chance(0.12)
    return {
        "stride": dice.maybe(dice.per_axis(count, 1, 3)) if not same or dice.chance(0.15) else OMIT,
        "padding": dice.choice(["same", "valid"]) if same else dice.maybe(dice.per_axis(count, 0, 2)),
        "dilation": dice.maybe(dice.per_axis(count, 1, 3), 0.3),
    }


def conv_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    groups, inside, outside = channels(dice)
    init = dice.arguments(
        in_channels=inside,
        out_channels=outside,
        kernel_size=dice.per_axis(count, 1, 3),
        **window(dice, count),
        groups=groups if groups > 1 else dice.maybe(1, 0.1),
        bias=dice.maybe(False, 0.2),
        padding_mode=dice.maybe(dice.choice(["zeros", "reflect", "replicate", "circular"]), 0.15),
    )
    return init, Arguments([image(dice, count, inside)])


def conv_function(count: int, dice: Dice) -> Arguments:
    groups, inside, outside = channels(dice)
    weight = T((outside, inside // groups, *(dice.randint(1, 3) for _ in range(count))))
    return dice.arguments(
        input=image(dice, count, inside),
        weight=weight,
        bias=dice.maybe(dice.choice([T((outside,)), T((outside,)), None]), 0.6),
        **window(dice, count),
        groups=groups if groups > 1 else dice.maybe(1, 0.1),
    )


def transposed_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    groups, inside, outside = channels(dice)
    init = dice.arguments(
        in_channels=inside,
        out_channels=outside,
        kernel_size=dice.per_axis(count, 1, 4),
        stride=dice.maybe(dice.per_axis(count, 1, 3), 0.7),
        padding=dice.maybe(dice.per_axis(count, 0, 2)),
        output_padding=dice.maybe(dice.per_axis(count, 0, 1), 0.4),
        groups=groups if groups > 1 else dice.maybe(1, 0.1),
        bias=dice.maybe(False, 0.2),
        dilation=dice.maybe(dice.per_axis(count, 1, 2), 0.3),
    )
    return init, Arguments([image(dice, count, inside, low=1, high=5)])


def transposed_function(count: int, dice: Dice) -> Arguments:
    groups, inside, outside = channels(dice)
    weight = T((inside, outside // groups, *(dice.randint(1, 4) for _ in range(count))))
    return dice.arguments(
        input=image(dice, count, inside, low=1, high=5),
        weight=weight,
        bias=dice.maybe(dice.choice([T((outside,)), None])),
        stride=dice.maybe(dice.per_axis(count, 1, 3), 0.7),
        padding=dice.maybe(dice.per_axis(count, 0, 2)),
        output_padding=dice.maybe(dice.per_axis(count, 0, 1), 0.4),
        groups=groups if groups > 1 else dice.maybe(1, 0.1),
        dilation=dice.maybe(dice.per_axis(count, 1, 2), 0.3),
    )


for n in (1, 2, 3):
    family.add_layer(f"torch.nn.Conv{n}d", partial(conv_layer, n), count=150)
    family.add_layer(f"torch.nn.ConvTranspose{n}d", partial(transposed_layer, n), count=150)
    family.add_function(f"torch.nn.functional.conv{n}d", partial(conv_function, n))
    family.add_function(f"torch.nn.functional.conv_transpose{n}d", partial(transposed_function, n))


def blocks(dice: Dice) -> dict[str, Any]:
    """The arguments that unfold and fold share."""
    return {
        "kernel_size": dice.per_axis(2, 1, 3),
        "dilation": dice.maybe(dice.per_axis(2, 1, 2), 0.3),
        "padding": dice.maybe(dice.per_axis(2, 0, 2), 0.4),
        "stride": dice.maybe(dice.per_axis(2, 1, 3)),
    }


def pair(value: Any, default: int) -> list[int]:
    """Both numbers of an argument."""
    value = default if value is OMIT else value
    return [value, value] if isinstance(value, int) else value


def columns(dice: Dice, options: dict[str, Any], output: list[int]) -> T:
    """Columns that fold to `output`."""
    kernel, count = pair(options["kernel_size"], 1), 1
    for i in range(2):
        span = output[i] + 2 * pair(options["padding"], 0)[i] - pair(options["dilation"], 1)[i] * (kernel[i] - 1) - 1
        count *= max(span // pair(options["stride"], 1)[i] + 1, 1)
    batch = () if dice.chance(0.3) else (dice.size(3),)
    return T((*batch, dice.randint(1, 3) * kernel[0] * kernel[1], count))


@family.function("torch.nn.functional.unfold")
def _(dice: Dice) -> Arguments:
    return dice.arguments(input=image(dice, 2, dice.randint(1, 3)), **blocks(dice))


@family.layer("torch.nn.Unfold")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(**blocks(dice)), Arguments([image(dice, 2, dice.randint(1, 3))])


@family.function("torch.nn.functional.fold")
def _(dice: Dice) -> Arguments:
    options, output = blocks(dice), [dice.randint(3, 7), dice.randint(3, 7)]
    return dice.arguments(input=columns(dice, options, output), output_size=output, **options)


@family.layer("torch.nn.Fold")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    options, output = blocks(dice), [dice.randint(3, 7), dice.randint(3, 7)]
    return dice.arguments(output_size=output, **options), Arguments([columns(dice, options, output)])
