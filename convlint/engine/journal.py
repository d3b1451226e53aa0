"""The journal: what a branch changed, so that it can be taken back and merged with the other branch."""

from __future__ import annotations

from typing import Any

from convlint.values import HeapObject

Changes = dict[int, tuple[HeapObject, Any]]
"""id -> (object, a content of it)."""


class Journal:
    """A stack of scopes, each remembering the content of every object when it was first touched in it."""

    def __init__(self) -> None:
        self._scopes: list[Changes] = []

    def touch(self, value: HeapObject) -> None:
        """Remember the content of an object that is about to change."""
        if self._scopes:
            scope = self._scopes[-1]
            if id(value) not in scope:
                scope[id(value)] = (value, value.save())

    def open(self) -> None:
        """Begin a scope."""
        self._scopes.append({})

    def keep(self) -> Changes:
        """End a scope and keep its changes; returns the contents before it."""
        before = self._scopes.pop()
        if self._scopes:
            outer = self._scopes[-1]
            for key, entry in before.items():
                outer.setdefault(key, entry)
        return before

    def take_back(self) -> Changes:
        """End a scope and undo its changes; returns the contents that it had made."""
        before = self._scopes.pop()
        after = {key: (value, value.save()) for key, (value, _) in before.items()}
        for value, state in before.values():
            value.restore(state)
        return after

    def apply(self, changes: Changes) -> None:
        """Make the objects have these contents."""
        for value, state in changes.values():
            self.touch(value)
            value.restore(state)

    def merge(self, join: Any, one: Changes, other: Changes) -> None:
        """Make every object the join of its contents in two branches (its present content where a branch left it alone)."""
        for key in {**one, **other}:
            value = (one.get(key) or other[key])[0]
            present = value.save()
            a = one[key][1] if key in one else present
            b = other[key][1] if key in other else present
            self.touch(value)
            value.merge(join, a, b)
