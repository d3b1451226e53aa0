"""Text as a terminal shows it: how many cells a character takes, and which characters must not reach it.

Source and file names are foreign text: escape sequences, control characters and the marks that reorder a line are
shown by their code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TAB = "    "
COMMAND = re.compile(r"##(\w*)\[")  # ##[group], ##vso[…], ##teamcity[…]
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str) -> str:
    """`text` with everything that a terminal or a CI server would obey made visible."""
    return "".join(characters(text))


def characters(text: str) -> list[str]:
    """What stands for each character of a text."""
    made = list(map(shown, text))
    for command in COMMAND.finditer(text) if "##" in text else ():
        made[command.end() - 1] = "\\x5b"
    return made


def shown(character: str) -> str:
    """What stands for one character: mostly itself."""
    if character == "\t":
        return TAB
    if unicodedata.category(character) in HIDDEN:
        return character.encode("unicode_escape", "surrogatepass").decode("ascii")
    return character


def width(text: str) -> int:
    """The cells that text takes, once it is plain: 2 for a wide character, 0 for a combining one."""
    return sum(map(_cells, text))


def fit(parts: Iterable[str], room: int) -> list[str]:
    """As many of the parts, from the first on, as take no more than `room` cells."""
    kept = []
    for part in parts:
        room -= width(part)
        if room < 0:
            break
        kept.append(part)
    return kept


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
