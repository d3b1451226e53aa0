"""The one error of configuration, and the guess at what was meant."""

from __future__ import annotations

from collections.abc import Iterable

from convlint.problem import Problem


class ConfigError(Problem, ValueError):
    """One line that says which setting is wrong, where it stands and why."""


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """`; did you mean …?`, or nothing."""
    import difflib  # needed only where something is wrong

    close = difflib.get_close_matches(wanted.lower(), list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
