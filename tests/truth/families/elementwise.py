"""Element by element: operators, comparisons, choices between tensors, and their in-place twins."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("elementwise")

ARITHMETIC = "__add__ __radd__ __sub__ __mul__ __truediv__ __rmul__ __pow__ add mul sub div"
FUNCTIONS = "add sub mul div true_divide pow maximum minimum fmod remainder atan2"
COMPARISONS = "eq ne lt le gt ge"
METHODS = "__lt__ __ge__ __eq__ __ne__ eq gt"
IN_PLACE = "add_ mul_ sub_ div_ __iadd__ __imul__ __isub__ copy_"


def both(dice: Dice) -> tuple[T, T]:
    sizes = dice.sizes(dice.rank(0, 4))
    return T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))


@family.twins(
    *(f"torch.Tensor.{name}" for name in ARITHMETIC.split()), *(f"torch.{name}" for name in FUNCTIONS.split())
)
@family.twins(*(f"torch.Tensor.{name}" for name in METHODS.split()), *(f"torch.{name}" for name in COMPARISONS.split()))
def _(dice: Dice) -> Arguments:
    return Arguments([*both(dice)])


@family.twins(*(f"torch.Tensor.{name}" for name in IN_PLACE.split()))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, T(dice.broadcastable(x.sizes))])


@family.twins("torch.Tensor.__and__", "torch.logical_and", "torch.logical_or")
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    return Arguments([T(one.sizes, "b"), T(other.sizes, "b")])


@family.function("torch.where")
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    third = 0.5 if dice.chance(0.2) else T(dice.broadcastable(one.sizes))
    return Arguments([T(other.sizes, "b"), one, third])


@family.function("torch.Tensor.where")
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    return Arguments([one, T(other.sizes, "b"), T(dice.broadcastable(one.sizes))])


@family.twins("torch.addcmul", "torch.addcdiv", "torch.lerp")
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    return Arguments([one, other, T(dice.broadcastable(one.sizes))])


@family.function("torch.clamp")
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    return dice.keywords(one, other, max=dice.maybe(T(dice.broadcastable(one.sizes))))


@family.twins("torch.isnan", fails=False, spoils=False)
@family.twins(
    "torch.relu", "torch.exp", "torch.sigmoid", "torch.abs", "torch.sqrt", "torch.nn.functional.relu",
    "torch.nn.functional.gelu", "torch.nn.functional.silu", "torch.nn.functional.dropout", "torch.Tensor.relu",
    "torch.Tensor.float", "torch.Tensor.exp", "torch.Tensor.__neg__", "torch.Tensor.tanh", "torch.Tensor.abs",
    fails=False, spoils=False,
)  # fmt: skip
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])
