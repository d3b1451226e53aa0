"""Where findings go: each format with its file, or to the output."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from convlint.cli.streams import reason
from convlint.problem import Problem

if TYPE_CHECKING:
    from convlint.config import Settings

STDOUT = "-"
SHARING = frozenset({"text", "concise", "github"})
"""Formats of lines for people and logs, which may follow one another on the output; any other is spoilt by company."""

Target = tuple[str, "str | None"]


def targets_of(chosen: dict[str, Any], settings: Settings) -> list[Target]:
    """Each format with the file that it goes to, None for the output; files come first, for whoever reads the output may leave.

    Raises Problem for what cannot be written, before any work is done.
    """
    targets = [_target(given) for given in chosen["outputs"] or settings.output_format]
    if chosen["output_file"] is not None:
        if sum(filename is None for _, filename in targets) != 1:
            raise Problem("--output-file: needs exactly one format that goes nowhere else")
        targets = [(name, chosen["output_file"] if filename is None else filename) for name, filename in targets]
    for _, filename in targets:
        if filename is not None:
            check_file(filename, "--output-file" if filename == chosen["output_file"] else "--output-format")
    targets = [(name, None if filename == STDOUT else filename) for name, filename in targets]
    _check_company(targets)
    return sorted(targets, key=lambda target: target[1] is None)


def check_file(filename: str, option: str) -> None:
    """Raises Problem for a file that plainly cannot be written."""
    if not filename or "\0" in filename:
        raise Problem(f"{option}: names no file")
    if filename == STDOUT:
        return
    from convlint.output.files import check_place

    try:
        check_place(filename)
    except OSError as error:
        raise Problem(reason(error)) from None


def write(text: str, filename: str | None) -> None:
    """To a file at once, or to the output. Raises OSError."""
    if filename is None or filename == STDOUT:
        sys.stdout.write(text)
        return
    from convlint.output.files import write_whole

    write_whole(filename, text)


def _target(given: str) -> Target:
    from convlint.config.kinds import format_name

    name, colon, filename = given.partition(":")
    try:
        return format_name(name), filename if colon else None
    except Problem as error:
        raise Problem(f"--output-format: {error}") from None


def _check_company(targets: Sequence[Target]) -> None:
    shown = [name for name, filename in targets if filename is None]
    spoilt = [name for name in shown if name not in SHARING]
    if spoilt and len(shown) > 1:
        raise Problem(f"{' and '.join(shown)} cannot share the output: write {spoilt[0]}:FILE")
    files = [filename for _, filename in targets if filename is not None]
    for filename, count in Counter(map(os.path.realpath, files)).items():
        if count > 1 and (not os.path.exists(filename) or os.path.isfile(filename)):
            raise Problem(f"{os.path.relpath(filename)}: several formats cannot go to one file")
