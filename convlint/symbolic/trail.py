"""Tables whose changes can be taken back, in the manner of a logic program's trail."""

from __future__ import annotations

from typing import Any, Final, Generic, NewType, TypeVar

K = TypeVar("K")
V = TypeVar("V")
Mark = NewType("Mark", int)

_ABSENT: Final[Any] = object()


class Trail:
    """The history of all tables made on it."""

    def __init__(self) -> None:
        self._changes: list[tuple[dict[Any, Any], Any, Any, int]] = []
        self.version = 0  # grows with every change and every undo: what was computed under another one is stale

    @property
    def state(self) -> int:
        """Names what is known: the same number only where nothing else was learnt, and after an undo."""
        return self._changes[-1][3] if self._changes else 0

    def mark(self) -> Mark:
        """This moment, to come back to."""
        return Mark(len(self._changes))

    def changed_since(self, mark: Mark) -> bool:
        """Whether anything was learnt after the mark."""
        return len(self._changes) > mark

    def learnt_since(self, mark: Mark) -> list[tuple[Any, Any]]:
        """The entries that were made or changed after the mark, with what they hold now."""
        return [(key, entries.get(key)) for entries, key, _, _ in self._changes[mark:]]

    def undo(self, mark: Mark) -> None:
        """Everything as it was at the mark."""
        if len(self._changes) > mark:
            self.version += 1
        while len(self._changes) > mark:
            entries, key, old, _ = self._changes.pop()
            if old is _ABSENT:
                del entries[key]
            else:
                entries[key] = old

    def forget_since(self, version: int) -> None:
        """Take back what was learnt after the trail had this version."""
        mark = len(self._changes)
        while mark and self._changes[mark - 1][3] > version:
            mark -= 1
        self.undo(Mark(mark))

    def record(self, entries: dict[Any, Any], key: Any) -> None:
        """Remember an entry before it changes."""
        self.version += 1
        self._changes.append((entries, key, entries.get(key, _ABSENT), self.version))


class Table(Generic[K, V]):
    """A dict on a trail."""

    __slots__ = ("_trail", "entries", "keys")

    def __init__(self, trail: Trail) -> None:
        self._trail = trail
        self.entries: dict[K, V] = {}  # to read; `put` and `drop` write
        self.keys = self.entries.keys()

    def put(self, key: K, value: V) -> None:
        self._trail.record(self.entries, key)
        self.entries[key] = value

    def drop(self, key: K) -> None:
        self._trail.record(self.entries, key)
        del self.entries[key]
