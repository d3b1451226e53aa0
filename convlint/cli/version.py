"""`--version`: also tells whether this is the compiled wheel."""

from __future__ import annotations

import os
from importlib.machinery import PathFinder

import click

import convlint


def is_compiled() -> bool:
    """Whether the arithmetic of shapes is an extension module; asked of the files, for loading it takes longer than the answer."""
    found = PathFinder.find_spec("dim", [os.path.join(os.path.dirname(convlint.__file__), "symbolic")])
    return found is not None and found.origin is not None and not found.origin.endswith(".py")


def _show(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"convlint {convlint.__version__}{' (compiled)' if is_compiled() else ''}")
        context.exit()


version_option = click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show,
    help="Show the version and exit.",
)
