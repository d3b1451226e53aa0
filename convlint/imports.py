"""Which files of a project import which: read off the text, for it must be quick. Rather too many than too few."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    found = {project.glance(file, module, level) for module, level in wanted}
    return {each for each in found if each is not None and each is not file and not _is_foreign(each, file)}


def names_imported(file: SourceFile) -> set[str]:
    """The last names of the modules that a file may import, whether there are such or not."""
    try:
        return {module.rpartition(".")[2] for module, _ in _wanted(file.text)}
    except SourceError:
        return set()


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


def _wanted(text: str) -> Iterator[tuple[str, int]]:
    """Every module that an import may mean, with its level."""
    for found in _statements(text):
        if found["modules"] is not None:
            for part in found["modules"].split(","):
                yield from _with_parents(part.strip().partition(" ")[0], 0)
            continue
        level, module = len(found["dots"]), found["module"]
        yield from _with_parents(module, level)
        if level:
            yield "", level
        for name in _NAME.findall(_ALIAS.sub("", found["names"])):
            yield (f"{module}.{name}" if module else name), level


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


def _with_parents(module: str, level: int) -> Iterator[tuple[str, int]]:
    parts = module.split(".") if module else []
    for end in range(1, len(parts) + 1):
        yield ".".join(parts[:end]), level
