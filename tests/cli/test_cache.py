"""Results are kept between runs: whatever has changed, the output is that of a run without a cache."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.process import run_python

import convlint.runner as runner
from convlint.cli.version import is_compiled
from convlint.finding import Edit, Finding, Fix, Location, Span, TraceStep

from .conftest import BAD, GOOD, Tool, Tree

NET = """\
import torch
from torch import nn
from .sizes import WIDTH

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(WIDTH, 2)

    def forward(self, x):
        return self.fc(x)
"""
USE = "import torch\nfrom pkg.net import Net\nNet()(torch.zeros(3, 8))\n"
FILES = {"pkg/__init__.py": "", "pkg/sizes.py": "WIDTH = 8\n", "pkg/net.py": NET, "use.py": USE, "alone.py": BAD}
Lint = Callable[..., str]


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The names of the files that each analysis was asked for."""
    asked: list[set[str]] = []
    true = runner.analyse_all

    def analyse(project: object, files: list[object], *rest: object) -> object:
        asked.append({file.name for file in files})  # type: ignore[attr-defined]
        return true(project, files, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "analyse_all", analyse)
    return asked


@pytest.fixture
def lint(tool: Tool, tree: Tree) -> Lint:
    """Lints with a cache and without, and compares."""
    tree(FILES)

    def run(*args: str) -> str:
        command = [".", "-o", "json", *args]
        kept = tool(*command, "--cache-dir", ".cache")
        fresh = tool(*command, "--no-cache")
        assert (kept.returncode, kept.stdout, kept.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)
        return kept.stdout

    return run


def test_nothing_is_done_twice(lint: Lint, analysed: list[set[str]]) -> None:
    first = lint()
    assert len(json.loads(first)) == 1
    assert len(analysed) == 2
    assert lint() == first
    assert lint("--select", "CL102") == "[]\n"
    assert lint("-o", "sarif:out.sarif") == first
    assert Path("out.sarif").read_text().count("ruleId") == 1
    assert len(analysed) == 5  # no more than the runs without a cache


def test_only_what_imports_connect_is_analysed_again(lint: Lint, analysed: list[set[str]]) -> None:
    lint()
    Path("alone.py").write_text(GOOD)
    assert lint() == "[]\n"
    assert analysed[2] == {"alone.py"}
    Path("pkg/sizes.py").write_text("WIDTH = 9\n")
    assert [f["filename"] for f in json.loads(lint())] == ["pkg/net.py"]
    assert analysed[4] == {"pkg/sizes.py", "pkg/net.py", "pkg/__init__.py", "use.py"}


def test_a_new_import_connects(lint: Lint, analysed: list[set[str]]) -> None:
    lint()
    Path("alone.py").write_text("import torch\nfrom pkg.net import Net\nNet()(torch.zeros(3, 7))\n")
    assert [f["filename"] for f in json.loads(lint())] == ["pkg/net.py"]
    assert analysed[2] == set(FILES)


def test_a_library_that_is_changed_connects_everything(lint: Lint, analysed: list[set[str]]) -> None:
    Path("patch.py").write_text("import torch\ntorch.zeros = len\n")
    lint()
    Path("patch.py").write_text("import torch\n")
    lint()
    assert analysed[2] == {*FILES, "patch.py"}


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("alone.py").unlink(),
        lambda: Path("new.py").write_text(BAD),
        lambda: Path("use.py").write_text("def f(:\n"),
        lambda: Path("torch.py").write_text("zeros = None\n"),
        lambda: Path("pkg/sizes.py").rename("pkg/size.py"),
        lambda: Path("pkg/__init__.py").unlink(),
        lambda: (Path("pkg/sizes").mkdir(), Path("pkg/sizes/__init__.py").write_text("WIDTH = 9\n")),
        lambda: Path("alone.py").write_text(BAD + "# convlint: ignore-file\n"),
        lambda: Path("alone.py").write_bytes(b"\xff"),
        lambda: Path("a.ipynb").write_text(json.dumps({"cells": [{"cell_type": "code", "source": BAD}]})),
    ],
)
def test_any_change_is_seen(lint: Lint, change: Callable[[], object]) -> None:
    lint()
    change()
    lint()
    lint()


def test_a_file_that_was_not_given_counts(tool: Tool, tree: Tree) -> None:
    tree(FILES)
    command = ["use.py", "pkg/net.py", "-o", "concise", "-q", "--cache-dir", ".cache"]
    assert tool(*command).stdout == ""
    Path("pkg/sizes.py").write_text("WIDTH = 9\n")
    assert tool(*command).stdout.startswith("pkg/net.py:11:16: CL102")


@pytest.mark.parametrize("args", [["."], ["use.py", "pkg/net.py"]])
def test_a_module_that_comes_to_be_is_seen(tool: Tool, tree: Tree, args: list[str]) -> None:
    tree(FILES)
    command = [*args, "-o", "concise", "-q", "--ignore", "CL107", "--cache-dir", ".cache"]
    Path("pkg/sizes.py").rename("pkg/other.py")
    assert tool(*command).stdout == ""
    Path("pkg/other.py").rename("pkg/sizes.py")  # as many files as before
    Path("pkg/sizes.py").write_text("WIDTH = 9\n")
    assert tool(*command).stdout.startswith("pkg/net.py:11:16: CL102")


def test_settings_count(lint: Lint) -> None:
    Path("alone.py").write_text("import torch\n\ndef f(x):\n    return x @ x\n")
    assert json.loads(lint()) == []
    assert len(json.loads(lint("--input", "alone.f:x=(3,4)"))) == 1
    assert json.loads(lint("--input", "alone.f:x=(3,3)")) == []


def test_notebooks_keep_their_cells(lint: Lint) -> None:
    cells = [{"cell_type": "code", "source": "import torch"}, {"cell_type": "code", "source": BAD}]
    Path("a.ipynb").write_text(json.dumps({"cells": cells}))
    assert [f["cell"] for f in json.loads(lint())] == [2, None]
    assert [f["cell"] for f in json.loads(lint())] == [2, None]
    lint("-o", "gitlab")
    lint("-o", "text")


def cache_files() -> list[Path]:
    return list(Path(".cache").glob("*.json"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[" * 100_000,
        lambda text: "null",
        lambda text: '{"a": 1}',
        lambda text: text.replace('"CL107"', '"CL999"'),
        lambda text: text.replace('"error"', '"fatal"'),
        lambda text: text.replace("[5,5,5,10]", "[5,5,5,-1]"),
        lambda text: text.replace("[5,5,5,10]", '[5,5,5,"a"]'),
        lambda text: text.replace("alone.py", "other.py"),
        lambda text: text.replace("[", "{"),
        lambda text: "\x80\x04cos\nsystem\n(S'touch ran'\ntR.",
    ],
)
def test_a_damaged_cache_is_no_cache(lint: Lint, damage: Callable[[str], str]) -> None:
    lint()
    (path,) = cache_files()
    path.write_text(damage(path.read_text()))
    assert len(json.loads(lint())) == 1
    assert not Path("ran").exists()


def test_a_cache_that_cannot_be_written_is_none(lint: Lint) -> None:
    Path(".cache").write_text("a file")
    assert len(json.loads(lint())) == 1
    Path(".cache").unlink()
    Path(".cache").symlink_to("nowhere/at/all")
    assert len(json.loads(lint())) == 1


@pytest.mark.skipif(is_compiled(), reason="what is compiled cannot be replaced")
def test_errors_of_our_own_are_not_kept(tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    import convlint.engine.entries as entries

    tree({"a.py": BAD})

    def fail(*args: object) -> None:
        raise TypeError

    with monkeypatch.context() as patch:
        patch.setattr(entries, "analyse_module", fail)
        assert "CL009" in tool("a.py", "-o", "concise").stdout
    assert "CL009" not in tool("a.py", "-o", "concise").stdout


def test_a_project_and_its_cache_can_be_moved(tool: Tool, tree: Tree, analysed: list[set[str]]) -> None:
    root = tree({f"one/{name}": text for name, text in FILES.items()})
    os.chdir("one")
    first = tool(".", "-o", "json", "--cache-dir", ".cache").stdout
    os.chdir(root)
    Path("one").rename("two")
    os.chdir("two")
    assert tool(".", "-o", "json", "--cache-dir", ".cache").stdout == first
    assert len(analysed) == 1


def test_runs_at_the_same_time(tree: Tree) -> None:
    root = tree(FILES)
    command = ["-m", "convlint", ".", "-o", "json", "--cache-dir", ".cache"]
    with ThreadPoolExecutor(3) as pool:
        runs = list(pool.map(lambda _: run_python(*command, cwd=root), range(3)))
    assert len({(run.returncode, run.stdout, run.stderr) for run in runs}) == 1
    assert len(list((root / ".cache").glob("*.json"))) == 1
    assert not list((root / ".cache").glob(".draft*"))


def test_the_folder_is_marked(tool: Tool, tree: Tree) -> None:
    tree({"a.py": BAD})
    tool("a.py", CONVLINT_CACHE_DIR="kept/here")
    assert Path("kept/here/.gitignore").read_text() == "*\n"
    assert Path("kept/here/CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_the_folder_does_not_grow_without_end(tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convlint.cache.store.MOST_FILES", 2)
    own = {"data.json": "{}", "1.json": "1", "2.json": "2"}
    tree({"a.py": BAD, "b.py": BAD, "c.py": BAD, **{f".cache/{name}": text for name, text in own.items()}})
    for names in (["a.py"], ["b.py"], ["c.py"], ["a.py", "b.py"]):
        tool(*names, "--cache-dir", ".cache")
    assert len(cache_files()) == 2 + len(own)
    assert all(Path(".cache", name).read_text() == text for name, text in own.items())


WARM = """
import sys
from convlint.cli import main
status = main(sys.argv[1:])
heavy = ('libcst', 'convlint.engine', 'convlint.frameworks', 'convlint.symbolic', 'multiprocessing', 'subprocess')
print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_a_warm_run_loads_nothing_heavy(tree: Tree, form: str) -> None:
    root = tree({**FILES, "noted.py": BAD.rstrip() + "  # convlint: ignore[CL107]\n"})
    for _ in range(2):
        run = run_python("-c", WARM, ".", "-o", form, "--cache-dir", ".cache", cwd=root)
        assert "alone.py" in run.stdout
    assert run.stderr == "[]\n"


def test_findings_survive_the_way_through_json() -> None:
    from convlint.cache.findings import from_json, to_json

    span = Span(Location(1, 2), Location(3, 4))
    steps = (TraceStep("\udcff", span, "é\x1b"),)
    for fix in (None, Fix("told", (), "display"), Fix("do", (Edit(span, "x"), Edit(span, "")), "unsafe")):
        finding = Finding("CL301", "m", "f", span, "warning", steps, fix)
        assert from_json(json.loads(json.dumps(to_json(finding)))) == finding
