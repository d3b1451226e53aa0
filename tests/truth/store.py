"""The recorded files: one per family, one record per line.

Of each op a file holds the messages of its failures, then the rows, in which "!2" stands for the third message and keyword
arguments that there are not are left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.truth.model import Case, Record, decode_record, encode_record

DATA = Path(__file__).parent / "data"


def families(framework: str) -> list[str]:
    """The names of the recorded families."""
    return sorted(path.stem for path in (DATA / framework).glob("*.json"))


def read_rows(framework: str, family: str) -> dict[str, list[list[Any]]]:
    """Path of the op or layer (or several, of twins) -> its records as JSON rows."""
    path = DATA / framework / f"{family}.json"
    stored: dict[str, list[list[Any]]] = json.loads(path.read_text("utf-8"))["ops"] if path.exists() else {}
    return {op: [_loosened(row, messages) for row in rows] for op, (messages, *rows) in stored.items()}


def read(framework: str, family: str) -> dict[str, list[Record]]:
    """Path of the op or layer -> its records. Twins share what is in them: nothing may change it."""
    found: dict[str, list[Record]] = {}
    for ops, rows in read_rows(framework, family).items():
        first, *twins = ops.split()
        found[first] = [decode_record(first, row) for row in rows]
        for twin in twins:
            found[twin] = [Record(Case(twin, r.case.call, r.case.init), r.outcome) for r in found[first]]
    return found


def rows_of(records: list[Record]) -> list[list[Any]]:
    """Records as JSON rows."""
    return [encode_record(record) for record in records]


def write(framework: str, family: str, version: str, ops: dict[str, list[list[Any]]]) -> None:
    """Write a family's file, each row on a line of its own, so that a change shows as a small diff."""
    blocks = []
    for op, rows in sorted(ops.items()):
        messages: list[str] = []
        packed = [_packed(row, messages) for row in rows]
        lines = ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in [messages, *packed])
        blocks.append(f"{json.dumps(op)}:[\n{lines}\n]")
    text = f'{{"{framework}":{json.dumps(version)},"ops":{{\n' + ",\n".join(blocks) + "\n}}\n"
    path = DATA / framework / f"{family}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _packed(row: list[Any], messages: list[str]) -> list[Any]:
    """A row as it is stored; new messages are added."""
    *parts, outcome = row
    if isinstance(outcome, dict) and "error" in outcome:
        if outcome["error"] not in messages:
            messages.append(outcome["error"])
        outcome = f"!{messages.index(outcome['error'])}"
    return [*([parts[0]] if parts[1:] == [{}] else parts), outcome]


def _loosened(row: list[Any], messages: list[str]) -> list[Any]:
    """The row that was packed."""
    *parts, outcome = row
    if isinstance(outcome, str) and outcome.startswith("!"):
        outcome = {"error": messages[int(outcome[1:])]}
    return [*parts, *([{}] if len(parts) == 1 else []), outcome]
