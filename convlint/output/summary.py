"""The closing line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from convlint.finding import Finding


def summary(findings: Sequence[Finding], files: int) -> str:
    """How many errors and warnings were found, in how many files."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    counts = [counted(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    return f"Found {' and '.join(counts) or 'no shape errors'} in {counted(files, 'file')}."


def counted(number: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
