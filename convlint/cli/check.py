"""`convlint check`: lint, print, and say by the exit status how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from convlint.cli.choices import options, settings_given
from convlint.cli.completing import file_names
from convlint.cli.streams import complain, is_colored, is_terminal, reason
from convlint.problem import Problem

if TYPE_CHECKING:
    from convlint.config import Scopes, Settings
    from convlint.runner import Report

Target = tuple[str, "str | None"]
STDIN = "-"


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, shell_complete=file_names)
@options
def check(paths: tuple[str, ...], **chosen: Any) -> int:
    """Lint files, folders and notebooks; `check` may be left out."""
    if not paths and _says_nothing(chosen):
        raise click.UsageError("Missing argument 'PATH...'. `convlint .` lints the current folder")
    paths = paths or (os.curdir,)
    scopes = _scopes(paths, chosen)
    targets = _targets(chosen, scopes.run)
    if chosen["show_settings"] or chosen["show_files"]:
        return _show(paths, scopes, chosen)
    report = _run(paths, scopes, chosen)
    status = _follow_up(report, chosen)
    if status is None:
        _print(report, targets, chosen)
        strict = any(scopes.of(finding.filename).error_on_warning for finding in report.findings)
        status = 1 if report.has_errors or strict else 0
    for warning in report.warnings:
        complain(warning, "warning")
    for note in report.notes:
        complain(note, "note")
    for problem in report.problems:
        complain(problem)
    if report.failed:
        return 2
    return 0 if chosen["exit_zero"] else status


def _says_nothing(chosen: dict[str, Any]) -> bool:
    """Whether not even an option was given."""
    context = click.get_current_context()
    default = click.core.ParameterSource.COMMANDLINE
    return not any(context.get_parameter_source(name) is default for name in chosen)


def _scopes(paths: Sequence[str], chosen: dict[str, Any]) -> Scopes:
    from convlint.config import scopes_for

    files = [text for text in chosen["configs"] if "=" not in text]
    if len(files) > 1:
        raise click.UsageError("--config: one file only")
    names = [chosen["stdin_filename"] or os.curdir if path == STDIN else path for path in paths]
    return scopes_for(names, settings_given(chosen), files[0] if files else None, chosen["isolated"])


def _targets(chosen: dict[str, Any], settings: Settings) -> list[Target]:
    """Each format with the file that it goes to; None for the output."""
    from convlint.config.kinds import format_name

    targets: list[Target] = []
    for given in chosen["outputs"] or settings.output_format:
        name, colon, filename = given.partition(":")
        if colon and not filename:
            raise click.UsageError(f"--output-format: no file after {given!r}")
        try:
            targets.append((format_name(name), filename or None))
        except Problem as error:
            raise click.UsageError(f"--output-format: {error}") from None
    if chosen["output_file"]:
        if sum(filename is None for _, filename in targets) != 1:
            raise click.UsageError("--output-file: needs exactly one format that goes nowhere else")
        targets = [(name, filename or chosen["output_file"]) for name, filename in targets]
    return targets


def _show(paths: Sequence[str], scopes: Scopes, chosen: dict[str, Any]) -> int:
    """The settings that hold somewhere, or the files that would be linted."""
    from convlint.cli.configuration import show_all
    from convlint.discovery import discover
    from convlint.output.cells import plain

    found = discover(paths, scopes, _stdin(paths, chosen))
    if chosen["show_settings"]:
        print(show_all(scopes), end="")
    for file in found.project.files if chosen["show_files"] else ():
        print(plain(file.name))
    for problem in found.problems:
        complain(problem)
    return 2 if found.problems else 0


def _stdin(paths: Sequence[str], chosen: dict[str, Any]) -> Any:
    from convlint.discovery import Stdin

    if STDIN not in paths:
        return None
    return Stdin(sys.stdin.buffer.read(), chosen["stdin_filename"] or "-.py")


def _run(paths: Sequence[str], scopes: Scopes, chosen: dict[str, Any]) -> Report:
    from convlint.runner import run

    known = not chosen["write_baseline"]
    bar = _progress(chosen)
    try:
        stdin, since = _stdin(paths, chosen), chosen["changed_since"]
        return run(paths, scopes, stdin, bar, since, fresh=chosen["statistics"], known=known)
    except Problem as error:
        raise click.UsageError(str(error)) from None
    finally:
        if bar is not None:
            bar.clear()


def _progress(chosen: dict[str, Any]) -> Any:
    wanted = chosen["progress"]
    if wanted is False or chosen["quiet"] or (wanted is None and not sys.stderr.isatty()):
        return None
    from convlint.cli.progress import Bar

    return Bar(sys.stderr)


def _follow_up(report: Report, chosen: dict[str, Any]) -> int | None:
    """What is done with the findings in the place of printing them."""
    if chosen["write_baseline"]:
        from convlint.baseline import Baseline
        from convlint.output.summary import counted

        baseline = Baseline.of(Path(chosen["write_baseline"]), report.findings, report.project)
        _write(baseline.text(), chosen["write_baseline"])
        print(f"Wrote {counted(sum(baseline.counts.values()), 'finding')} to {chosen['write_baseline']}.")
        return 0
    if chosen["add_ignore"]:
        from convlint.adding import add_ignores
        from convlint.output.summary import counted

        silenced, files, problems = add_ignores(report.findings, report.project, chosen["reason"])
        for problem in problems:
            complain(problem)
        print(f"Silenced {counted(silenced, 'finding')} in {counted(files, 'file')}.")
        return 2 if problems else 0
    return None


def _print(report: Report, targets: Sequence[Target], chosen: dict[str, Any]) -> None:
    from convlint.output import FORMATS, Page

    painted = is_colored(chosen["color"])
    for name, filename in targets:
        page = Page(
            report.source_line,
            len(report.project.files),
            painted if filename is None else chosen["color"] == "always",
            chosen["quiet"],
            links=painted and filename is None and chosen["color"] == "auto" and is_terminal(),
            raw_row=report.raw_row,
            problems=report.problems,
        )
        _write(FORMATS[name](report.findings, page), filename)
    if chosen["statistics"]:
        from convlint.output.registry import FOR_PEOPLE
        from convlint.output.statistics import statistics_table

        table = statistics_table(report.findings, report.counters)
        for_people = all(name in FOR_PEOPLE for name, filename in targets if filename is None)
        print(table, end="", file=sys.stdout if for_people else sys.stderr)


def _write(text: str, filename: str | None) -> None:
    if filename is None or filename == STDIN:
        sys.stdout.write(text)
        return
    from convlint.output.files import write_whole

    try:
        write_whole(filename, text)
    except OSError as error:
        raise click.UsageError(reason(error)) from None
