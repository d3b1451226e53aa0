"""Generated programs against the real framework: `python -m benchmarks.differential`; see `benchmarks/README.md`."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.differential.judge import Tally, Trial, errors_in

NAMES = (
    "framework", "programs", "that fail", "found at their line", "share", "found elsewhere", "missed", "false alarms",
    "found and more behind it",
)  # fmt: skip
COLUMNS = f"| {' | '.join(NAMES)} |"
RULE = "|---|---:|---:|---:|---:|---:|---:|---:|---:|"


def main() -> None:
    """Draw, run, lint, compare."""
    chosen = _parser().parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for trial in _trials(chosen, Path(folder) / "program.py"):
            tally.add(trial)
            if chosen.show and (trial.verdict in chosen.show or ("follows" in chosen.show and trial.follows)):
                _tell(trial)
    text = "\n".join([COLUMNS, RULE, tally.row(chosen.framework), ""])
    sys.stdout.write(text)
    if chosen.table is not None:
        chosen.table.write_text(f"# Generated programs\n\n{text}", encoding="utf-8")


def _trials(chosen: argparse.Namespace, place: Path) -> Iterator[Trial]:
    if chosen.answers is not None:
        for line in chosen.answers.read_text(encoding="utf-8").splitlines():
            yield _trial(line, place)
        return
    command = [chosen.python, "-m", "benchmarks.differential.worker", chosen.framework, str(chosen.seed)]
    with subprocess.Popen([*command, str(chosen.programs)], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for line in worker.stdout:
            yield _trial(line, place)


def _trial(line: str, place: Path) -> Trial:
    one = json.loads(line)
    return Trial(one["seed"], one["text"], tuple(one["rows"]), one["error"], errors_in(one["text"], place))


def _tell(trial: Trial) -> None:
    lines = trial.text.splitlines()
    sys.stdout.write(f"--- {trial.verdict}, seed {trial.seed}: {trial.error or 'runs'}\n")
    for row in trial.rows[-1:]:
        sys.stdout.write(f"fails {row}: {lines[row - 1].strip()}\n")
    for row, message in trial.found:
        sys.stdout.write(f"found {row}: {lines[row - 1].strip()} :: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.differential", description=__doc__)
    parser.add_argument("--framework", choices=("torch", "keras"), default="torch")
    parser.add_argument("--python", default=sys.executable, help="a Python that has the framework")
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--show", nargs="*", help="verdicts to print: right missed elsewhere false silent")
    parser.add_argument("--answers", type=Path, help="what `benchmarks.differential.worker` wrote, instead of running")
    parser.add_argument("--table", type=Path, help="where to write the table")
    return parser


if __name__ == "__main__":
    main()
