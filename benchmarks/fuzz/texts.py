"""Broken Python: real programs with some tokens changed, cut short, or mixed with noise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from keyword import iskeyword
from random import Random

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_ODD = (
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "=",
        "*",
        "**",
        "@",
        "-",
        "->",
        ":=",
        "\\",
        "'",
        '"""',
        "#",
        "\n",
        "\n    ",
        "\t",
    ),
    *(
        "lambda",
        "yield",
        "await",
        "async",
        "class",
        "def",
        "match",
        "case",
        "try",
        "finally",
        "global",
        "nonlocal",
        "del",
        "not",
    ),
    *("\x00", "\x0c", "\x1b[31m", "\u2028", "\u202e", "\ud800", "1e999", "0x", "'\\N{DASH}'", "while True:", "del x"),
)
_WORDS = (
    *(
        "0",
        "(-1)",
        "1",
        "10**10",
        "1e400",
        "1j",
        "None",
        "...",
        "True",
        "()",
        "[]",
        "{}",
        "''",
        "b'a'",
        "float('nan')",
        "'x' * 9**9",
    ),
    *(
        "self",
        "super()",
        "torch",
        "nn",
        "x",
        "x.shape",
        "__class__",
        "range(10**9)",
        "(lambda *a: a)",
        "type",
        "f'{x!r:>{w}}'",
    ),
    *(
        "len",
        "print",
        "object()",
        "é",
        "x" * 300,
        "globals()",
        "(yield)",
        "[*x]",
        "{**x}",
        "x[:, None]",
        "(x := 1)",
        "sorted",
        "zip",
    ),
)


def mutated(random: Random, seeds: Sequence[str]) -> str:
    """A program with one to eight of its words exchanged for others: most of these parse."""
    tokens = _TOKEN.findall(random.choice(seeds))
    words = [place for place, token in enumerate(tokens) if token.isalnum() and not iskeyword(token)]
    for _ in range(random.randint(1, 8)):
        if words:
            place = random.choice(words)
            tokens[place] = random.choice(_WORDS) if random.random() < 0.4 else tokens[random.choice(words)]
    return "".join(tokens)


def broken(random: Random, seeds: Sequence[str]) -> str:
    """A program with one to three of its tokens dropped, doubled, swapped, replaced or moved to another place."""
    tokens = _TOKEN.findall(random.choice(seeds)) or [""]
    for _ in range(random.randint(1, 3)):
        place, other = random.randrange(len(tokens)), random.randrange(len(tokens))
        kind = random.randrange(5)
        if kind == 0:
            tokens[place] = ""
        elif kind == 1:
            tokens[place] *= random.choice((2, 3, 50))
        elif kind == 2:
            tokens[place], tokens[other] = tokens[other], tokens[place]
        elif kind == 3:
            tokens[place] = random.choice((*_ODD, *_WORDS))
        else:
            tokens.insert(place, random.choice((*_ODD, tokens[other])))
    return "".join(tokens)


def spliced(random: Random, seeds: Sequence[str]) -> str:
    """The lines of two programs, taken in turns by runs."""
    one, other = (random.choice(seeds).split("\n") for _ in range(2))
    lines: list[str] = []
    while one or other:
        taken = random.randint(1, 12)
        lines += one[:taken]
        one, other = other, one[taken:]
    return "\n".join(lines)


def truncated(random: Random, seeds: Sequence[str]) -> str:
    """The beginning or the end of a program."""
    text = random.choice(seeds)
    place = random.randrange(len(text) + 1)
    if random.random() < 0.7:
        place = text.rfind("\n", 0, place) + 1
    return text[:place] if random.random() < 0.7 else text[place:]


def noise(random: Random, seeds: Sequence[str]) -> bytes:
    """Bytes: random ones alone, or a program with some of its bytes replaced."""
    if random.random() < 0.5:
        return random.randbytes(random.randint(0, 400))
    data = bytearray(random.choice(seeds).encode("utf-8", "surrogatepass"))
    for _ in range(random.randint(1, 6)):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)
