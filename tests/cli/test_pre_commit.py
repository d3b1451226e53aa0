"""The hook, run by the real pre-commit in a repository of its own."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.process import ENVIRONMENT, ROOT

BAD = "import torch\n\nx = torch.zeros(3, 4)\nz = x @ x\n"
GOOD = "import torch\n\nx = torch.zeros(3, 4)\nz = x @ x.T\n"
CONFIG = """
repos:
  - repo: local
    hooks:
{fields}
"""

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.skipif(
        importlib.util.find_spec("pre_commit") is None, reason="pre-commit is not installed (test extra)"
    ),
]
Commit = Callable[[], "subprocess.CompletedProcess[str]"]


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    identity = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    everything = {**os.environ, **identity, **env, "GIT_CONFIG_GLOBAL": os.devnull}
    everything.pop("GIT_DIR", None)
    return subprocess.run(command, cwd=cwd, env=everything, capture_output=True, text=True, check=False, timeout=600)


def hook(path: Path, language: str) -> str:
    """The hook as the project declares it, in another language than `python` to save the installation."""
    declared = path.read_text("utf-8").splitlines()
    return "\n".join(f"      {line.replace('language: python', f'language: {language}')}" for line in declared)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    (root / "net.py").write_text(GOOD)
    (root / "notes.txt").write_text("x @ y")
    assert run("git", "init", "-q", cwd=root).returncode == 0
    return root


def all_files(root: Path, tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    assert run("git", "add", ".", cwd=root).returncode == 0
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose", "--color=never"]
    return run(*command, cwd=root, PRE_COMMIT_HOME=str(tmp_path / "home"), **env)


@pytest.fixture
def with_this_convlint(repository: Path, tmp_path: Path) -> Callable[[], subprocess.CompletedProcess[str]]:
    """Runs the declared hook with the convlint under test in the place of an installed one."""
    script = tmp_path / "bin" / "convlint"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convlint "$@"\n')
    script.chmod(0o755)
    fields = hook(ROOT / ".pre-commit-hooks.yaml", "system")
    (repository / ".pre-commit-config.yaml").write_text(CONFIG.format(fields=fields))
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    return lambda: all_files(repository, tmp_path, PATH=path, PYTHONPATH=ENVIRONMENT["PYTHONPATH"])


@pytest.mark.skipif(os.name != "posix", reason="a script of POSIX")
def test_the_hook_passes_and_fails(with_this_convlint: Commit, repository: Path) -> None:
    done = with_this_convlint()
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout + done.stderr
    assert "in 1 file." in done.stdout
    (repository / "net.py").write_text(BAD)
    done = with_this_convlint()
    assert (done.returncode, "net.py:4:5" in done.stdout) == (1, True), done.stdout + done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a script of POSIX")
def test_excluded_files_stay_excluded_and_other_files_are_read(with_this_convlint: Commit, repository: Path) -> None:
    (repository / "old").mkdir()
    (repository / "old" / "net.py").write_text(BAD)
    (repository / "convlint.toml").write_text("exclude = ['old/', 'size.py']\n")
    (repository / "size.py").write_text("SIZE = 5\nimport torch\ntorch.zeros(3, 4) @ torch.zeros(3, 4)\n")
    (repository / "net.py").write_text(
        "import torch\nfrom size import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"
    )
    done = with_this_convlint()
    assert done.returncode == 1
    assert "net.py:3:1" in done.stdout
    assert "old" not in done.stdout
    assert "size.py:3" not in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="a script of POSIX")
def test_a_file_that_is_named_like_an_option_is_a_file(with_this_convlint: Commit, repository: Path) -> None:
    (repository / "--output-file=written.py").write_text(BAD)
    done = with_this_convlint()
    assert (done.returncode, "--output-file=written.py:4:5" in done.stdout) == (1, True), done.stdout + done.stderr
    assert not (repository / "written.py").exists()


def test_the_hook_as_it_is_installed(repository: Path, tmp_path: Path) -> None:
    """The whole way: pre-commit clones the project, installs it with pip, and runs it."""
    source = tmp_path / "source"
    kept = ("convlint", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
    for name in kept:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif place.exists():
            source.mkdir(exist_ok=True)
            shutil.copy(place, source / name)
        else:
            pytest.skip(f"{name} is not here")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        assert run("git", *command, cwd=source).returncode == 0
    revision = run("git", "rev-parse", "HEAD", cwd=source).stdout.strip()
    config = f"repos:\n  - repo: {source}\n    rev: {revision}\n    hooks:\n      - id: convlint\n"
    (repository / ".pre-commit-config.yaml").write_text(config)
    done = all_files(repository, tmp_path)
    if "pip" in done.stdout and ("Could not find" in done.stdout or "No matching distribution" in done.stdout):
        pytest.skip("the package registry cannot be reached")
    assert (done.returncode, "Passed" in done.stdout) == (0, True), done.stdout + done.stderr
    (repository / "net.py").write_text(BAD)
    done = all_files(repository, tmp_path)
    assert (done.returncode, "net.py:4:5" in done.stdout) == (1, True), done.stdout + done.stderr
