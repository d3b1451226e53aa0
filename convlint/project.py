"""The files given, and the modules of the same project that they import.

Nothing outside the given paths and the roots of their projects is opened, and no symbolic link leads out of a root.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from convlint.config import Scopes
from convlint.paths import Folders, absolute, below, outermost, real
from convlint.source import MANY, SourceFile
from convlint.syntax.errors import SourceError

if TYPE_CHECKING:
    from convlint.hints import Hints

__all__ = ["Project", "SourceFile"]

MOST_COUNTED = 200
"""In a project of more files the work on one of them does not depend on how many there are."""
MARKERS = ("pyproject.toml", "setup.py", "setup.cfg", ".git")


class _Search:
    """Folders from which the imports of a file are searched, and those between its own and them; like no other one."""

    def __init__(self, roots: tuple[str, ...], between: tuple[str, ...]) -> None:
        self.roots = roots
        self.between = between


class Project:
    """The files given, and the modules that imports reach from them.

    `scopes` tells what the user says of them: folders from which imports are resolved as well, the shapes of the inputs of models,
    the versions of libraries. `places` are the files by their real paths, where these are known. `absent` are the
    places at which a module was looked for in vain, each with its root. `count` is the number of files as far as it tells on
    an analysis.
    """

    def __init__(
        self,
        files: Iterable[SourceFile],
        folders: Iterable[Path] = (),
        scopes: Scopes | None = None,
        places: Mapping[Path, SourceFile] | None = None,
    ) -> None:
        self.files = tuple(files)
        self.scopes = Scopes() if scopes is None else scopes
        self.absent: set[tuple[str, str]] = set()
        self._tells_inputs = any(each.inputs for each in self.scopes.all())
        self._tells_versions = any(each.framework_versions for each in self.scopes.all())
        self.count = min(len(self.files), MOST_COUNTED)
        self._known = {real(file.path): file for file in self.files} if places is None else dict(places)
        self._by_name = {file.name: file for file in self.files}
        self._tops = tuple(dict.fromkeys(outermost(absolute(folder)) for folder in folders))
        self._searches: dict[SourceFile, _Search] = {}
        self._from: dict[tuple[Path, str, bool], _Search] = {}
        self._alike: dict[tuple[tuple[Path, ...], tuple[Path, ...]], _Search] = {}
        self._answers: dict[tuple[_Search | None, str, str, int, bool], SourceFile | None] = {}
        self._folders: dict[SourceFile, str] = {}
        self._tops_met: dict[tuple[_Search, str], bool] = {}
        self._near = Folders()
        self._above: dict[Path, tuple[Path, ...]] = {}
        self._markers: dict[Path, Path | None] = {}
        self.resolved: dict[
            tuple[SourceFile, str, int], tuple[SourceFile | None, bool]
        ] = {}  # since `watch`; also whether `noting` was on
        self.looked_through: set[SourceFile] = set()  # files of which `imports` were asked since `watch`
        self._found: dict[tuple[str, str, str], SourceFile | None] = {}
        self._looked: dict[tuple[str, str, str], list[str]] = {}
        self._lists: dict[str, frozenset[str] | None] = {}  # the names in folders
        self.imports: dict[SourceFile, set[SourceFile]] = {}  # what files import, as far as their texts were asked
        self.noting = True  # whether what is not found is noted in `absent`

    def find(self, module: str, importer: SourceFile | None = None) -> SourceFile | None:
        """The file of an absolute dotted module, as `importer` would find it; without one, under any root.

        A folder within the project may be a project of its own, whose scripts are run there: where it has a module of that name
        and another root has one as well, nobody knows which is meant.
        """
        key = (None if importer is None else self._search(importer), "", module, 0, self.noting)
        if key not in self._answers:
            self._answers[key] = self._find(module, key[0])
        return self._answers[key]

    def _find(self, module: str, search: _Search | None) -> SourceFile | None:
        parts = module.split(".")
        if parts[0] in sys.stdlib_module_names or not all(part.isidentifier() for part in parts):
            return None
        roots = self._all_roots() if search is None else search.roots
        found = next((file for file in (self._under(root, root, module) for root in roots) if file is not None), None)
        if search is None or (roots and found is not None and self._under(roots[0], roots[0], module) is found):
            return found
        inner = (self._under(root, root, module) for root in search.between)
        places = {id(file): file for file in (*inner, found) if file is not None}
        return next(iter(places.values())) if len(places) == 1 else None

    def resolve(self, importer: SourceFile, module: str, level: int) -> SourceFile | None:
        """The file that `from <level dots><module> import …` in `importer` names; None where the project has none."""
        key = (importer, module, level)
        known = self.resolved.get(key)
        if known is None or self.noting > known[1]:
            known = self.resolved[key] = (self._resolve(importer, module, level), self.noting)
        return known[0]

    def glance(self, importer: SourceFile, module: str, level: int) -> SourceFile | None:
        """The same, and neither the question nor what is not found is noted."""
        noting, self.noting = self.noting, False
        found = self._resolve(importer, module, level)
        self.noting = noting
        return found

    def may_hold(self, top: str, importer: SourceFile) -> bool:
        """Whether a module of this name, without a dot, or one in it may be found from a file: quick, rather too often than not."""
        key = (self._search(importer), top)
        if key not in self._tops_met:
            roots = (*key[0].roots, *key[0].between)
            self._tops_met[key] = any(
                self._may_be(os.path.join(root, name)) for root in roots for name in (top, f"{top}.py")
            )
        return self._tops_met[key]

    def _resolve(self, importer: SourceFile, module: str, level: int) -> SourceFile | None:
        if level == 0:
            return self.find(module, importer)
        key = (self._search(importer), self._folder(importer), module, level, self.noting)
        if key not in self._answers:
            self._answers[key] = self._relative(*key[:4])
        return self._answers[key]

    def _relative(self, search: _Search, base: str, module: str, level: int) -> SourceFile | None:
        for _ in range(level - 1):
            base = os.path.dirname(base)
        if not all(part.isidentifier() for part in module.split(".") if module):
            return None
        root = next((root for root in search.roots if below(base, root)), None)
        return None if root is None else self._under(root, base, module)

    def inputs_of(self, file: SourceFile) -> Hints:
        """The shapes that the settings of a file give to the inputs of models."""
        return self.scopes.of(file.path).inputs if self._tells_inputs else {}

    def versions_of(self, file: SourceFile) -> Mapping[str, str]:
        """The versions of libraries that the settings of a file tell."""
        return self.scopes.of(file.path).framework_versions if self._tells_versions else {}

    def named(self, name: str) -> SourceFile | None:
        """The file of this name among those given and those that were read for them."""
        return self._by_name.get(name)

    @property
    def read_too(self) -> tuple[SourceFile, ...]:
        """The files that were not given and read for what others import from them."""
        return tuple(file for file in self._known.values() if not file.reported)

    def learn(self, read: Iterable[Path], absent: Iterable[tuple[str, str]]) -> None:
        """Take in what another process read, and where it looked for modules in vain."""
        for path in read:
            self._load(path)
        self.absent.update(absent)

    def watch(self) -> None:
        """Note from now on what is looked at: modules that are searched, files that are read, questions about their texts."""
        self.resolved = {}
        self.looked_through = set()
        for file in self._known.values():
            file.watch()

    @property
    def known(self) -> Iterable[SourceFile]:
        """The files given, and those that imports led to."""
        return self._known.values()

    def put_away(self) -> None:
        """Of many files, let go of what they were parsed to, and of their texts; both are made again where they are asked for."""
        if len(self._known) > MANY:
            for file in self._known.values():
                file.put_away()

    @property
    def project_roots(self) -> Mapping[Path, Path | None]:
        """Folder -> the folder of the project that it belongs to, for those that were asked for."""
        return self._markers

    def _all_roots(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(root for file in self.files for root in self._search(file).roots))

    def _search(self, importer: SourceFile) -> _Search:
        """Where the imports of a file are searched, first where Python would try first: one object for all files of like places."""
        if importer not in self._searches:
            place = (importer.root, self._folder(importer), "." in importer.module and _looks_like_script(importer))
            if place not in self._from:
                roots = tuple(dict.fromkeys(self._search_path(importer, absolute(importer.path))))
                between = self._between(importer)
                if (roots, between) not in self._alike:
                    self._alike[roots, between] = _Search(tuple(map(str, roots)), tuple(map(str, between)))
                self._from[place] = self._alike[roots, between]
            self._searches[importer] = self._from[place]
        return self._searches[importer]

    def _folder(self, file: SourceFile) -> str:
        """The folder in which a file is."""
        if file not in self._folders:
            self._folders[file] = os.path.dirname(os.path.abspath(file.path))
        return self._folders[file]

    def _search_path(self, importer: SourceFile, path: Path) -> Iterator[Path]:
        yield absolute(importer.root)
        yield from self.scopes.of(path).src
        yield from (top for top in self._tops if path.is_relative_to(top))
        project = self.project_root(path.parent)
        if project is not None:
            yield from (project, project / "src")
        if "." in importer.module and _looks_like_script(importer):
            yield path.parent

    def _between(self, importer: SourceFile) -> tuple[Path, ...]:
        """The folders between that of a file, or of its package, and those from which the search starts."""
        if importer.root not in self._above:
            root = absolute(importer.root)
            tops = {*self._tops, self.project_root(root)}
            told = root in tops or self.scopes.of(importer.path).src
            inner = not told and any(top is not None and root.is_relative_to(top) for top in tops)
            self._above[importer.root] = (
                tuple(takewhile(lambda folder: folder not in tops, root.parents)) if inner else ()
            )
        return self._above[importer.root]

    def project_root(self, folder: Path) -> Path | None:
        """The nearest folder upwards that bears the mark of a project."""
        if folder not in self._markers:
            if any(os.path.exists(folder / marker) for marker in MARKERS):
                self._markers[folder] = folder
            else:
                self._markers[folder] = None if folder.parent == folder else self.project_root(folder.parent)
        return self._markers[folder]

    def _under(self, root: str, base: str, module: str) -> SourceFile | None:
        """The file of `module` counted from the folder `base`, provided that it lies in `root`, links followed."""
        key = (root, base, module)
        if key not in self._found:
            stem = os.path.join(base, *module.split(".")) if module else base
            candidates = (
                [os.path.join(stem, "__init__.py"), f"{stem}.py"] if module else [os.path.join(stem, "__init__.py")]
            )
            there = (path for path in candidates if self._may_be(path) and self._near.inside(path, root))
            place = next(there, None)
            self._looked[key] = candidates if place is None else candidates[: candidates.index(place)]
            self._found[key] = None if place is None else self._load(Path(place))
        if self.noting:
            self.absent.update([(path, root) for path in self._looked.pop(key, ())])
        return self._found[key]

    def _may_be(self, path: str) -> bool:
        """Whether a folder lists a file, and its own folder lists it: most names that are imported are no modules."""
        folder, name = os.path.split(path)
        if folder not in self._lists:
            outer, own = os.path.split(folder)
            known = self._lists.get(outer)
            self._lists[folder] = frozenset() if known is not None and own not in known else _listed(folder)
        names = self._lists[folder]
        return names is None or name in names

    def _load(self, path: Path) -> SourceFile:
        key = self._near.real(path)
        if key not in self._known:
            self._known[key] = file = SourceFile(path, shown(path), reported=False, folders=self._near)
            self._by_name.setdefault(file.name, file)
        return self._known[key]


def _looks_like_script(file: SourceFile) -> bool:
    """Whether a member of a package may also be started by itself, from its own folder."""
    try:
        return "__main__" in file.text
    except SourceError:
        return False


def _listed(folder: str) -> frozenset[str] | None:
    """The names in a folder, none where there is no such folder; None where nobody may know."""
    try:
        return frozenset(os.listdir(folder))
    except PermissionError:
        return None
    except OSError:
        return frozenset()


def shown(path: Path) -> str:
    """A path that the user did not give: from the current folder where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
