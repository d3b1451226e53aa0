"""Losses, as functions and as objects, and the metrics of the same names."""

from __future__ import annotations

from functools import partial
from typing import Any

from convlint.frameworks.keras.losses import CLASSES
from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, inputs
from tests.truth.model import Arguments, T

family = Family("losses", misuse=0.05)


def _functions(classes: str) -> dict[str, str]:
    """Class -> the function that it calls."""
    return {name: CLASSES[name] for name in classes.split()}


BROADCAST = _functions("""MeanSquaredError MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredLogarithmicError
Huber LogCosh Hinge SquaredHinge CategoricalHinge Poisson KLDivergence CosineSimilarity
CategoricalFocalCrossentropy Dice Tversky""")
EQUAL = _functions("CategoricalCrossentropy BinaryCrossentropy BinaryFocalCrossentropy")
BY_LABEL = _functions("SparseCategoricalCrossentropy CategoricalGeneralizedCrossEntropy Circle")
METRICS = (
    "mean_squared_error mean_absolute_error mean_absolute_percentage_error mean_squared_logarithmic_error log_cosh"
)
METRICS += " hinge squared_hinge categorical_hinge poisson kl_divergence categorical_focal_crossentropy"
METRICS += (
    " huber categorical_crossentropy binary_crossentropy binary_focal_crossentropy sparse_categorical_crossentropy"
)


def alike(dice: Dice) -> list[T]:
    """Labels like the predictions, seldom with an axis of size 1."""
    sizes = tuple(dice.randint(2, 4) for _ in range(dice.randint(1, 4)))
    return [T((*sizes[:-1], 1) if dice.chance(0.15) and len(sizes) > 1 else sizes), T(sizes)]


def labelled(dice: Dice) -> list[T]:
    """A label for each prediction."""
    sizes = tuple(dice.randint(2, 4) for _ in range(dice.randint(1, 3)))
    return [T((*sizes, 1) if dice.chance(0.3) else sizes, "i"), T((*sizes, dice.randint(2, 5)))]


def one_label(dice: Dice) -> list[T]:
    batch = dice.randint(2, 4)
    return [T((batch, 1) if dice.chance(0.3) else (batch,), "i"), T((batch, dice.randint(2, 5)))]


def function(draw: Any, dice: Dice) -> Arguments:
    return Arguments(draw(dice))


def generalized(dice: Dice) -> Arguments:
    return Arguments([*one_label(dice), 0.5])


def instance(draw: Any, dice: Dice) -> Made:
    how = dice.choice(["sum", "none", "mean", "sum_over_batch_size"])
    return dice.keywords(reduction=dice.maybe(how, 0.4)), inputs(*draw(dice))


for names, draw in ((BROADCAST, alike), (EQUAL, alike), (BY_LABEL, labelled)):
    for cls, name in names.items():
        mine = one_label if name in ("circle", "categorical_generalized_cross_entropy") else draw
        made = generalized if name == "categorical_generalized_cross_entropy" else partial(function, mine)
        twins = (f"keras.metrics.{name}",) if name in METRICS.split() else ()
        family.add_function(f"keras.losses.{name}", made, twins=twins)
        family.add_layer(f"keras.losses.{cls}", partial(instance, mine))


@family.function("keras.losses.ctc")
def ctc(dice: Dice) -> Arguments:
    batch = dice.randint(1, 3)
    return Arguments([T((batch, dice.randint(1, 3)), "i", 2), T((batch, dice.randint(4, 6), dice.randint(3, 4)))])


@family.layer("keras.losses.CTC")
def ctc_instance(dice: Dice) -> Made:
    return Arguments(), ctc(dice)
