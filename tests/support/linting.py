"""Two verbs for tests of the engine: `finds(source, "CL102 the line")` and `silent(source)`.

A source is a text, or several by their file names. Every file starts with the imports that nearly all of them need; the names that
real programs give them (`nn`, `F`) stand for the same as there. What is found is told by code and line, exactly.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import dedent

from convlint.discovery import discover
from convlint.engine import analyse

HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import Tensor, nn\n"
Source = str | dict[str, str]


def lint(source: Source) -> list[str]:
    """What is found in a text or in several files, as `code line`, in the order of places."""
    files = {"main.py": source} if isinstance(source, str) else source
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(HEAD + dedent(text))
        findings = analyse(discover([folder]).project).findings
        found = sorted(findings, key=lambda finding: finding.sort_key)
        return [f"{finding.code} {line_of(finding.filename, finding.span.start.row)}" for finding in found]


def line_of(filename: str, row: int) -> str:
    """A line of a file without its indentation."""
    return Path(filename).read_text().splitlines()[row - 1].strip()


def finds(source: Source, *expected: str) -> None:
    """Exactly these findings, each as `code line`."""
    assert lint(source) == list(expected)


def silent(source: Source) -> None:
    """Nothing is found."""
    assert lint(source) == []
