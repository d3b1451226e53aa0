"""How much of the code is understood: the share of evaluated layers and ops whose shapes are known, as `--statistics` counts them.

    python -m benchmarks.depth [--table FILE] PATH...

What is counted is told in `convlint/engine/statistics.py`. `open` is the share whose rank follows from an argument that the code
leaves open, which nobody could know; `known of the rest` leaves these out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from convlint.config import scopes_for
from convlint.runner import run

HEAD = """| package | layers | rank known | channels known | ops | rank known | channels known | both: rank known | channels known \
| open | known of the rest |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"""
KINDS = ("layer", "op")
COUNTERS = ("_applications", "s_known_rank", "s_known_channels", "s_open_rank")


def counters_of(path: str) -> Counter[str]:
    """The counters of linting a path without any configuration."""
    return Counter(run([path], scopes_for([path], {"cache": False}, isolated=True)).counters)


def row(name: str, counters: Mapping[str, int]) -> str:
    """One row of the table."""
    cells: list[str] = []
    for kind in KINDS:
        whole, rank, channels, _ = (counters[f"{kind}{what}"] for what in COUNTERS)
        cells += [str(whole), share(rank, whole), share(channels, whole)]
    whole, rank, channels, left_open = (sum(counters[f"{kind}{what}"] for kind in KINDS) for what in COUNTERS)
    cells += [share(rank, whole), share(channels, whole), share(left_open, whole), share(rank, whole - left_open)]
    return f"| {name} | {' | '.join(cells)} |"


def share(part: int, whole: int) -> str:
    """A percentage."""
    return f"{100 * part / whole:.1f}%" if whole else "-"


def main(arguments: Sequence[str] | None = None) -> None:
    """Lint each path and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.depth", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    found = {path: counters_of(path) for path in chosen.paths}
    rows = [HEAD, *(row(Path(path).name, counters) for path, counters in found.items())]
    if len(found) > 1:
        rows.append(row("all", sum(found.values(), Counter())))
    sys.stdout.write("\n".join([*rows, ""]))
    if chosen.table is not None:
        title = f"# Depth\n\n{date.today()}, `python -m benchmarks.depth`.\n"
        chosen.table.write_text("\n".join([title, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
