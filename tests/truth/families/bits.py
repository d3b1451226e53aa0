"""Whole numbers: bits, shifts, divisors."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.pointwise import paths
from tests.truth.model import Arguments, T

family = Family("bits")
OPERATORS = "__rand__ __ror__ __rxor__ __lshift__ __rshift__ __rlshift__ __rrshift__"
NAMES = "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift gcd lcm"
IN_PLACE = "bitwise_and_ bitwise_or_ bitwise_xor_ bitwise_left_shift_ bitwise_right_shift_ gcd_ lcm_"


@family.twins(
    *paths("torch.", NAMES),
    *paths("torch.Tensor.", "bitwise_xor bitwise_left_shift bitwise_right_shift gcd lcm"),
    *paths("torch.Tensor.", OPERATORS),
)
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes), "i", 5) for _ in range(2)])


@family.twins(
    *paths("torch.Tensor.", IN_PLACE), *paths("torch.Tensor.", "__iand__ __ior__ __ixor__ __ilshift__ __irshift__")
)
def _(dice: Dice) -> Arguments:
    x = T(dice.tensor(0, 4).sizes, "i", 5)
    return Arguments([x, T(dice.broadcastable(x.sizes), "i", 5)])


@family.twins(
    "torch.bitwise_not", *paths("torch.Tensor.", "bitwise_not bitwise_not_ __invert__"), fails=False, spoils=False
)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4, "i")])


@family.twins(*paths("torch.Tensor.", "logical_not_"), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4)])
