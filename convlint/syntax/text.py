"""Lines of a text as Python counts them, and the collector's pause while a tree grows."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_DEEP: Final = 25_000


def normalised(text: str) -> str:
    """The text with `\\n` for every newline and without a byte order mark; rows stay what they were."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff")


@contextmanager
def collector_paused() -> Iterator[None]:
    """A parse makes many objects and no garbage: looking for some trebles its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for a walk of bounded depth, whatever the depth of the caller."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _DEEP))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
