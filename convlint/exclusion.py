"""What is left out when folders are walked: the settings, and the .gitignore files of a repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from convlint.config import Scopes, Settings
from convlint.paths import absolute, inside, parts_from

if TYPE_CHECKING:
    from convlint.globs import Patterns

Allowed = Callable[..., bool]
Excluded = list[tuple[Path, "Patterns"]]
LARGEST = 1_000_000
GITIGNORE = ".gitignore"


class Exclusion:
    """Answers, folder by folder, what is walked. The settings of a folder speak of the names in it."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._excluded: dict[int, Excluded] = {}
        self._chains: dict[Path, tuple[tuple[Path, Patterns], ...]] = {}
        self._repositories: dict[Path, Path | None] = {}

    def within(self, folder: str | os.PathLike[str]) -> Allowed:
        """Whether a name in this folder is walked, given that the folder is."""
        place = absolute(Path(folder))
        settings = self._scopes.within(place)
        excluded = [(parts_from(place, base), patterns) for base, patterns in self._patterns(settings)]
        chain = self._chain(place) if settings.respect_gitignore else ()
        ignores = [(parts_from(place, top), patterns) for top, patterns in chain]

        def allowed(name: str, is_folder: bool = False) -> bool:
            if _decide(excluded, name, is_folder):
                return False
            if is_folder and os.path.exists(place / name / "pyvenv.cfg"):
                return False
            return not _decide(ignores, name, is_folder)

        return allowed

    def leaves_out(self, path: Path) -> bool:
        """Whether a path that is named, or a folder above it, is excluded by its settings, and `force-exclude` holds there."""
        settings = self._scopes.of(path)
        return settings.force_exclude and any(
            patterns.decide_within(parts_from(path, base)) for base, patterns in self._patterns(settings)
        )

    def _patterns(self, settings: Settings) -> Excluded:
        """What the settings exclude, each with the folder that it counts from; what comes first decides first."""
        if id(settings) not in self._excluded:
            from convlint.globs import Patterns

            told = [
                *((added.folder, added.extend_exclude) for added in reversed(settings.added)),
                (settings.base_of("extend-exclude"), settings.extend_exclude),
                (settings.base_of("exclude"), settings.exclude),
            ]
            self._excluded[id(settings)] = [(absolute(folder), Patterns(lines)) for folder, lines in told]
        return self._excluded[id(settings)]

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
        from convlint.globs import Patterns

        path = folder / GITIGNORE
        if not os.path.isfile(path) or not inside(path, folder):
            return None
        try:
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                return Patterns(file.read(LARGEST).split("\n"))
        except OSError:
            return None


def _decide(told: Sequence[tuple[tuple[str, ...], Patterns]], name: str, is_folder: bool) -> bool:
    """Whether the first patterns that speak of a name leave it out; each comes with the parts that lead to the name."""
    for above, patterns in told:
        decision = patterns.decide((*above, name), is_folder)
        if decision is not None:
            return decision
    return False
