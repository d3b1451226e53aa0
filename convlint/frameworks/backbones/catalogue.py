"""The recorded networks of a package, each read when it is asked for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@functools.cache
def lines(package: str) -> dict[str, str]:
    """Name -> its line."""
    path = FOLDER / f"{package}.jsonl"
    if not path.exists():
        return {}
    text = path.read_text("utf-8")
    return {name: rest for name, _, rest in (line.partition(" ") for line in text.splitlines())}


@functools.cache
def network(package: str, name: str) -> dict[str, Any]:
    """What is known of one network; not to be changed."""
    import json

    found: dict[str, Any] = json.loads(lines(package)[name])
    return found
