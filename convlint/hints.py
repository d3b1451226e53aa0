"""The shapes that users give to inputs, in comments and in the configuration: data only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Dims = tuple["int | str", ...]
"""Sizes: a number, or text such as `N` or `2*N`; `...` may come first and stands for any number of sizes."""
Hints = Mapping[str, Mapping[str, Dims]]
"""Dotted name -> parameter -> sizes."""

LARGEST, MOST_DIMS = 2**40, 32
_SIZE = re.compile(r"\s*(?:\d{1,13}|[^\W\d]\w{0,63})(?:\s*[-+*]\s*(?:\d{1,13}|[^\W\d]\w{0,63})){0,8}\s*")


class HintError(ValueError):
    """What is wrong with a shape."""


def parse_dims(given: Any) -> Dims:
    """A list of sizes, or the text of one: `(N, 3, 32, 32)`. Raises HintError."""
    if isinstance(given, str):
        given = _split(given)
    if not isinstance(given, (list, tuple)):
        raise HintError(f"expected a list of sizes, got {given!r}")
    if len(given) > MOST_DIMS:
        raise HintError(f"more than {MOST_DIMS} sizes")
    return tuple(_dim(size, first=not place) for place, size in enumerate(given))


def _split(text: str) -> list[str]:
    text = text.strip()
    if not (text.startswith("(") and text.endswith(")")) and not (text.startswith("[") and text.endswith("]")):
        raise HintError(f"a shape looks like (N, 3, 32, 32), not {text!r}")
    parts = text[1:-1].split(",")
    return parts[:-1] if not parts[-1].strip() else parts


def _dim(size: Any, first: bool) -> int | str:
    if isinstance(size, int) and not isinstance(size, bool):
        if not 0 <= size <= LARGEST:
            raise HintError(f"{size} is no size")
        return size
    text = str(size).strip()
    if text.isdecimal() and text.isascii():
        return _dim(int(text[:20]), first)
    if text == "..." and first:
        return text
    if not isinstance(size, str) or not _SIZE.fullmatch(text):
        raise HintError(f"{text!r} is no size: a number, a name, or a sum or product of them")
    return text
