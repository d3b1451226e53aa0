"""Simple command lines of `check`, read without click, whose import takes longer than linting a small file.

What is not plainly one of these (help, other commands, mistakes, joined short options, settings from the environment) is left to
click.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from convlint.cli.options import COMMANDS, ROWS, Row

Parsed = tuple[tuple[str, ...], dict[str, Any]]
_BY_SPELLING = {spelled: row for row in ROWS for spelled in f"{row.spelled} {row.off}".split()}


def parse(args: Sequence[str]) -> Parsed | None:
    """The paths and the options of `check`, just as click would read them; None for what is left to click."""
    words = list(args)
    if words[:1] == ["check"]:
        del words[0]
    elif not words or words[0] in COMMANDS or is_strange(words[0]):
        return None
    if any(row.envvar in os.environ for row in ROWS if row.envvar):
        return None
    return _read(words)


def is_strange(word: str) -> bool:
    """Whether a word names no file and may be meant for a command."""
    return word.isidentifier() and not os.path.lexists(word)


def _read(words: list[str]) -> Parsed | None:
    paths: list[str] = []
    chosen = {row.key: row.unsaid for row in ROWS}
    words.reverse()
    while words:
        word = words.pop()
        if word == "-" or not word.startswith("-"):
            paths.append(word)
            continue
        spelled, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        row = _BY_SPELLING.get(spelled)
        if row is None or (equals and not row.takes_value):
            return None
        if not row.takes_value:
            chosen[row.key] = spelled not in row.off.split()
            continue
        said = _value(row, value if equals else words.pop() if words else "")
        if said is None:
            return None
        chosen[row.key] = (*chosen[row.key], said) if row.many else said
    return (tuple(paths), chosen) if paths and all(paths) else None


def _value(row: Row, text: str) -> Any:
    """What an option is given; None for what looks like another option, or is none of what it takes."""
    if not text or text.startswith("-") or (row.choices and text not in row.choices):
        return None
    if row.is_count:
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
    return text
