"""Outcomes kept in a file, one JSON a line, so that several runs (of either framework, of some subjects) make one table."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.mutants.edits import Edit
from benchmarks.mutants.framework import Answer
from benchmarks.mutants.linting import Found
from benchmarks.mutants.scoring import Outcome


def keep(file: Path, outcomes: Iterable[Outcome]) -> None:
    """Put outcomes behind those that a file has."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as target:
        for outcome in outcomes:
            target.write(json.dumps(asdict(outcome) | {"answer": asdict(outcome.answer) | {"executed": ()}}) + "\n")


def kept(file: Path) -> list[Outcome]:
    """All outcomes of a file; of a subject that was run again, those of its last run."""
    found: dict[str, dict[str, Outcome]] = {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        outcome = _outcome(json.loads(line))
        if outcome.edit.operator == "none":  # the original comes first
            found[outcome.subject] = {}
        found.setdefault(outcome.subject, {})[outcome.edit.key] = outcome
    return [outcome for each in found.values() for outcome in each.values()]


def _outcome(values: dict[str, Any]) -> Outcome:
    bare, answer = values["bare"], values["answer"]
    return Outcome(
        values["subject"],
        values["framework"],
        Edit(**values["edit"]),
        Answer(**{name: tuple(value) if isinstance(value, list) else value for name, value in answer.items()}),
        _findings(values["found"]),
        None if bare is None else _findings(bare),
        _findings(values["false"]),
    )


def _findings(values: Iterable[dict[str, Any]]) -> tuple[Found, ...]:
    return tuple(Found(**value) for value in values)
