"""Worlds: an entry is run once for each way of settling what the code leaves open.

Each run follows a script of choices; where the script ends, the first option is taken and noted. A finding stands only if no other
world gets past its place without it.
"""

from __future__ import annotations

from math import prod
from typing import Any, Final

MOST_CHOICES: Final = 4
"""More choices than that in one run are not made: what depends on them is joined."""

Place = tuple[Any, int]
"""(module, node number)."""


class World:
    """One run of an entry."""

    def __init__(self, script: list[int]) -> None:
        self.script = script  # the option taken at each choice
        self.counts: list[int] = []  # how many options there were
        self.made: dict[Any, Any] = {}
        self.passed: set[Place] = set()
        self.findings: dict[tuple[Place, str], Any] = {}
        self.warnings: dict[tuple[Place, str], Any] = {}
        self.stopped = False  # Python has raised, for a reason that is no matter of shapes
        self.left_out = False  # an argument whose default is None: a caller may well give it
        self.unset = False  # an argument whose default stands for none: what fails for that alone is no must-fail
        self.asked = 0  # how often a choice mattered
        self.cached: dict[Any, Any] = {}  # what functions behind `functools.lru_cache` gave
        self.outcomes: dict[Any, Any] = {}  # of calls, as far as they speak of what is open in this world

    def choose(self, key: Any, options: tuple[Any, ...]) -> Any:
        """The option that this world takes for `key`, or None when there are too many choices."""
        if key in self.made:
            return self.made[key]
        told = self._follows(key)
        if told is not None:
            return told
        at = len(self.counts)
        if at >= MOST_CHOICES:
            return None
        if at == len(self.script):
            self.script.append(0)
        self.counts.append(len(options))
        self.made[key] = options[min(self.script[at], len(options) - 1)]
        return self.made[key]

    def _follows(self, key: Any) -> bool | None:
        """What this world says of a value that it has taken to be a certain text or number: it is no other."""
        if not isinstance(key, tuple) or key[0] not in ("==", "in", "true"):
            return None
        for known, chosen in self.made.items():
            if chosen is True and isinstance(known, tuple) and known[0] == "==" and known[1] is key[1]:
                value = known[2]
                if isinstance(known[1], tuple) or (key[0] == "in" and not isinstance(value, str)):
                    continue
                return bool(value if key[0] == "true" else value in key[2] if key[0] == "in" else value == key[2])
        return None

    @property
    def choices(self) -> int:
        """How many choices led to the first finding; all of them where there is none."""
        return next((found.choices for found in self.findings.values()), len(self.counts))

    def next_script(self, narrow: bool = False) -> list[int] | None:
        """The script of the next world, None after the last. `narrow`: what is chosen behind the first finding is let be."""
        script = self.script[: self.choices if narrow else len(self.counts)]
        while script and script[-1] + 1 >= self.counts[len(script) - 1]:
            script.pop()
        if not script:
            return None
        script[-1] += 1
        return script


def too_many(first: World, steps: int, most: int, narrow: bool = False) -> bool:
    """Whether `most` steps cannot hold all worlds, if they take as long as the first one.

    Then the others are not worth a run: without all of them only what was found before any choice stands, and that every
    world finds. `narrow`: those that differ before the first finding.
    """
    return steps * prod(first.counts[: first.choices] if narrow else first.counts) > most


def standing(worlds: list[World], complete: bool, narrow: bool = False) -> dict[tuple[Place, str], Any]:
    """The findings that no world contradicts; without all worlds, those made before any choice.

    Where every world fails somewhere, the first world's first finding stands whatever the others think of its place; what another
    world finds first, and this one not, is the same in other words.
    What is found behind a contradicted finding is not: there that world had come to its end.
    """
    stand: dict[tuple[Place, str], Any] = {}
    all_fail = complete and all(world.findings for world in worlds)
    if all_fail:
        first = next(iter(worlds[0].findings))
        stand[first] = worlds[0].findings[first]
    for world in worlds:
        for key, finding in world.findings.items():
            place = key[0]
            if finding.choices > (0 if not complete else world.choices if narrow else MOST_CHOICES):
                continue
            if any(place in other.passed and key not in other.findings for other in worlds):
                break
            if any(place == other[0] for other in stand):
                continue
            if finding.first is not None and any(finding.first is other for other in stand.values()):
                finding.first.tell(finding)
                continue
            if all_fail and key not in worlds[0].findings and finding is next(iter(world.findings.values())):
                continue
            stand[key] = finding
    return stand


def warned(worlds: list[World], complete: bool) -> dict[tuple[Place, str], Any]:
    """The warnings that every world gives which comes past their place."""
    return {
        key: warning
        for world in worlds
        for key, warning in world.warnings.items()
        if (complete or not warning.choices)
        and all(key in other.warnings or key[0] not in other.passed for other in worlds)
    }
