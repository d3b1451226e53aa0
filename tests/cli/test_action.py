"""The GitHub Action: its script is run as the runner would run it, with friendly and with hostile inputs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.process import ENVIRONMENT, ROOT

from .conftest import BAD, GOOD, Tree

yaml = pytest.importorskip("yaml", reason="needs PyYAML (comes with pre-commit, test extra)")
pytestmark = pytest.mark.skipif(os.name != "posix" or shutil.which("bash") is None, reason="needs bash")


def action() -> Any:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def lint(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step, given the inputs, with the convlint under test in the place of the installed one."""
    given = {name: str(each.get("default", "")) for name, each in action()["inputs"].items()} | inputs
    step = action()["runs"]["steps"][-1]
    installed = folder / "runner" / "convlint" / "bin" / "convlint"
    installed.parent.mkdir(parents=True, exist_ok=True)
    installed.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m convlint "$@"\n')
    installed.chmod(0o755)
    names = {key: value.removeprefix("${{ inputs.").removesuffix(" }}") for key, value in step["env"].items()}
    env = {**ENVIRONMENT, "RUNNER_TEMP": str(folder / "runner"), **{key: given[name] for key, name in names.items()}}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=folder / "project", env=env, capture_output=True, text=True, check=False)


def test_findings_fail_the_step_and_are_written(tree: Tree) -> None:
    root = tree({"project/src/net.py": BAD, "project/ok.py": GOOD})
    done = lint(root)
    assert (done.returncode, done.stdout.startswith("::error title=CL107")) == (1, True), done.stderr
    assert len(json.loads((root / "project" / "convlint.sarif").read_text())["runs"][0]["results"]) == 1
    assert lint(root, paths="ok.py").returncode == 0
    assert lint(root, args="--exit-zero --select CL1").returncode == 0
    assert lint(root, paths="src\nok.py", sarif="out/x").returncode == 2


@pytest.mark.parametrize(
    "evil", ["$(touch ran)", "`touch ran`", "; touch ran", "\ntouch ran\n", "--output-file=ran", "*"]
)
def test_nothing_in_an_input_is_run(tree: Tree, evil: str) -> None:
    root = tree({"project/ok.py": GOOD})
    for name in ("paths", "changed-since", "sarif"):
        lint(root, **{name: evil})
    assert not (root / "project" / "ran").exists()


def test_every_input_is_documented_with_its_default() -> None:
    rows = [row for row in (ROOT / "docs" / "ci.md").read_text("utf-8").splitlines() if row.count("|") == 4]
    for name, each in action()["inputs"].items():
        (row,) = [row for row in rows if row.startswith(f"| `{name}` |")]
        assert row.endswith(f"| `{each['default']}` |" if each["default"] else "| none |")
    assert all(f"output `{name}`" in "".join(rows) for name in action()["outputs"])


def test_scripts_hold_no_expressions() -> None:
    """What is put into a script as text could be run."""
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
