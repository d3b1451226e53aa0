"""Every rule by code, and the codes that a user means."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module

from convlint.rules.rule import Rule

EVERYTHING = "ALL"


class UnknownRule(ValueError):
    """No rule has this code, prefix or name; the text says which one may be meant."""


def _declared() -> dict[str, Rule]:
    package = import_module(__name__.rpartition(".")[0])
    modules = (import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__))
    rules = (module.RULE for module in modules if hasattr(module, "RULE"))
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


RULES = _declared()


def find_rule(wanted: str) -> Rule:
    """The rule with this code or name, in any case; UnknownRule where there is none."""
    for rule in RULES.values():
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    raise UnknownRule(f"no rule {wanted!r}{_suggestion(wanted)}")


def select_codes(wanted: Iterable[str]) -> frozenset[str]:
    """The codes that codes, prefixes (`CL1`), names and `ALL` stand for; UnknownRule for one that stands for none."""
    return frozenset(code for each in wanted for code in _codes(each))


def chosen_codes(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes that are selected: for each the longest selector that names it decides, between equals `ignore`."""
    wanted, unwanted = _lengths(select), _lengths(ignore)
    return frozenset(code for code, length in wanted.items() if length > unwanted.get(code, -1))


def changed_codes(codes: frozenset[str], select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The codes with those that a later choice adds and without those that it drops, by the same rule."""
    wanted, unwanted = _lengths(select), _lengths(ignore)
    dropped = {code for code, length in unwanted.items() if length >= wanted.get(code, -1)}
    return (codes | frozenset(wanted)) - dropped


def _lengths(selectors: Iterable[str]) -> dict[str, int]:
    """Code -> how exactly it is named: 0 by `ALL`, by a prefix its length, by its name as by its code."""
    lengths: dict[str, int] = {}
    for selector in selectors:
        codes = _codes(selector)
        exact = len(codes[0]) if len(codes) == 1 else len(selector)
        for code in codes:
            lengths[code] = max(lengths.get(code, 0), 0 if selector.upper() == EVERYTHING else exact)
    return lengths


def _codes(wanted: str) -> list[str]:
    if wanted.upper() == EVERYTHING:
        return list(RULES)
    if wanted.upper().startswith("CL"):
        codes = [code for code in RULES if code.startswith(wanted.upper())]
        if codes:
            return codes
    return [find_rule(wanted).code]


def _suggestion(wanted: str) -> str:
    import difflib  # needed only where something is wrong

    names = [*RULES, *(rule.name for rule in RULES.values())]
    close = difflib.get_close_matches(wanted.upper(), names, 1) or difflib.get_close_matches(wanted.lower(), names, 1)
    return f"; did you mean {close[0]}?" if close else "; `convlint rules` lists them"
