"""Indexing, and what takes or puts entries by index."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("indexing")


def bound(dice: Dice, size: int) -> int | None:
    return None if dice.chance(0.4) else dice.randint(-size - 1, size + 1)


def basic(dice: Dice, size: int) -> Any:
    """An int or a slice for a dim of this size."""
    if size and dice.chance(0.4):
        return dice.randint(-size, size - 1)
    return slice(bound(dice, size), bound(dice, size), dice.choice([None, None, 1, 2]))


def index(dice: Dice, sizes: tuple[int, ...]) -> Any:
    """An index expression, of ints, slices, None, Ellipsis, and tensors or lists of ints or bools."""
    used = dice.randint(0, len(sizes))
    front = dice.randint(0, used)
    shared = dice.sizes(dice.randint(0, 2), 3)

    def one(size: int) -> Any:
        if dice.chance(0.75):
            return basic(dice, size)
        if dice.chance(0.25):
            return [dice.randint(-size, size - 1) for _ in range(dice.randint(1, 3))] if size else []
        return T(dice.broadcastable(shared), "i")

    items = [one(size) for size in sizes[:front]]
    if front < used:
        items += [..., *(one(size) for size in sizes[len(sizes) - (used - front) :])]
    elif dice.chance(0.1):
        items.append(...)
    while dice.chance(0.2):
        items.insert(dice.randint(0, len(items)), None)
    return items[0] if len(items) == 1 and dice.chance(0.8) else tuple(items)


@family.function("torch.Tensor.__getitem__", count=300)
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    if dice.chance(0.08):
        return Arguments([x, T(x.sizes[: dice.randint(0, len(x.sizes))], "b")])
    return Arguments([x, index(dice, x.sizes)])


@family.function("torch.Tensor.__setitem__", count=150)
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    items = tuple(basic(dice, size) for size in x.sizes[: dice.randint(1, len(x.sizes))])
    kept = []
    for item, size in zip(items, x.sizes):
        if isinstance(item, slice):
            kept.append(len(range(*item.indices(size))))
    shape = (*kept, *x.sizes[len(items) :])
    value = 1.0 if dice.chance(0.1) else T(dice.broadcastable(shape))
    return Arguments([x, items[0] if len(items) == 1 else items, value])


@family.twins("torch.narrow", "torch.Tensor.narrow")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    start = dice.randint(0, x.sizes[axis])
    return dice.arguments(x, dim=axis, start=start, length=dice.randint(0, x.sizes[axis] - start))


@family.twins("torch.select", "torch.Tensor.select")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    size = max(x.sizes[axis], 1)
    return dice.arguments(x, dim=axis, index=dice.randint(-size, size - 1))


@family.twins("torch.index_select", "torch.Tensor.index_select")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 4))))
    return dice.arguments(x, dim=dice.axis(len(x.sizes)), index=T(dice.sizes(dice.choice([1, 1, 0])), "i"))


def inner(dice: Dice, sizes: tuple[int, ...], axis: int) -> T:
    """An index for gather: no larger than the input but in the axis."""
    axis %= len(sizes)
    return T(tuple(dice.randint(1, 6) if i == axis else dice.randint(1, s) for i, s in enumerate(sizes)), "i")


@family.twins("torch.gather", "torch.Tensor.gather")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 4))))
    axis = dice.axis(len(x.sizes))
    return dice.arguments(x, dim=axis, index=inner(dice, x.sizes, axis))


@family.twins("torch.scatter", "torch.Tensor.scatter_")
@family.twins("torch.scatter_add", "torch.Tensor.scatter_add_")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 3))))
    axis = dice.axis(len(x.sizes))
    where = inner(dice, x.sizes, axis)
    source = T(tuple(size + dice.choice([0, 0, 1]) for size in where.sizes))
    return dice.arguments(x, dim=axis, index=where, src=source)


@family.twins("torch.take_along_dim", "torch.Tensor.take_along_dim")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    axis = dice.axis(len(x.sizes)) % len(x.sizes)
    sizes = [1 if dice.chance(0.3) else size for size in x.sizes]
    sizes[axis] = dice.randint(1, 4)
    return dice.arguments(x, indices=T(tuple(sizes), "i"), dim=axis)


@family.twins("torch.masked_fill", "torch.Tensor.masked_fill", "torch.Tensor.masked_fill_")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, mask=T(dice.broadcastable(x.sizes), "b"), value=0.5)


@family.twins("torch.index_add", "torch.Tensor.index_add_")
@family.twins("torch.index_copy")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    axis = dice.axis(len(x.sizes)) % len(x.sizes)
    count = dice.randint(1, 4)
    source = T(tuple(count if i == axis else size for i, size in enumerate(x.sizes)))
    return Arguments([x, axis, T((count,), "i"), source])


@family.twins("torch.topk", "torch.Tensor.topk")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes)) if dice.chance(0.6) else -1
    k = dice.randint(0, x.sizes[axis])
    return dice.arguments(x, k=k, dim=axis if axis != -1 else dice.maybe(-1))


@family.twins("torch.kthvalue", "torch.Tensor.kthvalue")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    axis = dice.axis(len(x.sizes))
    return dice.keywords(x, dice.randint(1, x.sizes[axis]), dim=axis, keepdim=dice.maybe(True, 0.4))


@family.twins("torch.sort", "torch.Tensor.sort")
@family.twins("torch.argsort", "torch.Tensor.argsort")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return dice.arguments(x, dim=dice.maybe(dice.axis(len(x.sizes)), 0.8), descending=dice.maybe(True, 0.3))
