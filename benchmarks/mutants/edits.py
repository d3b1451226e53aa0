"""An edit of source text, by places as `ast` gives them."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """One stretch of text replaced. Rows are 1-based; columns count UTF-8 bytes, as in `ast`."""

    operator: str
    row: int
    column: int
    end_row: int
    end_column: int
    text: str

    @property
    def key(self) -> str:
        """What tells this edit from any other of the same file."""
        return f"{self.row}:{self.column}-{self.end_row}:{self.end_column}={self.text}"

    def apply(self, source: str) -> str:
        """The source with the edit made. Rows stay: what is lost of line ends is put back behind it."""
        lines = source.encode().splitlines(keepends=True)
        start = sum(map(len, lines[: self.row - 1])) + self.column
        end = sum(map(len, lines[: self.end_row - 1])) + self.end_column
        whole = b"".join(lines)
        lost = whole[start:end].count(b"\n") - self.text.encode().count(b"\n")
        line_end = whole.find(b"\n", end)
        line_end = len(whole) if line_end < 0 else line_end
        rest = whole[end:line_end] + b"\n" * max(lost, 0) + whole[line_end:]
        return (whole[:start] + self.text.encode() + rest).decode()

    def touches(self, row: int) -> bool:
        """Whether a row is one of those that the edit replaces."""
        return self.row <= row <= self.end_row


def replace(operator: str, node: ast.expr, text: str) -> Edit:
    """An edit that puts `text` in a node's place."""
    end_row, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return Edit(operator, node.lineno, node.col_offset, end_row, end_column, text)


def parses(source: str) -> bool:
    """Whether source text is a program."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True
