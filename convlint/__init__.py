"""Finds the tensor shape errors that must fail in PyTorch and Keras source, without importing or running it.

    from convlint import lint_paths, lint_source

The names of the Python interface are imported when they are first asked for.
"""

# Nothing is imported here: `python -m convlint` has yet to take the current folder off the path.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from convlint.api import ConfigError, Result, lint_paths, lint_source
    from convlint.finding import Edit, Finding, Fix, Location, Span, TraceStep

__version__ = "0.1.0"
__all__ = [
    "ConfigError",
    "Edit",
    "Finding",
    "Fix",
    "Location",
    "Result",
    "Span",
    "TraceStep",
    "__version__",
    "lint_paths",
    "lint_source",
]

_DATA = frozenset({"Edit", "Finding", "Fix", "Location", "Span", "TraceStep"})


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'convlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("convlint.finding" if name in _DATA else "convlint.api"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
