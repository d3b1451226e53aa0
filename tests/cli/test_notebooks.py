"""Notebooks, scripts in cells, and the standard input."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import pytest

from .conftest import BAD, GOOD, Tool, Tree

MARKDOWN = {"cell_type": "markdown", "source": ["# Title\n", "x @ y"]}


def notebook(*sources: str | dict[str, object], **metadata: object) -> str:
    cells = [
        each if isinstance(each, dict) else {"cell_type": "code", "source": each.splitlines(keepends=True)}
        for each in sources
    ]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def found(tool: Tool, *args: str) -> list[tuple[str, int | None, int, int]]:
    findings = json.loads(tool(*args, "-o", "json").stdout)
    return [(f["code"], f["cell"], f["location"]["row"], f["location"]["column"]) for f in findings]


def test_a_finding_names_its_cell(tool: Tool, tree: Tree) -> None:
    tree({"net.ipynb": notebook(MARKDOWN, "import torch", "x = torch.zeros(3, 4)", MARKDOWN, "\ny = x\nz = x @ y\n")})
    assert found(tool, ".") == [("CL107", 5, 3, 5)]
    text = tool("net.ipynb").stdout
    assert "--> net.ipynb:cell 5:3:5\n  |\n3 | z = x @ y\n  |     ^^^^^\n" in text
    assert tool("net.ipynb", "-o", "concise").stdout.startswith("net.ipynb:cell 5:3:5: CL107 ")


def test_machines_get_the_line_of_the_file(tool: Tool, tree: Tree) -> None:
    text = notebook("import torch", "x = torch.zeros(3, 4)\nz = x @ x")
    tree({"net.ipynb": text, "compact.ipynb": json.dumps(json.loads(text))})
    (one,) = json.loads(tool("compact.ipynb", "-o", "gitlab").stdout)
    assert one["location"]["lines"]["begin"] == 1
    (issue,) = json.loads(tool("net.ipynb", "-o", "gitlab").stdout)
    assert text.splitlines()[issue["location"]["lines"]["begin"] - 1].strip() == '"z = x @ x"'
    assert issue["description"].startswith("CL107: cell 2, line 2: ")


def test_the_way_to_it_names_cells_too(tool: Tool, tree: Tree) -> None:
    layer = "import torch\nfrom torch import nn\nlayer = nn.Linear(8, 2)"
    tree({"net.ipynb": notebook(layer, "def f(x):\n    return layer(x)", "f(torch.zeros(3, 4))")})
    (finding,) = json.loads(tool("net.ipynb", "-o", "json").stdout)
    assert (finding["cell"], finding["location"]["row"]) == (2, 2)
    steps = [(step["cell"], step["location"]["row"], step["message"]) for step in finding["trace"]]
    assert (3, 1, "called here: f") in steps
    assert (1, 3, "declared here: Linear(8, 2)") in steps
    assert finding["fix"]["edits"][0]["cell"] == 1


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline",
        "!pip install torch \\\n    torchvision (",
        "files = !ls *.pt",
        "who = %who_ls",
        "%%time\n",
        "%%capture out\n",
        "torch?",
        "?torch.zeros",
        "torch.zeros??",
        "%cd ~/data",
        "% timeit print(1)",
        "if True:\n    %pip install x",
        "for i in range(3):\n    !echo {i}",
        "%load_ext autoreload\n%autoreload 2",
        "text = '''\n%not a magic\n!nor this\n'''",
        "value = (7\n  % 4)",
    ],
)
def test_magics_are_kept_out(tool: Tool, tree: Tree, magic: str) -> None:
    first = f"{magic}import torch" if magic.startswith("%%") else f"import torch\n{magic}"
    row = first.count("\n") + 1
    tree({"net.ipynb": notebook(f"{first}\nx = torch.zeros(3, 4)\nz = x @ x")})
    assert found(tool, "net.ipynb") == [("CL107", 1, row + 2, 5)]


def test_the_statement_behind_a_magic_is_linted_in_its_place(tool: Tool, tree: Tree) -> None:
    tree({"net.ipynb": notebook("import torch\nx = torch.zeros(3, 4)\n%time z = x @ x")})
    assert found(tool, "net.ipynb") == [("CL107", 1, 3, 11)]


@pytest.mark.parametrize("first", ["%%bash", "%%html", "%%writefile net.py", "%%javascript"])
def test_cells_of_other_languages_are_left_out(tool: Tool, tree: Tree, first: str) -> None:
    tree({"net.ipynb": notebook(f"{first}\n(((\nz = x @ y", "import torch\nx = torch.zeros(3, 4)\nx @ x")})
    assert found(tool, "net.ipynb") == [("CL107", 2, 3, 1)]


def test_what_percent_run_may_define_is_not_taken_for_known(tool: Tool, tree: Tree) -> None:
    tree({"net.ipynb": notebook("%run helpers.py", "z = helper(x)"), "helpers.py": GOOD})
    assert found(tool, "net.ipynb") == []


def test_a_notebook_of_another_language_is_passed_over(tool: Tool, tree: Tree) -> None:
    tree({"net.ipynb": notebook("x <- c(1, 2", kernelspec={"language": "R"})})
    assert tool("net.ipynb").returncode == 0


def test_a_cell_that_is_no_python_is_told_and_what_is_before_it_is_linted(tool: Tool, tree: Tree) -> None:
    tree({"net.ipynb": notebook(BAD, "ok = 1\ndef f(:", "more = 1")})
    assert [each[:3] for each in found(tool, "net.ipynb")] == [("CL107", 1, 5), ("CL001", 2, 2)]
    assert tool("net.ipynb").returncode == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"cells": 3}',
        '{"cells": [3, {"cell_type": "code", "source": 5}]}',
        "[" * 9000,
        '{"cells": "\xff"}',
    ],
)
def test_what_is_no_notebook_is_a_finding_or_silent(tool: Tool, tree: Tree, text: str) -> None:
    tree({"a.ipynb": text, "net.py": BAD})
    run = tool("a.ipynb", "net.py", "-o", "concise", "-q")
    assert "net.py:5:5: CL107" in run.stdout
    assert run.returncode in (1, 2)
    assert run.stderr == ""


def test_comments_hold_in_cells(tool: Tool, tree: Tree) -> None:
    bad = "import torch\nx = torch.zeros(3, 4)\nx @ x  # convlint: ignore[CL107]\ny = 1  # noqa: CL102"
    tree({"net.ipynb": notebook("a = 1", bad)})
    assert found(tool, "net.ipynb") == [("CL301", 2, 4, 8)]


def test_a_script_in_cells_may_hold_magics(tool: Tool, tree: Tree) -> None:
    tree({"net.py": f"# %% [markdown]\n# Title\n# %%\n%matplotlib inline\n!ls (\n{BAD}"})
    assert found(tool, "net.py") == [("CL107", None, 10, 5)]


def test_a_plain_script_may_not(tool: Tool, tree: Tree) -> None:
    tree({"net.py": f"%matplotlib inline\n{BAD}"})
    assert [each[:3] for each in found(tool, "net.py")] == [("CL001", None, 1)]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [(None, BAD, "-:5:5"), ("src/a.py", BAD, "src/a.py:5:5"), ("a.ipynb", notebook(BAD), "a.ipynb:cell 1:5:5")],
)
def test_the_standard_input(
    tool: Tool, monkeypatch: pytest.MonkeyPatch, name: str | None, text: str, place: str
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    run = tool("-", "-o", "concise", "-q", *(["--stdin-filename", name] if name else []))
    assert (run.returncode, run.stdout.startswith(f"{place}: CL107 ")) == (1, True)


def test_the_standard_input_stands_for_the_file_of_its_name(
    tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree({"pkg/__init__.py": "", "pkg/size.py": "SIZE = 5\n", "pkg/net.py": GOOD})
    text = "import torch\nfrom .size import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    assert "pkg/net.py:3:1: CL107" in tool("-", "--stdin-filename", "pkg/net.py", "-o", "concise").stdout
