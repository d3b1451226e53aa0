"""`keras.ops` that change shapes, join, split, select and make tensors."""

from __future__ import annotations

from functools import partial
from math import prod
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import any_tensor
from tests.truth.families.keras.core import factored
from tests.truth.model import Arguments, T

family = Family("ops_shaping", misuse=0.03)


@family.function("keras.ops.reshape")
def reshape(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    target = factored(dice, prod(tensor.sizes))
    if dice.chance(0.4):
        target[dice.randrange(len(target))] = -1
    return dice.arguments(tensor, newshape=tuple(target))


@family.function("keras.ops.transpose")
def transpose(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    order = list(range(len(tensor.sizes)))
    dice.shuffle(order)
    return dice.arguments(tensor, axes=dice.maybe(tuple(order), 0.8))


@family.function("keras.ops.expand_dims")
def expand_dims(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 0, 4)
    return dice.arguments(tensor, axis=dice.axis(len(tensor.sizes) + 1))


@family.function("keras.ops.squeeze")
def squeeze(dice: Dice) -> Arguments:
    sizes = [1 if dice.chance(0.4) else size for size in any_tensor(dice, 1, 4).sizes]
    ones = [i for i, size in enumerate(sizes) if size == 1]
    axis = dice.choice(ones) if ones else OMIT
    return dice.arguments(T(tuple(sizes)), axis=dice.maybe(axis, 0.8))


@family.function("keras.ops.swapaxes", "keras.ops.moveaxis")
def two_axes(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return Arguments([tensor, dice.axis(len(tensor.sizes)), dice.axis(len(tensor.sizes))])


@family.function("keras.ops.ravel", spoils=False, misuse=0.6)
def ravel(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4)])


@family.function("keras.ops.broadcast_to")
def broadcast_to(dice: Dice) -> Arguments:
    sizes = any_tensor(dice, 1, 4).sizes
    start = tuple(1 if dice.chance(0.4) else size for size in sizes[dice.randint(0, len(sizes)) :])
    return dice.arguments(T(start), shape=sizes)


@family.function("keras.ops.pad")
def pad(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    widths = [[dice.randint(0, 2), dice.randint(0, 2)] for _ in tensor.sizes]
    return dice.arguments(tensor, pad_width=widths)


@family.function("keras.ops.tile")
def tile(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.arguments(tensor, repeats=[dice.randint(1, 3) for _ in range(dice.randint(1, 4))])


@family.function("keras.ops.repeat", spoils=False, misuse=0.6)
def repeat(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.arguments(tensor, repeats=dice.randint(1, 3), axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.8))


@family.function("keras.ops.roll")
def roll(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.arguments(tensor, shift=dice.randint(-2, 2), axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.8))


@family.function("keras.ops.rot90")
def rot90(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 2, 4)
    axes = tuple(dice.sample(range(len(tensor.sizes)), 2))
    return dice.keywords(tensor, k=dice.maybe(dice.randint(-1, 3)), axes=dice.maybe(axes))


@family.function("keras.ops.tril", "keras.ops.triu")
def triangle(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 2, 4), k=dice.maybe(dice.randint(-1, 1)))


@family.function("keras.ops.diag")
def diag(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 1, 2), k=dice.maybe(dice.randint(-2, 2)))


@family.function("keras.ops.diagflat", spoils=False, misuse=0.6)
def diagflat(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 1, 3), k=dice.maybe(dice.randint(-2, 2)))


@family.function("keras.ops.diagonal", "keras.ops.trace")
def diagonal(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 2, 4)
    one, other = dice.sample(range(len(tensor.sizes)), 2)
    return dice.keywords(tensor, offset=dice.maybe(dice.randint(-1, 1), 0.3), axis1=one, axis2=other)


@family.function("keras.ops.take")
def take(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    indices: Any = any_tensor(dice, 0, 2, "i") if dice.chance(0.8) else 0
    return dice.arguments(tensor, indices, axis=dice.maybe(dice.axis(len(tensor.sizes)), 0.8))


@family.function("keras.ops.take_along_axis")
def take_along_axis(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    axis = dice.axis(len(tensor.sizes))
    sizes = list(tensor.sizes)
    sizes[axis] = dice.randint(1, 4)
    return dice.arguments(tensor, T(tuple(sizes), "i"), axis=axis)


@family.function("keras.ops.slice")
def slice_(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    starts = [dice.randint(0, size - 1) for size in tensor.sizes]
    sizes = [dice.randint(1, size - start) for size, start in zip(tensor.sizes, starts)]
    return Arguments([tensor, starts, sizes])


@family.function("keras.ops.slice_update")
def slice_update(dice: Dice) -> Arguments:
    tensor, starts, sizes = slice_(dice).args
    return Arguments([tensor, starts, T(tuple(sizes))])


@family.function("keras.ops.scatter")
def scatter(dice: Dice) -> Arguments:
    shape = any_tensor(dice, 1, 3).sizes
    count, depth = dice.randint(1, 4), dice.randint(1, len(shape))
    return Arguments([T((count, depth), "i"), T((count, *shape[depth:])), shape])


@family.function("keras.ops.scatter_update")
def scatter_update(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    count, depth = dice.randint(1, 4), dice.randint(1, len(tensor.sizes))
    return Arguments([tensor, T((count, depth), "i"), T((count, *tensor.sizes[depth:]))])


@family.function("keras.ops.get_item")
def get_item(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    keys: list[Any] = []
    for size in tensor.sizes[: dice.randint(1, len(tensor.sizes))]:
        start = dice.maybe(dice.randint(0, size - 1))
        made = slice(None if start is OMIT else start, None, None)
        keys.append(dice.choice([dice.randint(-size, size - 1), made]))
    if dice.chance(0.2):
        keys.insert(dice.randint(0, len(keys)), None)
    return Arguments([tensor, tuple(keys) if len(keys) > 1 or dice.chance(0.5) else keys[0]])


@family.function("keras.ops.searchsorted", "keras.ops.digitize")
def searchsorted(dice: Dice) -> Arguments:
    line = T((dice.randint(1, 5),))
    return Arguments([line, any_tensor(dice, 1, 3)])


@family.function("keras.ops.depth_to_space")
def depth_to_space(dice: Dice) -> Arguments:
    block = dice.randint(2, 3)
    tensor = T((dice.randint(1, 2), dice.randint(1, 3), dice.randint(1, 3), block * block * dice.randint(1, 2)))
    return dice.arguments(tensor, block_size=block)


@family.function("keras.ops.space_to_depth")
def space_to_depth(dice: Dice) -> Arguments:
    block = dice.randint(2, 3)
    tensor = T((dice.randint(1, 2), block * dice.randint(1, 3), block * dice.randint(1, 3), dice.randint(1, 3)))
    return dice.arguments(tensor, block_size=block)


# --- joining and splitting --------------------------------------------------------------------------------------------


def like(dice: Dice, tensor: T, axis: int) -> list[T]:
    axis %= len(tensor.sizes)
    grown = lambda: tuple(dice.randint(1, 4) if i == axis else size for i, size in enumerate(tensor.sizes))  # noqa: E731
    return [tensor, *(T(grown()) for _ in range(dice.randint(1, 2)))]


@family.function("keras.ops.concatenate")
def concatenate(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis = dice.axis(len(tensor.sizes))
    return dice.arguments(like(dice, tensor, axis), axis=axis)


@family.function("keras.ops.append")
def append(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis = dice.axis(len(tensor.sizes))
    return dice.keywords(*like(dice, tensor, axis)[:2], axis=dice.maybe(axis, 0.8))


@family.function("keras.ops.stack")
def stack(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 0, 4)
    return dice.arguments([tensor] * dice.randint(1, 3), axis=dice.maybe(dice.axis(len(tensor.sizes) + 1)))


@family.function("keras.ops.vstack", "keras.ops.hstack", "keras.ops.dstack")
def stacked(dice: Dice) -> Arguments:
    return Arguments([[any_tensor(dice, 1, 3)] * dice.randint(1, 3)])


@family.function("keras.ops.array_split")
def array_split(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.arguments(tensor, dice.randint(1, 3), axis=dice.axis(len(tensor.sizes)))


@family.function("keras.ops.split")
def split(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    axis, parts = dice.axis(len(tensor.sizes)), dice.randint(1, 3)
    sizes = list(tensor.sizes)
    sizes[axis] *= parts
    how: Any = (
        parts if dice.chance(0.7) else sorted(dice.sample(range(1, sizes[axis] + 1), dice.randint(1, sizes[axis])))
    )
    return dice.arguments(T(tuple(sizes)), how, axis=axis)


def halved(axis: int, dice: Dice) -> Arguments:
    sizes = list(any_tensor(dice, axis + 1, 4).sizes)
    parts = dice.randint(1, 3)
    sizes[axis if len(sizes) > 1 or axis != 1 else 0] *= parts
    return Arguments([T(tuple(sizes)), parts])


family.add_function("keras.ops.vsplit", partial(halved, 0))
family.add_function("keras.ops.hsplit", partial(halved, 1))
family.add_function("keras.ops.dsplit", partial(halved, 2))


@family.function("keras.ops.unstack")
def unstack(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.keywords(tensor, axis=dice.maybe(dice.axis(len(tensor.sizes))))


@family.function("keras.ops.meshgrid", spoils=False, misuse=0.6)
def meshgrid(dice: Dice) -> Arguments:
    lines = [T((dice.randint(1, 4),)) for _ in range(dice.randint(1, 3))]
    return dice.keywords(*lines, indexing=dice.maybe(dice.choice(["ij", "xy"])))


# --- making -----------------------------------------------------------------------------------------------------------


@family.function("keras.ops.zeros", "keras.ops.ones", "keras.ops.empty")
def zeros(dice: Dice) -> Arguments:
    return dice.arguments(shape=any_tensor(dice, 0, 4).sizes)


@family.function("keras.ops.full")
def full(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4).sizes, 1.0])


@family.function("keras.ops.arange")
def arange(dice: Dice) -> Arguments:
    start = dice.randint(0, 3)
    return Arguments([start, start + dice.randint(1, 9), dice.randint(1, 3)][: dice.randint(1, 3)])


@family.function("keras.ops.linspace", "keras.ops.logspace", "keras.ops.geomspace")
def linspace(dice: Dice) -> Arguments:
    return dice.keywords(1.0, 2.0, num=dice.randint(1, 400))


@family.function("keras.ops.eye", "keras.ops.tri")
def eye(dice: Dice) -> Arguments:
    return dice.keywords(dice.randint(1, 5), M=dice.maybe(dice.randint(1, 5)), k=dice.maybe(dice.randint(-1, 1), 0.3))


@family.function("keras.ops.identity")
def identity(dice: Dice) -> Arguments:
    return Arguments([dice.randint(1, 9 * 9)])


@family.function("keras.ops.hamming", "keras.ops.hanning", "keras.ops.blackman", "keras.ops.bartlett", misuse=0.5)
def window(dice: Dice) -> Arguments:
    return Arguments([dice.randint(1, 400)])


@family.function("keras.ops.vander")
def vander(dice: Dice) -> Arguments:
    return dice.keywords(T((dice.randint(1, 6),)), N=dice.maybe(dice.randint(1, 6)))


@family.function("keras.random.normal", "keras.random.uniform", "keras.random.truncated_normal")
def random(dice: Dice) -> Arguments:
    return dice.arguments(shape=any_tensor(dice, 0, 4).sizes)


@family.function("keras.random.randint")
def randint(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4).sizes, 0, 5])


@family.function("keras.random.gamma", spoils=False, misuse=0.6)
def gamma(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4).sizes, 1.0])


@family.function("keras.random.beta", "keras.random.binomial", spoils=False, misuse=0.6)
def beta(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4).sizes, 1.0, 0.5])


@family.function("keras.random.categorical")
def categorical(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 2, 2), num_samples=dice.randint(1, 5))
