"""How long a whole run takes for one small file, as a multiple of `import click` and of `import torch`.

    python -m benchmarks.startup [--python PATH] [--runs N] [--table FILE]

Every run is a process of its own; what counts is all of its CPU time, the start of Python included: the least of many runs, for
other work only ever adds to it. All commands are run in turn, so that a busy machine is one to all of them. Bytecode is kept, as an
installer leaves it. `--python` names an interpreter that has torch, if this one has not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from platform import python_version

from benchmarks.warm import process_time

ROOT = Path(__file__).parents[1]
PROGRAMS = ROOT / "benchmarks" / "programs"
CLICK, TORCH = "`import click`", "`import torch`"
SETTINGS = '[tool.convlint]\nselect = ["CL1"]\nexclude = ["build/"]\nsrc = ["src"]\n'
SCRIPT = "import sys; from convlint.cli import run; sys.exit(run())"  # what an installer writes for `convlint`

Command = Sequence[str]


def commands(folder: Path, torch: str | None) -> dict[str, Command]:
    """What is run, by what it is called in the table; the programs lie in `folder`."""
    lint = [sys.executable, "-m", "convlint", "--isolated", "--no-cache"]
    kept = [sys.executable, "-m", "convlint", "--isolated", "--cache-dir", str(folder / "cache")]
    words, pytorch, keras = (str(folder / f"{name}.py") for name in ("words", "torch_net", "keras_net"))
    made: dict[str, Command] = {
        "`pass`": [sys.executable, "-c", "pass"],
        CLICK: [sys.executable, "-c", "import click"],
    }
    if torch is not None:
        made[TORCH] = [torch, "-c", "import torch"]
    return made | {
        "no tensors": [*lint, words],
        "no tensors, results kept": [*kept, words],
        "no tensors, `convlint`": [sys.executable, "-c", SCRIPT, "--isolated", "--no-cache", words],
        "no tensors, a pyproject.toml": [sys.executable, "-m", "convlint", "--no-cache", words],
        "PyTorch, 100 lines": [*lint, pytorch],
        "PyTorch, results kept": [*kept, pytorch],
        "Keras, 100 lines": [*lint, keras],
    }


def measure(made: Mapping[str, Command], runs: int) -> dict[str, float]:
    """The least CPU time of each command, in seconds; the first run of each writes bytecode and results, and does not count."""
    for command in made.values():
        process_time(command)
    times = [{name: process_time(command) for name, command in made.items()} for _ in range(runs)]
    return {name: min(each[name] for each in times) for name in made}


def table(times: Mapping[str, float]) -> str:
    """A row for each command, with its multiples."""
    references = [name for name in (CLICK, TORCH) if name in times]
    head = ["run", "CPU (ms)", *(f"× {name}" for name in references)]
    rows = [
        [name, f"{1000 * time:.0f}", *(f"{time / times[reference]:.2f}" for reference in references)]
        for name, time in times.items()
    ]
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))


def has_torch(python: str) -> bool:
    """Whether an interpreter can import torch."""
    return subprocess.run([python, "-c", "import torch"], capture_output=True, check=False).returncode == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.startup", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has torch")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROGRAMS, folder, dirs_exist_ok=True)
        (folder / "pyproject.toml").write_text(SETTINGS, "utf-8")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ.update(PYTHONPYCACHEPREFIX=str(folder / "bytecode"), PYTHONPATH=str(ROOT))
        torch = chosen.python if has_torch(chosen.python) else None
        made = table(measure(commands(folder, torch), chosen.runs))
    sys.stdout.write(made)
    if chosen.table is not None:
        how = f"{date.today()}, Python {python_version()}, CPU time of the whole process, least of {chosen.runs}"
        chosen.table.write_text(f"# One small file\n\n{how}.\n\n{made}", encoding="utf-8")


if __name__ == "__main__":
    main()
