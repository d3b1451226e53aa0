"""What compiled handlers take. They do not tell the annotations of their parameters, so the compiled wheel has a table of them.

`tools/handler_table.py` makes it.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pkgutil import get_data
from typing import Any


@cache
def _table() -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = json.loads(get_data("convlint.frameworks.common", "handlers.json") or b"{}")
    return known


def returns(handler: Any) -> str:
    """The annotation of a compiled handler's result."""
    return str(_told(handler)[0])


def parameters(handler: Any) -> list[tuple[str, str, str, tuple[Any, ...]]]:
    """A compiled handler's parameters behind `cx`, in order: name, kind, annotation, and the default, if there is one."""
    return [
        (name, kind, annotation, tuple(_value(handler, each) for each in default))
        for name, kind, annotation, *default in _told(handler)[1]
    ]


def _told(handler: Any) -> Any:
    return _table()[_module(handler)][getattr(handler, "__name__", None) or type(handler).__name__]


def _module(handler: Any) -> str:
    """A compiled function within a function is an object of a class of its own."""
    return str(handler.__module__ if hasattr(handler, "__name__") else type(handler).__module__)


def _value(handler: Any, default: Any) -> Any:
    if isinstance(default, dict):
        return getattr(sys.modules[_module(handler)], default["name"])
    return tuple(default) if isinstance(default, list) else default
