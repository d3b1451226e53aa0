"""Layers that merge several tensors, and the functions of the same names."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, inputs
from tests.truth.model import Arguments, T

family = Family("merging", words=True, misuse=0.05)
ELEMENTWISE = ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")


def broadcastable(dice: Dice, count: int) -> list[T]:
    first = any_tensor(dice, 2, 4)
    made = [first]
    for _ in range(count - 1):
        rest = dice.broadcastable(first.sizes[1:]) if dice.chance(0.4) else first.sizes[1:]
        made.append(T((first.sizes[0], *rest)))
    dice.shuffle(made)
    return made


for name in ELEMENTWISE:

    @family.layer(f"keras.layers.{name}")
    def elementwise(dice: Dice, two: bool = name == "Subtract") -> Made:
        return Arguments(), inputs(broadcastable(dice, 2 if two else dice.randint(2, 4)))

    @family.function(f"keras.layers.{name.lower()}")
    def as_function(dice: Dice, two: bool = name == "Subtract") -> Arguments:
        return Arguments([broadcastable(dice, 2 if two else dice.randint(2, 3))])


def joined(dice: Dice) -> tuple[int, list[T]]:
    first = any_tensor(dice, 2, 4)
    axis = dice.randint(1, len(first.sizes) - 1) if dice.chance(0.9) else 0
    made = [first]
    for _ in range(dice.randint(1, 3)):
        made.append(T(tuple(dice.randint(1, 5) if i == axis else size for i, size in enumerate(first.sizes))))
    return (axis - len(first.sizes) if dice.chance(0.5) else axis), made


@family.layer("keras.layers.Concatenate", count=150)
def concatenate(dice: Dice) -> Made:
    axis, tensors = joined(dice)
    return dice.arguments(axis=axis), inputs(tensors)


@family.function("keras.layers.concatenate")
def concatenate_function(dice: Dice) -> Arguments:
    axis, tensors = joined(dice)
    return dice.arguments(tensors, axis=axis)


def multiplied(dice: Dice) -> tuple[object, list[T]]:
    one, other = any_tensor(dice, 2, 4), any_tensor(dice, 2, 4)
    a, b = dice.randint(1, len(one.sizes) - 1), dice.randint(1, len(other.sizes) - 1)
    sizes = list(other.sizes)
    sizes[0], sizes[b] = one.sizes[0], one.sizes[a]
    axes: object = (a, b) if dice.chance(0.7) else (a - len(one.sizes), b - len(sizes))
    return (a if a == b and dice.chance(0.5) else axes), [one, T(tuple(sizes))]


@family.layer("keras.layers.Dot")
def dot(dice: Dice) -> Made:
    axes, tensors = multiplied(dice)
    return dice.keywords(axes=axes, normalize=dice.maybe(dice.chance(0.5), 0.3)), inputs(tensors)


@family.function("keras.layers.dot")
def dot_function(dice: Dice) -> Arguments:
    axes, tensors = multiplied(dice)
    return dice.arguments(tensors, axes=axes)
