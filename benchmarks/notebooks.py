"""Whether notebooks are read as they are: every line of code in its cell and row, magics aside, and in its row of the file.

    python -m benchmarks.notebooks FOLDER... [--table FILE]

Lints them as well, and prints what was found. The folders hold `.ipynb` files, at any depth.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from convlint import lint_paths
from convlint.syntax import SourceError
from convlint.syntax.notebook import Notebook, raw_rows, read_notebook

COUNTED = ("notebooks", "cells of code", "lines", "as they are", "as Python in place of IPython", "misplaced", "errors")


def check(path: Path, counts: Counter[str]) -> None:
    """Compare a notebook with the module that it is read as."""
    data = path.read_bytes()
    try:
        notebook = read_notebook(data)
        document = json.loads(data)
    except (SourceError, ValueError) as error:
        counts["unreadable"] += 1
        _tell(f"{path}: {error}")
        return
    counts["notebooks"] += 1
    rows, places = notebook.text.split("\n"), raw_rows(data)
    file_rows = data.decode("utf-8-sig", "replace").split("\n")
    for number, first in _cells(notebook):
        counts["cells of code"] += 1
        for row, line in enumerate("".join(document["cells"][number - 1]["source"]).split("\n"), 1):
            if first + row - 1 > len(rows):
                break  # a cell that is no Python, and what is behind it
            counts["lines"] += 1
            counts["as they are" if rows[first + row - 2] == line else "as Python in place of IPython"] += 1
            shown = {json.dumps(line)[1:-1], json.dumps(line, ensure_ascii=False)[1:-1]}
            right = notebook.place(first + row - 1) == (number, row)
            right &= not line.strip() or any(text in file_rows[places[number, row] - 1] for text in shown)
            counts["misplaced"] += not right


def _cells(notebook: Notebook) -> list[tuple[int, int]]:
    return [(cell.number, cell.first) for cell in notebook.cells]


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Check and lint every notebook of the folders."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.notebooks", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    head = f"| folder | {' | '.join(COUNTED)} |\n|---|{'---:|' * len(COUNTED)}"
    lines = [head]
    _tell(head)
    for folder in chosen.folders:
        counts: Counter[str] = Counter()
        for path in sorted(folder.rglob("*.ipynb")):
            check(path, counts)
        found = [finding for finding in lint_paths(folder, isolated=True).findings if finding.code.startswith("CL1")]
        counts["errors"] = len(found)
        for finding in found:
            _tell(
                f"{finding.filename}: cell {finding.cell}: {finding.span.start.row}: {finding.code} {finding.message}"
            )
        lines.append(f"| {folder.name} | {' | '.join(str(counts[name]) for name in COUNTED)} |")
        _tell(lines[-1])
    if chosen.table is not None:
        chosen.table.write_text("\n".join([f"# Notebooks\n\n{date.today()}.\n", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
