"""Questions about places on the disk: where a package begins, and whether a path stays in a folder, links followed."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """Absolute and free of `..`, links kept as they are: what a relative import counts from."""
    return Path(os.path.abspath(path))


def real(path: Path) -> Path:
    """Links followed; a loop of links stays as it is."""
    return Path(os.path.realpath(path))


def inside(path: Path, root: Path) -> bool:
    """Whether `path` is a regular file whose real place is below `root`."""
    return os.path.isfile(path) and real(path).is_relative_to(real(root))


def below(path: str, root: str) -> bool:
    """Whether an absolute path is that of a folder or of what lies in it, by their names alone: far quicker than `Path` tells."""
    path, root = os.path.normcase(path), os.path.normcase(root)
    return path == root or path.startswith(os.path.join(root, ""))


def outermost(folder: Path) -> Path:
    """The nearest folder upwards that is not a package."""
    while os.path.isfile(folder / "__init__.py") and folder.parent != folder:
        folder = folder.parent
    return folder


def package_of(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The nearest folder upwards that is not a package, and the names that lead from there."""
    root = outermost(folder)
    return root, folder.relative_to(root).parts if folder.is_relative_to(root) else ()


class Folders:
    """Questions about many files, of which each folder is asked once."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}
        self._packages: dict[str, tuple[Path, tuple[str, ...]]] = {}

    def real(self, path: Path) -> Path:
        """Links followed."""
        return Path(self._place(os.fspath(path)))

    def inside(self, path: str, root: str) -> bool:
        """`inside` of one of many files."""
        return os.path.isfile(path) and below(self._place(path), self._place(root))

    def _place(self, path: str) -> str:
        if os.path.islink(path):
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return os.path.join(self._real[folder], name)

    def package_around(self, path: Path) -> tuple[Path, tuple[str, ...]]:
        """`package_of` of the folder of a file."""
        folder = os.path.dirname(os.path.abspath(path))
        if folder not in self._packages:
            self._packages[folder] = package_of(Path(folder))
        return self._packages[folder]


def parts_from(path: str | Path, top: Path) -> tuple[str, ...]:
    """The names of a path counted from a folder; of one that lies elsewhere, its last."""
    place = absolute(Path(path))
    return place.relative_to(top).parts if place.is_relative_to(top) else place.parts[-1:]
