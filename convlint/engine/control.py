"""How control leaves a block, and how the interpretation itself ends."""

from __future__ import annotations

from enum import Enum
from typing import Any


class Flow(Enum):
    """Where control goes after a statement."""

    NEXT = 0
    RETURN = 1
    BREAK = 2
    CONTINUE = 3


class Raised(Exception):
    """The program raises here (a `raise`, a failed `assert`); `error` is the abstract exception."""

    def __init__(self, error: Any = None) -> None:
        super().__init__("raised")
        self.error = error


class BudgetSpent(Exception):
    """No more steps: the entry ends here, and what follows is not judged."""


class Impossible(Exception):
    """What was assumed of a branch contradicts what is known: the branch is never taken."""
