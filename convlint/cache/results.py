"""What earlier runs found, as far as it still holds; the rest is found anew, and kept."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convlint import __version__
from convlint.cache.store import Shelf, Store, default_folder
from convlint.cache.units import Unit, shown, unit_from_json, unit_of
from convlint.config import Scopes, Settings
from convlint.digest import digest
from convlint.paths import inside
from convlint.project import Project, SourceFile

if TYPE_CHECKING:
    from convlint.finding import Finding

FORMAT = 2
INTERNAL_ERROR = "CL009"


class Found(NamedTuple):
    """What an analysis of some files gave. `connected`: what one file does may tell on any other; `failed`: some were left out."""

    findings: list[Finding]
    connected: bool = False
    failed: bool = False


Analyse = Callable[[Sequence[SourceFile]], Found]


class Results:
    """The results of one way of running: these paths, from this folder, with these settings."""

    def __init__(self, scopes: Scopes, paths: Sequence[str], project: Project) -> None:
        folder = scopes.run.cache_dir or default_folder()
        self._store = None if folder is None else Store(folder)
        self._key = _key(scopes, paths)
        self._project = project
        self._absent: list[tuple[str, str]] = []  # where earlier runs looked for modules in vain

    def shelf(self, name: str) -> Shelf | None:
        """Room for what else such a run keeps."""
        return None if self._store is None else self._store.shelf(digest(f"{self._key} {name}".encode("ascii")))

    def findings(self, analyse: Analyse) -> list[Finding]:
        """The findings in all given files. `analyse` is asked only for what is not known: files, and those that imports connect
        with them."""
        units = self._units()
        missing = self._missing(units)
        if missing:
            units, missing = self._without(units, missing)
            found = analyse(missing)
            if found.connected and units:
                units, missing = [], list(self._project.files)
                found = analyse(missing)
            if not found.failed:
                self._keep([*units, *self._made(missing, found)])
            return [*found.findings, *(finding for unit in units for finding in unit.findings)]
        return [finding for unit in units for finding in unit.findings]

    def _missing(self, units: Iterable[Unit]) -> list[SourceFile]:
        known = {name for unit in units for name in unit.given}
        return [file for file in self._project.files if file.name not in known]

    def _without(self, units: list[Unit], missing: list[SourceFile]) -> tuple[list[Unit], list[SourceFile]]:
        """The units that no import connects with what is missing; the files of the others are missing as well."""
        from convlint.imports import components

        while True:
            reached = [file for component in components(self._project, missing) for file in component]
            kept = [unit for unit in units if not unit.touches(reached)]
            missing = self._missing(kept)
            if len(kept) == len(units):
                return kept, missing
            units = kept

    def _made(self, files: list[SourceFile], found: Found) -> Iterable[Unit]:
        """What is to be kept of an analysis. What failed for an error of our own is tried again."""
        from convlint.imports import components

        parts = components(self._project, files)
        for part in [set().union(*parts)] if found.connected and parts else parts:
            names = {file.name for file in part}
            own = [finding for finding in found.findings if finding.filename in names]
            unit = unit_of(part, own)
            if unit is not None and not any(finding.code == INTERNAL_ERROR for finding in own):
                yield unit

    # --- on the disk --------------------------------------------------------------------------------------------------

    def _units(self) -> list[Unit]:
        value: Any = None if self._store is None else self._store.read(self._key)
        given = {file.name: file for file in self._project.files}
        try:
            count, absent, roots, units = value
            if count != len(given) or not self._surroundings_hold(absent, roots):
                return []
            return [unit for unit in map(unit_from_json, units) if unit.holds(given)]
        except (TypeError, ValueError, AttributeError):
            return []

    def _surroundings_hold(self, absent: Any, roots: Any) -> bool:
        """Whether no module has come to be where none was, and folders belong to the same projects."""
        if any(os.path.isfile(path) and inside(Path(path), Path(root)) for path, root in absent):
            return False
        for folder, root in roots:
            now = self._project.project_root(Path(os.path.abspath(folder)))
            if (None if now is None else shown(now)) != root:
                return False
        self._absent = [(_text(path), _text(root)) for path, root in absent]
        return True

    def _keep(self, units: list[Unit]) -> None:
        if self._store is None:
            return
        absent = sorted(
            {*self._absent, *((shown(Path(path)), shown(Path(root))) for path, root in self._project.absent)}
        )
        markers = self._project.project_roots.items()
        roots = sorted([shown(folder), None if root is None else shown(root)] for folder, root in markers)
        count = len({file.name for file in self._project.files})
        self._store.write(self._key, [count, absent, roots, [unit.as_json() for unit in units]])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no path")
    return value


def _key(scopes: Scopes, paths: Sequence[str]) -> str:
    """The name of what a run keeps. In a folder of the user's choice it does not depend on where the project lies."""
    parts = [
        FORMAT,
        __version__,
        _source(),
        sys.version_info[:2],
        os.getcwd() if scopes.run.cache_dir is None else "",
        list(paths),
        [_told(settings) for settings in scopes.all()],
    ]
    text = json.dumps(parts, sort_keys=True)
    return digest(text.encode("ascii"))


def _told(settings: Settings) -> list[Any]:
    """What an analysis is told of the files in a folder."""
    inputs = {name: {key: list(dims) for key, dims in shapes.items()} for name, shapes in settings.inputs.items()}
    sources = [shown(path) for path in settings.src]
    return [shown(settings.root), sources, inputs, dict(settings.framework_versions)]


def _source() -> list[int]:
    """In a checkout of convlint itself, what tells its source from an earlier one."""
    package = Path(__file__).resolve().parents[1]
    if not os.path.exists(package.parent / "pyproject.toml"):
        return []
    times = [entry.stat().st_mtime_ns for entry in _entries(str(package))]
    return [len(times), max(times, default=0)]


def _entries(folder: str) -> Iterable[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _entries(entry.path)
        elif entry.name.endswith(".py"):
            yield entry
