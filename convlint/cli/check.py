"""The command `convlint check`, for command lines that are not plain (`plain.py`)."""

from __future__ import annotations

from typing import Any

import click

from convlint.cli.choices import options
from convlint.cli.completing import file_names
from convlint.cli.linting import lint


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, shell_complete=file_names)
@options
def check(paths: tuple[str, ...], **chosen: Any) -> int:
    """Lint files, folders and notebooks; `check` may be left out."""
    if not paths and _says_nothing(chosen):
        raise click.UsageError("Missing argument 'PATH...'. `convlint .` lints the current folder")
    return lint(paths, chosen)


def _says_nothing(chosen: dict[str, Any]) -> bool:
    """Whether not even an option was given."""
    context = click.get_current_context()
    default = click.core.ParameterSource.COMMANDLINE
    return not any(context.get_parameter_source(name) is default for name in chosen)
