"""Whatever a notebook, a configuration, a baseline or a cache holds: no traceback, one of the known exit statuses."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import BAD, Tool, Tree

CONFIG = """
select = ["CL1"]
per-file-ignores = { "a/" = ["CL102"] }
exclude = ["**/x[!a-z]*", "!b"]
src = ["src"]
inputs = { "net.Net" = { x = ["N", 3, "2*N"] } }
framework-versions = { torch = "2.9" }
output-format = "concise"
force-exclude = true
"""
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": ["%time x = 1\n", "!ls\n", BAD]}], "metadata": {}})
COMMENTS = (
    f"{BAD}# convlint: ignore[CL107]\n# noqa: CL1\n# convlint: input x=(N, 3)\n"
    "def f(x): return x  # convlint: ignore-file[CL1]\n"
)
BASELINE = '{"version": 1, "findings": [{"file": "net.py", "code": "CL107", "line": "z = x @ y", "count": 1}]}'
GITIGNORE = "*.py[co]\n!/a/**/b\n[[:alpha:]]\n\\ \n**\n/\n"
SPLINTERS = [
    "\0",
    "\n",
    '"',
    "[",
    "]",
    "{",
    "}",
    "\\",
    "9" * 40,
    "é",
    "\u202e",
    "#",
    "=",
    ",",
    "(",
    "null",
    "-1",
    "**",
    "!",
]


def mutants(text: str, seed: int, count: int) -> Iterator[str]:
    """The text with some letters changed, left out, doubled, or moved."""
    draw = random.Random(seed)
    for _ in range(count):
        made = text
        for _ in range(draw.randint(1, 4)):
            at, other = sorted(draw.randint(0, len(made)) for _ in range(2))
            piece = draw.choice(["", draw.choice(SPLINTERS), made[at:other][:9] * 2])
            made = made[:at] + piece + made[draw.choice([at, at + 1, other]) :]
        yield made


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("name", "text", "args"),
    [
        ("convlint.toml", CONFIG, []),
        ("net.ipynb", NOTEBOOK, ["-o", "gitlab"]),
        ("net.py", COMMENTS, ["-o", "sarif"]),
        (".gitignore", GITIGNORE, []),
        ("known.json", BASELINE, ["--baseline", "known.json"]),
    ],
)
def test_mutants(tool: Tool, tree: Tree, seed: int, name: str, text: str, args: list[str]) -> None:
    root = tree({"net.py": BAD, ".git/HEAD": ""})
    for mutant in mutants(text, seed, 12):
        Path(root, name).write_bytes(mutant.encode("utf-8", "surrogatepass"))
        run = tool(".", "--no-cache", *args)
        assert run.returncode in (0, 1, 2), mutant
        assert "Traceback" not in run.stderr
        assert "internal error" not in run.stdout + run.stderr, mutant
        assert all(line.startswith("convlint: ") for line in run.stderr.splitlines()), mutant


def test_mutants_of_a_cache(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD, "known.py": "x = 1\n"})
    command = [".", "-o", "concise", "--cache-dir", ".cache"]
    wanted = tool(*command).stdout
    (path,) = Path(root, ".cache").glob("*.json")
    text = path.read_text()
    findings = text.index("CL107")
    for mutant in mutants(text, 7, 40):
        path.write_bytes(mutant.encode("utf-8", "surrogatepass"))
        run = tool(*command)
        assert (run.returncode, run.stderr) == (1, "")
        same_place = mutant[findings - 20 : findings + 120] == text[findings - 20 : findings + 120]
        assert run.stdout == wanted or not same_place or "net.py" in run.stdout
