"""How long linting takes when results of an earlier run are kept, as a multiple of what LibCST takes to parse the same files.

    python -m benchmarks.warm [--runs N] [--table FILE] [--change FILE]... PATH...

Every run is a process of its own; what counts is all of its CPU time, the start of Python included (the median of the runs). `cold`
writes the results, `warm` finds nothing changed. For every `--change` (a file, counted from PATH) there is a row of a second table:
the same package, copied, with one more function at the end of that file, and the results of the package as it was.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from platform import python_version
from statistics import median

from benchmarks.bytecode import as_installed
from benchmarks.speed import REFERENCE
from convlint.discovery import discover
from convlint.paths import outermost

HEAD = "| corpus | files | libcst.parse_module (s) | cold (s) | ratio | warm (s) | ratio |\n|---|---:|---:|---:|---:|---:|---:|"


def process_time(command: Sequence[str], given: str = "") -> float:
    """The CPU time of a process with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


CHANGED = "| corpus | changed | cold (s) | one file changed (s) | ratio |\n|---|---|---:|---:|---:|"
ADDED = "\n\ndef added_to_it(x):\n    return x\n"


def measure(path: str, runs: int) -> str:
    """One row of the table."""
    names = [str(file.path) for file in discover([path]).project.files]
    reference = median(process_time([sys.executable, "-c", REFERENCE], "\n".join(names)) for _ in range(runs))
    with tempfile.TemporaryDirectory() as folder:
        lint = command(path, os.path.join(folder, "cache"))
        cold = process_time(lint)
        warm = median(process_time(lint) for _ in range(runs))
    ratios = f"{cold:.1f} | {cold / reference:.2f} | {warm:.2f} | {warm / reference:.3f}"
    return f"| {Path(path).name} | {len(names)} | {reference:.1f} | {ratios} |"


def command(path: str, cache: str) -> list[str]:
    """A lint in one process."""
    return [sys.executable, "-m", "convlint", path, "--isolated", "--quiet", "--jobs=1", "--cache-dir", cache]


def measure_changes(path: str, changes: Sequence[str]) -> list[str]:
    """The rows of the second table."""
    top = outermost(Path(path).resolve())
    inner = Path(path).resolve().relative_to(top)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        ignored = shutil.ignore_patterns("__pycache__", "*.so*", "*.pt", "*.dll", "*.bin")
        shutil.copytree(top / inner.parts[0], Path(folder, inner.parts[0]), ignore=ignored)
        copy, cache, kept = Path(folder, inner), os.path.join(folder, "cache"), os.path.join(folder, "kept")
        cold = process_time(command(str(copy), kept))
        for change in changes:
            text = (copy / change).read_text("utf-8")
            (copy / change).write_text(text + ADDED, "utf-8")
            shutil.copytree(kept, cache)
            spent = process_time(command(str(copy), cache))
            shutil.rmtree(cache)
            (copy / change).write_text(text, "utf-8")
            rows.append(f"| {Path(path).name} | `{change}` | {cold:.1f} | {spent:.1f} | {spent / cold:.2f} |")
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each path and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warm", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--change", action="append", default=[], metavar="FILE", help="also with this file changed")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    as_installed()
    rows = [HEAD, *(measure(path, chosen.runs) for path in chosen.paths)]
    if chosen.change:
        rows += ["", CHANGED, *(row for path in chosen.paths for row in measure_changes(path, chosen.change))]
    sys.stdout.write("\n".join([*rows, ""]))
    if chosen.table is not None:
        how = f"{date.today()}, Python {python_version()}, CPU time of the whole process, median of {chosen.runs}"
        title = f"# Kept results\n\n{how}.\n"
        chosen.table.write_text("\n".join([title, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
