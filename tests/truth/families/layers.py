"""Layers and functions of `torch.nn` beside those of the other families: lazy ones, packed sequences, norms by their old names."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.conv import image
from tests.truth.families.pointwise import paths
from tests.truth.families.pool import max_options, picture
from tests.truth.model import Arguments, Layer, T, Via

family = Family("layers")
F = "torch.nn.functional."


# --- lazy layers ------------------------------------------------------------------------------------------------------


@family.layer("torch.nn.LazyLinear")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.keywords(dice.randint(1, 6), bias=dice.maybe(False, 0.3)), Arguments([dice.tensor(0, 4)])


def lazy_conv(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    init = dice.keywords(
        dice.randint(1, 6),
        dice.per_axis(count, 1, 4),
        stride=dice.maybe(dice.randint(1, 2)),
        padding=dice.maybe(1, 0.4),
    )
    return init, Arguments([image(dice, count, dice.randint(1, 4), low=2)])


def lazy_norm(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    x = T((dice.randint(1, 3), dice.randint(1, 5), *(dice.randint(2, 4) for _ in range(count))))
    return dice.keywords(affine=dice.maybe(False, 0.3)), Arguments([x])


for n in (1, 2, 3):
    family.add_layer(f"torch.nn.LazyConv{n}d", partial(lazy_conv, n))
    family.add_layer(f"torch.nn.LazyConvTranspose{n}d", partial(lazy_conv, n))
    family.add_layer(f"torch.nn.LazyBatchNorm{n}d", partial(lazy_norm, n))
    family.add_layer(f"torch.nn.LazyInstanceNorm{n}d", partial(lazy_norm, n))


# --- pools ------------------------------------------------------------------------------------------------------------


def max_function(count: int, dice: Dice) -> Arguments:
    return dice.keywords(picture(dice, count), **max_options(dice, count), ceil_mode=dice.maybe(True, 0.4))


def adaptive(count: int, dice: Dice) -> Arguments:
    return Arguments([picture(dice, count), dice.per_axis(count, 1, 5)])


def fractional(count: int, dice: Dice) -> tuple[dict[str, Any], list[Any]]:
    option: dict[str, Any] = {"output_size": dice.per_axis(count, 1, 3)} if dice.chance(0.5) else {"output_ratio": 0.5}
    return option, [image(dice, count, dice.randint(1, 3), low=4), dice.randint(1, 3)]


def fractional_function(count: int, dice: Dice) -> Arguments:
    option, given = fractional(count, dice)
    return Arguments(given, option)


for n in (1, 2, 3):
    family.add_function(f"torch.max_pool{n}d", partial(max_function, n))
    twins = ("torch.max_pool1d_with_indices",) if n == 1 else ()
    family.add_function(f"{F}max_pool{n}d_with_indices", partial(max_function, n), twins=twins)
    twins = ("torch.adaptive_max_pool1d",) if n == 1 else ()
    family.add_function(f"{F}adaptive_max_pool{n}d_with_indices", partial(adaptive, n), twins=twins)
for n in (2, 3):
    family.add_function(f"{F}fractional_max_pool{n}d", partial(fractional_function, n))


@family.layer("torch.nn.FractionalMaxPool3d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    option, (x, kernel) = fractional(3, dice)
    return Arguments([kernel], option), Arguments([x])


# --- norms ------------------------------------------------------------------------------------------------------------


@family.twins("torch.batch_norm")
def _(dice: Dice) -> Arguments:
    channels = dice.randint(1, 5)
    x = T((dice.randint(1, 4), channels, *dice.sizes(dice.randint(0, 3), 4)))
    vector = T((channels,))
    scales: list[Any] = [vector, vector] if dice.chance(0.6) else [None, None]
    running: list[Any] = [vector, vector]
    training = dice.chance(0.5)
    if training and dice.chance(0.3):
        running = [None, None]
    return Arguments([x, *scales, *running, training, 0.1, 1e-5, False])


@family.twins("torch.instance_norm")
def _(dice: Dice) -> Arguments:
    channels = dice.randint(1, 5)
    x = T((dice.randint(1, 4), channels, *(dice.randint(2, 4) for _ in range(dice.randint(1, 3)))))
    vector = T((channels,))
    scales: list[Any] = [vector, vector] if dice.chance(0.6) else [None, None]
    return Arguments([x, *scales, None, None, True, 0.1, 1e-5, False])


@family.twins("torch.group_norm")
def _(dice: Dice) -> Arguments:
    groups = dice.randint(1, 3)
    channels = groups * dice.randint(1, 3)
    x = T((dice.randint(1, 4), channels, *dice.sizes(dice.randint(0, 3), 4)))
    return dice.keywords(x, groups, weight=dice.maybe(T((channels,))), bias=dice.maybe(T((channels,)), 0.4))


@family.twins("torch.rms_norm")
def _(dice: Dice) -> Arguments:
    normalized = dice.sizes(dice.randint(1, 3), 5)
    x = T((*dice.sizes(dice.randint(0, 2)), *normalized))
    return dice.keywords(x, list(normalized), weight=dice.maybe(T(normalized)))


@family.layer("torch.nn.CrossMapLRN2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([dice.randint(1, 4)]), Arguments([T(dice.sizes(dice.choice([3, 4, 4, 4, 5]), 5))])


@family.layer("torch.nn.SyncBatchNorm")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(1, 6)
    return Arguments([channels]), Arguments([T((dice.randint(1, 3), channels, *dice.sizes(dice.randint(0, 3), 4)))])


# --- other functions --------------------------------------------------------------------------------------------------


@family.twins("torch.channel_shuffle", *paths("torch.nn.functional.", "channel_shuffle"))
@family.twins("torch.native_channel_shuffle", *paths("torch.nn.functional.", "native_channel_shuffle"))
def _(dice: Dice) -> Arguments:
    groups = dice.randint(1, 3)
    return Arguments([T((dice.randint(1, 3), groups * dice.randint(1, 3), *dice.sizes(dice.randint(1, 3), 4))), groups])


@family.twins("torch.pairwise_distance", f"{F}pairwise_distance")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(1, 4))
    return dice.keywords(T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes)), keepdim=dice.maybe(True, 0.3))


@family.twins("torch.pdist", f"{F}pdist")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([1, 2, 2, 2, 3]), 12))])


@family.twins(f"{F}embedding_bag")
def _(dice: Dice) -> Arguments:
    weight = T((dice.randint(1, 9), dice.randint(1, 5)))
    mode = dice.maybe(dice.choice(["sum", "mean", "max"]))
    if dice.chance(0.3):
        return dice.keywords(T((dice.randint(1, 6),), "i"), weight, T((dice.randint(1, 3),), "i"), mode=mode)
    return dice.keywords(T((dice.randint(1, 4), dice.randint(1, 6)), "i"), weight, mode=mode)


@family.twins(f"{F}triplet_margin_with_distance_loss")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(1, 3))
    reduction = dice.maybe(dice.choice(["none", "mean", "sum"]))
    return dice.keywords(T(sizes), T(sizes), T(sizes), reduction=reduction)


@family.layer("torch.nn.TripletMarginWithDistanceLoss")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes = dice.sizes(dice.rank(1, 3))
    reduction = dice.maybe(dice.choice(["none", "mean", "sum"]))
    return dice.keywords(reduction=reduction), Arguments([T(sizes), T(sizes), T(sizes)])


@family.layer("torch.nn.NLLLoss2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    batch, count, *sizes = dice.randint(1, 3), dice.randint(1, 5), *dice.sizes(2, 4)
    init = dice.keywords(reduction=dice.maybe(dice.choice(["none", "mean", "sum"])))
    return init, Arguments([T((batch, count, *sizes)), T((batch, *sizes), "i")])


@family.twins("torch.ctc_loss")
def _(dice: Dice) -> Arguments:
    length, batch, classes, labels = dice.randint(3, 9), dice.randint(1, 4), dice.randint(2, 6), dice.randint(1, 3)
    lengths = [[length] * batch, [labels] * batch]
    return Arguments([T((length, batch, classes)), T((batch, labels), "i"), *lengths, 0, dice.choice([0, 1, 2])])


RESIZED = [f"{F}upsample", f"{F}upsample_nearest"]


@family.twins(*RESIZED)
@family.twins(f"{F}upsample_bilinear")
def _(dice: Dice) -> Arguments:
    x = T((dice.randint(1, 3), dice.randint(1, 3), *(dice.randint(1, 5) for _ in range(2))))
    if dice.chance(0.5):
        return dice.keywords(x, size=dice.per_axis(2, 1, 6))
    return dice.keywords(x, scale_factor=dice.choice([2, 2, 3, 0.5]))


# --- sequences of different lengths -----------------------------------------------------------------------------------

RNN = "torch.nn.utils.rnn."


@family.twins(f"{RNN}pack_padded_sequence")
def _(dice: Dice) -> Arguments:
    batch, length = dice.randint(1, 4), dice.randint(1, 5)
    first = dice.chance(0.5)
    sizes = (batch, length) if first else (length, batch)
    lengths = sorted((dice.randint(1, length) for _ in range(batch)), reverse=True)
    given = dice.maybe(False, 0.5)
    x = T((*sizes, *dice.sizes(dice.randint(0, 2), 4)))
    return dice.keywords(x, lengths, batch_first=first or OMIT, enforce_sorted=given)


@family.twins(f"{RNN}pad_packed_sequence", spoils=False)
def _(dice: Dice) -> Arguments:
    batch, length = dice.randint(1, 4), dice.randint(2, 5)
    lengths = sorted((dice.randint(1, length) for _ in range(batch)), reverse=True)
    x = T((length, batch, *dice.sizes(dice.randint(0, 2), 4)))
    packed = Via(x, ((f"{RNN}pack_padded_sequence", (lengths,)),))
    total = dice.maybe(dice.randint(1, 7), 0.7)
    return dice.keywords(packed, batch_first=dice.maybe(dice.chance(0.5)), total_length=total)


@family.twins(f"{RNN}pack_sequence")
def _(dice: Dice) -> Arguments:
    rest = dice.sizes(dice.randint(0, 2), 3)
    lengths = sorted((dice.randint(1, 5) for _ in range(dice.randint(1, 4))), reverse=True)
    return dice.keywords([T((n, *rest)) for n in lengths], enforce_sorted=dice.maybe(False, 0.5))


# --- layers in layers -------------------------------------------------------------------------------------------------


@family.layer("torch.nn.Sequential")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    widths = [dice.randint(1, 5) for _ in range(dice.randint(2, 4))]
    layers = [Layer("torch.nn.Linear", Arguments([one, other])) for one, other in pairwise(widths)]
    if dice.chance(0.4):
        layers.insert(1, Layer("torch.nn.LayerNorm", Arguments([widths[1]])))
    return Arguments(list(layers)), Arguments([T((*dice.sizes(dice.randint(0, 2)), widths[0]))])


@family.layer(
    "torch.nn.utils.spectral_norm",
    "torch.nn.utils.weight_norm",
    *paths("torch.nn.utils.parametrizations.", "orthogonal spectral_norm weight_norm"),
)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    given = dice.randint(1, 5)
    layer = Layer("torch.nn.Linear", Arguments([given, dice.randint(1, 5)]))
    return Arguments([layer]), Arguments([T((*dice.sizes(dice.randint(0, 2)), given))])
