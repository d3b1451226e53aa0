"""A drawn program as text: a script, a module with `forward`, or functions that call each other."""

from __future__ import annotations

import random

from benchmarks.differential.draft import Draft, Placed

INDENT = "    "


def written(draft: Draft, head: str, style: str) -> str:
    """The program in a style."""
    if style == "functions":
        return functions(draft, head, draft.rng)
    return module(draft, head) if style == "module" else script(draft, head)


def classes(draft: Draft) -> list[str]:
    """The classes that the steps need."""
    return [placed.step.classes for placed in draft.steps if placed.step.classes]


def script(draft: Draft, head: str) -> str:
    """Layers and statements one after the other."""
    lines = [f"{name} = {code}" for name, code in draft.inputs.items()]
    for placed in draft.steps:
        lines += [*placed.constructors(), *placed.lines()]
    return "\n".join([head, *classes(draft), *lines, ""])


def module(draft: Draft, head: str) -> str:
    """A class with its layers in the constructor."""
    made = [line for placed in draft.steps for line in placed.constructors("self.")]
    body = [line for placed in draft.steps for line in placed.lines("self.")]
    names = ", ".join(draft.inputs)
    text = [head, "class Net(nn.Module):", f"{INDENT}def __init__(self):", f"{INDENT * 2}super().__init__()"]
    text += [INDENT * 2 + line for line in made]
    text += ["", f"{INDENT}def forward(self, {names}):", *(INDENT * 2 + line for line in body)]
    text += [f"{INDENT * 2}return {draft.last}", "", "", "net = Net()"]
    text += [f"{name} = {code}" for name, code in draft.inputs.items()]
    return "\n".join([*text, f"result = net({names})", ""])


def functions(draft: Draft, head: str, rng: random.Random) -> str:
    """Stretches of the statements as functions of what they need."""
    text, calls = [head, *classes(draft)], [f"{name} = {code}" for name, code in draft.inputs.items()]
    rest = list(draft.steps)
    number = 0
    while rest:
        size = rng.randint(1, 5)
        part, rest = rest[:size], rest[size:]
        text += _function(f"part{number}", part)
        calls.append(_call(f"part{number}", part))
        number += 1
    return "\n".join([*text, *calls, ""])


def _needed(part: list[Placed]) -> list[str]:
    own = {placed.out for placed in part}
    return list(dict.fromkeys(name for placed in part for name in placed.step.inputs if name not in own))


def _function(name: str, part: list[Placed]) -> list[str]:
    made = [line for placed in part for line in placed.constructors()]
    body = [INDENT + line for placed in part for line in placed.lines()]
    given = ", ".join(placed.out for placed in part)
    return [*made, "", "", f"def {name}({', '.join(_needed(part))}):", *body, f"{INDENT}return {given}", "", ""]


def _call(name: str, part: list[Placed]) -> str:
    given = ", ".join(placed.out for placed in part)
    return f"{given} = {name}({', '.join(_needed(part))})"
