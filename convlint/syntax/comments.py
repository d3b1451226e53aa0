"""The comments of a module, each with the statement that it stands in."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = frozenset({tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER})


@dataclass(frozen=True)
class Comment:
    """A comment with its `#`, its place, and the rows of its statement (its own, where it stands alone).

    Of a compound statement only the header counts.
    """

    text: str
    row: int
    column: int
    first: int
    last: int
    alone: bool


def read_comments(text: str) -> list[Comment]:
    """Every comment, in order; of a text that is no Python those before the place where that shows."""
    found: list[Comment] = []
    waiting: list[tokenize.TokenInfo] = []
    start = 0
    for token in _tokens(text):
        if token.type == tokenize.COMMENT:
            waiting.append(token)
        elif token.type not in _BETWEEN and not start:
            start = token.start[0]
            found.extend(_alone(comment) for comment in waiting)
            waiting.clear()
        if token.type == tokenize.NEWLINE:
            found.extend(_within(comment, start, token.start[0]) for comment in waiting)
            waiting.clear()
            start = 0
    return found + [_alone(comment) for comment in waiting]


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    try:
        yield from tokenize.generate_tokens(io.StringIO(text).readline)
    except (tokenize.TokenError, SyntaxError):
        return


def _alone(token: tokenize.TokenInfo) -> Comment:
    row, column = token.start
    return Comment(token.string, row, column + 1, row, row, alone=True)


def _within(token: tokenize.TokenInfo, first: int, last: int) -> Comment:
    row, column = token.start
    return Comment(token.string, row, column + 1, first, last, alone=False)
