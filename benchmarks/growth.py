"""How time and memory grow with the size of a project: copies of one package, each under a name of its own, linted together.

    python -m benchmarks.growth [--copies N ...] [--jobs N] [--table FILE] PACKAGE

What counts is the CPU time of the whole process with its children, and the memory of the largest of them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from platform import python_version
from typing import NamedTuple

from benchmarks.bytecode import as_installed

HEAD = (
    "| copies | files | lines | convlint (s) | memory (MB) | × lines | × time |\n|---:|---:|---:|---:|---:|---:|---:|"
)


class Run(NamedTuple):
    """What was measured; time in seconds of CPU, memory in MB."""

    copies: int
    files: int
    lines: int
    seconds: float
    memory: float

    def row(self, first: Run) -> str:
        """A row of the table, as multiples of the first run."""
        more, longer = self.lines / first.lines, self.seconds / first.seconds
        return (
            f"| {self.copies} | {self.files} | {self.lines} | {self.seconds:.1f} | {self.memory:.0f} "
            f"| {more:.1f} | {longer:.1f} |"
        )


def copy(package: Path, target: Path, name: str) -> tuple[int, int]:
    """Write a package's Python files under another name, by which they import each other; how many files and lines they are."""
    own = re.compile(rf"\b{re.escape(package.name)}\b")
    files = lines = 0
    for path in sorted(package.rglob("*.py")):
        text = own.sub(name, path.read_text(encoding="utf-8", errors="replace"))
        place = target / name / path.relative_to(package)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        files, lines = files + 1, lines + text.count("\n")
    return files, lines


LINT = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "convlint", "--isolated", "--no-cache", "--quiet", *sys.argv[1:]], check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
"""


def measure(package: Path, copies: int, jobs: int) -> Run:
    """Lint that many copies."""
    with tempfile.TemporaryDirectory() as folder:
        counts = [copy(package, Path(folder), f"{package.name}_{number}") for number in range(copies)]
        command = [sys.executable, "-c", LINT, "--jobs", str(jobs), folder]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    seconds, memory = map(float, done.stderr.split()[-2:])
    return Run(copies, sum(files for files, _ in counts), sum(lines for _, lines in counts), seconds, memory)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each number of copies and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path, metavar="PACKAGE")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 3, 10])
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    as_installed()
    runs: list[Run] = []
    lines = [HEAD]
    for copies in chosen.copies:
        runs.append(measure(chosen.package, copies, chosen.jobs))
        lines.append(runs[-1].row(runs[0]))
        sys.stdout.write(f"{lines[-1]}\n")
        sys.stdout.flush()
    if chosen.table is not None:
        name, version = chosen.package.name, python_version()
        title = f"# Growth\n\n{date.today()}, Python {version}, copies of {name}, {chosen.jobs} process(es).\n"
        chosen.table.write_text("\n".join([title, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
