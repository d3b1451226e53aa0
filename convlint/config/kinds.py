"""What the value of a setting may be. Each kind is a function from what TOML (or the command line) gives to a value.

Every kind raises ConfigError with the reason alone; who calls it says which setting and where.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.config.errors import ConfigError, suggestion
from convlint.formats import ALIASES, FORMATS

Kind = Callable[[Any], Any]
LIBRARIES = ("torch", "torchvision", "keras", "tensorflow", "numpy")


def flag(value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise ConfigError(f"expected true or false, got {_show(value)}")
    return value


def count(value: Any) -> int:
    """A number, 0 or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ConfigError(f"expected a number from 0 on, got {_show(value)}")
    return value


def text(value: Any) -> str:
    """A string that is not empty."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise ConfigError(f"expected a string, got {_show(value)}")
    return value


def strings(value: Any) -> tuple[str, ...]:
    """A list of strings."""
    if not isinstance(value, (list, tuple)):
        raise ConfigError(f"expected a list of strings, got {_show(value)}")
    return tuple(text(item) for item in value)


def selectors(value: Any) -> tuple[str, ...]:
    """A list of codes, prefixes and names of rules."""
    wanted = strings(value)
    if wanted in ((), ("ALL",)):
        return wanted
    from convlint.rules import UnknownRule, select_codes

    try:
        select_codes(wanted)
    except UnknownRule as error:
        raise ConfigError(str(error)) from None
    return wanted


def per_file(value: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A table from patterns of files to lists of rules."""
    return tuple((pattern, selectors(codes)) for pattern, codes in _table(value).items())


def output_formats(value: Any) -> tuple[str, ...]:
    """The name of a format, or a list of names."""
    return tuple(format_name(name) for name in (strings(value) if isinstance(value, (list, tuple)) else (text(value),)))


def format_name(name: str) -> str:
    """The name of a format that there is."""
    name = ALIASES.get(name, name)
    if name not in FORMATS:
        raise ConfigError(f"no format {name!r}{suggestion(name, FORMATS)} (there are {', '.join(FORMATS)})")
    return name


def inputs(value: Any) -> dict[str, dict[str, tuple[int | str, ...]]]:
    """A table from dotted names of models to tables from parameters to shapes."""
    made: dict[str, dict[str, tuple[int | str, ...]]] = {}
    for model, shapes in _table(value).items():
        if not model or not all(part.isidentifier() for part in model.split(".")):
            raise ConfigError(f"{model!r} is not the dotted name of a class or function")
        made[model] = {name: _dims(model, name, dims) for name, dims in _table(shapes).items()}
    return made


def versions(value: Any) -> dict[str, str]:
    """A table from libraries to versions."""
    table = _table(value)
    for library, version in table.items():
        if library not in LIBRARIES:
            raise ConfigError(f"no library {library!r}{suggestion(library, LIBRARIES)}")
        if not text(version)[0].isdigit() or not all(part.isalnum() for part in version.replace("+", ".").split(".")):
            raise ConfigError(f"{version!r} is not a version such as '2.9.1'")
    return table


def _dims(model: str, name: str, dims: Any) -> tuple[int | str, ...]:
    from convlint.hints import HintError, parse_dims

    try:
        return parse_dims(dims)
    except HintError as error:
        raise ConfigError(f"{model}: {name}: {error}") from None


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"expected a table, got {_show(value)}")
    return value


def _show(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
