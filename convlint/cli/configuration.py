"""`convlint config`: what holds, and where it comes from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convlint.cli.completing import folder_names, setting_names

if TYPE_CHECKING:
    from convlint.config import Scopes, Settings


@click.command()
@click.argument("setting", metavar="[SETTING]", required=False, shell_complete=setting_names)
@click.option("--output-format", "-o", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--folder", metavar="FOLDER", default=".", shell_complete=folder_names, help="Whose settings are shown.")
def config(setting: str | None, output_format: str, folder: str) -> None:
    """Show every setting and where it comes from, or what one setting does."""
    from convlint.config import nearest, resolve

    if setting is not None:
        print(_help(setting), end="")
        return
    if not os.path.isdir(folder):
        raise click.UsageError(f"--folder: {folder}: no such folder")
    settings = resolve(nearest(Path(folder)))
    print(_json(settings) if output_format == "json" else show(settings), end="")


def show(settings: Settings) -> str:
    """Every setting as TOML would have it, with its origin as a comment."""
    from convlint.output.cells import plain

    rows = [(f"{name} = {_toml(value)}", settings.origins.get(name, "default")) for name, value in _values(settings)]
    width = min(max(len(text) for text, _ in rows), 60)
    return "".join(f"{plain(f'{text:<{width}}  # {origin}')}\n" for text, origin in rows)


def show_all(scopes: Scopes) -> str:
    """The settings of the run, and those of the folders that have their own."""
    from convlint.output.cells import plain

    run, *others = scopes.all()
    told = [f"\n# in {plain(str(each.root))}\n{show(each)}" for each in others]
    return show(run) + "".join(told)


def _json(settings: Settings) -> str:
    import json

    shown = {
        name: {"value": value, "origin": settings.origins.get(name, "default")} for name, value in _values(settings)
    }
    return json.dumps(shown, indent=2) + "\n"


def _values(settings: Settings) -> list[tuple[str, Any]]:
    from convlint.config import OPTIONS
    from convlint.config.settings import Added

    held = {
        name: settings.all_of(name) if hasattr(Added, option.attribute) else getattr(settings, option.attribute)
        for name, option in OPTIONS.items()
    }
    tables = {name for name, option in OPTIONS.items() if isinstance(option.default, dict)}
    return [(name, {} if name in tables and not value else _plain(value)) for name, value in held.items()]


def _help(name: str) -> str:
    from convlint.config import OPTIONS, ConfigError
    from convlint.config.errors import suggestion

    option = OPTIONS.get(name)
    if option is None:
        raise ConfigError(f"no setting {name!r}{suggestion(name, OPTIONS)}; `convlint config` lists them")
    return f"{name}: {option.type}\n\n{option.help}\n\nDefault: {_toml(option.default)}\n\n[tool.convlint]\n{option.example}\n"


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple) and value and all(isinstance(each, tuple) and len(each) == 2 for each in value):
        return {key: _plain(each) for key, each in value}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value


def _toml(value: Any) -> str:
    import json

    value = _plain(value)
    if value is None:
        return "none"
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)
