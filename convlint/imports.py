"""Which files of a project import which: read off the text, for it must be quick. Rather too many than too few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from convlint.project import Project, SourceFile
from convlint.source import in_turn
from convlint.syntax import SourceError

_IMPORT = re.compile(
    r"""(?:^|[;:])[ \t]*(?:
        from[ \t]+(?P<dots>\.*)[ \t]*(?P<module>[\w.]*)[ \t]*\bimport\b[ \t]*
            (?P<names>\([^)]{0,20000}\)|(?:\\\n|[^\n\#;])*)
      | import[ \t]+(?P<modules>(?:\\\n|[^\n\#;])*)
    )""",
    re.MULTILINE | re.VERBOSE,
)
_BEGIN = re.compile(r"(?:^|[;:])(?=[ \t]*(?:from|import)\b)", re.MULTILINE)
INSTALLED = frozenset({"site-packages", "dist-packages"})
_NAME = re.compile(r"(?<![\w.])(?!as\b)([^\W\d]\w*)")
_ALIAS = re.compile(r"\bas\s+\w+")


def imported(file: SourceFile, project: Project) -> set[SourceFile]:
    """The files of the project that a file imports directly."""
    if file not in project.imports:
        project.imports[file] = _imported(file, project)
    project.looked_through.add(file)
    return project.imports[file]


def _imported(file: SourceFile, project: Project) -> set[SourceFile]:
    try:
        wanted = set(_wanted(file.text))
    except SourceError:
        return set()
    found = {each for one in wanted for each in _reached(one, file, project)}
    return {each for each in found if each is not file and not _is_foreign(each, file)}


def names_imported(file: SourceFile) -> set[str]:
    """The last names of the modules that a file may import, whether there are such or not."""
    try:
        return {name for one in _wanted(file.text) for name in (*one.module.split("."), *one.names)}
    except SourceError:
        return set()


class _Wanted(NamedTuple):
    """A module that is imported, and the names that are asked of it: modules in it, or what it defines."""

    module: str
    level: int
    names: tuple[str, ...] = ()


def _reached(wanted: _Wanted, importer: SourceFile, project: Project) -> Iterator[SourceFile]:
    """The files of the project that it may mean: what has no file of its own, and packages, may hold modules of these names."""
    module, level, names = wanted
    parts = module.split(".") if module else []
    if level == 0 and parts and not project.may_hold(parts[0], importer):
        return
    found = project.glance(importer, "", level) if level else None
    if found is not None:
        yield found
    for end in range(1, len(parts) + 1):
        found = project.glance(importer, ".".join(parts[:end]), level)
        if found is not None:
            yield found
    if found is None or found.is_package:
        for name in names:
            inner = project.glance(importer, f"{module}.{name}" if module else name, level)
            if inner is not None:
                yield inner


def _is_foreign(found: SourceFile, importer: SourceFile) -> bool:
    """Whether it belongs to another installed package, which is not read."""
    if found.reported or INSTALLED.isdisjoint(found.path.parts):
        return False
    return found.module.partition(".")[0] != importer.module.partition(".")[0]


def graph(project: Project, files: Iterable[SourceFile]) -> dict[SourceFile, set[SourceFile]]:
    """What each file imports, and what those do."""
    waiting = list(files)
    edges = {file: imported(file, project) for file in in_turn(waiting)}
    while waiting:
        for file in edges[waiting.pop()]:
            if file not in edges:
                edges[file] = imported(file, project)
                waiting.append(file)
    return edges


def components(project: Project, files: Iterable[SourceFile]) -> list[set[SourceFile]]:
    """The files, and those that they import, in sets that no import connects."""
    edges = graph(project, files)
    neighbours: dict[SourceFile, set[SourceFile]] = {file: set(others) for file, others in edges.items()}
    for file, others in edges.items():
        for other in others:
            neighbours.setdefault(other, set()).add(file)
    left = dict.fromkeys(neighbours)
    made = []
    while left:
        reached = {next(iter(left))}
        waiting = list(reached)
        while waiting:
            for other in neighbours[waiting.pop()] - reached:
                reached.add(other)
                waiting.append(other)
        made.append(reached)
        for file in reached:
            del left[file]
    return made


def dependents(edges: dict[SourceFile, set[SourceFile]], changed: set[SourceFile]) -> set[SourceFile]:
    """The changed files, and those that import them, however far away."""
    importers: dict[SourceFile, set[SourceFile]] = {}
    for importer, others in edges.items():
        for other in others:
            importers.setdefault(other, set()).add(importer)
    reached = set(changed)
    waiting = list(changed)
    while waiting:
        for importer in importers.get(waiting.pop(), ()):
            if importer not in reached:
                reached.add(importer)
                waiting.append(importer)
    return reached


def _wanted(text: str) -> Iterator[_Wanted]:
    """What each import asks for."""
    for found in _statements(text):
        if found["modules"] is not None:
            for part in found["modules"].split(","):
                yield _Wanted(part.strip().partition(" ")[0], 0)
            continue
        names = _NAME.findall(_ALIAS.sub("", found["names"]))
        yield _Wanted(found["module"], len(found["dots"]), tuple(names))


def _statements(text: str) -> Iterator[re.Match[str]]:
    """Every import. Only lines with that word are looked at: the pattern is slow."""
    at = end = 0
    while (at := text.find("import", at)) >= 0:
        last = text.find("\n", at)
        last = len(text) if last < 0 else last
        begins = _BEGIN.finditer(text, max(text.rfind("\n", 0, at) + 1, end), last)
        found = next((each for begin in begins if (each := _IMPORT.match(text, begin.start()))), None)
        at = last
        if found is not None:
            at = end = found.end()
            yield found
