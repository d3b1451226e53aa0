"""How long other tools take for the same files, and running a model on torch's meta device, as multiples of `import torch`.

    python -m benchmarks.peers --tools FOLDER --python PYTHON [--runs N] [--table FILE] PATH...

FOLDER holds the commands of pyrefly, TorchFix, Fixit and mypy (`pip install pyrefly torchfix fixit mypy` in an environment of their
own); what is not there is left out. PYTHON has torch and torchvision. Every figure is the CPU time of a whole process with its
children, the least of the runs, caches of results off.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks.bytecode import as_installed
from benchmarks.warm import process_time
from convlint.discovery import discover

META = """
import torch, torchvision
with torch.device("meta"):
    torchvision.models.{model}()(torch.empty(2, 3, 224, 224))
"""
IMPORT = "import torch"


def convlint(path: str, python: str, tools: Path) -> list[str]:
    """The linter at hand, in one process and without kept results."""
    return [sys.executable, "-m", "convlint", "--isolated", "--no-cache", "--quiet", "--jobs", "1", path]


def pyrefly(path: str, python: str, tools: Path) -> list[str]:
    """With torch's own annotations, which it reads from where torch is installed."""
    return [str(tools / "pyrefly"), "check", "--threads", "1", "--python-interpreter-path", python, path]


def torchfix(path: str, python: str, tools: Path) -> list[str]:
    """All of its rules."""
    return [str(tools / "torchfix"), "--select", "ALL", path]


def fixit(path: str, python: str, tools: Path) -> list[str]:
    """Its own rules."""
    return [str(tools / "fixit"), "lint", path]


def mypy(path: str, python: str, tools: Path) -> list[str]:
    """Without following imports into torch, which takes minutes the first time."""
    no_cache = ["--cache-dir", os.devnull, "--follow-imports", "skip", "--ignore-missing-imports"]
    return [str(tools / "mypy"), *no_cache, path]


TOOLS: dict[str, Callable[[str, str, Path], list[str]]] = {
    "convlint": convlint,
    "pyrefly": pyrefly,
    "torchfix": torchfix,
    "fixit": fixit,
    "mypy": mypy,
}


def least(command: Sequence[str], runs: int) -> float:
    """The CPU time of a command, least disturbed."""
    with tempfile.TemporaryDirectory() as folder:  # no configuration of ours
        here = os.getcwd()
        os.chdir(folder)
        try:
            return min(process_time(command) for _ in range(runs))
        finally:
            os.chdir(here)


def version(name: str, tools: Path) -> str:
    """What a tool says of its version."""
    if name == "torchfix":
        name, argument = "pip", "list"
        listed = subprocess.run([tools / name, argument], capture_output=True, text=True, check=False).stdout
        return next((line.split()[-1] for line in listed.splitlines() if line.lower().startswith("torchfix")), "")
    command = [sys.executable, "-m", "convlint"] if name == "convlint" else [str(tools / name)]
    told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    return next((word for word in (told.stdout + told.stderr).replace(",", " ").split() if word[0].isdigit()), "")


def rows(paths: Sequence[str], python: str, tools: Path, models: Sequence[str], runs: int) -> list[str]:
    """The table: a row for each tool, a column for each path."""
    torch = least([python, "-c", IMPORT], runs)
    made = []
    for name, command in TOOLS.items():
        if name != "convlint" and not (tools / name).exists():
            continue
        times = [least(command(os.path.abspath(path), python, tools), runs) for path in paths]
        made.append(
            f"| {name} {version(name, tools)} | " + " | ".join(f"{t:.2f} ({t / torch:.2f})" for t in times) + " |"
        )
    for model in models:
        taken = least([python, "-c", META.format(model=model)], runs)
        made.append(
            f"| running `{model}` on the meta device | {taken:.2f} ({taken / torch:.2f}) |" + " |" * (len(paths) - 1)
        )
    made.append(f"| `{IMPORT}` | {torch:.2f} (1.00) |" + " |" * (len(paths) - 1))
    return made


def title(path: str) -> str:
    """A path with the size of what is there."""
    files = discover([path]).project.files
    lines = sum(file.text.count("\n") for file in files)
    return (
        f"{Path(path).name}: {len(files)} files, {lines} lines"
        if len(files) > 1
        else f"{Path(path).name}: {lines} lines"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table; with `--table`, keep it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--tools", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--models", nargs="*", default=["resnet18"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--table", type=Path)
    given = parser.parse_args(arguments)
    as_installed()
    python = os.path.abspath(given.python)
    made = rows(given.paths, python, given.tools.absolute(), given.models, given.runs)
    head = f"| | {' | '.join(map(title, given.paths))} |\n|---|{'---:|' * len(given.paths)}"
    table = "\n".join([head, *made])
    sys.stdout.write(table + "\n")
    if given.table is not None:
        intro = "# Other tools\n\nSeconds of CPU for a whole process, and as a multiple of `import torch`"
        given.table.write_text(f"{intro} ({date.today()}, `python -m benchmarks.peers`).\n\n{table}\n", "utf-8")


if __name__ == "__main__":
    main()
