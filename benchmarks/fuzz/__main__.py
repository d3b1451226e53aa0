"""Fuzzing of convlint: `python -m benchmarks.fuzz [FILE_OR_FOLDER...]`; see `benchmarks/README.md`."""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.fuzz.running import KINDS, SECONDS, Trouble, made, trouble

HANG = 300
"""Seconds after which an input hangs: the process ends with a traceback. The input is in the output folder."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make and lint inputs; tell of each that breaks something, and keep it."""
    chosen = _parser().parse_args(arguments)
    seeds = read_seeds(chosen.seeds)
    chosen.output.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    troubles: list[Trouble] = []
    start = time.process_time()
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(chosen.first, chosen.first + chosen.count):
            kind = chosen.kinds[number % len(chosen.kinds)]
            data = made(kind, number, seeds)
            (chosen.output / "last").write_bytes(data)
            faulthandler.dump_traceback_later(HANG, exit=True)
            found = trouble(kind, number, data, Path(scratch))
            faulthandler.cancel_dump_traceback_later()
            counts[kind] += 1
            if found is not None:
                troubles.append(found)
                (chosen.output / f"{kind}-{number}").write_bytes(data)
                _tell(f"{kind} {number}: {found.what.strip().splitlines()[-1]}")
    _tell("\n| kind | inputs | troubles |\n|---|---:|---:|")
    for kind in chosen.kinds:
        _tell(f"| {kind} | {counts[kind]} | {sum(each.kind == kind for each in troubles)} |")
    _tell(f"\n{time.process_time() - start:.0f} s of CPU time; an input may take {SECONDS:.0f} s.")
    return 1 if troubles else 0


def _tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def read_seeds(paths: Sequence[Path]) -> list[str]:
    """The texts of Python files, those below folders included."""
    found = [file for path in paths for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return [file.read_text(encoding="utf-8", errors="replace") for file in found]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("seeds", nargs="*", type=Path, default=[Path("fixtures")], help="programs to break (fixtures)")
    parser.add_argument("--count", type=int, default=2_000, help="how many inputs (2000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (0)")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), help="kinds of inputs (all)")
    parser.add_argument("--output", type=Path, default=Path("fuzz-output"), help="where inputs that break it go")
    return parser


if __name__ == "__main__":
    sys.exit(main())
