"""What the options of `check` mean as settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from convlint.problem import Problem

if TYPE_CHECKING:
    from convlint.config.kinds import Kind

_SPELLED = {"inputs": "input", "framework-versions": "framework-version"}
"""Settings whose option, which takes one at a time, has another name."""


def is_setting(text: str) -> bool:
    """Whether a `--config` is a setting, not a file."""
    return "=" in text and not os.path.isfile(text)


def settings_given(chosen: dict[str, Any]) -> dict[str, Any]:
    """What the command line says, by the names of the settings. Raises Problem."""
    from convlint.config import OPTIONS
    from convlint.config.files import parse_setting

    given: dict[str, Any] = {}
    for text in filter(is_setting, chosen["configs"]):
        given |= parse_setting(text)
    raw = {
        "select": _rules(chosen["select"]),
        "extend-select": _rules(chosen["extend_select"]),
        "ignore": _rules(chosen["ignore"]),
        "per-file-ignores": _per_file(chosen["per_file_ignores"]),
        "exclude": list(chosen["exclude"]),
        "extend-exclude": list(chosen["extend_exclude"]),
        "src": list(chosen["src"]),
        "inputs": _inputs(chosen["inputs"]),
        "framework-versions": _versions(chosen["versions"]),
    }
    raw = {name: value for name, value in raw.items() if value}
    changes = ("extend-exclude",) if "select" in raw else ("extend-exclude", "extend-select", "ignore")
    adding = {f"+{name}": raw.pop(name) for name in changes if name in raw}
    for name in ("force-exclude", "respect-gitignore", "error-on-warning", "jobs", "cache", "baseline", "cache-dir"):
        if chosen[name.replace("-", "_")] is not None:
            raw[name] = chosen[name.replace("-", "_")]
    return given | {
        name: _of_kind(name, OPTIONS[name.removeprefix("+")].kind, value) for name, value in (raw | adding).items()
    }


def _of_kind(name: str, kind: Kind, value: Any) -> Any:
    try:
        return kind(value)
    except Problem as error:
        raise Problem(f"--{_SPELLED.get(name, name.removeprefix('+'))}: {error}") from None


def _rules(values: tuple[str, ...]) -> list[str]:
    return [code.strip() for value in values for code in value.split(",") if code.strip()]


def _per_file(values: tuple[str, ...]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for value in values:
        pattern, colon, codes = value.rpartition(":")
        if not colon or not pattern:
            raise Problem(f"--per-file-ignores: expected PATTERN:RULES, got {value!r}")
        table.setdefault(pattern, []).extend(_rules((codes,)))
    return table


def _inputs(values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for value in values:
        model, colon, shape = value.partition(":")
        name, equals, dims = shape.partition("=")
        if not colon or not equals:
            raise Problem(f"--input: expected MODEL:NAME=SHAPE, got {value!r}")
        table.setdefault(model, {})[name.strip()] = dims
    return table


def _versions(values: tuple[str, ...]) -> dict[str, str]:
    table = {}
    for value in values:
        library, equals, version = value.partition("=")
        if not equals:
            raise Problem(f"--framework-version: expected LIBRARY=VERSION, got {value!r}")
        table[library.strip()] = version.strip()
    return table
