"""The options of `check` as click has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from convlint.cli import completing
from convlint.cli.options import ROWS, Row
from convlint.cli.version import version_option

Command = TypeVar("Command", bound=Callable[..., Any])


def options(command: Command) -> Command:
    """Gives a command all options of `check`."""
    command = version_option(command)
    for row in reversed(ROWS):
        command = _option(row)(command)
    return command


def _option(row: Row) -> Callable[[Command], Command]:
    if not row.takes_value:
        return _flag(row)
    kind = click.Choice(row.choices) if row.choices else click.IntRange(0) if row.is_count else None
    return click.option(
        *row.spelled.split(),
        row.key,
        metavar=row.metavar or None,
        multiple=row.many,
        type=kind,
        default=row.default,
        show_default=bool(row.choices),
        envvar=row.envvar or None,
        shell_complete=getattr(completing, row.completes) if row.completes else None,
        help=row.help,
    )


def _flag(row: Row) -> Callable[[Command], Command]:
    if not row.off:
        return click.option(*row.spelled.split(), row.key, is_flag=True, help=row.help)
    *short, denied = row.off.split()
    first, *further = [f"{row.spelled}/{denied}", *(f" /{each}" for each in short)]
    return click.option(first, *further, row.key, default=None, help=row.help)
