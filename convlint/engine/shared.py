"""What all of a program shares: the objects that modules and definitions made, as opposed to those that an entry makes."""

from __future__ import annotations

from bisect import bisect_right

from convlint.values.base import next_serial


class Shared:
    """The serials of shared objects: all before the entry at hand, and those of definitions that it was the first to ask for."""

    def __init__(self) -> None:
        self._edges = [0, 0]  # begin, end, begin, end, …
        self.end = 0  # whatever is made from here on is the entry's own

    def clear(self) -> None:
        """Nothing is shared."""
        self._edges, self.end = [0, 0], 0

    def begin_entry(self) -> None:
        """All that was made so far is shared."""
        self.end = next_serial()
        self._edges = [0, self.end]

    def add(self, begin: int) -> None:
        """All that was made from `begin` to now is shared."""
        while len(self._edges) > 2 and self._edges[-2] >= begin:
            del self._edges[-2:]
        self.end = next_serial()
        self._edges += (begin, self.end)

    def holds(self, serial: int) -> bool:
        """Whether the object with this serial is shared."""
        return serial < self.end and bisect_right(self._edges, serial) % 2 == 1


__all__ = ["Shared"]
