"""Calls that fail in the framework and that we let pass, each kind with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from tests.truth.model import Raised, Record


@dataclass(frozen=True)
class Quirk:
    """path: of the op, or a prefix that ends in `*`. error: a part of the framework's message. why: the reason."""

    path: str
    error: str
    why: str


QUIRKS: tuple[Quirk, ...] = ()


def is_quirk(record: Record) -> bool:
    """Whether a listed reason excuses that we say a shape where the framework raises."""
    message = record.outcome.message if isinstance(record.outcome, Raised) else ""
    return any(matches(quirk.path, record.case.path) and quirk.error in message for quirk in QUIRKS)


def matches(pattern: str, path: str) -> bool:
    """Whether a path is meant."""
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern
