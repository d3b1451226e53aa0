"""The way in: every failure is one line on the error output and an exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

from convlint.cli.plain import parse
from convlint.cli.streams import complain, ready_streams, reason
from convlint.problem import Problem

FAILED, INTERRUPTED, PIPE_CLOSED, TERMINATED = 2, 130, 141, 143


class Terminated(BaseException):
    """SIGTERM came."""


def main(args: Sequence[str] | None = None) -> int:
    """Runs the command line and returns the exit status."""
    ready_streams()
    if "_CONVLINT_COMPLETE" in os.environ:
        from convlint.cli.root import cli

        cli.main(prog_name="convlint")
    try:
        with suppress(ValueError):  # not the main thread
            signal.signal(signal.SIGTERM, _terminate)
        return _status(list(sys.argv[1:] if args is None else args))
    except KeyboardInterrupt:
        complain("interrupted; nothing was written", "note")
        return INTERRUPTED
    except Terminated:
        complain("terminated; nothing was written", "note")
        return TERMINATED
    except BrokenPipeError:
        _abandon_output()
        return PIPE_CLOSED
    except OSError as error:
        _abandon_output()
        complain(reason(error) if _has_folder() else "the current folder does not exist any more")
        return FAILED


def run() -> NoReturn:
    """`main` as a process of its own, which is not taken apart at its end: that takes a tenth of the time."""
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if sys.gettrace() is None and sys.getprofile() is None:  # who watches has something to do at the end
        os._exit(status)
    sys.exit(status)


def _status(args: list[str]) -> int:
    try:
        plain = parse(args)
        status = _invoke(args) if plain is None else _lint(*plain)
        sys.stdout.flush()
        return status
    except Problem as error:
        complain(" ".join(str(error).split()))
        return FAILED


def _lint(paths: tuple[str, ...], chosen: dict[str, Any]) -> int:
    from convlint.cli.linting import lint

    return lint(paths, chosen)


def _invoke(args: list[str]) -> int:
    from convlint.cli.root import invoke  # and click

    return invoke(args)


def _has_folder() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _abandon_output() -> None:
    """What cannot be written is not tried again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
