"""Drawing random calls. A family declares how to draw calls that mostly work; `spoil` makes of them calls that mostly fail."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from tests.truth.model import Arguments, Case, Layer, T

X = TypeVar("X")
OMIT: Any = object()


class Dice(Random):
    """Random sizes, axes and arguments."""

    def chance(self, share: float) -> bool:
        return self.random() < share

    def size(self, high: int = 6) -> int:
        """A size: mostly 1 to `high`, seldom 0."""
        return 0 if self.chance(0.02) else self.randint(1, high)

    def sizes(self, count: int, high: int = 6) -> tuple[int, ...]:
        return tuple(self.size(high) for _ in range(count))

    def rank(self, low: int = 1, high: int = 4) -> int:
        return self.randint(low, high)

    def tensor(self, low: int = 0, high: int = 4, kind: str = "f") -> T:
        """A tensor of a random rank."""
        return T(self.sizes(self.rank(low, high)), kind)

    def axis(self, rank: int) -> int:
        """An axis that exists, from the front or from behind."""
        return self.randint(-max(rank, 1), max(rank, 1) - 1)

    def axes(self, rank: int, low: int = 0) -> list[int]:
        """Different axes, some from behind."""
        chosen = self.sample(range(rank), self.randint(min(low, rank), rank))
        return [axis - rank if self.chance(0.3) else axis for axis in chosen]

    def maybe(self, value: X, share: float = 0.5) -> X:
        """The value, or nothing: the argument's default."""
        return value if self.chance(share) else OMIT

    def per_axis(self, count: int, low: int, high: int) -> int | list[int]:
        """One number for all axes or one for each."""
        return self.randint(low, high) if self.chance(0.5) else [self.randint(low, high) for _ in range(count)]

    def arguments(self, *args: Any, **named: Any) -> Arguments:
        """Arguments in the framework's order; those up to the first omitted one may be passed by position."""
        names = list(named)
        first_omitted = next((i for i, name in enumerate(names) if named[name] is OMIT), len(names))
        cut = self.randint(0, first_omitted) if self.chance(0.5) else 0
        positional = [*args, *(named[name] for name in names[:cut])]
        return Arguments(positional, {name: named[name] for name in names[cut:] if named[name] is not OMIT})

    def keywords(self, *args: Any, **named: Any) -> Arguments:
        """Arguments of which the named ones are passed by name only."""
        return Arguments(list(args), {name: value for name, value in named.items() if value is not OMIT})

    def broadcastable(self, sizes: tuple[int, ...]) -> tuple[int, ...]:
        """Sizes that broadcast with the given ones: some 1, some leading ones left out or added."""
        made = tuple(1 if self.chance(0.25) else size for size in sizes)
        if self.chance(0.4):
            made = made[self.randint(0, len(made)) :]
        elif self.chance(0.2):
            made = (*self.sizes(1), *made)
        return made


Draw = Callable[[Dice], Case]


@dataclass(frozen=True)
class Drawn:
    """How the calls of one op or layer are drawn.

    fails: whether it has invalid calls at all, `share` of them. spoils: whether `spoil` may make them. words: whether it also
    changes texts and floats. misuse: the share of calls that `misuse` makes fail. binding: calls that cannot be bound are wanted.
    twins: other ops with the same outcomes, which share the records.
    """

    path: str
    draw: Draw
    fails: bool = True
    spoils: bool = True
    words: bool = False
    misuse: float = 0.0
    count: int = 102
    twins: tuple[str, ...] = ()
    share: float = 0.36
    binding: bool = False

    @property
    def key(self) -> str:
        """All its paths."""
        return " ".join((self.path, *self.twins))


class Family:
    """The draws of one file of records. options: of all of them, as in `Drawn`."""

    def __init__(self, name: str, **options: Any) -> None:
        self.name = name
        self.options = options
        self.draws: list[Drawn] = []

    def function(self, *paths: str, **options: Any) -> Callable[[Callable[[Dice], Arguments]], Callable[..., Any]]:
        """The decorated draws the arguments of each of these functions or methods (whose first argument is the tensor)."""

        def register(draw: Callable[[Dice], Arguments]) -> Callable[[Dice], Arguments]:
            for path in paths:
                self.add_function(path, draw, **options)
            return draw

        return register

    def add_function(self, path: str, draw: Callable[[Dice], Arguments], **options: Any) -> None:
        self.draws.append(Drawn(path, lambda dice: Case(path, draw(dice)), **{**self.options, **options}))

    def twins(self, *paths: str, **options: Any) -> Callable[[Callable[[Dice], Arguments]], Callable[..., Any]]:
        """As `function`, for names of one op: the records are drawn once."""
        return self.function(paths[0], twins=paths[1:], **options)

    def layer(
        self, *paths: str, **options: Any
    ) -> Callable[[Callable[[Dice], tuple[Arguments, Arguments]]], Callable[..., Any]]:
        """The decorated draws the constructor's and the call's arguments of each of these layers."""

        def register(
            draw: Callable[[Dice], tuple[Arguments, Arguments]],
        ) -> Callable[[Dice], tuple[Arguments, Arguments]]:
            for path in paths:
                self.add_layer(path, draw, **options)
            return draw

        return register

    def add_layer(self, path: str, draw: Callable[[Dice], tuple[Arguments, Arguments]], **options: Any) -> None:
        def make(dice: Dice) -> Case:
            init, call = draw(dice)
            return Case(path, call, init)

        self.draws.append(Drawn(path, make, **{**self.options, **options}))


# --- making calls fail ------------------------------------------------------------------------------------------------


WORDS = "bogus valid same causal channels_first channels_last int one_hot sum concat".split()
NAMES = "bogus dim keepdim inplace in_features kernel dilation hidden".split()
"""What no function or layer of Keras takes."""


def spoil(dice: Dice, case: Case, words: bool = False) -> Case:
    """The call with one or two of its sizes, numbers, flags or lists changed; with `words` also texts and floats."""
    changed = copy.deepcopy(case)
    for _ in range(1 if dice.chance(0.8) else 2):
        places = list(_places(changed, words))
        if places:
            holder, key = dice.choice(places)
            holder[key] = _changed(dice, holder[key], words)
    return changed


def misuse(dice: Dice, case: Case) -> Case:
    """The call (the constructor's, of a layer) without an argument, with one that there is not, or with too many."""
    changed = copy.deepcopy(case)
    part = changed.call if changed.init is None else changed.init
    how = dice.random()
    if how < 0.3 and part.args:
        part.args.pop()
    elif how < 0.5 and part.kwargs:
        del part.kwargs[dice.choice(list(part.kwargs))]
    elif how < 0.8:
        part.kwargs[dice.choice(NAMES)] = dice.choice([1, True, None, "same"])
    else:
        part.args += [dice.randint(1, 3) for _ in range(dice.randint(1, 9))]
    return changed


def _places(case: Case, words: bool = False) -> Any:
    for part in (case.init, case.call):
        if part is not None:
            yield from _arguments(part, words)


def _arguments(part: Arguments, words: bool) -> Any:
    for holder, keys in ((part.args, list(range(len(part.args)))), (part.kwargs, list(part.kwargs))):
        for key in keys:
            yield from _place(holder, key, words)


def _place(holder: Any, key: Any, words: bool) -> Any:
    value = holder[key]
    if isinstance(value, Layer):
        yield from _arguments(value.init, words)
        return
    if isinstance(value, (T, int, tuple, list, slice)) or (words and isinstance(value, (str, float))):
        yield holder, key
        if isinstance(value, T):
            yield holder, key  # shapes matter most
    if isinstance(value, list):
        for i in range(len(value)):
            yield from _place(value, i, words)


def _changed(dice: Dice, value: Any, words: bool = False) -> Any:
    if isinstance(value, T):
        return T(_changed_sizes(dice, value.sizes), value.kind, value.below)
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return dice.choice(WORDS)
    if isinstance(value, float):
        return dice.choice([-value, value + 1.0, value * 10, 0.0, 1.0])
    if isinstance(value, int):
        if words and dice.chance(0.1):
            return value + 0.5
        return dice.choice([value + 1, value - 1, -value, value * 2, 0, 1, dice.randint(2, 9)])
    if isinstance(value, slice):
        return slice(value.start, value.stop, dice.choice([0, 1, 2, -1]))
    return _changed_items(dice, value)


def _changed_sizes(dice: Dice, sizes: tuple[int, ...]) -> tuple[int, ...]:
    made = list(sizes)
    how = dice.random()
    if made and how < 0.55:
        made[dice.randrange(len(made))] = dice.choice([0, 1, 2, 3, 4, 5, 6, 7, 8])
    elif made and how < 0.75:
        del made[dice.randrange(len(made))]
    elif how < 0.9 or len(made) < 2:
        made.insert(dice.randint(0, len(made)), dice.choice([1, 2, 3]))
    else:
        dice.shuffle(made)
    return tuple(made)


def _changed_items(dice: Dice, value: Any) -> Any:
    items = list(value)
    how = dice.random()
    if items and how < 0.45:
        i = dice.randrange(len(items))
        items[i] = _changed(dice, items[i]) if isinstance(items[i], (T, int, list, tuple, slice)) else items[i]
    elif items and how < 0.7:
        del items[dice.randrange(len(items))]
    elif items and how < 0.95:
        items.insert(dice.randrange(len(items)), copy.deepcopy(dice.choice(items)))
    else:
        items = []
    return type(value)(items)
