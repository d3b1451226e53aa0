"""Things that matter to a training program and say nothing of shapes: optimizers, writers, progress bars."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import ClassEntry, add_function, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.values import Context, Unknown

ANYTHING = Signature.parse("*args, **kwargs")


def nothing(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Returns None and looks at nothing."""
    return None


def something(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Returns what is not known, and changes nothing."""
    return Unknown("data of a training run", data=True)


def itself(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """Returns its object."""
    return self


def inert_class(path: str, *parents: str, silent: str = "", speaking: str = "", context: bool = False) -> ClassEntry:
    """Declare a class whose constructor and methods change nothing.

    silent: names of methods that return None; speaking: of those that return a value that nobody knows; context: `with` gives the
    object itself.
    """
    entry = declare_class(path, *parents)
    add_function(f"{path}.__init__", nothing, ANYTHING, counts=False)
    for name in silent.split():
        add_function(f"{path}.{name}", nothing, ANYTHING, counts=False)
    for name in speaking.split():
        add_function(f"{path}.{name}", something, ANYTHING, counts=False)
    if context:
        add_function(f"{path}.__enter__", itself, ANYTHING, counts=False)
        add_function(f"{path}.__exit__", nothing, ANYTHING, counts=False)
    return entry


def inert_functions(*paths: str) -> None:
    """Declare functions that return None and change nothing."""
    for path in paths:
        add_function(path, nothing, ANYTHING, counts=False)


def unknown_functions(*paths: str) -> None:
    """Declare functions that change nothing and return what is not known."""
    for path in paths:
        add_function(path, something, ANYTHING, counts=False)
