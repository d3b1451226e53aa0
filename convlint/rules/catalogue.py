"""Every rule by code, each imported when it is first asked for: most runs find nothing, or few kinds of things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from convlint.rules.names import NAMES
from convlint.rules.selectors import code_of

if TYPE_CHECKING:
    from convlint.rules.rule import Rule


class _Catalogue(Mapping[str, "Rule"]):
    def __init__(self) -> None:
        self._imported: dict[str, Rule] = {}

    def __getitem__(self, code: str) -> Rule:
        if code not in self._imported:
            module = import_module(f"convlint.rules.{NAMES[code].replace('-', '_')}")
            self._imported[code] = cast("Rule", module.RULE)
        return self._imported[code]

    def __contains__(self, code: object) -> bool:
        return code in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


RULES: Mapping[str, Rule] = _Catalogue()


def find_rule(wanted: str) -> Rule:
    """The rule with this code or name, in any case; UnknownRule where there is none."""
    return RULES[code_of(wanted)]
