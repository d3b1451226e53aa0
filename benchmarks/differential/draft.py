"""A program while it is drawn: its statements are run as they come, so that the next one knows the real shapes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Shape = tuple[int, ...]
WILD = 0.04
"""How often a number is not the one that fits."""


@dataclass(frozen=True)
class Step:
    """`layers`: constructors; `lines` use them as `{0}`, `{1}` and the result's name as `{out}`.

    `classes`: what the constructors name, at the head of the program.
    """

    layers: tuple[str, ...]
    lines: tuple[str, ...]
    inputs: tuple[str, ...]
    classes: str = ""


@dataclass
class Placed:
    """A step in its program: the names of its layers and of its result."""

    step: Step
    layers: tuple[str, ...]
    out: str

    def lines(self, owner: str = "") -> list[str]:
        """Its statements; `owner` stands before the names of layers (`self.`)."""
        names = [owner + name for name in self.layers]
        return [line.format(*names, out=self.out) for line in self.step.lines]

    def constructors(self, owner: str = "") -> list[str]:
        """The statements that make its layers."""
        return [f"{owner}{name} = {made}" for name, made in zip(self.layers, self.step.layers)]


@dataclass
class Draft:
    """What was drawn so far, and the world in which it ran."""

    rng: random.Random
    env: dict[str, Any]
    inputs: dict[str, str] = field(default_factory=dict)
    steps: list[Placed] = field(default_factory=list)
    shapes: dict[str, Shape] = field(default_factory=dict)
    failed: bool = False
    style: str = ""
    """How it will be written, where that is known from the start."""
    chain: bool = False
    """Whether each step is a single layer called on the result of the one before."""
    tokens: dict[str, Shape] = field(default_factory=dict)
    """Inputs of whole numbers, which only an embedding takes."""

    def add_input(self, code: str, tokens: bool = False) -> None:
        """A tensor that the program starts from."""
        name = f"x{len(self.inputs)}"
        self.inputs[name] = code
        exec(f"{name} = {code}", self.env)
        (self.tokens if tokens else self.shapes)[name] = sizes(self.env[name].shape)

    def pick(self, *ranks: int) -> tuple[str, Shape]:
        """A tensor of one of the ranks (any, if none is said), rather a late one. LookupError where there is none."""
        found = [(name, shape) for name, shape in self.shapes.items() if not ranks or len(shape) in ranks]
        if not found:
            raise LookupError
        if self.chain and found[-1][0] != self.last:
            raise LookupError
        return found[-1] if self.chain or self.rng.random() < 0.7 else self.rng.choice(found)

    @property
    def last(self) -> str:
        """The name of the latest result, of the first input where there is none."""
        return self.steps[-1].out if self.steps else next(iter(self.inputs))

    def admits(self, step: Step) -> bool:
        """Whether the step can stand here."""
        return not self.chain or (len(step.layers) == 1 and step.lines == (f"{{out}} = {{0}}({self.last})",))

    def fits(self, number: int) -> int:
        """The number, or seldom another."""
        if self.rng.random() >= WILD:
            return number
        return max(1, self.rng.choice([number + 1, number - 1, number * 2, number // 2, 1, 3]))

    def try_step(self, step: Step, keep: float) -> None:
        """Run a step; one that fails ends the program with probability `keep`, else it is forgotten."""
        number = len(self.steps)
        placed = Placed(step, tuple(f"layer{number}_{i}" for i in range(len(step.layers))), f"y{number}")
        before = dict(self.env)
        try:
            exec("\n".join([step.classes, *placed.constructors(), *placed.lines()]), self.env)
            shape = sizes(self.env[placed.out].shape)
            if 0 in shape or _elements(shape) > 200_000:
                raise LookupError
        except LookupError:
            self.env = before
            return
        except Exception:
            self.env = before
            if self.rng.random() >= keep:
                return
            self.failed = True
            self.steps.append(placed)
            return
        self.steps.append(placed)
        self.shapes[placed.out] = shape


def sizes(shape: Any) -> Shape:
    """A shape as numbers; an open batch counts as none, -1."""
    return tuple(-1 if size is None else int(size) for size in shape)


def _elements(shape: Shape) -> int:
    total = 1
    for size in shape:
        total *= abs(size)
    return total


Drawer = Callable[[Draft], Step]


def drawer(drawers: list[Drawer], times: int = 1) -> Callable[[Drawer], Drawer]:
    """Declare a drawer, so many times as likely."""

    def register(function: Drawer) -> Drawer:
        drawers.extend([function] * times)
        return function

    return register


def one(name: str, line: str, *made: str, classes: str = "") -> Step:
    """A step that makes something of one tensor."""
    return Step(made, (f"{{out}} = {line}",), (name,), classes)


def grow(draft: Draft, drawers: Sequence[Drawer], count: int, keep: float) -> None:
    """Add steps until there are `count` or one has failed."""
    for _ in range(count * (20 if draft.chain else 6)):
        if draft.failed or len(draft.steps) >= count:
            return
        try:
            step = draft.rng.choice(drawers)(draft)
        except LookupError:
            continue
        if draft.admits(step):
            draft.try_step(step, keep)
