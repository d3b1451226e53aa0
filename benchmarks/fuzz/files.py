"""Hostile files around the source: notebooks, configurations and caches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    "",
    "x",
    "\x00",
    "../../etc/passwd",
    "(" * 50,
    [],
    {},
    [[]],
    ["code", 3],
    "a" * 5_000,
)
_KEYS = (
    "select",
    "ignore",
    "exclude",
    "src",
    "inputs",
    "output-format",
    "baseline",
    "per-file-ignores",
    "framework-versions",
    "cache-dir",
)


def notebook(random: Random, seeds: Sequence[str]) -> bytes:
    """A notebook of some cells, with parts of its JSON replaced by odd values, sometimes cut short."""
    if random.random() < 0.1:
        return _deep(random)
    cells = [_cell(random, seeds) for _ in range(random.randint(0, 5))]
    book: Any = {"cells": cells, "metadata": {"kernelspec": {"language": "python"}}, "nbformat": 4, "nbformat_minor": 5}
    if cells and random.random() < 0.1:
        text = {"output_type": "stream", "name": "stdout", "text": ["x" * 80 + "\n"] * random.choice((10, 3_000))}
        cells[0]["outputs"] = [text] * random.choice((1, 10))
    for _ in range(random.randint(0, 3)):
        _replace(random, book)
    data = json.dumps(book).encode()
    return data[: random.randrange(len(data) + 1)] if random.random() < 0.2 else data


def _deep(random: Random) -> bytes:
    """Lists and objects within each other, closed or not, in the place of the cells, of a source or of the metadata."""
    depth = random.choice((10, 500, 100_000))
    opening, closing = random.choice(((b"[", b"]"), (b'{"a":', b"}"), (b'[{"cells":', b"}]")))
    nest = opening * depth + b"1" + closing * random.choice((depth, depth, depth - 1))
    return (
        random.choice((b'{"cells": %b}', b'{"cells": [{"cell_type": "code", "source": %b}]}', b'{"metadata": %b}'))
        % nest
    )


def cache(random: Random) -> bytes:
    """What to do to a cache: a list of places (parts of its length), how much to cut there, and what to put there instead."""
    edits = [[random.random(), random.randint(0, 40), _splinter(random)] for _ in range(random.randint(1, 4))]
    if random.random() < 0.1:
        edits.append([0.0, 10**9, "[" * random.choice((3, 100_000))])
    return json.dumps(edits).encode()


def _splinter(random: Random) -> str:
    return random.choice(
        ("", "0", "-1", "null", "true", '"x"', "[]", "{}", ",", "]", "}", '"', "9" * 30, "1e999", "\\ud800")
    )


def edited(text: str, edits: bytes) -> str:
    """The content of a cache after what `cache` says is done to it."""
    for part, cut, put in json.loads(edits):
        place = int(part * len(text))
        text = text[:place] + put + text[place + cut :]
    return text


def _cell(random: Random, seeds: Sequence[str]) -> dict[str, Any]:
    lines = random.choice(seeds).splitlines(keepends=True)
    start = random.randrange(len(lines) + 1)
    magic = random.choice(
        ("", "%%time\n", "!pip install torch\n", "%matplotlib inline\n", "x = !ls\n", "?x\n", "%%bash\n")
    )
    source: Any = [magic, *lines[start : start + random.randint(0, 30)]]
    return {"cell_type": random.choice(("code", "markdown", "raw")), "source": random.choice((source, "".join(source)))}


def _replace(random: Random, value: Any) -> None:
    """Replace something within a JSON value."""
    while isinstance(value, (dict, list)) and value:
        key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if random.random() < 0.4 or not isinstance(value[key], (dict, list)):
            value[key] = deepcopy(random.choice(_VALUES))
            return
        value = value[key]


def configuration(random: Random) -> bytes:
    """A `convlint.toml` of odd keys and values, or of bytes."""
    if random.random() < 0.2:
        return random.randbytes(random.randint(0, 200))
    if random.random() < 0.05:
        return b"inputs = " + random.choice((b"[", b"{ a = ")) * random.choice((5, 100_000))
    lines = []
    for _ in range(random.randint(0, 5)):
        key = random.choice((*_KEYS, "selct", "a.b", '"' + "x" * 20 + '"'))
        lines.append(
            f"{key} = {_toml(random, random.choice((*_VALUES, ['CL1'], {'*.py': ['CL102']}, {'a.B': {'x': ['N', 3]}})))}"
        )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _toml(random: Random, value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(random, each)}" for key, each in value.items()) + " }"
    return "''" if value is None else json.dumps(value)
