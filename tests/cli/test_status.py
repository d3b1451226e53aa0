"""Exit status, and what goes to which stream."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import BAD, GOOD, Tool, Tree


def test_nothing_wrong(tool: Tool, tree: Tree) -> None:
    tree({"net.py": GOOD})
    run = tool("net.py")
    assert (run.returncode, run.stdout, run.stderr) == (0, "Found no shape errors in 1 file.\n", "")


@pytest.mark.parametrize("command", [["src"], ["check", "src"], ["src/"], ["--quiet", "src"]])
def test_errors_found(tool: Tool, tree: Tree, command: list[str]) -> None:
    tree({"src/net.py": BAD})
    run = tool(*command)
    assert run.returncode == 1
    assert "src/net.py:5:5" in run.stdout
    assert "CL107" in run.stdout
    assert run.stderr == ""


def test_errors_do_not_matter_with_exit_zero(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    assert tool("net.py", "--exit-zero").returncode == 0


def test_a_folder_named_like_a_command_is_reached_by_its_path(tool: Tool, tree: Tree) -> None:
    tree({"rules/net.py": BAD})
    assert tool("rules").stdout.startswith("CL001")
    assert "rules/net.py:5:5" in tool("./rules").stdout


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("no/such", "no/such: no such file or directory"),
        ("empty", "empty: no Python files in this folder"),
        ("broken.py", "broken.py: broken symbolic link"),
        (os.devnull, f"{os.devnull}: neither a file nor a folder"),
        ("", ": no such file or directory"),
    ],
)
def test_a_path_without_python_is_one_line_and_the_rest_is_linted(
    tool: Tool, tree: Tree, path: str, complaint: str
) -> None:
    root = tree({"net.py": BAD})
    (root / "empty").mkdir()
    (root / "broken.py").symlink_to("nowhere.py")
    run = tool(path, "net.py", "--exit-zero")
    assert run.returncode == 2
    assert run.stderr == f"convlint: error: {complaint}\n"
    assert "net.py:5:5" in run.stdout


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"import torch\n\ndef f(:\n    pass\n", "CL001", 3),
        (b"x = 1\nname = '\xff'\n", "CL002", 2),
        (b"# coding: utf-7-or-so\n", "CL002", 1),
        (b"x = 1\0\n", "CL001", 1),
    ],
    ids=["syntax", "bytes", "encoding", "null"],
)
def test_a_file_that_cannot_be_linted_is_a_finding(tool: Tool, tree: Tree, content: bytes, code: str, row: int) -> None:
    root = tree({"net.py": BAD})
    (root / "broken.py").write_bytes(content)
    run = tool(".", "--output-format", "json", "--ignore", "CL0")
    found = [(f["filename"], f["code"], f["location"]["row"]) for f in json.loads(run.stdout)]
    assert found == [("broken.py", code, row), ("net.py", "CL107", 5)]
    assert run.returncode == 2


def test_a_broken_link_in_a_folder_is_a_finding(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": GOOD})
    (root / "gone.py").symlink_to("nowhere.py")
    run = tool(".")
    assert "CL002 unreadable-file: no such file or directory\n --> gone.py:1:1" in run.stdout
    assert run.returncode == 2


@pytest.mark.parametrize("name", ["empty.py", "comment.py"])
def test_a_file_without_code_is_fine(tool: Tool, tree: Tree, name: str) -> None:
    tree({"empty.py": "", "comment.py": "# nothing"})
    assert tool(name).returncode == 0


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        ([], "Missing argument"),
        (["--statistcs", "net.py"], "--statistics"),
        (["net.py", "--select", "CL1022"], "did you mean CL102?"),
        (["net.py", "--select", "CL1O2"], "did you mean CL102?"),
        (["net.py", "--ignore", "feature-mismach"], "did you mean feature-mismatch?"),
        (["net.py", "--output-format", "jsn"], "'json'"),
        (["explain", "CL999"], "no rule 'CL999'"),
        (["net.py", "--output-file", "no/such/file"], "no/such/file: no such file or directory"),
    ],
)
def test_bad_usage_is_one_line(tool: Tool, tree: Tree, args: list[str], complaint: str) -> None:
    tree({"net.py": GOOD})
    run = tool(*args)
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.startswith("convlint: error: ")
    assert complaint in run.stderr
    assert run.stderr.count("\n") == 1


def test_select_and_ignore(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    assert tool("net.py", "--select", "CL1").returncode == 1
    assert tool("net.py", "--select", "matmul-mismatch,CL102").returncode == 1
    assert tool("net.py", "--select", "CL102").returncode == 0
    assert tool("net.py", "--ignore", "CL107").returncode == 0


def test_findings_can_go_to_a_file(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": BAD})
    run = tool("net.py", "--output-format", "json", "--output-file", "out.json")
    assert (run.returncode, run.stdout) == (1, "")
    assert [f["code"] for f in json.loads((root / "out.json").read_text())] == ["CL107"]


def test_statistics_leave_json_alone(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    run = tool("net.py", "--output-format", "json", "--statistics")
    assert len(json.loads(run.stdout)) == 1
    assert "1  CL107 matmul-mismatch\n" in run.stderr
    assert "layer applications" in run.stderr
    assert "layer applications" in tool("net.py", "--statistics").stdout


@pytest.mark.parametrize(
    ("args", "env", "colored"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(tool: Tool, tree: Tree, args: list[str], env: dict[str, str], colored: bool) -> None:
    tree({"net.py": BAD})
    assert ("\x1b[" in tool("net.py", *args, **env).stdout) is colored


def test_a_terminal_without_unicode(process: Tool, tree: Tree) -> None:
    tree({"é.py": BAD.replace("z =", "é =")})
    run = process("é.py", PYTHONIOENCODING="ascii")
    assert run.returncode == 1
    assert "\\xe9 = x @ y" in run.stdout


def test_the_same_file_twice_is_linted_once(tool: Tool, tree: Tree) -> None:
    tree({"src/net.py": BAD})
    assert len(json.loads(tool("src", "src/net.py", "./src", "--output-format", "json").stdout)) == 1


def test_linted_code_is_not_run(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": "import torch\nopen('ran', 'w').close()\nraise SystemExit(9)\n"})
    assert tool("net.py").returncode == 0
    assert not Path(root, "ran").exists()
