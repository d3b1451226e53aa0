"""Convolutions: plain, transposed, depthwise and separable ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, data_format, inputs, shaped, sizes, some

family = Family("convolution", words=True, misuse=0.05)


def window(dice: Dice, count: int, *paddings: str) -> dict[str, Any]:
    """The options of a window, seldom both a stride and a dilation."""
    dilated = dice.chance(0.25)
    return {
        "kernel_size": dice.per_axis(count, 1, 4),
        "strides": OMIT if dilated and dice.chance(0.8) else dice.maybe(dice.per_axis(count, 1, 3)),
        "padding": dice.maybe(dice.choice(paddings), 0.6),
        "data_format": data_format(dice),
        "dilation_rate": dice.per_axis(count, 1, 3) if dilated else OMIT,
    }


def call(dice: Dice, count: int, channels: int, options: dict[str, Any]) -> Any:
    return inputs(shaped(dice, sizes(dice, count), channels, options["data_format"]))


def conv(count: int, dice: Dice) -> Made:
    groups = dice.choice([1, 1, 1, 2, 3])
    options = window(dice, count, "valid", "same", *(("causal",) if count == 1 else ()))
    init = some(
        dice, filters=groups * dice.randint(1, 3), **options, groups=dice.maybe(groups) if groups == 1 else groups
    )
    return init, call(dice, count, groups * dice.randint(1, 3), options)


def transposed(count: int, dice: Dice) -> Made:
    options = window(dice, count, "valid", "same")
    options["output_padding"] = dice.maybe(dice.per_axis(count, 0, 1), 0.3)
    return some(dice, filters=dice.randint(1, 4), **options), call(dice, count, dice.randint(1, 4), options)


def depthwise(count: int, dice: Dice) -> Made:
    options = window(dice, count, "valid", "same")
    if count == 2 and not isinstance(options["strides"], int):
        options["strides"] = OMIT if options["strides"] is OMIT else options["strides"][0]
    init = dice.keywords(**options, depth_multiplier=dice.maybe(dice.randint(1, 3)))
    return init, call(dice, count, dice.randint(1, 4), options)


def separable(count: int, dice: Dice) -> Made:
    init, called = depthwise(count, dice)
    init.kwargs["filters"] = dice.randint(1, 4)
    return init, called


for n in (1, 2, 3):
    family.add_layer(f"keras.layers.Conv{n}D", partial(conv, n), count=150)
    family.add_layer(f"keras.layers.Conv{n}DTranspose", partial(transposed, n))
for n in (1, 2):
    family.add_layer(f"keras.layers.DepthwiseConv{n}D", partial(depthwise, n))
    family.add_layer(f"keras.layers.SeparableConv{n}D", partial(separable, n))
