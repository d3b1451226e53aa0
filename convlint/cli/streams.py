"""Where things are printed, and how: colours, links, complaints."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO


def is_colored(wanted: str) -> bool:
    """The option first, then NO_COLOR and FORCE_COLOR, then whether a terminal reads along."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal()


def is_terminal() -> bool:
    """Whether the output goes to a terminal that obeys escape sequences."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def complain(message: str, kind: str = "error") -> None:
    """One line on the error output; where that cannot be written, the exit status alone tells."""
    from convlint.output.cells import plain

    with suppress(OSError):
        print(f"convlint: {kind}: {plain(message)}", file=sys.stderr)


def reason(error: OSError) -> str:
    """What the system said, with the file that it is about."""
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{(error.strerror or str(error)).lower()}"


def ready_streams() -> None:
    """What was closed swallows what is written; a terminal without Unicode gets the code of a character that it lacks."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")
