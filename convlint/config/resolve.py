"""Which value of a setting holds: the command line's, else the configuration file's, else the default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from convlint.config.errors import ConfigError
from convlint.config.files import ConfigFile
from convlint.config.options import OPTIONS
from convlint.config.settings import COMMAND_LINE, Added, Settings
from convlint.paths import absolute, real

DEFAULT = "default"
ADDED = "+"
CHOICE = ("extend-select", "ignore")


def resolve(file: ConfigFile | None = None, given: Mapping[str, Any] | None = None) -> Settings:
    """The settings of a run. `given` holds what the command line says, each value of its kind, by the option's name.

    A name with `+` before it adds to what the file says. Where `select` is given, the file's choice of rules is void.
    """
    given = {} if given is None else given
    void = CHOICE if "select" in given else ()
    root = file.folder if file is not None else Path.cwd()
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, option in OPTIONS.items():
        if name in given:
            values[option.attribute], origins[name] = _placed(name, given[name], Path.cwd()), COMMAND_LINE
        elif file is not None and name in file.values and name not in void:
            values[option.attribute], origins[name] = _of_file(name, file), str(file.path)
        else:
            default = None if option.default is None else option.kind(option.default)
            values[option.attribute], origins[name] = _placed(name, default, root), DEFAULT
    added = {OPTIONS[name[1:]].attribute: value for name, value in given.items() if name.startswith(ADDED)}
    return Settings(root=root, origins=origins, added=Added(**added), **values)


def _of_file(name: str, file: ConfigFile) -> Any:
    placed = _placed(name, file.values[name], file.folder)
    if not file.trusted:
        for path in placed if isinstance(placed, tuple) else (placed,):
            if isinstance(path, Path) and not real(path).is_relative_to(real(file.folder)):
                shown = os.path.relpath(path, file.folder)
                raise ConfigError(f"{file.path}: {name}: {shown!r} lies outside the folder of the configuration")
    return placed


def _placed(name: str, value: Any, folder: Path) -> Any:
    """Paths as paths, counted from a folder."""
    if name == "src":
        return tuple(absolute(folder / path) for path in value)
    if name in ("baseline", "cache-dir") and value is not None:
        return absolute(folder / value)
    return value
