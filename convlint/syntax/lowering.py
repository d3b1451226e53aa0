"""What lowering carries along, whichever parser made the tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

NODES_LIMIT = 1 << 20  # numbers of one chunk


class Unread(Exception):
    """A text that the parser does not read, or that is too large."""


class Lowering:
    """One chunk on its way: the places of the nodes numbered so far, whether the function at hand yields, and the class at hand.

    A place is whatever the front end makes a span of, or a Span.
    """

    __slots__ = ("first", "nodes", "owner", "yields")

    def __init__(self, first: int) -> None:
        self.first = first
        self.nodes: list[Any] = []
        self.yields = False
        self.owner = ""

    def at(self, place: Any) -> int:
        """Number a node by its place."""
        self.nodes.append(place)
        return self.first + len(self.nodes) - 1

    def name(self, name: str) -> str:
        """What a name stands for: in a class `__name` is its own."""
        private = name.startswith("__") and not name.endswith("__") and self.owner
        return f"_{self.owner}{name}" if private else name


Rule = Callable[[Any, Lowering], Any]


def adder(table: dict[Any, Rule]) -> Callable[..., Callable[[Rule], Rule]]:
    """A decorator that enters a rule into a table for some classes of nodes."""

    def lowers(*kinds: type) -> Callable[[Rule], Rule]:
        def add(rule: Rule) -> Rule:
            table.update(dict.fromkeys(kinds, rule))
            return rule

        return add

    return lowers
