"""Pools: sliding, global and adaptive ones; cropping, padding and enlarging."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, data_format, inputs, shaped, sizes, some

family = Family("pooling", words=True, misuse=0.05)


def call(dice: Dice, count: int, format: Any, low: int = 2) -> Any:
    return inputs(shaped(dice, sizes(dice, count, low), dice.randint(1, 4), format))


def pool(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    init = some(
        dice,
        pool_size=dice.per_axis(count, 1, 3),
        strides=dice.maybe(dice.per_axis(count, 1, 3)),
        padding=dice.maybe(dice.choice(["valid", "same"])),
        data_format=format,
    )
    return init, call(dice, count, format)


def whole(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    return some(dice, data_format=format, keepdims=dice.maybe(dice.chance(0.5))), call(dice, count, format)


def adaptive(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    size = dice.per_axis(count, 1, 4)
    return some(dice, output_size=tuple(size) if isinstance(size, list) else size, data_format=format), call(
        dice, count, format
    )


def around(dice: Dice, count: int, high: int) -> Any:
    """1, (1, 2) or ((1, 1), (2, 2))."""
    how = dice.random()
    if how < 0.3:
        return dice.randint(0, high)
    if how < 0.6 or count == 1:
        return tuple(dice.randint(0, high) for _ in range(2 if count == 1 else count))
    return tuple((dice.randint(0, high), dice.randint(0, high)) for _ in range(count))


def changing(name: str, high: int, count: int, dice: Dice) -> Made:
    format = data_format(dice) if count > 1 else OMIT
    return some(dice, **{name: dice.maybe(around(dice, count, high), 0.9)}, data_format=format), call(
        dice, count, format, 4
    )


def enlarging(count: int, dice: Dice) -> Made:
    format = data_format(dice) if count > 1 else OMIT
    size = dice.randint(1, 3) if count == 1 else dice.per_axis(count, 1, 3)
    mode = dice.maybe(dice.choice(["nearest", "bilinear"]), 0.3) if count == 2 else OMIT
    init = some(dice, size=tuple(size) if isinstance(size, list) else size, data_format=format, interpolation=mode)
    return init, call(dice, count, format)


for n in (1, 2, 3):
    for kind in ("Max", "Average"):
        family.add_layer(f"keras.layers.{kind}Pooling{n}D", partial(pool, n))
        family.add_layer(f"keras.layers.Global{kind}Pooling{n}D", partial(whole, n))
        family.add_layer(f"keras.layers.Adaptive{kind}Pooling{n}D", partial(adaptive, n))
    family.add_layer(f"keras.layers.Cropping{n}D", partial(changing, "cropping", 3, n))
    family.add_layer(f"keras.layers.ZeroPadding{n}D", partial(changing, "padding", 3, n))
    family.add_layer(f"keras.layers.UpSampling{n}D", partial(enlarging, n))
