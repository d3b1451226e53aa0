"""Views of what lies in memory in another order: chains of ops that end in `view`."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.families.rearrange import grouped
from tests.truth.model import Arguments, Layer, T, Via

family = Family("strides")
Sizes = tuple[int, ...]
Step = tuple[Any, tuple[Any, ...]]
Steps = Callable[[Dice, Sizes], tuple[list[Step], Sizes]]


def method(name: str, *args: Any) -> list[Step]:
    """One step."""
    return [(f"torch.Tensor.{name}", args)]


def permuted(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    order = dice.sample(range(len(sizes)), len(sizes))
    return method("permute", *order), tuple(sizes[i] for i in order)


def transposed(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    one, other = dice.axis(len(sizes)), dice.axis(len(sizes))
    made = list(sizes)
    made[one], made[other] = made[other], made[one]
    return method("transpose", one, other), tuple(made)


def matrix_transposed(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    if len(sizes) < 2:
        return [], sizes
    return [(".mT", ())], (*sizes[:-2], sizes[-1], sizes[-2])


def moved(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    one, other = dice.randrange(len(sizes)), dice.randrange(len(sizes))
    made = [size for i, size in enumerate(sizes) if i != one]
    made.insert(other, sizes[one])
    return method("movedim", one, other), tuple(made)


def sliced(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    keys, made = [], []
    for size in sizes:
        start = dice.choice([None, None, 0, 1]) if size > 1 else None
        step = dice.choice([None, None, 2]) if size > 1 else None
        keys.append(slice(start, None, step))
        made.append(len(range(size)[keys[-1]]))
    return method("__getitem__", tuple(keys)), tuple(made)


def picked(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    if len(sizes) < 2:
        return [], sizes
    axis = dice.randrange(len(sizes))
    if dice.chance(0.5):
        return method("select", axis, 0), sizes[:axis] + sizes[axis + 1 :]
    key = tuple(0 if i == axis else slice(None) for i in range(axis + 1))
    return method("__getitem__", key), sizes[:axis] + sizes[axis + 1 :]


def cut(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    axis = dice.randrange(len(sizes))
    part = -(-sizes[axis] // 2)
    steps = [*method("chunk", 2, axis), (".0", ())] if dice.chance(0.5) else method("narrow", axis, 0, part)
    return steps, (*sizes[:axis], part, *sizes[axis + 1 :])


def expanded(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    made = tuple(dice.randint(1, 3) if size == 1 else size for size in sizes)
    made = (dice.randint(1, 3), *made) if dice.chance(0.3) else made
    return method("expand", *made), made


def new_dim(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    place = dice.randint(0, len(sizes))
    return method("unsqueeze", place), (*sizes[:place], 1, *sizes[place:])


def squeezed(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    axis = dice.randrange(len(sizes))
    if sizes[axis] == 1 and len(sizes) > 1:
        return method("squeeze", axis), sizes[:axis] + sizes[axis + 1 :]
    return method("squeeze", axis), sizes


def kept(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    steps = dice.choice([
        method("relu"), method("exp"), method("__add__", 1), method("__mul__", 2.0), method("double"), method("detach"),
        method("clone"), method("contiguous"), [("torch.nn.functional.gelu", ())], [("torch.nn.functional.dropout", (0.1, False))],
        [("torch.softmax", (-1,))], [(Layer("torch.nn.ReLU", Arguments()), ())], method("__add__", T(sizes)),
        method("__mul__", T(sizes[-1:])), [("torch.zeros_like", ())], method("cumsum", 0), [("torch.relu", ())],
    ])  # fmt: skip
    return steps, sizes


def dense(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    out = dice.randint(1, 4)
    how = dice.choice(["Linear", "matmul", "LayerNorm", "reshape", "flatten", "sum", "cat", "repeat"])
    if how == "Linear":
        return [(Layer("torch.nn.Linear", Arguments([sizes[-1], out])), ())], (*sizes[:-1], out)
    if how == "matmul" and len(sizes) > 1:
        return method("matmul", T((sizes[-1], out))), (*sizes[:-1], out)
    if how == "LayerNorm":
        return [(Layer("torch.nn.LayerNorm", Arguments([sizes[-1]])), ())], sizes
    if how == "reshape":
        return method("reshape", sizes[0], -1), (sizes[0], prod(sizes[1:]))
    if how == "flatten" and len(sizes) > 1:
        return method("flatten", 1), (sizes[0], prod(sizes[1:]))
    if how == "sum" and len(sizes) > 1:
        axis = dice.randrange(len(sizes))
        return method("sum", axis), sizes[:axis] + sizes[axis + 1 :]
    return method("repeat", *([2] * len(sizes))), tuple(2 * size for size in sizes)


def spatial(dice: Dice, sizes: Sizes) -> tuple[list[Step], Sizes]:
    if len(sizes) != 4:
        return [], sizes
    batch, channels, height, width = sizes
    out = dice.randint(1, 3)
    layer, made = dice.choice([
        (Layer("torch.nn.Conv2d", Arguments([channels, out, 1])), (batch, out, height, width)),
        (Layer("torch.nn.BatchNorm2d", Arguments([channels])), sizes),
        (Layer("torch.nn.MaxPool2d", Arguments([2, 2, 1])), (batch, channels, height // 2 + 1, width // 2 + 1)),
        (Layer("torch.nn.ConvTranspose2d", Arguments([channels, out, 1])), (batch, out, height, width)),
        (Layer("torch.nn.Upsample", Arguments([], {"scale_factor": 2})), (batch, channels, 2 * height, 2 * width)),
    ])  # fmt: skip
    return [(layer, ())], made


STEPS: list[Steps] = [permuted, transposed, permuted, transposed, matrix_transposed, moved, sliced, picked, cut]
STEPS += [expanded, new_dim, squeezed, kept, kept, kept, dense, spatial]


def chain(dice: Dice) -> tuple[Via, Sizes]:
    """A tensor after some steps, and its sizes."""
    start = sizes = tuple(dice.choice([1, 2, 2, 3, 4]) for _ in range(dice.randint(2, 4)))
    steps: list[Step] = []
    for _ in range(dice.randint(1, 5)):
        more, sizes = dice.choice(STEPS)(dice, sizes)
        steps += more
    return Via(T(start), tuple(steps)), sizes


def other_sizes(dice: Dice, sizes: Sizes) -> list[int]:
    """Sizes of the same product: neighbours merged, or factors grouped anew."""
    if dice.chance(0.6):
        return grouped(dice, list(sizes))
    factors = [factor for size in sizes for factor in ([2, 2] if size == 4 else [size])]
    return grouped(dice, factors)


@family.function("torch.Tensor.view", count=700, spoils=False)
def _(dice: Dice) -> Arguments:
    x, sizes = chain(dice)
    made = other_sizes(dice, sizes)
    if made and dice.chance(0.5):
        made[dice.randrange(len(made))] = -1
    return Arguments([x, *made])


@family.function("torch.Tensor.view_as", spoils=False)
def _(dice: Dice) -> Arguments:
    x, sizes = chain(dice)
    return Arguments([x, T(tuple(other_sizes(dice, sizes)))])
