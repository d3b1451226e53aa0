"""Normalisations."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, inputs, some
from tests.truth.model import T

family = Family("normalization", words=True, misuse=0.05)


def axis_of(dice: Dice, tensor: T) -> int:
    axis = dice.randint(1, len(tensor.sizes) - 1)
    return axis - len(tensor.sizes) if dice.chance(0.4) else axis


@family.layer("keras.layers.BatchNormalization", "keras.layers.RMSNormalization", "keras.layers.UnitNormalization")
def along(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 5)
    return some(dice, axis=dice.maybe(axis_of(dice, tensor), 0.7)), inputs(tensor)


@family.layer("keras.layers.LayerNormalization")
def layer_norm(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 4)
    axes = sorted(dice.sample(range(1, len(tensor.sizes)), dice.randint(1, len(tensor.sizes) - 1)))
    axis = axes if dice.chance(0.3) else axis_of(dice, tensor)
    return some(dice, axis=dice.maybe(axis, 0.7)), inputs(tensor)


@family.layer("keras.layers.GroupNormalization")
def group_norm(dice: Dice) -> Made:
    groups = dice.randint(1, 4)
    sizes = list(any_tensor(dice, 2, 4).sizes)
    axis = dice.randint(1, len(sizes) - 1)
    sizes[axis] = groups * dice.randint(1, 3)
    shown = axis - len(sizes) if dice.chance(0.4) else axis
    return some(dice, groups=-1 if dice.chance(0.1) else groups, axis=shown), inputs(T(tuple(sizes)))


@family.layer("keras.layers.PReLU")
def prelu(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 4)
    axes = [axis for axis in range(1, len(tensor.sizes)) if dice.chance(0.4)]
    return dice.keywords(shared_axes=dice.maybe(axes)), inputs(tensor)


@family.layer("keras.layers.Normalization")
def normalization(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 4)
    axis = None if dice.chance(0.3) else axis_of(dice, tensor)
    size = 1 if axis is None else tensor.sizes[axis]
    values = T((size,)) if axis is not None and dice.chance(0.7) else 1.0
    return dice.keywords(axis=axis, mean=values, variance=values, invert=dice.maybe(True, 0.2)), inputs(tensor)
