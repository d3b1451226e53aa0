"""convlint on a mutant: in its package's place, where relative imports resolve."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from convlint.runner import run


@dataclass(frozen=True)
class Found:
    """A finding, as far as scoring needs it."""

    row: int
    code: str
    message: str


class Workspace:
    """Copies of packages, without what is no source."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, package: Path, file: Path) -> Path:
        """The copy of a package's file; the package is copied the first time."""
        copy = self.folder / package.name
        if not copy.exists():
            shutil.copytree(package, copy, ignore=_no_source)
        return copy / file.relative_to(package)

    def program(self, file: Path) -> Path:
        """The copy of a program that stands by itself."""
        copy = self.folder / "programs" / file.stem / file.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        return copy

    def lint(self, place: Path, source: str) -> list[Found]:
        """The errors found in a file with this text; afterwards the file is as it was."""
        original = place.read_bytes()
        try:
            place.write_text(source, encoding="utf-8")
            report = run([str(place)])
        finally:
            place.write_bytes(original)
        return [
            Found(finding.span.start.row, finding.code, finding.message)
            for finding in report.findings
            if finding.severity == "error"
        ]


def _no_source(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not (name.endswith((".py", ".pyi")) or (Path(folder) / name).is_dir())]
