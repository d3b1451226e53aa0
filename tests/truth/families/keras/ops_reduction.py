"""`keras.ops` that reduce, accumulate, sort or normalise along axes."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import any_tensor
from tests.truth.model import Arguments, T

family = Family("ops_reduction", misuse=0.03)
SEVERAL = """amax amin max mean min nanmax nanmin nanmean nanstd nansum nanvar prod std sum var logsumexp nanmedian
ptp median""".split()
MASKS = "any all".split()
SINGLE = ["nanprod"]
PLACES = "argmax argmin nanargmax nanargmin".split()
ALONG = """softmax log_softmax sort sparsemax""".split()


def several(kind: str, axes: bool, dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4, kind)
    rank = len(tensor.sizes)
    how = dice.random()
    axis: Any = OMIT if how < 0.2 else dice.axis(rank)
    if axes and how > 0.6:
        axis = tuple(dice.axes(rank, 1))
    return dice.arguments(tensor, axis=axis, keepdims=dice.maybe(dice.chance(0.7)))


def add(names: list[str], kind: str, axes: bool) -> None:
    for name in names:
        family.add_function(f"keras.ops.{name}", partial(several, kind, axes))


add(SEVERAL, "f", True)
add(SINGLE, "f", False)
add(MASKS, "b", True)
add(PLACES, "f", False)


@family.function("keras.ops.count_nonzero")
def count_nonzero(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis: Any = dice.axis(len(tensor.sizes)) if dice.chance(0.6) else tuple(dice.axes(len(tensor.sizes), 1))
    return dice.keywords(tensor, axis=dice.maybe(axis, 0.8))


def along(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.arguments(tensor, axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.8))


for each in ALONG:
    family.add_function(f"keras.ops.{each}", along)
for each in ("cumsum", "cumprod", "nancumsum", "nancumprod", "argsort"):
    family.add_function(f"keras.ops.{each}", along)
family.add_function("keras.ops.normalize", along)


@family.function("keras.ops.flip")
def flip(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.arguments(tensor, axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.8))


@family.function("keras.ops.fliplr", "keras.ops.flipud", misuse=0.5)
def flipped(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 2, 4)])


@family.function("keras.ops.moments")
def moments(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.arguments(tensor, axes=dice.axes(len(tensor.sizes), 1), keepdims=dice.maybe(dice.chance(0.7)))


@family.function("keras.ops.average")
def average(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis = dice.axis(len(tensor.sizes))
    return dice.keywords(tensor, axis=dice.maybe(axis, 0.8))


@family.function("keras.ops.quantile", "keras.ops.nanquantile")
def quantile(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    q = T((dice.randint(1, 3),)) if dice.chance(0.5) else 0.5
    axis = dice.maybe(dice.axis(len(tensor.sizes)), 0.8)
    return dice.keywords(tensor, q, axis=axis, keepdims=dice.maybe(dice.chance(0.7)))


@family.function("keras.ops.percentile", "keras.ops.nanpercentile")
def percentile(dice: Dice) -> Arguments:
    made = quantile(dice)
    return Arguments([made.args[0], 50.0 if made.args[1] == 0.5 else made.args[1]], made.kwargs)


@family.function("keras.ops.norm")
def norm(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis: Any = dice.axis(len(tensor.sizes))
    if len(tensor.sizes) > 1 and dice.chance(0.3):
        axis = tuple(dice.sample(range(len(tensor.sizes)), 2))
    return dice.keywords(tensor, axis=dice.maybe(axis, 0.8), keepdims=dice.maybe(dice.chance(0.7)))


@family.function("keras.ops.trapezoid")
def trapezoid(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.keywords(tensor, axis=dice.maybe(dice.axis(len(tensor.sizes))))


@family.function("keras.ops.diff")
def diff(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.keywords(tensor, n=dice.maybe(dice.randint(1, 2)), axis=dice.maybe(dice.axis(len(tensor.sizes))))


@family.function("keras.ops.glu")
def glu(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis = dice.axis(len(tensor.sizes))
    sizes = list(tensor.sizes)
    sizes[axis] *= 2
    return dice.arguments(T(tuple(sizes)), axis=axis)


@family.function("keras.ops.top_k")
def top_k(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.arguments(tensor, k=dice.randint(1, tensor.sizes[-1]), sorted=dice.maybe(True))


@family.function("keras.ops.argpartition")
def argpartition(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    axis = dice.axis(len(tensor.sizes))
    return dice.keywords(tensor, kth=dice.randint(0, tensor.sizes[axis] - 1), axis=axis)


@family.function("keras.ops.rms_normalization")
def rms(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.keywords(tensor, scale=dice.maybe(T(tensor.sizes[-1:])))


@family.function("keras.ops.layer_normalization")
def layer(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    own = T(tensor.sizes[-1:])
    return dice.keywords(tensor, gamma=dice.maybe(own), beta=dice.maybe(own))


@family.function("keras.ops.batch_normalization")
def batch(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 2, 4)
    axis = dice.randint(1, len(tensor.sizes) - 1)
    own = T((tensor.sizes[axis],))
    axis = axis if dice.chance(0.6) else axis - len(tensor.sizes)
    return dice.keywords(tensor, own, own, axis=axis, offset=dice.maybe(own), scale=dice.maybe(own))


@family.function("keras.ops.segment_sum", "keras.ops.segment_max", "keras.ops.segment_min", "keras.ops.segment_prod")
def segment(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.keywords(tensor, T(tensor.sizes[:1], "i"), num_segments=dice.randint(1, 4))
