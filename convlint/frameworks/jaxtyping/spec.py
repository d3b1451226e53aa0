"""The text of an annotation: `"*batch 3 h 2*w"`, taken apart."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Union

from convlint.values import Undetermined

Size = Union[int, str, ast.expr, None]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis, or with `many` any number of them.

    size: a number, a name, an expression, or None where nothing is said. stretches: a size of 1 will do as well (`#`).
    """

    size: Size
    many: bool = False
    stretches: bool = False


def axes(text: str) -> tuple[Axis, ...]:
    """The axes of a text. Undetermined for what jaxtyping refuses, or has in store for other purposes."""
    made = tuple(_axis(word) for word in text.split())
    if sum(axis.many for axis in made) > 1:
        raise Undetermined("more than one variadic axis")
    return made


def _axis(word: str) -> Axis:
    if word == "...":
        return Axis(None, many=True)
    marks = word[: len(word) - len(word.lstrip("#*_?"))]
    rest = word[len(marks) :]
    if rest.count("=") == 1 and "==" not in rest:
        rest = rest.partition("=")[2]
    many, stretches = "*" in marks, "#" in marks
    if "_" in marks or "?" in marks or not rest:
        return Axis(None, many, stretches)
    if rest.isidentifier():
        return Axis(rest, many, stretches)
    if many:
        raise Undetermined("a variadic axis without a name")
    return Axis(int(rest) if rest.isdecimal() else _expression(rest), False, stretches)


def _expression(text: str) -> ast.expr | None:
    """An expression of names; None where it is not one (`{self.size}`)."""
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
