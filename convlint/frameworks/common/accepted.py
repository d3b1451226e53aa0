"""Which arguments a function takes: a call that cannot be bound raises a TypeError, whatever the values are."""

from __future__ import annotations

from collections.abc import Iterable
from pkgutil import get_data
from typing import Any

from convlint.values.mismatch import Unbindable

RULE = "invalid-argument"


class Accepted:
    """The parameters of a function, read at first use from their text: `input, p=, *, training=` (`=` for those with a default).

    `fill/resample=` stands in one version for the one, in another for the other.
    """

    __slots__ = ("_names", "_positional", "_required", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._positional: list[str] | None = None
        self._names: frozenset[str] = frozenset()
        self._required: frozenset[str] = frozenset()

    def of_method(self) -> Accepted:
        """The same, behind the object itself."""
        return Accepted(", ".join(filter(None, ("self", self._text))))

    def _read(self) -> list[str]:
        parts = self._text.split(", ") if self._text else []
        cut = parts.index("*") if "*" in parts else len(parts)
        self._names = frozenset(name for part in parts if part != "*" for name in part.rstrip("=").split("/"))
        self._required = frozenset(part for part in parts if part != "*" and not part.endswith("="))
        return [part.rstrip("=") for part in parts[:cut]]

    def check(self, count: int, given: Iterable[str]) -> None:
        """Mismatch for a call with `count` positional arguments and the given names that cannot be bound."""
        if self._positional is None:
            self._positional = self._read()
        positional = self._positional
        if count > len(positional):
            raise Unbindable(
                RULE, f"`{{it}}` takes at most {_arguments(positional)} by position but gets {count - _own(positional)}"
            )
        named = set(given)
        strange = sorted(named - self._names)
        if strange:
            raise Unbindable(RULE, f"`{{it}}` has no argument `{strange[0]}`")
        twice = [name for name in positional[:count] if name in named]
        if twice:
            raise Unbindable(RULE, f"`{{it}}` gets `{twice[0]}` twice, by position and by name")
        missing = [name for name in positional[count:] if name in self._required and name not in named]
        if missing:
            raise Unbindable(RULE, f"`{{it}}` needs `{missing[0]}`, which is not given")


def _own(positional: list[str]) -> int:
    return int(positional[:1] == ["self"])


def _arguments(positional: list[str]) -> str:
    count = len(positional) - _own(positional)
    return f"{count} argument{'' if count == 1 else 's'}"


def read_accepted(package: str) -> dict[str, Any]:
    """Path -> what it takes, from the file `arguments.txt` of a package of ours; `tools/arguments.py` writes it."""
    found = {}
    for line in (get_data(package, "arguments.txt") or b"").decode().splitlines():
        path, _, parameters = line.rstrip(")").partition("(")
        found[path] = Accepted(parameters)
    return found
