"""The one error of reading source."""

from __future__ import annotations


class SourceError(Exception):
    """A text that is no Python: what is wrong, and where (row and column count from 1)."""

    def __init__(self, message: str, row: int = 1, column: int = 1) -> None:
        super().__init__(message, row, column)
        self.message = message
        self.row = max(row, 1)
        self.column = max(column, 1)

    def __str__(self) -> str:
        return f"{self.row}:{self.column}: {self.message}"
