"""What `convlint check` does: lint, print, and say by the exit status how it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from convlint.cli.given import is_setting, settings_given
from convlint.cli.streams import complain, is_colored, is_terminal, reason
from convlint.cli.targets import STDOUT, Target, check_file, targets_of, write
from convlint.problem import Problem

if TYPE_CHECKING:
    from convlint.config import Scopes
    from convlint.runner import Report

STDIN = "-"


def lint(paths: tuple[str, ...], chosen: dict[str, Any]) -> int:
    """Lint files, folders and notebooks; the exit status. Raises Problem for options that cannot be."""
    paths = paths or ((STDIN,) if chosen["stdin_filename"] else (os.curdir,))
    _check_company(paths, chosen)
    scopes = _scopes(paths, chosen)
    targets = targets_of(chosen, scopes.run)
    if chosen["show_settings"] or chosen["show_files"]:
        return _show(paths, scopes, chosen)
    report = _run(paths, scopes, chosen)
    status = _follow_up(report, chosen)
    if status is None:
        strict = any(scopes.of(finding.filename).error_on_warning for finding in report.findings)
        status = 1 if report.has_errors or strict else 0
    else:
        targets = [target for target in targets if target[1] is not None]
    lost = _print(report, targets, chosen)
    for warning in report.warnings:
        complain(warning, "warning")
    for note in report.notes:
        complain(note, "note")
    for problem in (*report.problems, *lost):
        complain(problem)
    if report.failed or lost or status == 2:
        return 2
    return 0 if chosen["exit_zero"] else status


def _check_company(paths: Sequence[str], chosen: dict[str, Any]) -> None:
    """Raises Problem for options that do not go together."""
    if chosen["stdin_filename"] and STDIN not in paths:
        raise Problem("--stdin-filename names what `-` reads, and `-` is not among the paths")
    if chosen["add_ignore"] and STDIN in paths:
        raise Problem("--add-ignore changes files, not the standard input")
    if chosen["add_ignore"] and chosen["write_baseline"]:
        raise Problem("--add-ignore and --write-baseline do not go together")
    if chosen["reason"] and not chosen["add_ignore"]:
        raise Problem("--reason is for --add-ignore")
    if chosen["write_baseline"] is not None:
        check_file(chosen["write_baseline"], "--write-baseline")


def _scopes(paths: Sequence[str], chosen: dict[str, Any]) -> Scopes:
    from convlint.config import scopes_for

    files = [text for text in chosen["configs"] if not is_setting(text)]
    if len(files) > 1:
        raise Problem("--config: one file only")
    names = [chosen["stdin_filename"] or os.curdir if path == STDIN else path for path in paths]
    return scopes_for(names, settings_given(chosen), files[0] if files else None, chosen["isolated"])


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
    return Stdin(sys.stdin.buffer.read(), chosen["stdin_filename"] or STDIN)


def _run(paths: Sequence[str], scopes: Scopes, chosen: dict[str, Any]) -> Report:
    from convlint.runner import run

    known = chosen["write_baseline"] is None
    bar = _progress(chosen)
    try:
        stdin, since = _stdin(paths, chosen), chosen["changed_since"]
        return run(paths, scopes, stdin, bar, since, fresh=chosen["statistics"], known=known)
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
    if chosen["write_baseline"] is not None:
        from convlint.baseline import Baseline
        from convlint.output.summary import counted

        baseline = Baseline.of(Path(chosen["write_baseline"]), report.findings, report.project)
        write(baseline.text(), chosen["write_baseline"])
        if chosen["write_baseline"] != STDOUT:
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


def _print(report: Report, targets: Sequence[Target], chosen: dict[str, Any]) -> list[str]:
    """Every format to where it goes; a line for each file that could not be written."""
    from convlint.output import FORMATS, Page

    painted = is_colored(chosen["color"])
    lost = []
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
        try:
            write(FORMATS[name](report.findings, page), filename)
        except OSError as error:
            if filename is None:
                raise
            lost.append(reason(error))
    if chosen["statistics"]:
        _print_statistics(report, targets)
    return lost


def _print_statistics(report: Report, targets: Sequence[Target]) -> None:
    from convlint.output.registry import FOR_PEOPLE
    from convlint.output.statistics import statistics_table

    table = statistics_table(report.findings, report.counters)
    for_people = all(name in FOR_PEOPLE for name, filename in targets if filename is None)
    print(table, end="", file=sys.stdout if for_people else sys.stderr)
