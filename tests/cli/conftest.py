"""Three verbs: `tree` writes files, `tool` runs the command line, `process` does so in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.process import run_python

from convlint.cli import main

BAD = "import torch\n\nx = torch.zeros(3, 4)\ny = torch.zeros(3, 4)\nz = x @ y\n"
GOOD = "import torch\n\nx = torch.zeros(3, 4)\ny = torch.zeros(4, 3)\nz = x @ y\n"

Tool = Callable[..., "subprocess.CompletedProcess[str]"]
Tree = Callable[[dict[str, str]], Path]


@pytest.fixture
def tool(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Tool:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        status = main(args)
        return subprocess.CompletedProcess(args, status, *capsys.readouterr())

    return run


@pytest.fixture
def process(tmp_path: Path) -> Tool:
    def run(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
        return run_python("-m", "convlint", *args, cwd=tmp_path, env=env)

    return run


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return write
