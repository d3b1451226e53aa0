"""What is left out when folders are walked: the settings, and the .gitignore files of a repository."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from convlint.config import Settings
from convlint.globs import Patterns
from convlint.paths import absolute, inside, parts_from

Allowed = Callable[..., bool]
LARGEST = 1_000_000
GITIGNORE = ".gitignore"


class Exclusion:
    """Answers, folder by folder, what is walked."""

    def __init__(self, settings: Settings) -> None:
        self.forced = settings.force_exclude
        self._root = absolute(settings.root)
        self._patterns = Patterns((*settings.exclude, *settings.extend_exclude))
        self._respect = settings.respect_gitignore
        self._chains: dict[Path, tuple[tuple[Path, Patterns], ...]] = {}
        self._repositories: dict[Path, Path | None] = {}

    def within(self, folder: str | os.PathLike[str]) -> Allowed:
        """Whether a name in this folder is walked, given that the folder is."""
        place = absolute(Path(folder))
        base = parts_from(place, self._root)
        ignores = [
            (parts_from(place, top), patterns) for top, patterns in (self._chain(place) if self._respect else ())
        ]

        def allowed(name: str, is_folder: bool = False) -> bool:
            if self._patterns.decide((*base, name), is_folder):
                return False
            if is_folder and os.path.exists(place / name / "pyvenv.cfg"):
                return False
            for above, patterns in ignores:
                decision = patterns.decide((*above, name), is_folder)
                if decision is not None:
                    return not decision
            return True

        return allowed

    def leaves_out(self, path: Path) -> bool:
        """Whether a path, or a folder above it within the root, is excluded by the settings."""
        return self._patterns.decide_within(parts_from(path, self._root))

    def _chain(self, folder: Path) -> tuple[tuple[Path, Patterns], ...]:
        """The .gitignore files that speak of a folder, the nearest first, up to the top of its repository."""
        if self._repository(folder) is None:
            return ()
        if folder not in self._chains:
            own = self._read(folder)
            here = ((folder, own),) if own is not None else ()
            self._chains[folder] = here + (() if self._repository(folder) == folder else self._chain(folder.parent))
        return self._chains[folder]

    def _repository(self, folder: Path) -> Path | None:
        """The nearest folder upwards that is the top of a git repository."""
        if folder not in self._repositories:
            is_top = os.path.exists(folder / ".git")
            above = None if is_top or folder.parent == folder else self._repository(folder.parent)
            self._repositories[folder] = folder if is_top else above
        return self._repositories[folder]

    @staticmethod
    def _read(folder: Path) -> Patterns | None:
        path = folder / GITIGNORE
        if not os.path.isfile(path) or not inside(path, folder):
            return None
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return Patterns(file.read(LARGEST).split("\n"))
        except OSError:
            return None
