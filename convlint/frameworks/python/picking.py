"""A few classes or functions of which a number that is left open picks one: `(Conv1d, Conv2d, Conv3d)[dim - 1]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.symbolic import Dim, Truth
from convlint.values import MISSING, BoundMethod, Context, LibraryClass, LibraryFunction, Unknown

MOST = 4


def picked(cx: Context, number: Any, table: Mapping[Any, Any]) -> Any:
    """The item for `number`, each of them in a world of its own; MISSING where it is no such pick, or too many are open."""
    if isinstance(number, Unknown) and hasattr(
        number, "name"
    ):  # an argument: the same number wherever it is used as one
        number = number.integer(cx, "number")
    if not isinstance(number, Dim) or len(table) > MOST or not all(map(_is_plain, table.values())):
        return MISSING
    possible = tuple(key for key in table if type(key) is int and cx.facts.equal(number, key) is not Truth.NO)
    key = possible[0] if len(possible) == 1 else cx.choose(("pick", number), possible) if possible else None
    if key is None or cx.facts.unify(number, key) is Truth.NO:
        return MISSING
    return table[key]


def _is_plain(value: Any) -> bool:
    """Whether it is something to call that holds no state of its own."""
    return isinstance(value, (LibraryClass, LibraryFunction, BoundMethod)) or type(value).__name__ in _OWN


_OWN = ("Class", "Function", "LazyDefinition")
