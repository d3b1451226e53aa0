"""From the paths on the command line to the files to lint."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from convlint.config import Scopes
from convlint.exclusion import Exclusion
from convlint.paths import Folders, inside, real
from convlint.project import Project
from convlint.source import SourceFile

SUFFIXES = (".py", ".ipynb")
STDIN = "-"


class Stdin(NamedTuple):
    """What came in on the standard input, and the name that it goes by."""

    data: bytes
    name: str


class Discovery(NamedTuple):
    """What the given paths hold; `problems` are one-line texts about paths that hold nothing to lint."""

    project: Project
    problems: tuple[str, ...]


def discover(paths: Sequence[str], scopes: Scopes | None = None, stdin: Stdin | None = None) -> Discovery:
    """The project that `paths` span: files as they are, folders with every Python file in them, sorted.

    `-` is the standard input. Raises ConfigError for a configuration on the way that is wrong.
    """
    scopes = Scopes() if scopes is None else scopes
    exclusion = Exclusion(scopes)
    files: dict[Path, SourceFile] = {}
    folders: list[Path] = []
    near = Folders()
    problems: list[str] = []
    for given in paths:
        path = Path(given)
        if given == STDIN and stdin is not None:
            path = Path(stdin.name)
            folders.append(path.parent)
            scopes.search(path.parent)
            if not exclusion.leaves_out(path):
                files[real(path)] = SourceFile(path, stdin.name, data=stdin.data)
            continue
        if given and os.path.isdir(path):
            scopes.search(path)
            told = len(problems)
            names = list(_walk(given, scopes, exclusion, problems))
            folders.append(path)
            if not names and len(problems) == told:
                problems.append(f"{given}: no Python files in this folder")
        else:
            names = [given] if os.path.isfile(path) else []
            folders.append(path.parent)
            scopes.search(path.parent)
            if not names:
                problems.append(f"{given}: {_why_no_file(given)}")
            elif exclusion.leaves_out(path):
                continue
        for name in names:
            path = Path(name)
            place = near.real(path)
            if place not in files or (os.path.islink(files[place].path) and not os.path.islink(name)):
                files[place] = SourceFile(path, name, folders=near)
    return Discovery(Project(files.values(), folders, scopes, files), tuple(problems))


def _walk(given: str, scopes: Scopes, exclusion: Exclusion, problems: list[str]) -> Iterator[str]:
    """The Python files below a folder, named as it was given; links to folders are not followed."""
    top = real(Path(given))
    if exclusion.leaves_out(Path(given)):
        return

    def unreadable(error: OSError) -> None:
        problems.append(f"{error.filename}: {(error.strerror or 'unreadable').lower()}")

    for folder, folders, names in os.walk(given, onerror=unreadable):
        scopes.enter(Path(folder), names)
        allowed = exclusion.within(folder)
        folders[:] = sorted(name for name in folders if allowed(name, is_folder=True))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(SUFFIXES) and not name.startswith(".#") and allowed(name) and _is_lintable(path, top):
                yield path.removeprefix(os.path.join(os.curdir, "")) if given == os.curdir else path


def _is_lintable(path: str, top: Path) -> bool:
    """A file of the folder, or a broken link (which is told as unreadable); not a link that leads out, nor a device."""
    if not os.path.islink(path):
        return os.path.isfile(path)
    return not os.path.exists(path) or inside(Path(path), top)


def _why_no_file(given: str) -> str:
    if os.path.islink(given) and not os.path.exists(given):
        return "broken symbolic link"
    try:
        os.stat(given)
    except OSError as error:
        return (error.strerror or "unreadable").lower()
    return "neither a file nor a folder"
