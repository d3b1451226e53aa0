"""Programs that stand by themselves, given on the command line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.mutants.subjects.subject import Subject

KERAS = re.compile(r"^\s*(?:import|from)\s+(?:keras|tensorflow)\b", re.MULTILINE)


def programs(paths: Iterable[Path], before: Path | None = None) -> Iterator[Subject]:
    """A subject for each file, and for each Python file of a folder: it is run as the main module, `before` ahead of it."""
    ahead = before.read_text(encoding="utf-8") if before else ""
    for path in paths:
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            framework = "keras" if KERAS.search(file.read_text(encoding="utf-8")) else "torch"
            yield Subject("__main__", "", framework, ahead, str(file))
