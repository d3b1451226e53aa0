"""How long linting takes, as a multiple of what LibCST takes to parse the same files in one process.

    python -m benchmarks.speed [--runs N] [--table FILE] PATH...

Every figure is CPU time (the median of the runs), each run in a fresh process; the ratios hold for a busy machine as well.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from platform import python_version
from statistics import median

from benchmarks.bytecode import as_installed
from convlint.discovery import discover

REFERENCE = """
import sys, time, libcst
from pathlib import Path
texts = [Path(name).read_text(encoding="utf-8") for name in sys.stdin.read().splitlines()]
start = time.process_time()
for text in texts:
    libcst.parse_module(text)
print(time.process_time() - start)
"""
LINT = """
import sys, time
start = time.process_time()
import convlint.cli  # which asks the collector for patience
from convlint.runner import run
run(sys.argv[1:])
print(time.process_time() - start)
"""


@dataclass(frozen=True)
class Row:
    """What was measured of one path; times in seconds of CPU."""

    name: str
    files: int
    lines: int
    reference: float
    lint: float

    @property
    def ratio(self) -> float:
        return self.lint / self.reference

    def __str__(self) -> str:
        return (
            f"| {self.name} | {self.files} | {self.lines} | {self.reference:.1f} | {self.lint:.1f} | {self.ratio:.2f} |"
        )


HEAD = "| corpus | files | lines | libcst.parse_module (s) | convlint (s) | ratio |\n|---|---:|---:|---:|---:|---:|"


def measure(path: str, runs: int) -> Row:
    """Both ways on the same files, in turn."""
    names = [str(file.path) for file in discover([path]).project.files]
    lines = sum(Path(name).read_bytes().count(b"\n") for name in names)
    pairs = [(_seconds(REFERENCE, "\n".join(names)), _seconds(LINT, "", path)) for _ in range(runs)]
    return Row(Path(path).name, len(names), lines, median(one for one, _ in pairs), median(other for _, other in pairs))


def _seconds(program: str, given: str, *arguments: str) -> float:
    """What a program says at its end that it took, run in a process of its own."""
    command = [sys.executable, "-c", program, *arguments]
    return float(subprocess.run(command, input=given, capture_output=True, text=True, check=True).stdout)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each path and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    as_installed()
    _tell(HEAD)
    rows = []
    for path in chosen.paths:
        rows.append(measure(path, chosen.runs))
        _tell(str(rows[-1]))
    if chosen.table is not None:
        title = f"# Speed\n\n{date.today()}, Python {python_version()}, CPU time, median of {chosen.runs}.\n"
        chosen.table.write_text("\n".join([title, HEAD, *map(str, rows), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
