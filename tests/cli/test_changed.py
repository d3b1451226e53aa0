"""`--changed-since`: what a branch can have broken."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import BAD, Tool, Tree

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
NET = """\
import torch
from torch import nn
from .sizes import WIDTH

class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, 2)

    def forward(self, x):
        return self.fc(x)
"""
USE = "import torch\nfrom pkg.net import Net, WIDTH\nNet(WIDTH)(torch.zeros(3, 8))\n"
FILES = {"pkg/__init__.py": "", "pkg/sizes.py": "WIDTH = 8\n", "pkg/net.py": NET, "use.py": USE, "old.py": BAD}


def git(*args: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *args], check=True, capture_output=True)


@pytest.fixture
def repository(tree: Tree, tool: Tool) -> Path:
    root = tree(FILES)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    return root


def reported(tool: Tool, *args: str) -> list[str]:
    run = tool(".", "--changed-since", "HEAD", "-o", "concise", "-q", *args)
    assert run.stderr == ""
    return [line.split(" ")[0] for line in run.stdout.splitlines()]


def test_nothing_changed(tool: Tool, repository: Path) -> None:
    assert tool(".").returncode == 1
    assert reported(tool) == []


def test_a_change_is_reported_where_it_fails(tool: Tool, repository: Path) -> None:
    Path("pkg/sizes.py").write_text("WIDTH = 9\n")
    assert reported(tool) == ["pkg/net.py:11:16:"]


def test_a_change_of_the_caller_is_reported_in_what_it_calls(tool: Tool, repository: Path) -> None:
    Path("use.py").write_text(USE.replace("(3, 8)", "(3, 7)"))
    assert reported(tool) == ["pkg/net.py:11:16:"]


def test_new_files_count(tool: Tool, repository: Path) -> None:
    Path("new.py").write_text(BAD)
    assert reported(tool) == ["new.py:5:5:"]
    git("add", "new.py")
    assert reported(tool) == ["new.py:5:5:"]
    git("commit", "-qm", "second")
    assert reported(tool) == []
    assert tool(".", "--changed-since", "HEAD~1", "-o", "concise", "-q").stdout.startswith("new.py:5:5:")


def test_a_change_of_the_configuration_counts_for_all_it_holds_for(tool: Tool, repository: Path) -> None:
    Path("pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert reported(tool) == []
    Path("pyproject.toml").write_text("[project]\nname = 'x'\n[tool.convlint]\nselect = ['CL107']\n")
    assert reported(tool) == ["old.py:5:5:"]
    git("add", ".")
    git("commit", "-qm", "second")
    assert reported(tool) == []
    Path("pkg/convlint.toml").write_text("")
    assert reported(tool) == []
    Path("pyproject.toml").unlink()
    assert reported(tool) == ["old.py:5:5:"]


def test_who_imports_what_is_gone_is_changed(tool: Tool, repository: Path) -> None:
    Path("late.py").write_text("from fast import WIDTH\nimport torch\nx = torch.zeros(3, 4)\nx @ x\n")
    Path("fast.py").write_text("WIDTH = 3\n")
    git("add", ".")
    git("commit", "-qm", "second")
    assert reported(tool) == []
    Path("fast.py").unlink()
    assert reported(tool) == ["late.py:4:1:"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-h", "", "HEAD:old.py"])
def test_a_revision_that_there_is_not(tool: Tool, repository: Path, revision: str) -> None:
    run = tool(".", f"--changed-since={revision}")
    assert (run.returncode, run.stdout) == (2, "")
    assert "no revision" in run.stderr
    assert not Path("x").exists()


def test_since_a_branch_was_left(tool: Tool, repository: Path) -> None:
    git("branch", "side")
    Path("old.py").write_text(BAD + "\n")
    git("commit", "-qam", "on the first branch")
    git("branch", "-f", "trunk")
    git("checkout", "-q", "side")
    assert tool(".", "--changed-since", "trunk", "-o", "concise", "-q").stdout.startswith("old.py")
    assert tool(".", "--changed-since", "trunk...", "-o", "concise", "-q").stdout == ""
    Path("new.py").write_text(BAD)
    assert tool(".", "--changed-since", "trunk...", "-o", "concise", "-q").stdout.startswith("new.py")
    assert "is a range" in tool(".", "--changed-since", "trunk..side").stderr


def test_outside_a_repository(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD})
    run = tool("net.py", "--changed-since", "HEAD", GIT_CEILING_DIRECTORIES=str(Path.cwd().parent))
    assert run.returncode == 2
    assert run.stderr.startswith("convlint: error: git: not a git repository")
    assert run.stderr.count("\n") == 1


def test_no_program_of_the_repository_is_run(tool: Tool, repository: Path) -> None:
    trap = repository / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {repository}/ran\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "diff.evil.textconv", "diff.evil.command"):
        git("config", key, str(trap))
    Path(".gitattributes").write_text("*.py diff=evil\n")
    Path("old.py").write_text(BAD + "\n")
    assert reported(tool) == ["old.py:5:5:"]
    assert not Path("ran").exists()
