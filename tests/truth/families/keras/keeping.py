"""Layers that keep the shape of their input."""

from __future__ import annotations

from functools import partial

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, data_format, inputs, shaped, sizes, some
from tests.truth.model import Arguments

family = Family("keeping", words=True, misuse=0.4)
ALWAYS: dict[str, dict[str, float]] = {
    "ELU": {"alpha": 1.0},
    "LeakyReLU": {"negative_slope": 0.3},
    "ReLU": {"max_value": 6.0, "negative_slope": 0.1, "threshold": 0.5},
    "Identity": {},
    "ActivityRegularization": {"l1": 0.1, "l2": 0.1},
    "Dropout": {"rate!": 0.5},
    "AlphaDropout": {"rate!": 0.5},
    "GaussianDropout": {"rate!": 0.5},
    "GaussianNoise": {"stddev!": 0.5},
    "Rescaling": {"scale!": 0.5, "offset": 1.0},
}


def keep(args: dict[str, float], dice: Dice) -> Made:
    given = {name.strip("!"): value if name[-1] == "!" else dice.maybe(value) for name, value in args.items()}
    return some(dice, **given), inputs(any_tensor(dice, 0, 4))


for name, args in ALWAYS.items():
    family.add_layer(f"keras.layers.{name}", partial(keep, args))


@family.layer("keras.layers.Activation")
def activation(dice: Dice) -> Made:
    return Arguments(["relu"]), inputs(any_tensor(dice, 0, 4))


@family.layer("keras.layers.Softmax")
def softmax(dice: Dice) -> Made:
    tensor = any_tensor(dice, 1, 4)
    return some(dice, axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.7)), inputs(tensor)


@family.layer("keras.layers.Masking", misuse=0.5)
def masking(dice: Dice) -> Made:
    return Arguments(), inputs(any_tensor(dice, 1, 4))


def spatial(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    options = {} if count == 1 else {"data_format": format}
    return some(dice, rate=0.5, **options), inputs(shaped(dice, sizes(dice, count, 1, 4), 3, format))


for n in (1, 2, 3):
    family.add_layer(f"keras.layers.SpatialDropout{n}D", partial(spatial, n))
