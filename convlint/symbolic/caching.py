"""Answers that are remembered, as long as somebody may ask again: they speak of symbols, and each analysis has its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

CACHE_SIZE = 1 << 14
Asked = TypeVar("Asked", bound=Callable[..., Any])
_caches: list[Any] = []


def remembered(function: Asked) -> Asked:
    """A function that remembers its last answers."""
    cached = lru_cache(maxsize=CACHE_SIZE)(function)
    _caches.append(cached)
    return cast(Asked, cached)


def forget() -> None:
    """Let go of all answers."""
    for cached in _caches:
        cached.cache_clear()
