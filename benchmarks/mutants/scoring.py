"""A mutant's outcome: what the framework says beside what convlint says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.mutants.edits import Edit
from benchmarks.mutants.framework import Answer
from benchmarks.mutants.linting import Found

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Outcome:
    """One mutant of one subject."""

    subject: str
    framework: str
    edit: Edit
    answer: Answer
    found: tuple[Found, ...]  # with the lines that build and call the model
    bare: tuple[Found, ...] | None  # without them, where that was asked for
    false: tuple[Found, ...] = ()  # findings on rows that the running mutant gets past

    @property
    def broken(self) -> bool:
        """Whether it is an original that does not run here."""
        return self.edit.operator == "none" and self.answer.verdict != "runs"

    @property
    def verdict(self) -> str:
        return "unclear" if self.broken else self.answer.verdict

    @property
    def well_placed(self) -> bool:
        """Whether a finding is where the framework raises, or where the mutation is."""
        return any(_fits(found.row, self) for found in self.found)

    @property
    def cause(self) -> str:
        """What went wrong in the framework, without its numbers: misses are grouped by it."""
        message = self.answer.message.splitlines()[0] if self.answer.message else ""
        return f"{self.answer.error}: {NUMBERS.sub('#', message)[:70]}"


def _fits(row: int, outcome: Outcome) -> bool:
    return row in (*outcome.answer.rows[:1], *outcome.answer.origin) or outcome.edit.touches(row)


@dataclass(frozen=True)
class Score:
    """The figures over some outcomes."""

    name: str
    failing: int
    found: int
    found_bare: int | None
    placed: int
    running: int
    false: int
    other: int
    other_found: int
    unclear: int

    @property
    def recall(self) -> float:
        return self.found / self.failing if self.failing else 1.0


def score(name: str, outcomes: Sequence[Outcome]) -> Score:
    """Count over some outcomes."""
    of: dict[str, list[Outcome]] = {verdict: [] for verdict in ("fails", "runs", "other", "unclear")}
    for outcome in outcomes:
        of[outcome.verdict].append(outcome)
    fails = of["fails"]
    bare = [outcome for outcome in fails if outcome.bare is not None]
    return Score(
        name,
        failing=len(fails),
        found=sum(bool(outcome.found) for outcome in fails),
        found_bare=sum(bool(outcome.bare) for outcome in bare) if bare else None,
        placed=sum(outcome.well_placed for outcome in fails),
        running=len(of["runs"]),
        false=sum(bool(outcome.false) for outcome in of["runs"]),
        other=len(of["other"]),
        other_found=sum(bool(outcome.found) for outcome in of["other"]),
        unclear=len(of["unclear"]),
    )


HEAD = (
    "| {} | failing | found | recall | bare recall | well placed | running | false alarms | other errors (found) | unclear |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def row(it: Score) -> str:
    """A score as a table's row."""
    bare = "" if it.found_bare is None else _percent(it.found_bare, it.failing)
    return (
        f"| {it.name} | {it.failing} | {it.found} | {_percent(it.found, it.failing)} | {bare} "
        f"| {_percent(it.placed, it.found)} | {it.running} | {it.false} | {it.other} ({it.other_found}) | {it.unclear} |"
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "–"


def missed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Failing mutants that nothing was said of."""
    return [outcome for outcome in outcomes if outcome.verdict == "fails" and not outcome.found]


def causes(outcomes: Iterable[Outcome]) -> Counter[str]:
    """The missed ones by what the framework said."""
    return Counter(outcome.cause for outcome in missed(outcomes))
