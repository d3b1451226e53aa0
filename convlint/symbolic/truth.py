"""Three-valued answers: what is so, what is not so, and what the symbols leave open."""

from __future__ import annotations

from enum import Enum
from typing import NoReturn


class Truth(Enum):
    """YES and NO hold whatever the open symbols are; OPEN depends on them."""

    YES = "yes"
    NO = "no"
    OPEN = "open"

    def __bool__(self) -> NoReturn:
        """A Truth is no boolean: `if facts.equal(a, b)` would silently take OPEN for true."""
        raise TypeError("a Truth has three values: compare it with `is Truth.YES` or `is Truth.NO`")

    @property
    def negated(self) -> Truth:
        """The answer to the opposite question."""
        return Truth.NO if self is Truth.YES else Truth.YES if self is Truth.NO else self
