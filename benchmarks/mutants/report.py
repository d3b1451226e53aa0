"""The figures as text: a line per noteworthy mutant while it runs, the table at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from platform import python_version

from benchmarks.mutants.scoring import HEAD, Outcome, causes, missed, row, score


def tell(subject: str, outcomes: Sequence[Outcome], verbose: bool = False) -> None:
    """A subject's line, then the mutants that deserve a look."""
    it = score(subject, outcomes)
    sys.stdout.write(f"{subject}: {it.found} of {it.failing} found, {it.false} false alarms on {it.running}\n")
    for outcome in outcomes:
        note = _note(outcome)
        if note or verbose:
            sys.stdout.write(f"    {note or 'ok'} {describe(outcome)}\n")
    sys.stdout.flush()


def _note(outcome: Outcome) -> str:
    if outcome.broken:
        return "BROKEN"
    if outcome.false:
        return "FALSE"
    if outcome.verdict == "runs" and (outcome.found or outcome.bare):
        return "elsewhere"
    if outcome.verdict == "fails" and not outcome.found:
        return "missed"
    return "misplaced" if outcome.verdict == "fails" and not outcome.well_placed else ""


def describe(outcome: Outcome) -> str:
    """One mutant: where, what, what the framework did, what convlint said."""
    edit, answer = outcome.edit, outcome.answer
    real = f"{answer.rows[:1]} {outcome.cause} in {answer.within}" if answer.error else "runs"
    said = "; ".join(f"{found.row} {found.code} {found.message[:80]}" for found in outcome.found or outcome.bare or ())
    return f"{edit.operator} {edit.key!r}: {real}" + (f" | {said}" if said else "")


def table(outcomes: Sequence[Outcome], seed: str, mutants: int) -> str:
    """The page for `benchmarks/results`."""
    text = [
        "# Mutants\n",
        f"{date.today()}, Python {python_version()}, seed {seed}, up to {mutants} mutants of each subject.\n",
        *_part("framework", outcomes, lambda outcome: outcome.framework),
        *_part("package", outcomes, lambda outcome: _package(outcome.subject)),
        f"Subjects: {', '.join(sorted({outcome.subject for outcome in outcomes if '.' in outcome.subject}))}.\n",
        *_part("edit", outcomes, lambda outcome: outcome.edit.operator),
    ]
    if missed(outcomes):
        text += ["## Missed\n", "| mutants | what the framework says |\n|---:|---|"]
        text += [f"| {count} | {_cell(cause)} |" for cause, count in causes(outcomes).most_common()]
        text += ["", "| subject | row | edit | raised at |\n|---|---:|---|---|"]
        text += [_missed_row(outcome) for outcome in missed(outcomes)]
    return "\n".join([*text, ""])


def _package(subject: str) -> str:
    package, dot, _ = subject.partition(".")
    return package if dot else "programs"


def _part(title: str, outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> list[str]:
    rows = [HEAD.format(title)]
    for name in sorted({key(outcome) for outcome in outcomes}):
        rows.append(row(score(name, [outcome for outcome in outcomes if key(outcome) == name])))
    return [*rows, ""]


def _missed_row(outcome: Outcome) -> str:
    edit, rows = outcome.edit, outcome.answer.rows
    place = f"{rows[0] if rows else ''} in {outcome.answer.within}"
    return f"| {outcome.subject} | {edit.row} | {edit.operator}: `{_cell(edit.text)[:60]}` | {_cell(place)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("`", "'").split())
