"""What the text of a module tells of it without running it: what it may bind, and whether it changes what is not its own.

Read off by patterns, for it is asked of hundreds of modules of which few are ever needed. Said too often rather than too seldom.
Questions about a module that need not run are put by `SourceFile.ask`: so it is known that no more of it was looked at.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from convlint.syntax import SourceError

if TYPE_CHECKING:
    from convlint.project import SourceFile

CHANGES_OTHERS = re.compile(
    r"^[A-Za-z_]\w*(?:\.\w+)*\.(?!__(?:doc|name|qualname|module|annotations|author|version)__)\w+[ \t]*=(?!=)"
    r"|^[ \t]*setattr\("
    r"|^[A-Za-z_][\w.]*\(\)[ \t]*$",
    re.MULTILINE,
)
"""At top level, an attribute of something is set, or a function called for nothing but what it does (`install()`)."""
REGISTERS = re.compile(r"^@|^[A-Za-z_][\w.]*(?:\(|\[[^\n]*\][ \t]*=(?!=))|^(?:for|while|with)\b", re.MULTILINE)
"""At top level there is a decorator, a call, an item set, or a loop that may do one of these."""
STAR = re.compile(r"^[ \t]*from[ \t]+[\w.]+[ \t]+import[ \t]+\*", re.MULTILINE)
MOST_PATTERNS = 4096


def text_of(file: SourceFile) -> str:
    """The text, empty where it cannot be read."""
    try:
        return file.text
    except SourceError:
        return ""


def changes_others(text: str) -> bool:
    """Whether running a module of this text may change what other modules hold: then an import runs it at once."""
    return CHANGES_OTHERS.search(text) is not None


@functools.lru_cache(maxsize=MOST_PATTERNS)
def _binding(name: str) -> re.Pattern[str]:
    name = re.escape(name)
    return re.compile(
        rf"\b(?:def|class|as|import)[ \t]+{name}\b"  # a definition, an alias
        rf"|^[^=\n]*\b{name}\b[^=\n]*=(?!=)"  # a target
        rf"|^[ \t]*(?:from|import|for|global)\b[^\n]*\b{name}\b"
        rf"|^[ \t]+(?:\w+[ \t]*,[ \t]*)*{name}[ \t]*(?:[,)#]|$)",  # a line of a list of imports
        re.MULTILINE,
    )


def may_bind(text: str, name: str) -> bool:
    """Whether a module of this text may have the name itself, stars apart."""
    place = text.find(name)
    while place >= 0:  # line by line, for few lines have the name
        end = text.find("\n", place)
        line = text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]
        if _binding(name).search(line):
            return True
        place = text.find(name, end) if end >= 0 else -1
    return False


def may_register_any(text: str) -> bool:
    """Whether a module of this text may, as it runs, register anything."""
    return REGISTERS.search(text) is not None


def may_register(text: str, name: str) -> bool:
    """Whether a module of this text may, as it runs, register something under the name."""
    if name not in text:
        return False
    word = rf"(?<!\w){re.escape(name)}(?!\w)"
    return (
        re.search(
            rf"^[@A-Za-z_][^\n]*{word}"  # a decorator, a definition, a call, an item
            rf"|^[@A-Za-z_][^\n]*\(\n(?:[ \t][^\n]*\n){{0,4}}?[ \t][^\n]*{word}"  # a call over several lines
            rf"|^[ \t]+\w+(?:[ \t]*:[^\n=]*)?[ \t]*=[ \t]*['\"]{word}['\"]",  # a class that tells its own name
            text,
            re.MULTILINE,
        )
        is not None
    )


def has_star(text: str) -> bool:
    """Whether a module of this text imports stars."""
    return "*" in text and STAR.search(text) is not None


def names_once(text: str, name: str) -> bool:
    """Whether a module does not use a name that it imports: it is imported for what running it does."""
    return len(re.findall(rf"\b{re.escape(name)}\b", text)) < 2


def may_use(text: str, name: str) -> bool:
    """Whether a module does more with a name than import, export or define it; said too often rather than too seldom."""
    if name not in text:
        return False
    word = rf"\b{re.escape(name)}\b"
    other = re.compile(rf"\s*(?:(?:from|import|class|def)\b|[\"']?{word}[\"']?\s*(?:as\s+\w+)?\s*[,)\]]*\s*(?:#.*)?$)")
    return any(re.search(word, line) and not other.match(line) for line in text.splitlines() if name in line)


QUESTIONS = (changes_others, has_star, may_bind, may_register, may_register_any, may_use, names_once)
"""What may be asked of a module that has not run."""

__all__ = [
    "QUESTIONS",
    "changes_others",
    "has_star",
    "may_bind",
    "may_register",
    "may_register_any",
    "may_use",
    "names_once",
    "text_of",
]
