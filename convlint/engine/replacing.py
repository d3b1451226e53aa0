"""Functions and methods of libraries that the program puts others in the place of (`nn.Linear.forward = patched`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from convlint.engine.objects import Class
from convlint.frameworks.common.registry import ClassEntry, lineage
from convlint.values import Instance, LibraryClass


class Replaced:
    """What a program replaces, by dotted paths, and what it used of libraries while it was not replaced."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        """`given` is what others replace."""
        self.paths = set(given)
        self._owners = {path.rpartition(".")[0] for path in self.paths}
        self._asked: set[str] = set()
        self._made: set[ClassEntry] = set()
        self._all = False

    def add(self, path: str) -> None:
        """Something else stands at that path from now on."""
        self.paths.add(path)
        self._owners.add(path.rpartition(".")[0])

    def has(self, path: str) -> bool:
        """Whether what is looked up there is replaced."""
        if path in self.paths or (self._all and not path.startswith("builtins.")):
            return True
        self._asked.add(path)
        return False

    @contextmanager
    def all(self) -> Iterator[None]:
        """Where everything is replaced: an object of the program is asked for what functions of libraries give."""
        before, self._all = self._all, True
        try:
            yield
        finally:
            self._all = before

    def has_constructor(self, entries: Iterable[ClassEntry]) -> bool:
        """Whether the constructor of an object of these classes is replaced."""
        self._made.update(entries)
        return bool(self.paths) and any(f"{entry.path}.__init__" in self.paths for entry in entries)

    def tells_on(self, path: str, args: tuple[Any, ...]) -> bool:
        """Whether a function or method, of these arguments, is replaced; a call of an object also by what it is made of."""
        if self.has(path):
            return True
        if not self.paths or not args or not isinstance(args[0], Instance):
            return False
        name = path.rpartition(".")[2]
        return any(self._has_method(entry, name) for entry in _declared(args[0]) if entry.path in self._owners)

    def _has_method(self, entry: ClassEntry, name: str) -> bool:
        own = {path.rpartition(".")[2] for path in self.paths if path.rpartition(".")[0] == entry.path}
        if name != "__call__":
            return name in own
        return any(each in entry.driven or (each.startswith("_") and each != "__init__") for each in own)

    def used(self) -> frozenset[str]:
        """What was looked up while it was not replaced; for the classes that objects were made of, their paths with a dot."""
        return frozenset([*self._asked, *(f"{entry.path}." for entry in self._made)])


def _declared(value: Instance) -> Iterator[ClassEntry]:
    """The declared classes of an object."""
    for base in value.cls.mro if isinstance(value.cls, Class) else [value.cls]:
        if isinstance(base, LibraryClass):
            yield from lineage(base.entry)


__all__ = ["Replaced"]
