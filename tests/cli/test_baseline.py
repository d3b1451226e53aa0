"""Known findings are not reported; new ones are, and those that are gone are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import BAD, GOOD, Tool, Tree


def test_only_new_findings_fail(tool: Tool, tree: Tree) -> None:
    root = tree({"src/net.py": BAD})
    run = tool("src", "--write-baseline", "known.json")
    assert (run.returncode, run.stdout) == (0, "Wrote 1 finding to known.json.\n")
    assert tool("src", "--baseline", "known.json").returncode == 0
    Path(root, "src/net.py").write_text(BAD + "w = y @ x\n")
    run = tool("src", "--baseline", "known.json", "-o", "concise", "-q")
    assert (run.returncode, run.stdout[:21]) == (1, "src/net.py:6:5: CL107")


def test_moved_and_reindented_lines_stay_known(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    tool("net.py", "--write-baseline", "known.json")
    Path(root, "net.py").write_text("# a\n# b\n" + BAD.replace("z = x @ y", "if True:\n    z =  x @ y"))
    assert tool("net.py", "--baseline", "known.json").returncode == 0


def test_a_second_one_of_the_same_kind_is_new(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    tool("net.py", "--write-baseline", "known.json")
    Path(root, "net.py").write_text(BAD + "z = x @ y\n")
    assert tool("net.py", "--baseline", "known.json", "-o", "concise", "-q").stdout.count("CL107") == 1


def test_what_is_gone_is_told(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD, "other.py": BAD, "deleted.py": BAD})
    tool(".", "--write-baseline", "known.json")
    Path(root, "net.py").write_text(GOOD)
    Path(root, "deleted.py").unlink()
    run = tool(".", "--baseline", "known.json")
    assert run.returncode == 0
    assert run.stderr.startswith(
        "convlint: note: 2 known findings are gone from the code: deleted.py (CL107), net.py (CL107); write "
    )
    assert tool("other.py", "--baseline", "known.json").stderr.startswith("convlint: note: 1 known finding")


def test_the_baseline_of_the_configuration(tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree({"src/net.py": BAD, "convlint.toml": "baseline = 'known.json'"})
    assert tool("src", "--write-baseline", "known.json").returncode == 0
    assert tool("src").returncode == 0
    monkeypatch.chdir(root / "src")
    assert tool("net.py").returncode == 0


def test_what_could_not_be_done_is_never_known(tool: Tool, tree: Tree) -> None:
    tree({"net.py": "def f(:\n"})
    assert tool("net.py", "--write-baseline", "known.json").returncode == 2
    assert json.loads(Path("known.json").read_text()) == {"version": 1, "findings": []}
    assert tool("net.py", "--baseline", "known.json").returncode == 2


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"version": 2, "findings": []}', '{"version": 1}', '{"version": 1, "findings": [{}]}',
     '{"version": 1, "findings": [{"file": "a", "code": "CL1", "line": "", "count": -1}]}', "[" * 9000],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_one_line(tool: Tool, tree: Tree, text: str) -> None:
    tree({"net.py": BAD, "known.json": text})
    run = tool("net.py", "--baseline", "known.json")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "known.json: no baseline" in run.stderr
