"""What fills a tensor, from `torch.nn.init` and in place; properties of tensors."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.pointwise import paths
from tests.truth.model import Arguments, T

family = Family("filling")
INIT = "torch.nn.init."
FILLING = "bernoulli_ cauchy_ exponential_ geometric_ log_normal_ normal_ random_ uniform_ fill_ zero_"


@family.twins(*paths(INIT, "uniform_ normal_ trunc_normal_ ones_ zeros_ uniform normal"), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.twins(*paths(INIT, "constant_ constant"), "torch.fill_", "torch.Tensor.fill_", fails=False, spoils=False)
@family.twins("torch.Tensor.geometric_", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 0.5])


@family.twins(
    *paths("torch.Tensor.", "bernoulli_ cauchy_ exponential_ log_normal_ normal_ random_ uniform_ bernoulli"),
    *paths("torch.", "zero_ bernoulli poisson"),
    fails=False, spoils=False,
)  # fmt: skip
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


XAVIER = "xavier_uniform_ xavier_normal_ xavier_uniform xavier_normal"
KAIMING = "kaiming_uniform_ kaiming_normal_ kaiming_uniform kaiming_normal"


@family.twins(*paths(INIT, XAVIER))
@family.twins(*paths(INIT, KAIMING))
@family.twins(*paths(INIT, "orthogonal_ orthogonal"))
@family.twins("torch.nn.init._calculate_fan_in_and_fan_out")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([0, 1, 1, 2, 3, 4]), 30))])


@family.twins(*paths(INIT, "eye_ eye"))
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([1, 2, 2, 2, 3]), 12))])


@family.twins(*paths(INIT, "sparse_ sparse"))
def _(dice: Dice) -> Arguments:
    return Arguments([T(tuple(dice.randint(1, 12) for _ in range(dice.choice([1, 2, 2, 2, 3])))), 0.5])


@family.twins(*paths(INIT, "dirac_ dirac"))
def _(dice: Dice) -> Arguments:
    return dice.keywords(T(dice.sizes(dice.choice([2, 3, 4, 5, 6]))), groups=dice.maybe(dice.randint(1, 3), 0.3))


@family.twins("torch.Tensor.fill_diagonal_")
def _(dice: Dice) -> Arguments:
    x = T(dice.sizes(2)) if dice.chance(0.6) else T((dice.randint(1, 3),) * dice.randint(1, 4))
    return Arguments([x, 1.0])


@family.twins("torch.Tensor.data", fails=False, spoils=False)
@family.twins("torch.Tensor.T", fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", "real"), fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", "ndim"), fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", "shape"), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.twins("torch.Tensor.imag", "torch.imag", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5, "c")])


@family.twins(*paths("torch.Tensor.", "mT mH"))
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 60)) if dice.chance(0.4) else dice.tensor(2, 5)])


@family.twins("torch.Tensor.H")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([0, 1, 2, 2, 2, 3]), 12))])
