"""Which settings hold for a file: those of the nearest configuration upwards, under what the command line says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from convlint.config.files import NAMES, in_folder, read_config
from convlint.config.resolve import resolve
from convlint.config.settings import Settings
from convlint.paths import absolute


class Scopes:
    """The settings of a run, and those of the folders that have a configuration of their own.

    `run` holds for what concerns no single file, and for files without a nearer configuration. Only what `search` and `enter` were
    told of is ever read, so that a file which is merely imported brings no configuration of its own.
    """

    def __init__(self, run: Settings | None = None) -> None:
        self.run = Settings(Path.cwd()) if run is None else run
        self._given: Mapping[str, Any] | None = None
        self._configured: dict[Path, Settings] = {}
        self._searched: set[Path] = set()
        self._by_folder: dict[Path, Settings] = {}

    @classmethod
    def upwards(cls, start: Path, given: Mapping[str, Any] | None = None) -> Scopes:
        """Each file has the nearest configuration; the run has the one from `start` upwards. Raises ConfigError."""
        scopes = cls(resolve(None, given))
        scopes._given = {} if given is None else given
        scopes.search(start)
        scopes.run = scopes._nearest(absolute(start))
        return scopes

    def search(self, folder: Path) -> None:
        """Read the configuration that holds in a folder, be it there or above. Raises ConfigError."""
        place = absolute(folder)
        for each in (place, *place.parents):
            if each in self._searched or self._given is None or self._look(each):
                return

    def enter(self, folder: Path, names: Iterable[str]) -> None:
        """Read the configuration among the files of a folder, if there is one. Raises ConfigError."""
        if self._given is not None and not ALL_NAMES.isdisjoint(names):
            self._look(absolute(folder))

    def of(self, path: str | os.PathLike[str]) -> Settings:
        """What holds for a file."""
        return self.within(os.path.dirname(os.path.abspath(path)))

    def within(self, folder: str | os.PathLike[str]) -> Settings:
        """What holds for the files in a folder."""
        place = absolute(Path(folder))
        if place not in self._by_folder:
            self._by_folder[place] = self._nearest(place)
        return self._by_folder[place]

    def all(self) -> Sequence[Settings]:
        """Those of the run, then the others by their folders."""
        others = [self._configured[folder] for folder in sorted(self._configured)]
        return (self.run, *(each for each in others if each is not self.run))

    def _look(self, folder: Path) -> bool:
        if folder not in self._searched:
            self._searched.add(folder)
            found = in_folder(folder)
            if found is not None:
                self._configured[folder] = resolve(found, self._given)
        return folder in self._configured

    def _nearest(self, place: Path) -> Settings:
        return next((self._configured[each] for each in (place, *place.parents) if each in self._configured), self.run)


ALL_NAMES = frozenset(NAMES)


def scopes_for(
    names: Sequence[str], given: Mapping[str, Any], config: str | os.PathLike[str] | None = None, isolated: bool = False
) -> Scopes:
    """What holds for some paths. A file that is named comes in the place of all others. Raises ConfigError."""
    if config is not None:
        return Scopes(resolve(read_config(Path(config)), given))
    return Scopes(resolve(None, given)) if isolated else Scopes.upwards(common_folder(names), given)


def common_folder(names: Sequence[str]) -> Path:
    """The folder that holds all that is linted: there the search for the configuration of the run begins."""
    folders = [name if os.path.isdir(name) else os.path.dirname(os.path.abspath(name)) for name in names]
    try:
        return Path(os.path.commonpath([os.path.abspath(folder) for folder in folders]))
    except ValueError:  # none, or several drives
        return Path.cwd()
