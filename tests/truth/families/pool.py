"""Pools: max, average, power-average and adaptive ones, and the inverse of max pools."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.conv import image
from tests.truth.model import Arguments, T

family = Family("pool")


def window(dice: Dice, count: int) -> dict[str, Any]:
    """kernel_size, stride (None is the kernel's size) and padding."""
    stride = None if dice.chance(0.1) else dice.per_axis(count, 1, 3)
    return {
        "kernel_size": dice.per_axis(count, 1, 3),
        "stride": dice.maybe(stride),
        "padding": dice.maybe(dice.per_axis(count, 0, 1), 0.4),
    }


def max_options(dice: Dice, count: int) -> dict[str, Any]:
    return window(dice, count) | {"dilation": dice.maybe(dice.per_axis(count, 1, 2), 0.3)}


def average_options(dice: Dice, count: int) -> dict[str, Any]:
    return window(dice, count) | {
        "ceil_mode": dice.maybe(True, 0.4),
        "count_include_pad": dice.maybe(False, 0.2),
        "divisor_override": dice.maybe(2, 0.1) if count > 1 else OMIT,
    }


def picture(dice: Dice, count: int) -> T:
    return image(dice, count, dice.randint(1, 3), low=1, high=9)


def max_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    indices = dice.maybe(dice.chance(0.5), 0.3)
    options = max_options(dice, count) | {"return_indices": indices, "ceil_mode": dice.maybe(True, 0.4)}
    return dice.arguments(**options), Arguments([picture(dice, count)])


def max_function(count: int, dice: Dice) -> Arguments:
    options = max_options(dice, count) | {
        "ceil_mode": dice.maybe(True, 0.4),
        "return_indices": dice.maybe(dice.chance(0.5), 0.3),
    }
    return dice.arguments(input=picture(dice, count), **options)


def average_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(**average_options(dice, count)), Arguments([picture(dice, count)])


def average_function(count: int, dice: Dice) -> Arguments:
    return dice.keywords(picture(dice, count), **average_options(dice, count))


def power_options(dice: Dice, count: int) -> dict[str, Any]:
    options = window(dice, count)
    return {"norm_type": 2, "kernel_size": options["kernel_size"], "stride": options["stride"]} | {
        "ceil_mode": dice.maybe(True, 0.4)
    }


def power_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(**power_options(dice, count)), Arguments([picture(dice, count)])


def power_function(count: int, dice: Dice) -> Arguments:
    return dice.keywords(picture(dice, count), **power_options(dice, count))


def adaptive_size(dice: Dice, count: int) -> Any:
    """One size, or one for each axis, of which those that are None stay as they are."""
    if count == 1 or dice.chance(0.4):
        return dice.randint(1, 5)
    return tuple(None if dice.chance(0.2) else dice.randint(1, 5) for _ in range(count))


def adaptive_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(output_size=adaptive_size(dice, count)), Arguments([picture(dice, count)])


def adaptive_max_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    init = dice.arguments(output_size=adaptive_size(dice, count), return_indices=dice.maybe(True, 0.2))
    return init, Arguments([picture(dice, count)])


def adaptive_function(count: int, dice: Dice) -> Arguments:
    return dice.keywords(picture(dice, count), output_size=adaptive_size(dice, count))


def unpool_options(dice: Dice, count: int) -> dict[str, Any]:
    return {
        "kernel_size": dice.per_axis(count, 1, 3),
        "stride": dice.maybe(dice.per_axis(count, 1, 3), 0.3),
        "padding": dice.maybe(dice.per_axis(count, 0, 1), 0.2),
    }


def pooled(dice: Dice, count: int) -> tuple[T, T]:
    """A pooled image and indices into what it was pooled from."""
    sizes = image(dice, count, dice.randint(1, 3), low=1, high=5).sizes
    return T(sizes), T(sizes, "i")


def unpool_layer(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(**unpool_options(dice, count)), Arguments([*pooled(dice, count)])


def unpool_function(count: int, dice: Dice) -> Arguments:
    return dice.keywords(*pooled(dice, count), **unpool_options(dice, count))


for n in (1, 2, 3):
    family.add_layer(f"torch.nn.MaxPool{n}d", partial(max_layer, n), count=150)
    family.add_layer(f"torch.nn.AvgPool{n}d", partial(average_layer, n), count=150)
    family.add_layer(f"torch.nn.LPPool{n}d", partial(power_layer, n))
    family.add_layer(f"torch.nn.AdaptiveAvgPool{n}d", partial(adaptive_layer, n))
    family.add_layer(f"torch.nn.AdaptiveMaxPool{n}d", partial(adaptive_max_layer, n))
    family.add_layer(f"torch.nn.MaxUnpool{n}d", partial(unpool_layer, n))
    family.add_function(f"torch.nn.functional.max_pool{n}d", partial(max_function, n))
    family.add_function(f"torch.nn.functional.avg_pool{n}d", partial(average_function, n))
    family.add_function(f"torch.nn.functional.lp_pool{n}d", partial(power_function, n))
    family.add_function(f"torch.nn.functional.adaptive_avg_pool{n}d", partial(adaptive_function, n))
    family.add_function(f"torch.nn.functional.adaptive_max_pool{n}d", partial(adaptive_function, n))
    family.add_function(f"torch.nn.functional.max_unpool{n}d", partial(unpool_function, n))
