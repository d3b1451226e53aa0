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
LISTS = (*CHOICE, "extend-exclude")
"""Where a file extends another one, these add to what that says; a choice of rules only to the last `select`."""


def resolve(file: ConfigFile | None = None, given: Mapping[str, Any] | None = None) -> Settings:
    """The settings of a run. `given` holds what the command line says, each value of its kind, by the option's name.

    A name with `+` before it adds to what the file says. Where `select` is given, the choice of rules in files is void.
    """
    given = {} if given is None else given
    root = file.folder if file is not None else Path.cwd()
    chain = file.chain if file is not None else []
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    bases: dict[str, Path] = {}
    for name, option in OPTIONS.items():
        says = _files_saying(name, chain, "select" in given)
        first = _base(name, chain) if name in LISTS else says[-1] if says else None
        if name in given:
            value, origins[name], bases[name] = _placed(name, given[name], Path.cwd()), COMMAND_LINE, Path.cwd()
        elif first is not None and first in says:
            value, origins[name], bases[name] = _of_file(name, first), str(first.path), first.folder
        else:
            default = None if option.default is None else option.kind(option.default)
            value, origins[name] = _placed(name, default, root), DEFAULT
        if name in LISTS and name not in given and says:
            origins[name] = ", ".join(str(each.path) for each in says)
        values[option.attribute] = value
    added = [_added_by(each, chain, given) for each in chain]
    more = {name.removeprefix(ADDED): value for name, value in given.items() if name.startswith(ADDED)}
    for name in more:
        origins[name] = COMMAND_LINE if origins[name] == DEFAULT else f"{origins[name]}, {COMMAND_LINE}"
    added.append(Added(Path.cwd(), **{OPTIONS[name].attribute: value for name, value in more.items()}))
    return Settings(root=root, origins=origins, bases=bases, added=tuple(added), **values)


def _files_saying(name: str, chain: list[ConfigFile], chosen: bool) -> list[ConfigFile]:
    """The files whose word on a setting counts, the farthest first."""
    if name in CHOICE:
        chain = [] if chosen else chain[_last_choice(chain) :]
    return [each for each in chain if name in each.values]


def _last_choice(chain: list[ConfigFile]) -> int:
    return max((number for number, each in enumerate(chain) if "select" in each.values), default=0)


def _base(name: str, chain: list[ConfigFile]) -> ConfigFile | None:
    """The file to whose list the others add."""
    return chain[_last_choice(chain) if name in CHOICE else 0] if chain else None


def _added_by(file: ConfigFile, chain: list[ConfigFile], given: Mapping[str, Any]) -> Added:
    """What a file adds to the lists of those that it extends."""
    adding = {}
    for name in LISTS:
        says = _files_saying(name, chain, "select" in given)
        if name not in given and file in says and file is not _base(name, chain):
            adding[OPTIONS[name].attribute] = _of_file(name, file)
    return Added(folder=file.folder, **adding)


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
