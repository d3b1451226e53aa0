"""Output is the same to the byte, whatever the order of files, the number of processes, the cache or the seed of hashes."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from support.process import ENVIRONMENT

from convlint.discovery import discover
from convlint.parallel import groups as grouping
from convlint.project import Project, SourceFile

from .conftest import Tool, Tree

FILES = {
    "pkg/__init__.py": "from .net import Net\n",
    "pkg/base.py": """
        from torch import nn

        class Base(nn.Module):
            def __init__(self, width=8):
                super().__init__()
                self.names = {"a", "b", "width", "head"}
                self.width, self.head = width, nn.Linear(width, 2)
    """,
    "pkg/net.py": """
        import torch
        from torch import nn
        from .base import Base

        class Net(Base):
            def __init__(self):
                super().__init__(16)
                self.conv = nn.Conv2d(3, 8, 3)
                self.blocks = nn.ModuleDict({name: nn.Linear(5, 6) for name in {"x", "y"}})

            def forward(self, x):
                x = self.conv(x)
                for name, block in self.blocks.items():
                    x = block(self.conv(x))
                return self.head(x.mean((2, 3)))
    """,
    "train.py": """
        import torch
        from pkg import Net
        print(Net()(torch.zeros(2, 3, 9, 9)))
        print(torch.zeros(2, 3) @ torch.zeros(4, 4))
    """,
    "broken.py": "def f(:\n",
    "other.py": """
        import keras
        from keras import layers
        layers.Dense(3)(keras.Input((2, 2, 2)))
        layers.Conv2D(3, 3)(keras.Input((9,)))
    """,
}


@pytest.fixture
def project(tree: Tree) -> Path:
    from textwrap import dedent

    return tree({name: dedent(text) for name, text in FILES.items()})


def groups(project: Project, lines: int) -> list[list[SourceFile]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "MOST_LINES", lines)
        return grouping.groups(project, project.files)


def output(root: Path, *args: str, seed: str = "0") -> str:
    command = [sys.executable, "-m", "convlint", "-o", "json", *args]
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": seed}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "")
    return run.stdout


def test_whatever_the_seed_of_hashes(project: Path) -> None:
    outputs = {output(project, ".", "--no-cache", seed=seed) for seed in ("0", "1", "12345")}
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) >= 4


def test_whatever_the_order_of_files(tool: Tool, project: Path) -> None:
    names = sorted(FILES)
    wanted = tool(*names, "-o", "json", "--no-cache").stdout
    for seed in range(4):
        random.Random(seed).shuffle(names)
        assert tool(*names, "-o", "json", "--no-cache").stdout == wanted


def test_whatever_is_in_the_cache(tool: Tool, project: Path) -> None:
    command = [".", "-o", "json", "--cache-dir", ".kept"]
    wanted = tool(".", "-o", "json", "--no-cache").stdout
    for changed in (None, *sorted(FILES), "pkg/base.py"):
        if changed is not None:  # half-warm: what the file connects with is done again
            path = project / changed
            path.write_text(path.read_text() + "\n# touched\n")
        assert tool(*command).stdout == wanted
        assert tool(*command).stdout == wanted


GROUPS = """
import sys
from convlint.cli import main
from convlint.parallel import groups
groups.MOST_LINES = 30
sys.exit(main())
"""


def in_groups(root: Path, seed: int, jobs: int, names: list[str], *cache: str) -> str:
    """What a process prints that divides even these few lines into groups."""
    command = [sys.executable, "-c", GROUPS, "-o", "json", "-j", str(jobs), *cache, *names]
    environment = {**ENVIRONMENT, "PYTHONHASHSEED": str(seed)}
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (2, "")
    return run.stdout


def test_whatever_all_four_in_several_groups(project: Path) -> None:
    """Any order, one process or several, nothing, all or half of it kept, any seed: one output."""
    assert len(groups(discover([str(project)]).project, 30)) > 2
    names = sorted(FILES)
    wanted = in_groups(project, 0, 1, names, "--no-cache")
    assert {found["filename"] for found in json.loads(wanted)} >= {"broken.py", "other.py", "pkg/net.py", "train.py"}
    for seed in range(1, 4):
        random.Random(seed).shuffle(names)
        jobs, kept = 1 + seed % 3, ("--cache-dir", f".kept{seed}")
        assert in_groups(project, seed, jobs, names, "--no-cache") == wanted
        assert in_groups(project, seed + 3, 4 - jobs, names, *kept) == wanted
        assert in_groups(project, seed + 6, jobs, names, *kept) == wanted
        changed = project / names[0]
        changed.write_text(changed.read_text() + f"\n# touched by {seed}\n")
        assert in_groups(project, seed + 9, 4 - jobs, names, *kept) == wanted
