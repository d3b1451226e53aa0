"""The codes that a user means: by codes, by prefixes (`CL1`), by names, by `ALL`."""

from __future__ import annotations

from collections.abc import Iterable

from convlint.rules.names import NAMES

EVERYTHING = "ALL"


class UnknownRule(ValueError):
    """No rule has this code, prefix or name; the text says which one may be meant."""


def about_the_run(code: str) -> bool:
    """Whether findings of this rule tell that the tool could not do its work, which no option silences."""
    return code.startswith("CL0")


def code_of(wanted: str) -> str:
    """The rule with this code or name, in any case; UnknownRule where there is none."""
    for code, name in NAMES.items():
        if wanted.upper() == code or wanted.lower() == name:
            return code
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
        return list(NAMES)
    if wanted.upper().startswith("CL"):
        codes = [code for code in NAMES if code.startswith(wanted.upper())]
        if codes:
            return codes
    return [code_of(wanted)]


def _suggestion(wanted: str) -> str:
    import difflib  # needed only where something is wrong

    names = [*NAMES, *NAMES.values()]
    mistyped = wanted.upper().replace("O", "0").replace("I", "1")
    close = [mistyped] if mistyped in NAMES else []
    close = (
        close
        or difflib.get_close_matches(wanted.upper(), names, 1)
        or difflib.get_close_matches(wanted.lower(), names, 1)
    )
    return f"; did you mean {close[0]}?" if close else "; `convlint rules` lists them"
