"""The group of commands, in which `check` need not be written: `convlint src/`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

import click

from convlint.cli.completing import file_names
from convlint.cli.options import COMMANDS
from convlint.cli.plain import is_strange
from convlint.cli.version import version_option
from convlint.problem import Problem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
EXAMPLES = """
\b
Examples:
  convlint src/ train.py                 lint folders, files and notebooks
  convlint -o sarif:out.sarif -o github  one run, two formats
  convlint --changed-since origin/main   only what a branch can have broken
  convlint --write-baseline known.json   start in a project that has findings
  convlint explain CL102                 what a rule means
"""


def command_of(name: str) -> click.Command:
    """A command by its name."""
    return cast(click.Command, getattr(import_module(f"convlint.cli.{COMMANDS[name]}"), name))


class DefaultToCheck(click.Group):
    """A group that takes what is none of its commands for the arguments of `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return command_of(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*COMMANDS, "-h", "--help", "-V", "--version"}
        given = bool(args) and not ctx.resilient_parsing
        if args and args[0] not in own:
            self._maybe_misspelt(args[0])
        if (args or not ctx.resilient_parsing) and (not args or args[0] not in own):
            args = ["check", *args]
        if args == ["check"] and given:
            args = ["check", os.curdir]
        return super().parse_args(ctx, args)

    def _maybe_misspelt(self, name: str) -> None:
        """A word that names no file may be meant for a command."""
        if is_strange(name):
            from convlint.config.errors import suggestion

            meant = suggestion(name, (each for each in COMMANDS if each != "rule"))
            if meant:
                raise click.UsageError(f"there is neither a file nor a command {name!r}{meant}")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What `check` takes in the first place, files among it, then commands: bash drops what precedes files."""
        check = command_of("check")
        files = [] if incomplete.startswith("-") else file_names(ctx, check.params[0], incomplete)
        own = check.shell_complete(ctx, incomplete)
        return [*files, *own, *super().shell_complete(ctx, incomplete)]

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS] PATH..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        command_of("check").format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(cls=DefaultToCheck, context_settings=CONTEXT, no_args_is_help=False, epilog=EXAMPLES)
@version_option
def cli() -> None:
    """Find the tensor shape errors that must fail in PyTorch and Keras source.

    Reads files, folders and notebooks without importing or running them; `-` is the standard input. Exit status: 0 if
    there is no error, 1 if there are errors, 2 if something could not be read or done.
    """


def invoke(args: Sequence[str]) -> int:
    """Run a command line; the exit status. Raises Problem for one that is wrong."""
    try:
        with cli.make_context("convlint", list(args)) as context:
            return cli.invoke(context) or 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        raise Problem(error.format_message()) from None
