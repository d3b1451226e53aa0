"""einops: patterns of random axes, some of them wrong."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("einops")
NAMES = ["b", "c", "h", "w", "p1", "p2", "t"]
Groups = list[list[str]]


def grouped(dice: Dice, axes: list[str]) -> Groups:
    """The axes in order, some composed, some 1 between them."""
    groups: Groups = []
    for axis in axes:
        if groups and groups[-1] and dice.chance(0.3):
            groups[-1].append(axis)
        else:
            groups.append([axis])
    for _ in range(dice.choice([0, 0, 0, 0, 1])):
        groups.insert(dice.randint(0, len(groups)), [])
    return groups


def text(dice: Dice, groups: Groups) -> str:
    """The groups as a side of a pattern."""
    single = dice.choice(["1", "()"])
    return " ".join(single if not g else g[0] if len(g) == 1 else f"({' '.join(g)})" for g in groups)


def broken(dice: Dice, pattern: str) -> str:
    """A pattern with one token changed, left out or added."""
    if not dice.chance(0.15):
        return pattern
    tokens = pattern.split(" ")
    at = dice.randrange(len(tokens))
    how = dice.random()
    if how < 0.3:
        del tokens[at]
    elif how < 0.6:
        tokens.insert(at, dice.choice([*NAMES, "2", "1", "...", "(", ")", "0", "_", "->", "x-y", "x_", "."]))
    elif how < 0.8:
        tokens[at] = dice.choice([*NAMES, "...", "1", "3", "b...", "(b"])
    else:
        other = dice.randrange(len(tokens))
        tokens[at], tokens[other] = tokens[other], tokens[at]
    return " ".join(tokens)


class Plan:
    """Axes with sizes, and a left side of a pattern that takes a tensor apart into them."""

    def __init__(self, dice: Dice, most: int = 5) -> None:
        axes = dice.sample(NAMES, dice.randint(1, most))
        self.sizes = {axis: dice.size(4) for axis in axes}
        self.axes = axes
        self.left = grouped(dice, axes)
        self.dots = dice.sizes(dice.randint(0, 2), 3) if dice.chance(0.25) else None
        self.at = dice.randint(0, len(self.left))
        self.given = {g[i]: self.sizes[g[i]] for g in self.left for i in self._given(dice, len(g))}

    @staticmethod
    def _given(dice: Dice, count: int) -> list[int]:
        if count == 1:
            return [0] if dice.chance(0.08) else []
        return dice.sample(range(count), count if dice.chance(0.2) else count - 1) if count else []

    def tensor(self) -> T:
        dims = [1 if not g else _product(self.sizes[axis] for axis in g) for g in self.left]
        return T((*dims[: self.at], *(self.dots or ()), *dims[self.at :]))

    def pattern(self, dice: Dice, right: Groups) -> str:
        """The whole pattern, dots included."""
        left = list(self.left)
        if self.dots is not None:
            left.insert(self.at, ["..."])
            place = dice.randint(0, len(right))
            if right and dice.chance(0.3) and right[place - 1]:
                right[place - 1].append("...")
            else:
                right.insert(place, ["..."])
        return broken(dice, f"{text(dice, left)} -> {text(dice, right)}")


def _product(sizes: object) -> int:
    made = 1
    for size in sizes:  # type: ignore[attr-defined]
        made *= size
    return made


def rearranged(dice: Dice) -> tuple[Plan, str]:
    """A pattern whose right side has the axes of the left one in another order."""
    plan = Plan(dice)
    right = grouped(dice, dice.sample(plan.axes, len(plan.axes)))
    return plan, plan.pattern(dice, right)


@family.function("einops.rearrange", count=250)
def _(dice: Dice) -> Arguments:
    plan, pattern = rearranged(dice)
    return Arguments([plan.tensor(), pattern], dict(plan.given))


@family.layer("einops.layers.torch.Rearrange", count=150)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    plan, pattern = rearranged(dice)
    return Arguments([pattern], dict(plan.given)), Arguments([plan.tensor()])


@family.function("einops.repeat", count=200)
def _(dice: Dice) -> Arguments:
    plan = Plan(dice, 4)
    new = [axis for axis in NAMES if axis not in plan.axes][: dice.randint(0, 2)]
    sizes = {axis: dice.size(4) for axis in new}
    axes = [*plan.axes, *new, *(["2"] if dice.chance(0.2) else [])]
    right = grouped(dice, dice.sample(axes, len(axes)))
    return Arguments([plan.tensor(), plan.pattern(dice, right)], {**plan.given, **sizes})


def reduced(dice: Dice) -> tuple[Plan, str]:
    """A pattern whose right side has only some of the axes of the left one."""
    plan = Plan(dice)
    return plan, plan.pattern(dice, grouped(dice, dice.sample(plan.axes, dice.randint(0, len(plan.axes)))))


REDUCTIONS = ["sum", "mean", "max", "min", "prod", "any", "all"]


@family.function("einops.reduce", count=200)
def _(dice: Dice) -> Arguments:
    plan, pattern = reduced(dice)
    name = "average" if dice.chance(0.04) else dice.choice(REDUCTIONS)
    return Arguments([plan.tensor(), pattern, name], dict(plan.given))


@family.layer("einops.layers.torch.Reduce", count=120)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    plan, pattern = reduced(dice)
    return Arguments([pattern, dice.choice(REDUCTIONS)], dict(plan.given)), Arguments([plan.tensor()])


@family.function("einops.einsum", count=150)
def _(dice: Dice) -> Arguments:
    sizes = {name: dice.randint(1, 4) for name in NAMES}
    terms = [dice.sample(NAMES[:5], dice.randint(1, 3)) for _ in range(dice.randint(1, 3))]
    used = sorted({name for term in terms for name in term})
    right = dice.sample(used, dice.randint(0, len(used)))
    tensors = [tuple(sizes[name] for name in term) for term in terms]
    if dice.chance(0.2):
        batch = dice.sizes(dice.randint(0, 2), 3)
        terms, right = [["...", *term] for term in terms], ["...", *right]
        tensors = [(*dice.broadcastable(batch), *size) for size in tensors]
    pattern = f"{', '.join(' '.join(term) for term in terms)} -> {' '.join(right)}"
    return Arguments([*(T(size) for size in tensors), broken(dice, pattern)])


@family.function("einops.parse_shape", count=102)
def _(dice: Dice) -> Arguments:
    names = [dice.choice([name, name, name, "_"]) for name in dice.sample(NAMES, dice.randint(1, 4))]
    sizes = dice.sizes(len(names), 4)
    return Arguments([T(sizes), broken(dice, " ".join(names))])


@family.function("einops.pack", count=120)
def _(dice: Dice) -> Arguments:
    before, behind = dice.sizes(dice.randint(0, 2), 4), dice.sizes(dice.randint(0, 2), 4)
    tensors = [T((*before, *dice.sizes(dice.randint(0, 2), 4), *behind)) for _ in range(dice.randint(1, 3))]
    names = dice.sample(NAMES, len(before) + len(behind))
    pattern = " ".join([*names[: len(before)], "*", *names[len(before) :]])
    return Arguments([tensors, broken(dice, pattern)])


@family.function("einops.unpack", count=120)
def _(dice: Dice) -> Arguments:
    before, behind = dice.sizes(dice.randint(0, 2), 4), dice.sizes(dice.randint(0, 2), 4)
    shapes = [list(dice.sizes(dice.randint(0, 2), 3)) for _ in range(dice.randint(1, 3))]
    total = sum(_product(shape) for shape in shapes)
    if dice.chance(0.4):
        shape = dice.choice(shapes)
        if shape:
            shape[dice.randrange(len(shape))] = -1
    names = dice.sample(NAMES, len(before) + len(behind))
    pattern = " ".join([*names[: len(before)], "*", *names[len(before) :]])
    return Arguments([T((*before, total, *behind)), shapes, broken(dice, pattern)])


@family.layer("einops.layers.torch.EinMix", count=150)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    plan = Plan(dice, 4)
    new = [axis for axis in NAMES if axis not in plan.axes][: dice.randint(0, 2)]
    sizes = plan.sizes | {axis: dice.randint(1, 4) for axis in new}
    kept = dice.sample(plan.axes, dice.randint(0, len(plan.axes)))
    mixed = dice.sample(plan.axes, dice.randint(0, len(plan.axes)))
    weight = sorted({*new, *mixed})
    pattern = plan.pattern(dice, grouped(dice, dice.sample([*kept, *new], len(kept) + len(new))))
    named = {**plan.given, **{axis: sizes[axis] for axis in weight}}
    bias = " ".join(axis for axis in named if axis in [*kept, *new]) if dice.chance(0.3) else None
    if bias:
        named["bias_shape"] = bias
    return Arguments([pattern, " ".join(weight)], named), Arguments([plan.tensor()])
