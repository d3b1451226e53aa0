"""Where we say something else than the framework does, and why we leave it so."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.truth.model import Raised, Record


@dataclass(frozen=True)
class Quirk:
    """path: of the op, with `*` for anything. text: a part of the framework's message (or of ours, for a call that works)."""

    path: str
    text: str
    why: str


QUIRKS: tuple[Quirk, ...] = (
    Quirk("torch.*logsumexp", "output with shape []", "an empty list of dims means all dims elsewhere"),
    Quirk("torch.*cummax", "for a 2-D tensor", "torch does not look at the dim of an empty tensor"),
    Quirk("torch.*index_*", "setStorage", "an index into a tensor without items"),
    Quirk("torch.*index_*", "source tensor shape must match", "a tensor without dims takes a source of one item only"),
)

ASSUMED: tuple[Quirk, ...] = (
    Quirk("torch.*chunk", "", "a dim of unknown size is taken to be cut into as many parts as are asked for"),
)
"""Where less is known, what our declarations take for granted, as the programs do that call them."""


def is_quirk(record: Record, said: str) -> bool:
    """Whether a listed reason excuses that we say `said` where the framework does something else."""
    message = record.outcome.message if isinstance(record.outcome, Raised) else said
    return any(matches(quirk.path, record.case.path) and quirk.text in message for quirk in QUIRKS)


def is_assumed(record: Record) -> bool:
    """Whether the op takes something for granted."""
    return any(matches(quirk.path, record.case.path) for quirk in ASSUMED)


def matches(pattern: str, path: str) -> bool:
    """Whether a path is meant."""
    return fnmatchcase(path, pattern)
