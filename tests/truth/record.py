"""Record what the real framework does: `python -m tests.truth.record [--framework torch] [family …]`.

Needs torch 2.13.0 (CPU). Draws the calls of every family (or of those named) anew, from seeds that depend on the op's name alone,
runs each on small tensors, writes the files under tests/truth/data, and says per op what changed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from typing import Any

from tests.truth import store
from tests.truth.draw import Dice, Drawn, misuse, spoil
from tests.truth.families import FAMILIES
from tests.truth.model import Case, Raised, Record, encode_case

NOT_BOUND = ("unexpected keyword", "missing")
TRIES = 12_000


def record_op(drawn: Drawn, run: Any) -> list[list[Any]]:
    """The rows of one op: `drawn.count` different calls, about a third of them failing ones."""
    dice = Dice(drawn.path)
    want_invalid = round(drawn.count * drawn.share) if drawn.fails else 0
    wanted = drawn.binding or drawn.words or drawn.misuse
    left = {True: want_invalid, False: drawn.count - want_invalid}
    rows: dict[str, list[Any]] = {}
    for _ in range(min(TRIES, 200 * drawn.count)):
        case = drawn.draw(dice)
        if drawn.misuse and dice.chance(drawn.misuse):
            case = misuse(dice, case)
        elif drawn.spoils and dice.chance(0.6):
            case = spoil(dice, case, drawn.words)
        key = json.dumps(encode_case(case))
        if key in rows:
            continue
        outcome = run_all(drawn, case, run)
        failed = isinstance(outcome, Raised)
        if outcome is NotImplemented or not left[failed] or (is_not_bound(outcome) and not wanted):
            continue
        left[failed] -= 1
        rows[key] = store.rows_of([Record(case, outcome)])[0]
        if not any(left.values()):
            break
    if any(left.values()):
        print(f"  {drawn.path}: {left[False]} valid and {left[True]} invalid calls not found", file=sys.stderr)
    return list(rows.values())


def is_not_bound(outcome: Any) -> bool:
    """Whether Python could not bind the arguments of a call."""
    return isinstance(outcome, Raised) and any(text in outcome.message for text in NOT_BOUND)


def run_all(drawn: Drawn, case: Case, run: Any) -> Any:
    """The outcome of a call of an op and of its twins; NotImplemented where these differ."""
    outcome = run(case)
    for path in drawn.twins:
        other = run(dataclasses.replace(case, path=path))
        if outcome != other and not (isinstance(outcome, Raised) and isinstance(other, Raised)):
            print(f"  {drawn.path} and {path} differ: {encode_case(case)}: {outcome} and {other}", file=sys.stderr)
            return NotImplemented
    return outcome


def changes(before: list[list[Any]], after: list[list[Any]]) -> str:
    """How the rows of an op differ, in words; empty where they do not."""
    old = {json.dumps(row[:-1]): json.dumps(row[-1]) for row in before}
    new = {json.dumps(row[:-1]): json.dumps(row[-1]) for row in after}
    counts = {
        "added": len(new.keys() - old.keys()),
        "removed": len(old.keys() - new.keys()),
        "changed outcomes": sum(old[key] != new[key] for key in old.keys() & new.keys()),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.truth.record", description=__doc__)
    parser.add_argument("--framework", default="torch", choices=sorted(FAMILIES))
    parser.add_argument("families", nargs="*", help="the families to record (all of them)")
    options = parser.parse_args(arguments)
    from tests.truth.live import FRAMEWORKS  # imports the framework

    version, run = FRAMEWORKS[options.framework]()
    for family in FAMILIES[options.framework]:
        if options.families and family.name not in options.families:
            continue
        before = store.read_rows(options.framework, family.name)
        after = {drawn.key: record_op(drawn, run) for drawn in family.draws}
        for op in sorted(before.keys() | after.keys()):
            said = changes(before.get(op, []), after.get(op, []))
            if said:
                print(f"{family.name}: {op}: {said}")
        store.write(options.framework, family.name, version, after)


if __name__ == "__main__":
    main()
