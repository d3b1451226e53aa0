"""Further ops on tensors, and further names of those in other families."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.conv import conv_function, image
from tests.truth.model import Arguments, T

family = Family("further")


def both(name: str) -> tuple[str, str]:
    return f"torch.{name}", f"torch.Tensor.{name}"


@family.twins(*both("nanmean"))
@family.twins(*both("count_nonzero"))
@family.twins("torch.std_mean")
@family.twins("torch.var_mean")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.6) else dice.axes(len(x.sizes), 1)
    return dice.keywords(x, dim=axes)


@family.twins(*both("mode"))
@family.twins(*both("nanmedian"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return dice.arguments(x, dim=dice.axis(len(x.sizes)), keepdim=dice.maybe(True, 0.4))


@family.twins(*both("aminmax"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.keywords(x, dim=dice.maybe(dice.axis(len(x.sizes)), 0.7), keepdim=dice.maybe(True, 0.3))


@family.twins(*both("cummin"))
@family.twins(*both("logcumsumexp"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, dim=dice.axis(len(x.sizes)))


@family.twins(*both("quantile"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 3))))
    q = 0.5 if dice.chance(0.5) else T(dice.sizes(1, 4))
    return dice.keywords(x, q, dim=dice.maybe(dice.axis(len(x.sizes)), 0.8), keepdim=dice.maybe(True, 0.3))


@family.twins(*both("hsplit"))
@family.twins(*both("vsplit"))
@family.twins(*both("dsplit"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(2 * dice.randint(1, 3) for _ in range(dice.rank(1, 4))))
    return Arguments([x, 2 if dice.chance(0.6) else sorted(dice.randint(0, 5) for _ in range(dice.randint(1, 3)))])


@family.twins("torch.swapdims", "torch.Tensor.swapdims", "torch.Tensor.swapaxes")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, dice.axis(len(x.sizes)), dice.axis(len(x.sizes))])


@family.twins("torch.moveaxis", "torch.Tensor.moveaxis")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return Arguments([x, dice.axis(len(x.sizes)), dice.axis(len(x.sizes))])


@family.twins("torch.adjoint", "torch.Tensor.adjoint")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 60)) if dice.chance(0.4) else dice.tensor(2, 4)])


@family.twins(*both("diagflat"), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.rank(0, 3), 4)), dice.randint(-2, 2)])


@family.twins("torch.view_as_real", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4, "c")])


@family.twins("torch.view_as_complex")
def _(dice: Dice) -> Arguments:
    return Arguments([T((*dice.sizes(dice.randint(0, 3)), 2))])


@family.twins(*both("masked_scatter"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    return Arguments([x, T(dice.broadcastable(x.sizes), "b"), T((200,))])


@family.twins(*both("index_fill"), "torch.Tensor.index_fill_")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    return Arguments([x, dice.axis(len(x.sizes)), T(dice.sizes(1), "i"), 0.5])


@family.twins(*both("scatter_reduce"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 3))))
    axis = dice.axis(len(x.sizes))
    where = tuple(dice.randint(1, s) for s in x.sizes)
    return Arguments([x, axis, T(where, "i"), T(tuple(s + dice.choice([0, 1]) for s in where)), "sum"])


@family.twins("torch.Tensor.scatter", "torch.Tensor.scatter_add")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 3))))
    where = tuple(dice.randint(1, s) for s in x.sizes)
    return Arguments([x, dice.axis(len(x.sizes)), T(where, "i"), T(where)])


@family.twins("torch.Tensor.addcmul", "torch.Tensor.addcdiv", "torch.Tensor.lerp")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)) for _ in range(3)])


@family.twins("torch.Tensor.clamp", "torch.clip", "torch.Tensor.clip")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)) for _ in range(dice.randint(2, 3))])


@family.twins("torch.dist", "torch.Tensor.dist")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))])


@family.twins("torch.vdot", "torch.Tensor.vdot")
@family.twins("torch.ger", "torch.Tensor.ger")
def _(dice: Dice) -> Arguments:
    n = dice.randint(0, 99)
    return Arguments([T((n,)), T((n,))])


@family.twins("torch.chain_matmul")
def _(dice: Dice) -> Arguments:
    sizes = [dice.randint(1, 5) for _ in range(dice.randint(3, 5))]
    return Arguments([T((a, b)) for a, b in pairwise(sizes)])


@family.twins("torch.trapezoid", "torch.trapz")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return dice.keywords(x, dim=dice.axis(len(x.sizes)))


@family.twins("torch.logspace")
def _(dice: Dice) -> Arguments:
    return dice.arguments(0, dice.randint(1, 5), steps=dice.size(20))


@family.twins("torch.hann_window", "torch.hamming_window", "torch.blackman_window", "torch.bartlett_window")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.randint(0, 90)])


@family.twins("torch.nn.functional.dropout1d")
@family.twins("torch.nn.functional.dropout3d", fails=False)
def _(dice: Dice) -> Arguments:
    return dice.keywords(dice.tensor(1, 6), p=dice.maybe(0.3))


@family.twins("torch.nn.functional.dropout2d")
def _(dice: Dice) -> Arguments:
    return dice.keywords(T(dice.sizes(1, 60)) if dice.chance(0.4) else dice.tensor(2, 6), p=dice.maybe(0.3))


@family.twins("torch.conv2d")
def _(dice: Dice) -> Arguments:
    return conv_function(2, dice)


@family.twins("torch.layer_norm")
def _(dice: Dice) -> Arguments:
    normalized = dice.sizes(dice.randint(1, 3), 5)
    x = T((*dice.sizes(dice.randint(0, 2)), *normalized))
    return dice.keywords(x, list(normalized), weight=dice.maybe(T(normalized)), bias=dice.maybe(T(normalized)))


@family.layer("torch.nn.Threshold", fails=False, spoils=False)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments([0.1, 0.2]), Arguments([dice.tensor(0, 5)])


@family.layer("torch.nn.FractionalMaxPool2d")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    option: dict[str, Any] = {"output_size": dice.per_axis(2, 1, 3)} if dice.chance(0.5) else {"output_ratio": 0.5}
    return Arguments([dice.randint(1, 3)], option), Arguments([image(dice, 2, dice.randint(1, 3), low=4)])


@family.layer("torch.nn.AdaptiveLogSoftmaxWithLoss")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    inside, count, batch = dice.randint(4, 9), dice.randint(5, 9), dice.randint(1, 4)
    init = dice.keywords(inside, count, [2, 4] if dice.chance(0.5) else [2], div_value=2.0)
    return init, Arguments([T((batch, inside)), T((batch,), "i")])


@family.twins("torch.nn.utils.rnn.pad_sequence")
def _(dice: Dice) -> Arguments:
    rest = dice.sizes(dice.randint(0, 2), 3)
    sequences = [T((dice.randint(1, 5), *rest)) for _ in range(dice.randint(1, 4))]
    return dice.keywords(sequences, batch_first=dice.maybe(True), padding_value=OMIT)
