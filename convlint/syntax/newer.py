"""Whether a text that this Python refuses may be of a newer one, and may safely be given to LibCST.

LibCST reads newer syntax than the running Python, but its parser recurses: a hostile text would end the process. Where
`ast` cannot say how deep a text is, its tokens must: nothing nests deeper than the tokens that stand open before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from convlint.syntax.depth import ELIF_LIMIT, PATTERN_LIMIT
from convlint.syntax.errors import SourceError

TOKENS_LIMIT = 500
BRACKETS_LIMIT = 60
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")

_NEWER = re.compile(
    r"""^\s*type\s+\w+                    # 3.12: type X = …
    | ^\s*(?:async\s+)?(?:def|class)\s+\w+\s*\[   # 3.12: def f[T], class A[T]
    | \bexcept\b                         # 3.11: except*; 3.14: except A, B
    | (?i:\b[frt]{1,2}["'])              # 3.12: quotes within f-strings; 3.14: t-strings
    | \[\s*\* | ,\s*\* | :\s*\*          # 3.11: a[*b], *args: *Ts; 3.15: [*x for x in y]
    | ^\s*lazy\s                         # 3.15: lazy import
    """,
    re.VERBOSE,
)

_TOKEN = re.compile(
    r"""(?P<skip>[^\S\n]+ | \\\n | \#[^\n]*)
    | (?P<template>(?i:fr?|rf|tr?|rt)(?P<quote>'''|\"\"\"|'|"))
    | (?P<string>'''(?:\\[\s\S]|[^\\])*?''' | \"\"\"(?:\\[\s\S]|[^\\])*?\"\"\"
        | '(?:\\[\s\S]|[^\\'\n])*' | "(?:\\[\s\S]|[^\\"\n])*")
    | \w+
    | [\s\S]""",
    re.VERBOSE,
)
_QUOTES = ("'''", '"""', "'", '"')
_TEMPLATES = {
    **{quote: re.compile(rf"\{{\{{|\}}\}}|\\[^{{}}]|(?P<end>{quote})|[\s\S]") for quote in _QUOTES},
    ":": re.compile(r"\\[^{}]|[\s\S]"),
}


def may_be_newer(error: SourceError, text: str) -> bool:
    """Whether the line of a syntax error holds something that only a newer Python reads."""
    lines = text.split("\n")
    line = lines[error.row - 1] if error.row <= len(lines) else ""
    return "f-string" in error.message or bool(_NEWER.search(line))


def is_shallow(text: str) -> bool:
    """Whether nothing in the text can nest beyond what LibCST's parser stands.

    Counts, in each open bracket, the tokens since its last comma; outside of brackets, those of the line.
    """
    counts = [0]
    total = elifs = 0
    limit = BRACKETS_LIMIT
    for token in _tokens(text):
        if len(counts) == 1 and not counts[0]:
            elifs += token == "elif"
            limit = PATTERN_LIMIT if token == "case" else BRACKETS_LIMIT
        if token in _CLOSING and len(counts) > 1:
            total -= counts.pop()
        elif token == "," or (token in ("\n", ";") and len(counts) == 1):
            total -= counts[-1]
            counts[-1] = 0
        elif token != "\n":
            counts[-1] += 1
            total += 1
        if token in _OPENING:
            counts.append(0)
        if total > TOKENS_LIMIT or elifs > ELIF_LIMIT or len(counts) > limit:
            return False
    return True


def _tokens(text: str) -> Iterator[str]:
    """The tokens of a text. Of an f-string or t-string (PEP 701, 750), its opening and its fields as bracketed tokens.

    The stack holds what stands open: brackets, templates (by their quote), and format specs (`:`).
    """
    stack: list[str] = []
    place = 0
    while place < len(text):
        if stack and stack[-1] not in _OPENING:
            found = _TEMPLATES[stack[-1]].match(text, place)
            tokens = _in_template(found, stack) if found else ()
        else:
            found = _TOKEN.match(text, place)
            tokens = _in_code(found, stack) if found else ()
        yield from tokens
        assert found is not None  # the last alternatives take any character
        place = found.end()


def _in_code(found: re.Match[str], stack: list[str]) -> tuple[str, ...]:
    token = found.group()
    if found["skip"]:
        return ()
    if found["template"]:
        stack.append(found["quote"])
    elif token in _OPENING:
        stack.append(token)
    elif token in _CLOSING and stack:
        stack.pop()
    elif token == ":" and len(stack) > 1 and stack[-2] not in _OPENING:
        stack.append(":")
    return (token,)


def _in_template(found: re.Match[str], stack: list[str]) -> tuple[str, ...]:
    """What ends the text of a template: its quote, a field, or, in a format spec, the end of the field."""
    token = found.group()
    if token == "{":
        stack.append(token)
        return (token,)
    if token == "}" and stack[-1] == ":":
        del stack[-2:]
        return (token,)
    if found.groupdict().get("end"):
        stack.pop()
    return ()
