"""What happens when something breaks: an error of our own, a signal, a full disk, a file that leads elsewhere."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.process import ENVIRONMENT, run_python

from convlint.cli.version import is_compiled

from .conftest import BAD, GOOD, Tool, Tree

posix = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")
FAIL_ON_A = """
import sys
import convlint.engine.entries as entries
from convlint.cli import main
true = entries.analyse_module
def analyse_module(vm, module):
    if module.file.name == 'a.py':
        raise {error}
    return true(vm, module)
entries.analyse_module = analyse_module
sys.exit(main(['.', '-o', 'json', '--no-cache']))
"""


@pytest.mark.skipif(is_compiled(), reason="what is compiled cannot be replaced")
@pytest.mark.parametrize("error", ["TypeError('x')", "RecursionError()", "MemoryError()", "AssertionError()"])
def test_an_error_of_our_own_in_one_file(tree: Tree, error: str) -> None:
    root = tree({"a.py": "import torch\n", "b.py": BAD})
    run = run_python("-c", FAIL_ON_A.format(error=error), cwd=root)
    findings = {f["filename"]: f for f in json.loads(run.stdout)}
    assert {name: f["code"] for name, f in findings.items()} == {"a.py": "CL009", "b.py": "CL107"}
    assert findings["a.py"]["message"].startswith(f"internal error ({error.partition('(')[0]} at ")
    assert "`convlint explain CL009` tells how to report it" in findings["a.py"]["message"]
    assert (run.returncode, run.stderr) == (2, "")


def test_how_to_report_is_explained(tool: Tool) -> None:
    shown = tool("explain", "CL009").stdout
    assert "convlint --version" in shown
    assert "CONVLINT_DEBUG=1" in shown


SLEEP = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background is born deaf to it
import convlint.runner as runner
from convlint.cli import main
def analyse(*args):
    print('ready', file=sys.stderr, flush=True)
    time.sleep(60)
runner.analyse_all = analyse
sys.exit(main(['net.py', '-o', 'json:out.json', '--no-cache']))
"""


@posix
@pytest.mark.parametrize(("number", "word"), [(signal.SIGTERM, "terminated"), (signal.SIGINT, "interrupted")])
def test_a_signal_ends_with_one_line_and_no_partial_file(tree: Tree, number: int, word: str) -> None:
    root = tree({"net.py": BAD, "out.json": "old"})
    command = [sys.executable, "-c", SLEEP]
    run = subprocess.Popen(
        command, cwd=root, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert run.stderr is not None
    assert run.stderr.readline() == "ready\n"
    time.sleep(0.1)
    run.send_signal(number)
    stdout, stderr = run.communicate(timeout=30)
    assert (run.returncode, stdout, stderr) == (128 + number, "", f"convlint: note: {word}; nothing was written\n")
    assert (root / "out.json").read_text() == "old"
    assert sorted(path.name for path in root.iterdir()) == ["net.py", "out.json"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk(tree: Tree) -> None:
    root = tree({"net.py": BAD})
    command = [sys.executable, "-m", "convlint", "net.py"]
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            command, cwd=root, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (run.returncode, run.stderr) == (2, "convlint: error: no space left on device\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_behind_an_output_file(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    run = tool("net.py", "--output-file", "/dev/full")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "no space left on device" in run.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_behind_the_error_output(tree: Tree) -> None:
    root = tree({"net.py": BAD})
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "convlint", "--no-cache", "nowhere.py"]
        run = subprocess.run(command, cwd=root, env=ENVIRONMENT, stderr=full, check=False)
    assert run.returncode == 2


NO_ROOM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from convlint.cli import main
sys.exit(main(sys.argv[1:]))
"""


@posix
@pytest.mark.parametrize("option", ["--output-file", "--write-baseline"])
def test_no_room_for_a_file(tree: Tree, option: str) -> None:
    root = tree({"net.py": BAD, "out": "old"})
    run = run_python("-c", NO_ROOM, "net.py", "--no-cache", option, "out", cwd=root)
    assert (run.returncode, run.stdout, run.stderr) == (2, "", "convlint: error: out: file too large\n")
    assert {path.name: path.read_text() for path in root.iterdir()} == {"net.py": BAD, "out": "old"}


@posix
def test_no_room_for_kept_results(tree: Tree) -> None:
    """They are only ever a cache: the run is as it would be without, and leaves no part of a file."""
    root = tree({"net.py": BAD})
    run = run_python("-c", NO_ROOM, "net.py", "--cache-dir", "kept", "-o", "concise", cwd=root)
    assert (run.returncode, run.stderr) == (1, "")
    assert "CL107" in run.stdout
    assert not [path for path in (root / "kept").rglob("*") if path.is_file() and path.stat().st_size]
    assert len([path for path in (root / "kept").rglob("*") if path.is_file()]) <= 1


@posix
def test_a_folder_that_may_not_be_written(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD, "file": ""})
    for target in ("file/out.json", "no/out.json", "."):
        run = tool("net.py", "--output-file", target)
        assert (run.returncode, run.stderr.count("\n")) == (2, 1)


SECRET = "SECRET = 3\nimport torch\ntorch.zeros(SECRET, 3) @ torch.zeros(4, 4)\n"
LOOK = """
import builtins, io, os, pathlib, sys
seen = []
def spy(event, args):
    if event == 'open' and isinstance(args[0], (str, bytes)):
        seen.append(os.path.realpath(os.fsdecode(args[0])))
sys.addaudithook(spy)
from convlint.cli import main
status = main(sys.argv[2:])
outside = os.path.realpath(sys.argv[1])
print([name for name in seen if name.startswith(outside)], file=sys.stderr)
"""


@posix
def test_nothing_outside_the_project_is_opened(tree: Tree) -> None:
    root = tree(
        {
            "outside/secret.py": SECRET,
            "outside/pkg/__init__.py": SECRET,
            "project/.git/HEAD": "",
            "project/pkg/__init__.py": "",
            "project/pkg/a.py": "from ...outside.secret import SECRET\nfrom ... import outside\nfrom .linked import SECRET\n"
            "from ..folder.secret import SECRET\nimport linked, folder.secret, torch\n",
            "project/pkg/b.py": GOOD,
        }
    )
    project = root / "project"
    for link, target in (
        ("pkg/linked.py", "secret.py"),
        ("folder", ""),
        (".gitignore", "secret.py"),
        ("pyproject.toml", ""),
    ):
        (project / link).symlink_to(root / "outside" / target)
    run = run_python("-c", LOOK, str(root / "outside"), ".", "--no-cache", cwd=project)
    assert run.stderr == "[]\n"
    assert "no shape errors" in run.stdout


def test_files_are_written_only_where_it_was_asked(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    before = {path: path.stat().st_mtime_ns for path in Path(root).rglob("*")}
    assert tool(".", "--no-cache").returncode == 1
    assert {path: path.stat().st_mtime_ns for path in Path(root).rglob("*")} == before
