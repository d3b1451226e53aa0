"""Configuration files: which one holds, and what it says. They are foreign text like everything that is linted."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from convlint.config.errors import ConfigError, suggestion
from convlint.config.options import OPTIONS
from convlint.paths import absolute, inside

NAMES = (".convlint.toml", "convlint.toml", "pyproject.toml")
LARGEST = 1_000_000
HEADED = "; settings stand under [tool.convlint] only in a pyproject.toml, elsewhere at the top"
EXTEND, MOST_EXTENDED = "extend", 10


class ConfigFile(NamedTuple):
    """A file and its settings, each of them of its kind. `trusted`: it was named on the command line."""

    path: Path
    values: Mapping[str, Any]
    trusted: bool = False
    extended: ConfigFile | None = None

    @property
    def folder(self) -> Path:
        return absolute(self.path).parent

    @property
    def chain(self) -> list[ConfigFile]:
        """The files that it extends, the farthest first, and itself."""
        return [*(self.extended.chain if self.extended is not None else ()), self]


def nearest(folder: Path) -> ConfigFile | None:
    """The first configuration from a folder upwards: convlint.toml, or a pyproject.toml that has `[tool.convlint]`."""
    folder = absolute(folder)
    return next((found for place in (folder, *folder.parents) if (found := in_folder(place)) is not None), None)


def in_folder(folder: Path) -> ConfigFile | None:
    """The configuration in this very folder. Raises ConfigError for one that is wrong."""
    for name in NAMES:
        path = folder / name
        if os.path.isfile(path):
            found = _of_project(path)
            if found is not None:
                return found
    return None


def read_config(path: Path) -> ConfigFile:
    """The configuration in a file that the user names. Raises ConfigError."""
    table = _table(path, _parse(_read(path), str(path)))
    return _made(path, table or {}, trusted=True)


def check(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Every value of its kind, by name. Raises ConfigError for a name that there is not, and for a wrong value."""
    checked = {}
    for name, value in table.items():
        option = OPTIONS.get(name)
        if option is None:
            meant = HEADED if name == "tool" else suggestion(name, (*OPTIONS, EXTEND))
            raise ConfigError(f"{where}: unknown setting {name!r}{meant}")
        try:
            checked[name] = option.kind(value)
        except ConfigError as error:
            raise ConfigError(f"{where}: {name}: {error}") from None
    return checked


def parse_setting(text: str) -> dict[str, Any]:
    """A setting as the command line gives it: `--config 'ignore = ["CL102"]'`."""
    return check(_parse(text, "--config"), "--config")


def told_in(path: Path, text: str) -> Mapping[str, Any] | None:
    """What a file of this name and text would tell us, unchecked; nothing if it cannot be parsed."""
    try:
        return _table(path, _parse(text, str(path))) or None
    except ConfigError:
        return None


def _of_project(path: Path) -> ConfigFile | None:
    """The configuration in a file that was come across; None in a pyproject.toml that is none of our business."""
    if not inside(path, path.parent):
        raise ConfigError(f"{path}: leads out of its folder by a symbolic link; name it with --config to have it read")
    text = _read(path)
    if path.name == "pyproject.toml" and "convlint" not in text:
        return None
    table = _table(path, _parse(text, str(path)))
    return None if table is None else _made(path, table, trusted=False)


def _made(path: Path, table: Mapping[str, Any], trusted: bool, below: tuple[Path, ...] = ()) -> ConfigFile:
    """`below` are the files that extend this one."""
    values = check({name: value for name, value in table.items() if name != EXTEND}, str(path))
    if EXTEND not in table:
        return ConfigFile(path, values, trusted)
    target = _target(path, table[EXTEND], trusted)
    chain = (*below, absolute(path))
    if target in chain or len(chain) >= MOST_EXTENDED:
        raise ConfigError(f"{path}: {EXTEND}: {table[EXTEND]!r} extends this file in turn, or too many follow")
    further = _table(target, _parse(_read(target), str(target)))
    return ConfigFile(path, values, trusted, _made(target, further or {}, trusted, chain))


def _target(path: Path, named: Any, trusted: bool) -> Path:
    """The file that another one extends: below it or, if it was not named on the command line, a configuration above it."""
    if not isinstance(named, str) or not named or "\0" in named:
        raise ConfigError(f"{path}: {EXTEND}: expected the path of a file, got {named!r:.40}")
    folder = absolute(path).parent
    target = absolute(folder / named)
    above = target.name in NAMES and folder.is_relative_to(target.parent)
    if not trusted:
        if not above and not target.is_relative_to(folder):
            raise ConfigError(f"{path}: {EXTEND}: {named!r} is neither below this file nor a configuration above it")
        if os.path.isfile(target) and not inside(target, target.parent if above else folder):
            raise ConfigError(f"{path}: {EXTEND}: {named!r} leads out of its folder by a symbolic link")
    return target


def _table(path: Path, parsed: dict[str, Any]) -> dict[str, Any] | None:
    if path.name != "pyproject.toml":
        return parsed
    tool = parsed.get("tool", {})
    table = tool.get("convlint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.convlint: expected a table")
    return table


def _read(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > LARGEST:
        raise ConfigError(f"{path}: larger than {LARGEST} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8") from None


def _parse(text: str, where: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        parsed: dict[str, Any] = tomllib.loads(text.replace("\r\n", "\n"))
        return parsed
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise ConfigError(f"{where}: {reason}") from None
