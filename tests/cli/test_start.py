"""What a run does not import or do: that is what makes it short. Times are measured by `python -m benchmarks.startup`."""

from __future__ import annotations

import pytest
from support.process import run_python

from .conftest import BAD, GOOD, Tree

WORDS = "import os\n\n\ndef words(path):\n    with open(path) as file:\n        return file.read().split()\n"
KERAS = "import keras\n\nkeras.layers.Dense(2)(keras.Input((3,)))\n"
SETTINGS = '[tool.convlint]\nselect = ["CL1"]\nexclude = ["build/"]\n'
PROBE = "import sys; from convlint.cli import main; main(sys.argv[1:]); print([name for name in {names} if name in sys.modules])"
SELDOM = ("libcst", "multiprocessing", "subprocess", "importlib.metadata", "importlib.resources", "_hashlib")
SELDOM += ("tempfile", "shutil", "random", "zipfile", "fractions", "decimal", "difflib")
NO_CLICK = ("click", "inspect", "convlint.cli.root", "convlint.cli.check")
NO_TENSORS = (
    *NO_CLICK,
    "dataclasses",
    "convlint.finding",
    "convlint.rules.rule",
    "convlint.syntax.outline",
    "convlint.symbolic",
)
NO_TENSORS += ("convlint.engine.interpreter", "convlint.frameworks", "convlint.suppression", "convlint.output.blocks")
NO_FINDINGS = (
    "click",
    "convlint.finding",
    "convlint.rules.rule",
    "convlint.engine.placing",
    "convlint.syntax.concrete",
)


def imported(tree: Tree, files: dict[str, str], names: tuple[str, ...], *args: str) -> str:
    """Those of the names that a run has imported, as the last line that is printed."""
    run = run_python("-c", PROBE.format(names=names), "a.py", *args, cwd=tree(files))
    assert run.stderr == ""
    return run.stdout.splitlines()[-1]


@pytest.mark.parametrize("args", [["--no-cache"], ["--cache-dir", ".cache"]], ids=["anew", "kept"])
@pytest.mark.parametrize("settings", ["", SETTINGS], ids=["defaults", "settings"])
def test_a_file_without_tensors(tree: Tree, settings: str, args: list[str]) -> None:
    for _ in range(2):
        assert imported(tree, {"a.py": WORDS, "pyproject.toml": settings}, (*SELDOM, *NO_TENSORS), *args) == "[]"


@pytest.mark.parametrize("args", [["--no-cache"], ["--cache-dir", ".cache"]], ids=["anew", "kept"])
def test_no_settings_need_no_parser_and_no_cache_no_json(tree: Tree, args: list[str]) -> None:
    unneeded = ("tomllib", "tomli", "convlint.rules") + (("json", "convlint.cache") if args == ["--no-cache"] else ())
    assert imported(tree, {"a.py": WORDS}, unneeded, *args) == "[]"


def test_a_file_without_findings(tree: Tree) -> None:
    others = ("convlint.frameworks.keras", "convlint.frameworks.torchvision", "convlint.frameworks.timm")
    assert imported(tree, {"a.py": GOOD}, (*SELDOM, *NO_FINDINGS, *others), "--no-cache") == "[]"
    others = ("convlint.frameworks.torch", "convlint.frameworks.einops")
    assert imported(tree, {"a.py": KERAS}, (*SELDOM, *NO_FINDINGS, *others), "--no-cache") == "[]"


def test_of_the_rules_only_what_was_found(tree: Tree) -> None:
    rules = ("convlint.rules.feature_mismatch", "convlint.rules.matmul_mismatch")
    assert imported(tree, {"a.py": BAD}, (*SELDOM, *rules), "--no-cache") == "['convlint.rules.matmul_mismatch']"


@pytest.mark.parametrize("watch", ["", "sys.setprofile(lambda *args: None);"], ids=["alone", "watched"])
def test_a_process_ends_at_once_unless_somebody_watches(tree: Tree, watch: str) -> None:
    probe = f"import atexit, sys; from convlint.cli import run; atexit.register(print, 'the end'); {watch} run()"
    ended = run_python("-c", probe, "a.py", "--no-cache", cwd=tree({"a.py": BAD}))
    assert (ended.returncode, ended.stderr) == (1, "")
    assert "Found 1 error" in ended.stdout
    assert ended.stdout.endswith("the end\n") == bool(watch)
