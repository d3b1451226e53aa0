"""The recorded files: one per family, one record per line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.truth.model import Record, decode_record, encode_record

DATA = Path(__file__).parent / "data"


def families(framework: str) -> list[str]:
    """The names of the recorded families."""
    return sorted(path.stem for path in (DATA / framework).glob("*.json"))


def read_rows(framework: str, family: str) -> dict[str, list[list[Any]]]:
    """Path of the op or layer (or several, of twins) -> its records as JSON rows."""
    path = DATA / framework / f"{family}.json"
    found: dict[str, list[list[Any]]] = json.loads(path.read_text("utf-8"))["ops"] if path.exists() else {}
    return found


def read(framework: str, family: str) -> dict[str, list[Record]]:
    """Path of the op or layer -> its records."""
    return {
        op: [decode_record(op, row) for row in rows]
        for ops, rows in read_rows(framework, family).items()
        for op in ops.split()
    }


def rows_of(records: list[Record]) -> list[list[Any]]:
    """Records as JSON rows."""
    return [encode_record(record) for record in records]


def write(framework: str, family: str, version: str, ops: dict[str, list[list[Any]]]) -> None:
    """Write a family's file, each row on a line of its own, so that a change shows as a small diff."""
    blocks = []
    for op, rows in sorted(ops.items()):
        lines = ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in rows)
        blocks.append(f"{json.dumps(op)}:[\n{lines}\n]")
    text = f'{{"{framework}":{json.dumps(version)},"ops":{{\n' + ",\n".join(blocks) + "\n}}\n"
    path = DATA / framework / f"{family}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
