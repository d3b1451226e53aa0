"""The page docs/truth.md: `python -m tests.truth.table` writes it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.truth import store
from tests.truth.families import FAMILIES
from tests.truth.model import Raised, Record
from tests.truth.quirks import ASSUMED, QUIRKS, Quirk
from tests.truth.replay import MISSED, PRECISE, QUIRK, UNDECLARED, UNKNOWN, WRONG, Verdict, judge

PAGE = Path(__file__).parents[2] / "docs" / "truth.md"
FRAMEWORK_NAMES = {"torch": "PyTorch", "keras": "Keras", "einops": "einops", "torchvision": "torchvision"}
INTRODUCTION = """\
# Held against the real frameworks

Written by `python -m tests.truth.table`; a test keeps it fresh.

Random calls of every op and layer below, valid and invalid ones, were run on the real framework on the CPU, and what it did (the
shapes, or that it raised) is stored in `tests/truth/data`. The test suite replays them without the framework, with every size
known and again with some sizes and ranks unknown; layers of Keras also with None for the batch and the length.
`python -m tests.truth.record` draws and runs them anew and says what changed.

- **precise**: convlint says the same shapes, or that the call fails, and it does;
- **unknown**: convlint says nothing, or not everything;
- **missed**: convlint says a shape where the framework raises;
- **wrong**: another shape, or a false alarm;
- **quirk**: missed or wrong, for a reason listed at the end.
"""
TAKES_ALL = """\
A method or function that looks at neither the rank nor the sizes of its only tensor cannot be called wrongly but with what is no
tensor at all. Less than a third of the recorded calls of these fail:"""
COLUMNS = (PRECISE, UNKNOWN, MISSED, WRONG, QUIRK)


@functools.cache
def records(framework: str, family: str) -> dict[str, list[Record]]:
    """The records of a family, read once."""
    return store.read(framework, family)


@functools.cache
def twins(framework: str, family: str) -> set[str]:
    """The ops that share the records of another one."""
    return {op for ops in store.read_rows(framework, family) for op in ops.split()[1:]}


@functools.cache
def verdicts(framework: str, family: str) -> dict[str, list[Verdict]]:
    """The verdict on each record of a family, by op; judged once."""
    return {op: [judge(record) for record in rows] for op, rows in records(framework, family).items()}


@functools.cache
def totals_of(framework: str) -> dict[str, tuple[int, int]]:
    """How many calls of each op there are in all families, and how many of them fail."""
    totals: dict[str, tuple[int, int]] = {}
    for family in store.families(framework):
        for op, rows in records(framework, family).items():
            total, failing = totals.get(op, (0, 0))
            totals[op] = total + len(rows), failing + sum(isinstance(row.outcome, Raised) for row in rows)
    return totals


def takes_all(framework: str) -> set[str]:
    """The ops that take every tensor, in a way that no call of them can be drawn that fails."""
    paths = [
        (path, drawn.fails)
        for family in FAMILIES[framework]
        for drawn in family.draws
        if not drawn.binding
        for path in drawn.key.split()
    ]
    return {path for path, _ in paths} - {path for path, fails in paths if fails}


def _row(name: str, count: int, invalid: int, kinds: Counter[str]) -> str:
    cells = (str(kinds[kind] or "") for kind in COLUMNS)
    return f"| {name} | {count} | {round(100 * invalid / count)}% | {' | '.join(cells)} |"


def _table(lines: Iterable[str]) -> str:
    head = ["", "records", "invalid", *COLUMNS]
    return "\n".join([f"| {' | '.join(head)} |", "|---" + "|--:" * (len(head) - 1) + "|", *lines])


def _family(framework: str, family: str) -> tuple[str, Counter[str]]:
    lines, total = [], Counter[str]()
    for op, rows in sorted(records(framework, family).items()):
        kinds = Counter(verdict.kind for verdict in verdicts(framework, family)[op])
        if kinds[UNDECLARED]:
            continue
        invalid = sum(isinstance(row.outcome, Raised) for row in rows)
        lines.append(_row(f"`{op}`", len(rows), invalid, kinds))
        total += kinds + Counter({"records": len(rows), "invalid": invalid})
    return f"## {FRAMEWORK_NAMES[framework]}: {family}\n\n{_table(lines)}\n", total


def _quirk(quirk: Quirk) -> str:
    said = f" (“{quirk.text}”)" if quirk.text else ""
    return f"- `{quirk.path}`{said}: {quirk.why}"


def page() -> str:
    """The whole page."""
    sections, summary = [], []
    for framework, name in FRAMEWORK_NAMES.items():
        total = Counter[str]()
        for family in store.families(framework):
            section, counts = _family(framework, family)
            sections.append(section)
            total += counts
        summary.append(
            _row(f"{name}: {len(totals_of(framework))} layers and ops", total["records"], total["invalid"], total)
        )
    quirks, assumed = ("\n".join(map(_quirk, each)) for each in (QUIRKS, ASSUMED))
    few = sorted(
        f"`{op}`"
        for framework in FRAMEWORK_NAMES
        for op, (total, failing) in totals_of(framework).items()
        if 3 * failing < total and op in takes_all(framework)
    )
    sections.append(f"## Ops that take all\n\n{TAKES_ALL}\n\n{', '.join(few)}\n")
    end = f"## Quirks\n\n{quirks}\n\nTaken for granted where less is known:\n\n{assumed}\n"
    return "\n".join([INTRODUCTION, _table(summary), "", *sections, end])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
