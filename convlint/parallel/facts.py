"""What the analysis of a group rests on, as facts of which each can be asked again: while all hold, it would give the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from convlint.cache.units import shown
from convlint.project import Project, SourceFile

Fact = tuple[str, ...]
"""Its kind, and what that kind says below; a file goes by `key_of`."""
HIGHEST_LEVEL = 100


def facts_of(project: Project, group: Sequence[SourceFile]) -> tuple[Fact, ...]:
    """All that was looked at since `Project.watch`; nothing where a file could not be read, for then it is tried again."""
    group_too = frozenset(group)
    met = set(group_too)
    made: list[Fact] = [("count", str(project.count))]
    for (importer, module, level), (found, noted) in project.resolved.items():
        made.append(("found", key_of(importer), module, str(level), "noted" if noted else "", key_of(found)))
        met.update(file for file in (importer, found) if file is not None)
    for file in project.looked_through:
        made.append(("imports", key_of(file), *_keys(project.imports[file])))
        met.update((file, *project.imports[file]))
    for file in project.known:
        if file.was_read or file in group_too:
            if file.digest is None:
                return ()
            made.append(("read", key_of(file), file.digest, place_of(file)))
        elif file.answers or file in met:
            made.append(("met", key_of(file), place_of(file)))
            made += _answers(file)
    return tuple(made)


def _answers(file: SourceFile) -> Iterator[Fact]:
    for question, answer in file.answers.items():
        yield ("told", key_of(file), file.digest or "", str(answer), *question)


def key_of(file: SourceFile | None) -> str:
    """A name of a file for facts: other than its own name, it tells given files from those that were found."""
    if file is None:
        return ""
    return f"+{file.name}" if file.reported else f"-{shown(file.path)}"


def place_of(file: SourceFile) -> str:
    """What a file is as a module."""
    return f"{file.module} {shown(file.root)}"


def _keys(files: Iterable[SourceFile]) -> list[str]:
    return sorted(key_of(file) for file in files)


class Present:
    """A project as it is now, which facts are held against. Each is asked once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files = {key_of(file): file for file in project.known}
        self._known: dict[Fact, bool] = {}
        self._kinds: dict[str, Callable[..., bool]] = {
            "count": self._count,
            "found": self._found,
            "imports": self._imports,
            "read": self._read,
            "met": self._met,
            "told": self._told,
        }

    def has(self, facts: Iterable[Fact]) -> bool:
        """Whether all of these hold. What leads to a file may come behind what is told of the file."""
        waiting = list(facts)
        while waiting:
            before, waiting, asked = len(waiting), [], waiting
            for fact in asked:
                holds = self._holds(fact)
                if holds is None:
                    waiting.append(fact)
                elif not holds:
                    return False
            if len(waiting) == before:
                return False
        return True

    def _holds(self, fact: Fact) -> bool | None:
        """None where the file is not known yet."""
        if fact not in self._known:
            try:
                self._known[fact] = self._kinds[fact[0]](*fact[1:])
            except _NotKnown:
                return None
            except (KeyError, TypeError, ValueError, IndexError):  # no fact of ours
                self._known[fact] = False
        return self._known[fact]

    def _file(self, key: str) -> SourceFile:
        if key not in self._files:
            raise _NotKnown
        return self._files[key]

    def _key(self, file: SourceFile | None) -> str:
        key = key_of(file)
        if file is not None:
            self._files.setdefault(key, file)
        return key

    # --- one for each kind ----------------------------------------------------------------------------------------

    def _count(self, count: str) -> bool:
        return count == str(self._project.count)

    def _found(self, importer: str, module: str, level: str, noted: str, found: str) -> bool:
        if not 0 <= int(level) <= HIGHEST_LEVEL:
            return False
        self._project.noting = bool(noted)
        try:
            return self._key(self._project.resolve(self._file(importer), module, int(level))) == found
        finally:
            self._project.noting = True

    def _imports(self, importer: str, *others: str) -> bool:
        from convlint.imports import imported

        return sorted(self._key(file) for file in imported(self._file(importer), self._project)) == list(others)

    def _read(self, key: str, digest: str, place: str) -> bool:
        return self._file(key).digest == digest and self._met(key, place)

    def _met(self, key: str, place: str) -> bool:
        return place_of(self._file(key)) == place

    def _told(self, key: str, digest: str, answer: str, question: str, *args: str) -> bool:
        file = self._file(key)
        return (bool(digest) and file.digest == digest) or str(file.ask(questions()[question], *args)) == answer


class _NotKnown(Exception):
    """No import has led to the file yet."""


def questions() -> dict[str, Callable[..., Any]]:
    """The questions that the engine asks of files by `SourceFile.ask`, by their names."""
    from convlint.engine import effects
    from convlint.relevance import libraries_named

    return {question.__name__: question for question in (*effects.QUESTIONS, libraries_named)}
