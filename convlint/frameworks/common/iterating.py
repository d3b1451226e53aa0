"""Iterating over any value, from inside a declaration."""

from __future__ import annotations

from typing import Any

from convlint.values import Context, Instance, IteratorV, ListV, StreamV, Unknown
from convlint.values.context import MISSING


def iterated(cx: Context, value: Any) -> Any:
    """What a loop over `value` runs over: something that an `__iter__` may return."""
    if isinstance(value, Instance):
        method = cx.find_attribute(value, "__iter__")
        if method is not MISSING:
            return cx.call(method)
    if isinstance(value, (Unknown, ListV, IteratorV, StreamV, tuple, range)):
        return value
    items = cx.items(value)
    return StreamV(cx.element(value), cx.length(value)) if items is None else IteratorV(items)
