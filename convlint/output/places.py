"""File names and fingerprints as the consumers of machine formats want them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import PurePath

from convlint.finding import Finding
from convlint.output.cells import plain
from convlint.output.page import Page


def relative(filename: str) -> str:
    """A path from the current folder, with slashes and without `./`; of a file elsewhere, its absolute path."""
    path = os.path.abspath(filename)
    try:
        nearer = os.path.relpath(path)
    except ValueError:  # another drive
        nearer = path
    return PurePath(path if nearer.split(os.sep)[0] == os.pardir else nearer).as_posix()


def uri(filename: str) -> tuple[str, bool]:
    """A file name as a URI, and whether it is relative."""
    from urllib.parse import quote

    path = relative(filename)
    is_relative = not os.path.isabs(path)
    quoted = quote(os.fsencode(path))
    return (quoted if is_relative else f"file://{'' if quoted.startswith('/') else '/'}{quoted}"), is_relative


def row_in_file(finding: Finding, page: Page) -> int:
    """The row in the file itself, in a notebook the one that holds the line of the cell."""
    row = finding.span.start.row
    return row if finding.cell is None else page.raw_row(finding.filename, finding.cell, row)


def in_cell(finding: Finding) -> str:
    """`cell 3, line 2: ` for those who show no cells."""
    return "" if finding.cell is None else f"cell {finding.cell}, line {finding.span.start.row}: "


def said(finding: Finding) -> str:
    """The message, safe to show anywhere."""
    return plain(finding.message)


def fingerprints(findings: Sequence[Finding], page: Page) -> list[str]:
    """What stays when lines move: file, rule and the text of the line, and which of several alike it is."""
    seen: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in findings:
        line = page.source_line(finding.filename, finding.span.start.row, finding.cell)
        key = (relative(finding.filename), finding.code, " ".join((line or "").split()))
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        made.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
    return made
