"""One run over several projects: each file has the nearest configuration upwards, as with ruff."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import BAD, GOOD, Tool, Tree

OPEN = "import torch\n\n\ndef f(x):\n    return x @ x\n"
ASKS = "import torch\nif torch.__version__ >= '2.0':\n    torch.zeros(3, 4) @ torch.zeros(3, 4)\n"
WARNING = "x = 1  # convlint: ignore[CL102]\n"


def places(tool: Tool, *args: str) -> list[str]:
    """Where something is found, with a cache, and the same without."""
    run, fresh = (tool(*args, "-o", "json", *more) for more in (["--cache-dir", ".cache"], ["--no-cache"]))
    assert (run.stdout, run.stderr, run.returncode) == (fresh.stdout, fresh.stderr, fresh.returncode)
    return [f"{found['filename']}:{found['code']}" for found in json.loads(run.stdout)]


def test_each_project_selects_its_rules(tool: Tool, tree: Tree) -> None:
    tree({"a/net.py": BAD, "b/net.py": BAD, "b/deep/er/net.py": BAD, "c/net.py": BAD, "c/old/net.py": BAD,
          "convlint.toml": "ignore = ['CL102']", "b/convlint.toml": "ignore = ['CL107']",
          "c/pyproject.toml": "[tool.convlint]\nper-file-ignores = { '/old/' = ['CL1'] }"})  # fmt: skip
    assert places(tool, ".") == ["a/net.py:CL107", "c/net.py:CL107"]
    assert places(tool, "b", "c") == ["c/net.py:CL107"]
    assert places(tool, "b/deep/er/net.py", "c/old/net.py", "a/net.py") == ["a/net.py:CL107"]


def test_settings_are_not_inherited(tool: Tool, tree: Tree) -> None:
    tree({"convlint.toml": "ignore = ['CL107']", "a/net.py": BAD, "a/convlint.toml": "", "b/net.py": BAD,
          "b/pyproject.toml": "[tool.ruff]\n# of convlint nothing"})  # fmt: skip
    assert places(tool, ".") == ["a/net.py:CL107"]


@pytest.mark.parametrize(
    "args", [["--isolated"], ["--config", "other.toml"], ["--select", "CL1"], ["--config", "ignore = []"]]
)
def test_the_command_line_comes_before_all_of_them(tool: Tool, tree: Tree, args: list[str]) -> None:
    tree({"a/net.py": BAD, "a/convlint.toml": "ignore = ['CL107']", "other.toml": "ignore = ['CL101']"})
    assert places(tool, ".") == []
    assert places(tool, ".", *args) == ["a/net.py:CL107"]


def test_each_project_excludes_its_files(tool: Tool, tree: Tree) -> None:
    tree({"old/a.py": "", "p/old/b.py": "", "p/gen/c.py": "", "gen/d.py": "", "q/gen/e.py": "",
          "convlint.toml": "exclude = ['old']", "p/convlint.toml": "exclude = ['/gen']",
          "q/convlint.toml": "force-exclude = true\nexclude = ['gen']"})  # fmt: skip
    assert tool(".", "--show-files").stdout.split() == ["gen/d.py", "p/old/b.py"]
    assert tool("q/gen/e.py", "p/gen/c.py", "--show-files").stdout.split() == ["p/gen/c.py"]
    assert tool(".", "--exclude", "q/gen/", "--exclude", "p", "--show-files").stdout.split() == ["gen/d.py", "old/a.py"]


def test_each_project_says_what_its_inputs_are(tool: Tool, tree: Tree) -> None:
    wrong, right = "inputs = { 'net.f' = { x = [3, 4] } }", "inputs = { 'net.f' = { x = [3, 3] } }"
    tree({"a/net.py": OPEN, "a/convlint.toml": wrong, "b/net.py": OPEN, "b/convlint.toml": right})
    assert places(tool, ".") == ["a/net.py:CL107"]
    Path("b/convlint.toml").write_text(wrong)
    assert places(tool, ".") == ["a/net.py:CL107", "b/net.py:CL107"]
    Path("a/convlint.toml").unlink()
    assert places(tool, ".") == ["b/net.py:CL107"]


def test_each_project_has_its_versions(tool: Tool, tree: Tree) -> None:
    tree({"a/net.py": ASKS, "a/convlint.toml": "framework-versions = { torch = '2.1' }", "b/net.py": ASKS,
          "b/convlint.toml": "framework-versions = { torch = '1.9' }"})  # fmt: skip
    assert places(tool, ".") == ["a/net.py:CL107"]
    Path("b/convlint.toml").write_text("framework-versions = { torch = '2.2' }")
    assert places(tool, ".") == ["a/net.py:CL107", "b/net.py:CL107"]


def test_each_project_has_its_sources(tool: Tool, tree: Tree) -> None:
    use = "import torch\nfrom sizes import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"
    tree({"a/lib/sizes.py": "SIZE = 4", "a/app/use.py": use, "a/convlint.toml": "src = ['lib']", "b/app/use.py": use,
          "b/convlint.toml": ""})  # fmt: skip
    assert places(tool, ".") == ["a/app/use.py:CL107"]


def test_each_project_has_its_baseline(tool: Tool, tree: Tree) -> None:
    tree({"a/net.py": BAD, "b/net.py": BAD})
    assert tool("a", "--write-baseline", "a/known.json").returncode == 0
    Path("a/convlint.toml").write_text("baseline = 'known.json'")
    assert places(tool, ".") == places(tool, "a", "b") == ["b/net.py:CL107"]
    Path("a/net.py").write_text(GOOD)
    assert "1 known finding is gone" in tool(".").stderr
    assert tool("b").stderr == ""
    Path("a/known.json").write_text("{")
    assert (tool(".").returncode, tool("b").returncode) == (2, 1)


def test_each_project_says_whether_warnings_count(tool: Tool, tree: Tree) -> None:
    tree({"a/net.py": WARNING, "a/convlint.toml": "error-on-warning = true", "b/net.py": WARNING})
    assert tool(".").returncode == 1
    assert tool("b").returncode == 0


def test_what_is_wrong_in_one_of_them_is_one_line(tool: Tool, tree: Tree) -> None:
    root = tree({"a/net.py": BAD, "b/net.py": GOOD, "b/convlint.toml": "ignroe = []"})
    run = tool(".")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"convlint: error: {root / 'b' / 'convlint.toml'}: unknown setting 'ignroe'; did you mean 'ignore'?\n"
    )
    assert tool("a").returncode == 1
    assert tool(".", "--extend-exclude", "b").returncode == 1


def test_it_cannot_reach_out_of_its_folder(tool: Tool, tree: Tree) -> None:
    root = tree({"a/net.py": BAD, "b/net.py": GOOD, "b/convlint.toml": "src = ['../a']"})
    assert "lies outside the folder of the configuration" in tool(".").stderr
    (root / "b" / "convlint.toml").unlink()
    (root / "b" / "convlint.toml").symlink_to("../a/net.py")
    assert "symbolic link" in tool(".").stderr


def test_what_is_only_imported_brings_no_configuration(tool: Tool, tree: Tree) -> None:
    tree({"pyproject.toml": "", "lib/sizes.py": "SIZE = 4", "lib/convlint.toml": "not TOML",
          "app.py": "import torch\nfrom lib.sizes import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"})  # fmt: skip
    assert places(tool, "app.py") == ["app.py:CL107"]


def test_the_run_has_the_nearest_above_all_paths(tool: Tool, tree: Tree) -> None:
    tree({"a/net.py": BAD, "a/convlint.toml": "output-format = 'concise'", "b/net.py": BAD})
    assert tool("a").stdout.startswith("a/net.py:5:5: CL107")
    assert tool("a", "b").stdout.startswith("CL107 ")


def test_they_are_shown(tool: Tool, tree: Tree) -> None:
    root = tree({"a/net.py": BAD, "a/convlint.toml": "ignore = ['CL101']", "convlint.toml": "ignore = ['CL102']"})
    run, own = tool(".", "--show-settings", "--error-on-warning").stdout.split(f"\n# in {root / 'a'}\n")
    assert 'ignore = ["CL102"]' in run
    assert 'ignore = ["CL101"]' in own
    assert all(part.count("# command line") == 1 for part in (run, own))


def test_standard_input_has_the_nearest_to_its_name(
    tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tree({"convlint.toml": "", "a/convlint.toml": "ignore = ['CL107']", "in.txt": BAD})
    for name, status in (("a/net.py", 0), ("b/net.py", 1)):
        with open(tmp_path / "in.txt") as stdin:
            monkeypatch.setattr("sys.stdin", stdin)
            assert tool("-", "--stdin-filename", name, "-q").returncode == status
