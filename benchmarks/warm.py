"""How long linting takes when results of an earlier run are kept, as a multiple of what LibCST takes to parse the same files.

    python -m benchmarks.warm [--runs N] [--table FILE] PATH...

Every run is a process of its own; what counts is all of its CPU time, the start of Python included (the median of the runs). `cold`
writes the results, `warm` finds nothing changed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from platform import python_version
from statistics import median

from benchmarks.speed import REFERENCE
from convlint.discovery import discover

HEAD = "| corpus | files | libcst.parse_module (s) | cold (s) | ratio | warm (s) | ratio |\n|---|---:|---:|---:|---:|---:|---:|"


def process_time(command: Sequence[str], given: str = "") -> float:
    """The CPU time of a process with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=given, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(path: str, runs: int) -> str:
    """One row of the table."""
    names = [str(file.path) for file in discover([path]).project.files]
    reference = median(process_time([sys.executable, "-c", REFERENCE], "\n".join(names)) for _ in range(runs))
    with tempfile.TemporaryDirectory() as folder:
        lint = [
            sys.executable,
            "-m",
            "convlint",
            path,
            "--isolated",
            "--quiet",
            "--cache-dir",
            os.path.join(folder, "cache"),
        ]
        cold = process_time(lint)
        warm = median(process_time(lint) for _ in range(runs))
    ratios = f"{cold:.1f} | {cold / reference:.2f} | {warm:.2f} | {warm / reference:.3f}"
    return f"| {Path(path).name} | {len(names)} | {reference:.1f} | {ratios} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each path and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warm", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    rows = [HEAD, *(measure(path, chosen.runs) for path in chosen.paths)]
    sys.stdout.write("\n".join([*rows, ""]))
    if chosen.table is not None:
        how = f"{date.today()}, Python {python_version()}, CPU time of the whole process, median of {chosen.runs}"
        title = f"# Kept results\n\n{how}.\n"
        chosen.table.write_text("\n".join([title, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
