"""Calls of the other families with arguments that a function does not have, without one that it needs, or with no tensor."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.accepted import read_accepted
from tests.truth.draw import Dice, Drawn, Family
from tests.truth.model import Arguments, Case, T

MANY = 54
"""So many of them are a third of the calls of an op that takes every tensor."""
FEW = 8
TAKES_ALL = {"torch.atleast_1d", "torch.atleast_2d", "torch.atleast_3d"}
"""They take a tuple of tensors as well."""
ACCEPTED = read_accepted("convlint.frameworks.torch")


def arguments_of(families: list[Family]) -> Family:
    """The family of such calls of all ops of other families."""
    family = Family("arguments")
    seen: set[str] = set()
    for drawn in sorted((drawn for each in families for drawn in each.draws), key=lambda drawn: -len(drawn.twins)):
        for part in alike(drawn):
            paths = {part.path, *part.twins}
            if can_break(part) and seen.isdisjoint(paths):
                seen |= paths
                family.draws.append(broken_draw(part))
    return family


def alike(drawn: Drawn) -> list[Drawn]:
    """Its names whose arguments are known, and the others."""
    groups: dict[tuple[bool, bool], list[str]] = {}
    for path in drawn.key.split():
        groups.setdefault((path in ACCEPTED, f"{path}.forward" in ACCEPTED), []).append(path)
    return [dataclasses.replace(drawn, path=path, twins=tuple(twins)) for path, *twins in groups.values()]


def broken_draw(drawn: Drawn) -> Drawn:
    """How the calls of an op are drawn, broken."""
    count = FEW if drawn.fails else MANY
    return Drawn(drawn.path, breaking(drawn), True, False, count=count, twins=drawn.twins, share=1.0, binding=True)


def can_break(drawn: Drawn) -> bool:
    """Whether there is anything to break that we could know of."""
    if drawn.path in TAKES_ALL or "__" in drawn.key:
        return False
    if {drawn.path, f"{drawn.path}.forward"} & ACCEPTED.keys():
        return True
    dice = Dice(drawn.path)
    return all(_first_tensor(dataclasses.replace(drawn.draw(dice), path=drawn.path)) is not None for _ in range(5))


def _first_tensor(case: Case) -> int | None:
    """The place of the first tensor, but for the one whose method is called."""
    start = int(case.path.startswith("torch.Tensor."))
    return next((i for i, value in enumerate(case.call.args) if i >= start and isinstance(value, T)), None)


def breaking(drawn: Drawn) -> Callable[[Dice], Case]:
    """The calls of an op, broken."""
    paths = (drawn.path, *drawn.twins)
    made = all(path in ACCEPTED for path in paths)
    called = all(f"{path}.forward" in ACCEPTED for path in paths)

    def broken(dice: Dice) -> Case:
        case = dataclasses.replace(copy.deepcopy(drawn.draw(dice)), path=drawn.path)
        if case.init is not None and made and dice.chance(0.5):
            unbind(dice, case.init)
        elif (made if case.init is None else called) and dice.chance(0.6):
            unbind(dice, case.call)
        else:
            mistype(dice, case)
        return case

    return broken


def unbind(dice: Dice, part: Arguments) -> None:
    """One argument too many, of a strange name, or missing."""
    how = dice.random()
    if how < 0.3:
        part.kwargs[dice.choice(["dims", "channels", "in_size", "axes", "keepdimension"])] = 1
    elif how < 0.5:
        part.args.extend([1] * 13)
    elif part.args:
        part.args.pop()
    elif part.kwargs:
        part.kwargs.pop(dice.choice(sorted(part.kwargs)))


def mistype(dice: Dice, case: Case) -> None:
    """A tuple, a list or a text where the first tensor is wanted."""
    place = _first_tensor(case)
    if place is None:
        return
    holder: Any = case.call.args
    value = holder[place]
    holder[place] = dice.choice([(value, value), [value], [value, value], (value,), "same"])
