"""The journal: what a branch changed, so that it can be taken back and merged with the other branch."""

from __future__ import annotations

from typing import Any, Final

from convlint.engine.frame import Frame
from convlint.engine.objects import Function
from convlint.engine.shared import Shared
from convlint.values import BoundMethod, HeapObject, Tensor
from convlint.values.base import BornObject, next_serial

NOTHING: Final = 1 << 62
Changes = dict[int, tuple[HeapObject, Any]]
"""id -> (object, a content of it)."""


class Journal:
    """A stack of scopes, each remembering the content of every object when it was first touched in it.

    Scopes are numbered as they begin. What was made in a scope that has been merged since is of no concern to the scopes around it:
    without the branch there is no such object.
    """

    def __init__(self) -> None:
        self._scopes: list[Changes] = []
        self._numbers: list[int] = []
        self._begun = 0
        self._within: dict[
            int, int
        ] = {}  # a scope whose objects are its outer scope's since it has ended -> that scope
        self.now = 0  # the number of the scope at hand
        self.shared = Shared()
        self.oldest = NOTHING  # the serial of the oldest object touched since a call began that is to be remembered
        self.epoch = 0  # how often the entry at hand has changed what is shared
        self.outcomes: dict[Any, Any] | None = None  # of calls within one that the code of a module makes
        self._changed: dict[int, HeapObject] = {}  # what is shared and was touched
        self._leaky, self._looked_at = False, 0

    def begin(self) -> None:
        """An entry begins: all that was made so far is shared."""
        self.shared.begin_entry()
        self.epoch = self._looked_at = 0
        self._changed, self._leaky = {}, False

    @property
    def leaks(self) -> bool:
        """Whether what is shared has come to hold mutable objects of the entry's own: who changes these changes nothing shared."""
        if self._looked_at != self.epoch:
            self._looked_at = self.epoch
            self._leaky = self._leaky or any(self._holds_own(value.save()) for value in self._changed.values())
        return self._leaky

    def _holds_own(self, content: Any) -> bool:
        if isinstance(content, dict):
            return any(map(self._holds_own, content.values()))
        if isinstance(content, (list, tuple)):
            return any(map(self._holds_own, content))
        if isinstance(content, BoundMethod):
            return self._holds_own(content.receiver)
        if isinstance(content, Function):
            return not self.shared.holds(content.frame.serial)
        return (
            isinstance(content, HeapObject)
            and not isinstance(content, Tensor)
            and not self.shared.holds(content.serial)
        )

    def spoil(self) -> None:
        """What is going on depends on more than its arguments."""
        self.oldest = 0

    def touch(self, value: HeapObject) -> None:
        """Remember the content of an object that is about to change."""
        if isinstance(value, Tensor) and value.drawn is not None:
            value.drawn[0].spoiled[0] = True
        serial = value.serial
        value.changed = next_serial()
        if serial < self.oldest:
            self.oldest = serial
        if serial < self.shared.end and self.shared.holds(serial):
            self.epoch += 1
            self._changed[id(value)] = value
        if self._scopes and not self._born_within(value):
            scope = self._scopes[-1]
            if id(value) not in scope:
                scope[id(value)] = (value, value.save())

    def open(self) -> None:
        """Begin a scope."""
        self._begun += 1
        self.now = self._begun
        self._scopes.append({})
        self._numbers.append(self.now)

    def _close(self) -> Changes:
        self._numbers.pop()
        self.now = self._numbers[-1] if self._numbers else 0
        return self._scopes.pop()

    def _born_within(self, value: HeapObject) -> bool:
        """Whether an object was made in a scope that has ended, so that it is of no concern to this one."""
        if not isinstance(value, BornObject) or value.birth <= self.now:
            return False
        while value.birth in self._within:
            value.birth = self._within[value.birth]
        return value.birth > self.now

    def _adopt(self, value: HeapObject) -> None:
        """An object that was made in the scope just ended is one of this scope."""
        if isinstance(value, BornObject) and value.birth > self.now:
            value.birth = self.now

    def _turned_back(self) -> Changes:
        """End a scope whose changes are to be undone."""
        before = self._close()
        if self.epoch and any(self.shared.holds(value.serial) for value, _ in before.values()):
            self.epoch += 1
        return before

    def changes_others(self, frame: Frame) -> bool:
        """Whether more than the names of a frame was changed in this scope."""
        return any(key != id(frame) for key in self._scopes[-1])

    def keep(self) -> Changes:
        """End a scope and keep its changes; returns the contents before it."""
        number = self.now
        before = self._close()
        self._within[number] = self.now
        if self._scopes:
            outer = self._scopes[-1]
            for key, entry in before.items():
                self._adopt(entry[0])
                outer.setdefault(key, entry)
        return before

    def undo(self) -> None:
        """End a scope and undo its changes."""
        for value, state in self._turned_back().values():
            _restore(value, state)

    def take_back(self) -> Changes:
        """End a scope and undo its changes; returns the contents that it had made."""
        before = self._turned_back()
        after = {key: (value, value.save()) for key, (value, _) in before.items()}
        for value, state in before.values():
            _restore(value, state)
        return after

    def close(self, join: Any, frame: Frame) -> None:
        """End a scope that may not have been reached: all but the names of a frame are joined with what was there before it."""
        number = self.now
        changes = self.take_back()
        here = changes.pop(id(frame), None)
        self.merge(join, changes, {})
        self.adopt(number)
        if here is not None:
            self.apply({id(frame): here})

    def adopt(self, number: int) -> None:
        """What was made in a scope that has been taken back and merged since is of this scope."""
        self._within[number] = self.now

    def since_opened(self, changes: Changes) -> Changes:
        """Changes from now on as changes since this scope began."""
        return {key: (value, value.save()) for key, (value, _) in self._scopes[-1].items()} | changes

    def joined(self, join: Any, several: list[Changes]) -> Changes:
        """The join of what several branches have changed, without making it so."""
        made = several[0]
        for other in several[1:]:
            both, inner = self._both(join, made, other)
            before = {key: (value, value.save()) for key, (value, _) in both.items() if key not in inner}
            for key, (value, present) in before.items():
                value.merge(join, made[key][1] if key in made else present, other[key][1] if key in other else present)
            made = {key: (value, value.save()) for key, (value, _) in both.items()}
            for value, state in before.values():
                _restore(value, state)
        return made

    def apply(self, changes: Changes) -> None:
        """Make the objects have these contents."""
        for value, state in changes.values():
            self._adopt(value)
            self.touch(value)
            value.restore(state)

    def merge(self, join: Any, one: Changes, other: Changes) -> None:
        """Make every object the join of its contents in two branches (its present content where a branch left it alone)."""
        both, inner = self._both(join, one, other)
        for key, (value, _) in both.items():
            if key in inner:
                continue
            present = value.save()
            a = one[key][1] if key in one else present
            b = other[key][1] if key in other else present
            self.touch(value)
            value.merge(join, a, b)

    def _both(self, join: Any, one: Changes, other: Changes) -> tuple[Changes, set[int]]:
        """What either of two branches has changed, in the order in which it is joined, and what of it was made in one of them.

        Without its branch there is no such object: it gets the content of its branch, for what holds it looks into it.
        """
        both = {**one, **other}
        inner = {key for key, (value, _) in both.items() if self._born_within(value)}
        for key in inner:
            value, made = one.get(key) or other[key]
            if key in one and key in other:
                value.merge(join, made, other[key][1])
            else:
                _restore(value, made)
        return {key: both[key] for key in sorted(both, key=lambda key: _order(both[key][0]))}, inner


def _restore(value: HeapObject, content: Any) -> None:
    value.note_change()
    value.restore(content)


def _order(value: HeapObject) -> int:
    """What is held is merged before what holds it: the join of two names looks into their lists."""
    return 2 if isinstance(value, Frame) else 1 if isinstance(value, BornObject) else 0
