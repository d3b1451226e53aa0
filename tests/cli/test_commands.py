"""The commands that lint nothing, and the ways in which a run may be cut short."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ENVIRONMENT, run_python

from convlint import __version__
from convlint.cli.version import is_compiled
from convlint.rules import RULES
from convlint.rules.page import rule_page

from .conftest import BAD, Tool, Tree

HEAVY = ["libcst", "multiprocessing", "importlib.metadata", "convlint.engine", "convlint.runner"]


@pytest.mark.parametrize(
    "args", [["--version"], ["--help"], ["check", "--help"], ["rules"], ["explain", "CL102"], ["config"]]
)
def test_what_lints_nothing_loads_nothing_heavy(args: list[str]) -> None:
    probe = (
        "import sys; from convlint.cli import main; status = main(sys.argv[1:]);"
        f"print('loaded', [name for name in {HEAVY} if name in sys.modules], status)"
    )
    run = run_python("-c", probe, *args)
    assert run.stdout.splitlines()[-1] == "loaded [] 0"


def test_version(process: Tool) -> None:
    assert process("--version").stdout == f"convlint {__version__}{' (compiled)' if is_compiled() else ''}\n"


def test_help_shows_options_and_commands(tool: Tool) -> None:
    shown = tool("--help").stdout
    for part in ("convlint [OPTIONS] PATH...", "--output-format", "--statistics", "explain", "rules"):
        assert part in shown


def test_rules_are_listed(tool: Tool) -> None:
    shown = tool("rules").stdout
    assert [line.split()[:2] for line in shown.splitlines()] == [[rule.code, rule.name] for rule in RULES.values()]


def test_rules_as_data_and_as_a_table(tool: Tool) -> None:
    told = json.loads(tool("rules", "--output-format", "json").stdout)
    assert [rule["code"] for rule in told] == list(RULES)
    assert all(rule["explanation"] == rule_page(RULES[rule["code"]]) for rule in told)
    table = tool("rules", "-o", "markdown").stdout
    assert table.count("\n") == len(RULES) + 2
    assert "| [CL102](feature-mismatch.md) | feature-mismatch | error |" in table
    assert json.loads(tool("explain", "CL102", "-o", "json").stdout) == told[list(RULES).index("CL102")]
    assert tool("explain", "--all").stdout.count("\n## Why\n") == len(RULES)


@pytest.mark.parametrize("name", ["CL102", "cl102", "feature-mismatch"])
def test_a_rule_is_explained(tool: Tool, name: str) -> None:
    assert tool("explain", name).stdout == rule_page(RULES["CL102"])


def start(folder: Path, *args: str, unbuffered: bool = False) -> subprocess.Popen[bytes]:
    command = [sys.executable, *(["-u"] if unbuffered else []), "-m", "convlint", *args]
    return subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("unbuffered", [False, True])
def test_a_closed_pipe_ends_quietly(tree: Tree, unbuffered: bool) -> None:
    folder = tree({"net.py": BAD})
    run = start(folder, "net.py", unbuffered=unbuffered)
    assert run.stdout is not None
    run.stdout.close()
    assert run.stderr is not None
    assert run.stderr.read() == b""
    run.stderr.close()
    assert run.wait() == 141


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_ends_quietly() -> None:
    probe = (
        "import os, signal, sys, convlint.cli as cli\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import convlint.cli.linting as linting\n"
        "linting._run = lambda *args: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(cli.main(['x.py']))"
    )
    run = run_python("-c", probe)
    assert (run.returncode, run.stdout, run.stderr) == (
        128 + signal.SIGINT,
        "",
        "convlint: note: interrupted; nothing was written\n",
    )


def test_a_failure_of_the_whole_analysis_is_one_line(tree: Tree) -> None:
    folder = tree({"net.py": BAD})
    probe = (
        "import sys, convlint.runner as runner, convlint.cli as cli\n"
        "def analyse(*args): raise RuntimeError('two\\nlines')\n"
        "runner.analyse_all = analyse\n"
        "sys.exit(cli.main(['net.py', '--output-format', 'json']))"
    )
    run = run_python("-c", probe, cwd=folder)
    assert (run.returncode, run.stdout) == (2, "[]\n")
    assert run.stderr == "convlint: error: internal error: RuntimeError: two lines\n"
