"""One input, numbered: made, linted in this process, and judged."""

from __future__ import annotations

import shutil
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.fuzz import files, grammar, texts
from convlint import ConfigError, lint_paths, lint_source

SECONDS = 10.0
"""CPU time that one input may take."""

Maker = Callable[[Random, Sequence[str]], "str | bytes"]
KINDS: Mapping[str, tuple[str, Maker]] = {
    "mutated": ("net.py", texts.mutated),
    "broken": ("net.py", texts.broken),
    "spliced": ("net.py", texts.spliced),
    "truncated": ("net.py", texts.truncated),
    "noise": ("net.py", texts.noise),
    "grammar": ("net.py", lambda random, _: grammar.program(random)),
    "notebook": ("net.ipynb", files.notebook),
    "config": ("convlint.toml", lambda random, _: files.configuration(random)),
    "cache": ("cache", lambda random, _: files.cache(random)),
}


@dataclass(frozen=True)
class Trouble:
    """What went wrong with an input; `kind` and `number` make it again."""

    kind: str
    number: int
    what: str
    data: bytes


def made(kind: str, number: int, seeds: Sequence[str]) -> bytes:
    """The input of a kind with a number; the same seeds give the same input."""
    data = KINDS[kind][1](Random(f"{kind} {number}"), seeds)
    return data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")


def trouble(kind: str, number: int, data: bytes, folder: Path) -> Trouble | None:
    """Lint an input as a file of the folder; what convlint did wrong, if anything."""
    start = time.process_time()
    try:
        internal = _linted(kind, data, folder)
    except ConfigError:
        internal = "" if kind == "config" else "ConfigError"
    except Exception:
        internal = traceback.format_exc()
    seconds = time.process_time() - start
    if not internal and seconds > SECONDS:
        internal = f"{seconds:.1f} s"
    return Trouble(kind, number, internal, data) if internal else None


def _linted(kind: str, data: bytes, folder: Path) -> str:
    """The text of an internal error, or nothing."""
    name = folder / KINDS[kind][0]
    if kind == "cache":
        return _with_cache(data, folder, name)
    if kind == "config":
        name.write_bytes(data)
        (folder / "net.py").write_text("import torch\n")
        result = lint_paths([folder / "net.py"], config=name, cache=False)
    else:
        result = lint_source(data, name, isolated=True)
    return "\n".join(found.message for found in result.findings if found.code == "CL009")


BAD = "import torch\n\nx = torch.zeros(3, 4)\ny = x @ x\n"


def _with_cache(edits: bytes, folder: Path, place: Path) -> str:
    """Lint with a cache that somebody wrote into: nothing breaks, and what cannot be read is found again."""
    source = folder / "cached.py"
    source.write_text(BAD)
    shutil.rmtree(place, ignore_errors=True)
    first = lint_paths(source, isolated=True, cache=True, cache_dir=place)
    for kept in place.rglob("*.json"):
        kept.write_text(files.edited(kept.read_text(encoding="utf-8"), edits), encoding="utf-8")
    lint_paths(source, isolated=True, cache=True, cache_dir=place)
    again = lint_paths(source, isolated=True, cache=False)
    return "" if first.findings == again.findings else "other findings than before"
