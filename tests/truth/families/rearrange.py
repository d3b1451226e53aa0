"""What gives a tensor another shape: view, reshape, flatten, squeeze, permute, expand, repeat, …"""

from __future__ import annotations

from math import prod

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("rearrange")


def regrouped(dice: Dice) -> tuple[T, list[int]]:
    """A tensor and other sizes of the same product, one of them perhaps -1."""
    factors = [dice.randint(1, 4) for _ in range(dice.randint(1, 4))]
    if dice.chance(0.04):
        factors[0] = 0
    dice.shuffle(factors)
    before = grouped(dice, factors)
    after = grouped(dice, factors)
    if after and dice.chance(0.5):
        after[dice.randrange(len(after))] = -1
    return T(tuple(before)), after


def grouped(dice: Dice, factors: list[int]) -> list[int]:
    """Neighbouring factors multiplied at random places."""
    cuts = sorted(dice.sample(range(len(factors) + 1), dice.randint(0, min(2, len(factors)))))
    return [prod(factors[a:b]) for a, b in zip([0, *cuts], [*cuts, len(factors)])]


def spread(dice: Dice, receiver: T, values: list[int]) -> Arguments:
    """The numbers one by one, or as one list or tuple."""
    how = dice.random()
    return Arguments([receiver, *(values if how < 0.6 else [values] if how < 0.8 else [tuple(values)])])


@family.twins("torch.Tensor.view", "torch.Tensor.reshape", count=150)
def _(dice: Dice) -> Arguments:
    return spread(dice, *regrouped(dice))


@family.function("torch.reshape")
def _(dice: Dice) -> Arguments:
    x, sizes = regrouped(dice)
    return dice.arguments(input=x, shape=sizes)


@family.twins("torch.Tensor.view_as", "torch.Tensor.reshape_as")
def _(dice: Dice) -> Arguments:
    x, sizes = regrouped(dice)
    rest = prod(size for size in sizes if size != -1) or 1
    return Arguments([x, T(tuple(prod(x.sizes) // rest if size == -1 else size for size in sizes))])


@family.twins("torch.flatten", "torch.Tensor.flatten")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 5)
    start = dice.randint(0, max(len(x.sizes) - 1, 0))
    end = dice.randint(start, max(len(x.sizes) - 1, 0)) - (max(len(x.sizes), 1) if dice.chance(0.4) else 0)
    return dice.arguments(x, start_dim=dice.maybe(start), end_dim=dice.maybe(end))


@family.twins("torch.unflatten", "torch.Tensor.unflatten")
def _(dice: Dice) -> Arguments:
    sizes, parts = list(dice.sizes(dice.rank(1, 4))), list(dice.sizes(dice.randint(1, 3), 4))
    axis = dice.axis(len(sizes))
    sizes[axis] = prod(parts)
    if dice.chance(0.4) and sizes[axis]:
        parts[dice.randrange(len(parts))] = -1
    return dice.arguments(T(tuple(sizes)), dim=axis, sizes=parts)


@family.twins("torch.squeeze", "torch.Tensor.squeeze")
def _(dice: Dice) -> Arguments:
    x = T(tuple(1 if dice.chance(0.4) else dice.size() for _ in range(dice.rank(0, 4))))
    axes = tuple(dice.axes(len(x.sizes)))
    return dice.arguments(x, dim=dice.maybe(axes if dice.chance(0.3) else dice.axis(len(x.sizes)), 0.8))


@family.twins("torch.unsqueeze", "torch.Tensor.unsqueeze")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, dim=dice.axis(len(x.sizes) + 1))


def permutation(dice: Dice) -> tuple[T, list[int]]:
    x = dice.tensor(0, 5)
    order = [axis - len(x.sizes) if dice.chance(0.2) else axis for axis in range(len(x.sizes))]
    dice.shuffle(order)
    return x, order


@family.function("torch.Tensor.permute")
def _(dice: Dice) -> Arguments:
    return spread(dice, *permutation(dice))


@family.function("torch.permute")
def _(dice: Dice) -> Arguments:
    x, order = permutation(dice)
    return dice.arguments(input=x, dims=order)


@family.twins("torch.transpose", "torch.Tensor.transpose", "torch.swapaxes", "torch.Tensor.transpose_")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, dice.axis(len(x.sizes)), dice.axis(len(x.sizes))])


@family.twins("torch.t", "torch.Tensor.t")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 3)])


@family.twins("torch.movedim", "torch.Tensor.movedim")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 5)
    if dice.chance(0.5):
        return Arguments([x, dice.axis(len(x.sizes)), dice.axis(len(x.sizes))])
    count = dice.randint(1, len(x.sizes))
    places = [dice.sample(range(len(x.sizes)), count) for _ in range(2)]
    return Arguments([x, *places])


def expansion(dice: Dice) -> tuple[T, list[int]]:
    sizes = [1 if dice.chance(0.5) else dice.size() for _ in range(dice.rank(0, 3))]
    wanted = [dice.size() if size == 1 else dice.choice([-1, size]) for size in sizes]
    front = [dice.size() for _ in range(dice.choice([0, 0, 1, 2]))]
    return T(tuple(sizes)), front + wanted


@family.function("torch.Tensor.expand")
def _(dice: Dice) -> Arguments:
    return spread(dice, *expansion(dice))


@family.twins("torch.broadcast_to", "torch.Tensor.broadcast_to")
def _(dice: Dice) -> Arguments:
    x, sizes = expansion(dice)
    return dice.arguments(x, size=sizes)


@family.function("torch.Tensor.expand_as")
def _(dice: Dice) -> Arguments:
    x, sizes = expansion(dice)
    extra = len(sizes) - len(x.sizes)
    own = [x.sizes[i - extra] if size == -1 else size for i, size in enumerate(sizes)]
    return Arguments([x, T(tuple(own))])


@family.function("torch.Tensor.repeat", "torch.Tensor.tile")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 3)
    return spread(dice, x, [dice.size(3) for _ in range(len(x.sizes) + dice.choice([0, 0, 1]))])


@family.function("torch.tile")
def _(dice: Dice) -> Arguments:
    return dice.arguments(input=dice.tensor(0, 3), dims=[dice.size(3) for _ in range(dice.randint(0, 4))])


@family.twins("torch.repeat_interleave", "torch.Tensor.repeat_interleave")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 3)
    return dice.arguments(x, repeats=dice.size(3), dim=dice.maybe(dice.axis(len(x.sizes)), 0.7))


@family.twins("torch.roll", "torch.Tensor.roll")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    if dice.chance(0.2):
        return Arguments([x, dice.randint(-3, 3)])
    axes = dice.axes(len(x.sizes), 1)
    if len(axes) == 1 and dice.chance(0.5):
        return Arguments([x, dice.randint(-3, 3), axes[0]])
    return Arguments([x, [dice.randint(-3, 3) for _ in axes], axes])


@family.twins("torch.flip", "torch.Tensor.flip")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, dims=dice.axes(len(x.sizes)))


@family.twins("torch.fliplr", "torch.Tensor.fliplr")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([0, 1, 2, 3]), 60))])


@family.function("torch.flipud", fails=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4)])


@family.twins("torch.rot90", "torch.Tensor.rot90")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(2, 4)
    return dice.arguments(
        x, k=dice.maybe(dice.randint(-3, 4), 0.7), dims=dice.maybe(dice.sample(range(len(x.sizes)), 2))
    )


@family.twins("torch.diagonal", "torch.Tensor.diagonal")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(2, 4)
    one, two = dice.sample(range(len(x.sizes)), 2)
    return dice.arguments(x, offset=dice.maybe(dice.randint(-2, 2)), dim1=dice.maybe(one), dim2=dice.maybe(two))


@family.twins("torch.diag", "torch.Tensor.diag")
def _(dice: Dice) -> Arguments:
    return dice.arguments(dice.tensor(1, 2), diagonal=dice.maybe(dice.randint(-2, 2)))


@family.twins("torch.diag_embed", "torch.Tensor.diag_embed")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 3)
    one, two = dice.sample(range(len(x.sizes) + 1), 2)
    both = dice.chance(0.6)
    return dice.arguments(
        x,
        offset=dice.maybe(dice.randint(-2, 2)),
        dim1=one if both else OMIT,
        dim2=two if both else OMIT,
    )


@family.twins("torch.tril", "torch.triu", "torch.Tensor.tril", "torch.Tensor.triu")
def _(dice: Dice) -> Arguments:
    return dice.arguments(dice.tensor(2, 4), diagonal=dice.maybe(dice.randint(-2, 2)))


@family.function("torch.Tensor.unfold")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    return dice.arguments(x, dimension=axis, size=dice.randint(0, max(x.sizes[axis], 1)), step=dice.randint(1, 3))


@family.twins("torch.ravel", "torch.Tensor.ravel", fails=False, spoils=False)
@family.twins("torch.Tensor.contiguous", "torch.Tensor.clone", "torch.Tensor.detach", fails=False, spoils=False)
@family.function("torch.Tensor.dim", "torch.Tensor.numel", "torch.numel", fails=False, spoils=False)
@family.function("torch.atleast_1d", "torch.atleast_2d", "torch.atleast_3d", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.function("torch.Tensor.size")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 5)
    return dice.arguments(x, dim=dice.axis(len(x.sizes)) if dice.chance(0.8) else OMIT)


@family.function("torch.Tensor.__len__", fails=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(1, 4)])
