"""Norms, and the layers of which only the number of dims matters."""

from __future__ import annotations

from functools import partial

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.conv import image
from tests.truth.model import Arguments, T

family = Family("norm")


def batch_norm(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(1, 5)
    init = dice.arguments(
        num_features=channels,
        eps=dice.maybe(1e-3, 0.2),
        momentum=dice.maybe(0.2, 0.2),
        affine=dice.maybe(False, 0.2),
        track_running_stats=dice.maybe(False, 0.1),
    )
    dims = count if count > 1 or dice.chance(0.6) else 0
    return init, Arguments([T((dice.randint(1, 3), channels, *dice.sizes(dims)))])


def instance_norm(count: int, dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(1, 5)
    init = dice.keywords(channels, affine=dice.maybe(True, 0.6), track_running_stats=dice.maybe(True, 0.2))
    return init, Arguments([image(dice, count, channels)])


for n in (1, 2, 3):
    family.add_layer(f"torch.nn.BatchNorm{n}d", partial(batch_norm, n))
    family.add_layer(f"torch.nn.InstanceNorm{n}d", partial(instance_norm, n))


@family.function("torch.nn.functional.batch_norm")
def _(dice: Dice) -> Arguments:
    channels = dice.randint(1, 5)
    each = T((channels,))
    return dice.keywords(
        T((dice.randint(2, 4), channels, *dice.sizes(dice.randint(0, 3)))),
        each,
        each,
        weight=dice.maybe(each),
        bias=dice.maybe(each),
        training=dice.maybe(True, 0.3),
    )


@family.function("torch.nn.functional.instance_norm")
def _(dice: Dice) -> Arguments:
    channels = dice.randint(1, 5)
    each = T((channels,))
    x = T((dice.randint(1, 4), channels, *(dice.randint(2, 5) for _ in range(dice.randint(1, 3)))))
    running = each if dice.chance(0.3) else OMIT
    return dice.keywords(x, running_mean=running, running_var=running, weight=dice.maybe(each), bias=dice.maybe(each))


def groups_of(dice: Dice) -> tuple[int, int]:
    groups = dice.randint(1, 4)
    return groups, groups * dice.randint(1, 3)


@family.layer("torch.nn.GroupNorm")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    groups, channels = groups_of(dice)
    init = dice.arguments(
        num_groups=groups, num_channels=channels, eps=dice.maybe(1e-3, 0.2), affine=dice.maybe(False, 0.3)
    )
    return init, Arguments(
        [T((dice.randint(1, 3), channels, *(dice.randint(1, 5) for _ in range(dice.randint(0, 3)))))]
    )


@family.function("torch.nn.functional.group_norm")
def _(dice: Dice) -> Arguments:
    groups, channels = groups_of(dice)
    x = T((dice.randint(1, 3), channels, *(dice.randint(2, 5) for _ in range(dice.randint(0, 3)))))
    return dice.keywords(x, groups, weight=dice.maybe(T((channels,))), bias=dice.maybe(T((channels,))))


def trailing(dice: Dice) -> tuple[T, tuple[int, ...]]:
    """A tensor and its trailing sizes that are normalised."""
    normalized = dice.sizes(dice.randint(1, 3), 5)
    return T((*dice.sizes(dice.randint(0, 2)), *normalized)), normalized


@family.layer("torch.nn.LayerNorm")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x, normalized = trailing(dice)
    shape = normalized[0] if len(normalized) == 1 and dice.chance(0.6) else list(normalized)
    init = dice.arguments(normalized_shape=shape, eps=dice.maybe(1e-3, 0.2), elementwise_affine=dice.maybe(False, 0.3))
    return init, Arguments([x])


@family.layer("torch.nn.RMSNorm")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x, normalized = trailing(dice)
    shape = normalized[0] if len(normalized) == 1 and dice.chance(0.6) else list(normalized)
    return dice.arguments(normalized_shape=shape, eps=dice.maybe(1e-3, 0.2)), Arguments([x])


@family.function("torch.nn.functional.layer_norm")
def _(dice: Dice) -> Arguments:
    x, normalized = trailing(dice)
    return dice.keywords(x, list(normalized), weight=dice.maybe(T(normalized)), bias=dice.maybe(T(normalized)))


@family.function("torch.nn.functional.rms_norm")
def _(dice: Dice) -> Arguments:
    x, normalized = trailing(dice)
    return dice.keywords(x, list(normalized), weight=dice.maybe(T(normalized)))


@family.layer("torch.nn.LocalResponseNorm")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(size=dice.randint(1, 4)), Arguments([dice.tensor(2, 5)])


@family.function("torch.nn.functional.local_response_norm")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(2, 5), dice.randint(1, 4)])


@family.function("torch.nn.functional.normalize")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return dice.arguments(input=x, p=dice.maybe(1.0), dim=dice.maybe(dice.axis(len(x.sizes))))


@family.layer("torch.nn.PReLU")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    channels = dice.randint(1, 5)
    init = dice.arguments(num_parameters=dice.maybe(channels))
    return init, Arguments([T((dice.size(), channels, *dice.sizes(dice.randint(0, 2))))])


@family.function("torch.nn.functional.prelu")
def _(dice: Dice) -> Arguments:
    channels = dice.randint(1, 5)
    return Arguments([T((dice.size(), channels, *dice.sizes(dice.randint(0, 2)))), T((dice.choice([1, channels]),))])


@family.layer("torch.nn.GLU")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes = tuple(2 * size for size in dice.sizes(dice.rank(1, 4), 3))
    return dice.arguments(dim=dice.maybe(dice.axis(len(sizes)))), Arguments([T(sizes)])


@family.function("torch.nn.functional.glu")
def _(dice: Dice) -> Arguments:
    sizes = tuple(2 * size for size in dice.sizes(dice.rank(1, 4), 3))
    return dice.arguments(input=T(sizes), dim=dice.maybe(dice.axis(len(sizes))))


@family.layer("torch.nn.Softmax2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments(), Arguments([dice.tensor(3, 4)])


@family.layer("torch.nn.Softmax", "torch.nn.LogSoftmax", "torch.nn.Softmin")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x = dice.tensor(0, 4)
    return dice.arguments(dim=dice.axis(len(x.sizes))), Arguments([x])


@family.layer("torch.nn.Dropout1d")
@family.layer("torch.nn.Dropout2d", "torch.nn.Dropout3d", fails=False)  # mostly, these only warn of a wrong rank
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return dice.arguments(p=dice.maybe(0.3), inplace=dice.maybe(True, 0.2)), Arguments([dice.tensor(1, 6)])


@family.layer(
    "torch.nn.ReLU", "torch.nn.GELU", "torch.nn.Sigmoid", "torch.nn.Tanh", "torch.nn.SiLU", "torch.nn.Identity",
    "torch.nn.Hardswish", "torch.nn.Mish", "torch.nn.Softplus", "torch.nn.LeakyReLU", "torch.nn.ELU", "torch.nn.Dropout",
    fails=False, spoils=False,
)  # fmt: skip
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments(), Arguments([dice.tensor(0, 6)])
