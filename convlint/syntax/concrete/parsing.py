"""LibCST's parser, behind one exception."""

from __future__ import annotations

import libcst as cst

from convlint.syntax.lowering import Unread


def parsed(text: str) -> cst.Module:
    """The tree of a text.

    Raises:
        Unread: LibCST fails on it, be it with a syntax error or (as on some template strings) within.
    """
    try:
        return cst.parse_module(text)
    except Exception as error:
        raise Unread from error
