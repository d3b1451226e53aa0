"""From text to the tree of `ast`."""

from __future__ import annotations

import ast
import warnings

from convlint.syntax.errors import SourceError
from convlint.syntax.text import collector_paused, normalised


def parse(text: str) -> ast.Module:
    """`ast.parse` whose every failure is a SourceError, and which warns of nothing."""
    if "\0" in text:
        before = text[: text.index("\0")]
        raise SourceError("null byte", before.count("\n") + 1, len(before) - before.rfind("\n"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise SourceError(error.msg or "invalid syntax", error.lineno or 1, error.offset or 1) from None
    except (RecursionError, MemoryError):
        raise SourceError("too many nested parentheses or operators") from None
    except (ValueError, OverflowError) as error:
        raise SourceError(str(error)) from None


def parses(text: str) -> bool:
    """Whether this Python parses a text."""
    try:
        with collector_paused():
            parse(normalised(text))
    except SourceError:
        return False
    return True
