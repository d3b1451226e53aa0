"""`torch.distributions`: samples, and the densities of values."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, Layer, T

family = Family("distributions")
BASE = "torch.distributions."
ONE = "Exponential Poisson HalfNormal HalfCauchy Chi2 Bernoulli Geometric ContinuousBernoulli"
TWO = """Normal LogNormal Laplace Cauchy Gumbel Uniform Beta Gamma InverseGamma StudentT VonMises Weibull Pareto"""
FIRST: dict[str, Any] = {"RelaxedBernoulli": 0.5, "Binomial": 3, "NegativeBinomial": 3}
"""What comes before the probabilities."""
CLASSES = "Categorical OneHotCategorical OneHotCategoricalStraightThrough Dirichlet"


UNCHECKED = ("Uniform", "MultivariateNormal", "Independent")
"""Those whose parameters' values are rarely such as they must be."""


def unchecked(name: str, *args: Any) -> Layer:
    """A distribution that does not refuse its parameters' values."""
    return Layer(BASE + name, Arguments(list(args), {"validate_args": False} if name in UNCHECKED else {}))


def sampled(dice: Dice, made: Layer) -> Arguments:
    """`made.sample(sample_shape)`."""
    return Arguments([made, *([list(dice.sizes(dice.randint(0, 3), 6))] if dice.chance(0.9) else [])])


def one(name: str, dice: Dice) -> Arguments:
    first = [FIRST[name]] if name in FIRST else []
    return sampled(dice, unchecked(name, *first, dice.tensor(0, 3)))


def two(name: str, dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 3))
    return sampled(dice, unchecked(name, T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))))


def classes(name: str, dice: Dice) -> Arguments:
    return sampled(dice, unchecked(name, T((*dice.sizes(dice.randint(0, 2)), dice.randint(1, 5)))))


for _name in (*ONE.split(), *FIRST):
    family.add_function(f"{BASE}{_name}.sample", partial(one, _name))
for _name in TWO.split():
    family.add_function(f"{BASE}{_name}.sample", partial(two, _name))
for _name in CLASSES.split():
    family.add_function(f"{BASE}{_name}.sample", partial(classes, _name))


def vectors(dice: Dice) -> Layer:
    """A distribution of vectors, whose covariance is sure to be one."""
    n = dice.randint(1, 4)
    return unchecked("MultivariateNormal", T((*dice.sizes(dice.randint(0, 2), 3), n)), None, None, T((n, n)))


@family.function(f"{BASE}MultivariateNormal.sample")
def _(dice: Dice) -> Arguments:
    return sampled(dice, vectors(dice))


@family.function(f"{BASE}Independent.sample")
def _(dice: Dice) -> Arguments:
    inner = unchecked("Normal", T(sizes := dice.sizes(dice.rank(1, 3))), T(sizes))
    return sampled(dice, Layer(BASE + "Independent", Arguments([inner, dice.randint(0, len(sizes))])))


@family.function(f"{BASE}Independent.log_prob")
def _(dice: Dice) -> Arguments:
    inner = unchecked("Normal", T(sizes := dice.sizes(dice.rank(1, 3))), T(sizes))
    made = Layer(BASE + "Independent", Arguments([inner, dice.randint(0, len(sizes))], {"validate_args": False}))
    return Arguments([made, T(dice.broadcastable(sizes))])


@family.function(f"{BASE}Normal.log_prob")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 3))
    made = unchecked("Normal", T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes)))
    return Arguments([made, T(dice.broadcastable(sizes))])


@family.function(f"{BASE}Categorical.log_prob")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.randint(0, 2))
    made = unchecked("Categorical", T((*sizes, dice.randint(1, 5))))
    return Arguments([made, T((*dice.sizes(dice.randint(0, 1)), *sizes), "i")])


@family.function(f"{BASE}kl_divergence")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 3))
    return Arguments([unchecked("Normal", T(dice.broadcastable(sizes)), 1.0) for _ in range(2)])
