"""The command line. Everything that is slow to import is imported by the command that needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from convlint import __version__

if TYPE_CHECKING:
    from convlint.runner import Report

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
INTERRUPTED, PIPE_CLOSED = 130, 141


class DefaultToCheck(click.Group):
    """A group in which `check` need not be written: `convlint src/`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {*self.commands, "-h", "--help", "--version"}
        if not args or args[0] not in own:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS] PATH..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.commands["check"].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(cls=DefaultToCheck, context_settings=CONTEXT, no_args_is_help=False)
@click.version_option(__version__, prog_name="convlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Find the tensor shape errors that must fail in PyTorch and Keras source.

    Reads files and folders without importing or running them. Exit status: 0 if there is no error, 1 if there are
    errors, 2 if something could not be read or done.
    """


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--output-format", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True)
@click.option("--output-file", metavar="FILE", help="Write the findings to FILE.")
@click.option("--select", metavar="CODES", multiple=True, help="Report these rules only: codes, prefixes or names.")
@click.option("--ignore", metavar="CODES", multiple=True, help="Do not report these rules.")
@click.option("--statistics", is_flag=True, help="Count the findings by rule and tell how much was understood.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are errors.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no closing line.")
@click.version_option(__version__, prog_name="convlint", message="%(prog)s %(version)s")
def check(
    paths: tuple[str, ...],
    output_format: str,
    output_file: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    statistics: bool,
    exit_zero: bool,
    color: str,
    quiet: bool,
) -> int:
    """Lint files and folders; `check` may be left out."""
    from convlint.output import FORMATS, Page, statistics_table

    selected, ignored = _codes("--select", select), _codes("--ignore", ignore)
    report = _run(paths, selected, ignored)
    painted = _is_colored(color, to_file=output_file is not None)
    page = Page(report.project.source_line, len(report.project.files), painted, quiet)
    _write(FORMATS[output_format](report.findings, page), output_file)
    if statistics:
        table = statistics_table(report.findings, report.counters)
        print(table, end="", file=sys.stderr if output_format == "json" else sys.stdout)
    for problem in report.problems:
        _complain(problem)
    if report.failed:
        return 2
    return 1 if report.has_errors and not exit_zero else 0


@cli.command()
def rules() -> None:
    """List every rule."""
    from convlint.rules import RULES

    for rule in RULES.values():
        print(f"{rule.code}  {rule.name:<20}  {rule.severity:<7}  {rule.summary}")


@cli.command()
@click.argument("rule", metavar="RULE")
def explain(rule: str) -> None:
    """Tell what a rule means, by its code or its name."""
    from convlint.rules import UnknownRule, find_rule, rule_page

    try:
        print(rule_page(find_rule(rule)), end="")
    except UnknownRule as error:
        raise click.UsageError(str(error)) from None


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status; every failure is one line on the error output."""
    _never_fail_to_encode()
    if "_CONVLINT_COMPLETE" in os.environ:
        cli.main(prog_name="convlint")
    try:
        with cli.make_context("convlint", list(sys.argv[1:] if args is None else args)) as context:
            status = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _complain(" ".join(error.format_message().split()))
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        _complain(_reason(error))
        return 2
    return status or 0


def _run(paths: Sequence[str], select: frozenset[str], ignore: frozenset[str]) -> Report:
    from convlint.runner import run

    return run(paths, select, ignore)


def _codes(option: str, values: Sequence[str]) -> frozenset[str]:
    from convlint.rules import UnknownRule, select_codes

    wanted = [code.strip() for value in values for code in value.split(",")]
    try:
        return select_codes(code for code in wanted if code)
    except UnknownRule as error:
        raise click.UsageError(f"{option}: {error}") from None


def _is_colored(wanted: str, to_file: bool) -> bool:
    """The option first, then NO_COLOR and FORCE_COLOR, then whether a terminal reads along."""
    if wanted != "auto" or to_file:
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _write(text: str, filename: str | None) -> None:
    if filename is None:
        sys.stdout.write(text)
        return
    try:
        with open(filename, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise click.UsageError(_reason(error)) from None


def _reason(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{(error.strerror or str(error)).lower()}"


def _complain(message: str) -> None:
    from convlint.output.cells import plain

    print(f"convlint: error: {plain(message)}", file=sys.stderr)


def _never_fail_to_encode() -> None:
    """A terminal without Unicode gets the code of a character that it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
