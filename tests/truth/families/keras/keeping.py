"""Layers that keep the shape of their input."""

from __future__ import annotations

from functools import partial

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, data_format, inputs, shaped, sizes, some
from tests.truth.model import Arguments

family = Family("keeping")
ALWAYS = {
    "Activation": ["relu"],
    "ELU": [],
    "LeakyReLU": [],
    "ReLU": [],
    "Identity": [],
    "ActivityRegularization": [],
    "Dropout": [0.5],
    "AlphaDropout": [0.5],
    "GaussianDropout": [0.5],
    "GaussianNoise": [0.5],
    "Rescaling": [0.5],
}


def keep(args: list[object], dice: Dice) -> Made:
    return Arguments(list(args)), inputs(any_tensor(dice, 0, 4))


for name, args in ALWAYS.items():
    family.add_layer(f"keras.layers.{name}", partial(keep, args), fails=False, spoils=False)


@family.layer("keras.layers.Softmax")
def softmax(dice: Dice) -> Made:
    tensor = any_tensor(dice, 1, 4)
    return some(dice, axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.7)), inputs(tensor)


@family.layer("keras.layers.Masking", fails=False)
def masking(dice: Dice) -> Made:
    return Arguments(), inputs(any_tensor(dice, 1, 4))


def spatial(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    options = {} if count == 1 else {"data_format": format}
    return some(dice, rate=0.5, **options), inputs(shaped(dice, sizes(dice, count, 1, 4), 3, format))


for n in (1, 2, 3):
    family.add_layer(f"keras.layers.SpatialDropout{n}D", partial(spatial, n))
