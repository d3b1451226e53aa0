"""Input that nobody writes on purpose: the tool ends, quietly or with one clear finding, and the neighbour is linted."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .conftest import BAD, Tool, Tree

MANY_LAYERS = "".join(f"layer{number} = nn.Linear({number + 1}, 7)\n" for number in range(50_000))

SILENT = {
    "endless": "import torch\nwhile True:\n    x = torch.zeros(3)\n",
    "endless-growth": "import torch\nx = [torch.zeros(3)]\nwhile True:\n    x.append(x)\n    x = x + x\n",
    "huge-range": "import torch\nfor i in range(10**12):\n    x = torch.zeros(i)\nnames = [i for i in range(10**12)]\n",
    "huge-number": "import torch\nx = torch.zeros(10**10**10)\ny = 2**2**2**2**2**2\nz = 'a' * 10**12\nw = [0] * 10**12\n",
    "mutual-recursion": "import torch\ndef f(x): return g(x)\ndef g(x): return f(x)\nf(torch.zeros(3))\n",
    "deep-recursion": "import torch\ndef f(n, x): return f(n + 1, x.view(1, -1))\nf(0, torch.zeros(3))\n",
    "own-base": "import torch\nclass A(A): pass\nclass B(C): pass\nclass C(B): pass\nA()(torch.zeros(3))\n",
    "own-item": "import torch\nx = []\nx.append(x)\nprint(x, x == x)\ny = {}\ny[0] = y\n",
    "own-attribute": "from torch import nn\nclass N(nn.Module):\n  def forward(self, x): return self(x)\nN().forward(1)\n",
    "wide-product": "import torch\nimport itertools\nfor p in itertools.product(range(99), repeat=9): torch.zeros(p)\n",
    "many-branches": "import torch\ndef f(x, *a):\n"
    + "  if a[0]: x = x + 1\n" * 300
    + "  return x\nf(torch.zeros(3))\n",
    "many-lines": f"import torch\nfrom torch import nn\n{MANY_LAYERS}",
    "long-expression": "import torch\nx = torch.zeros(3)\ny = " + " + ".join(["x"] * 800) + "\n",
    "long-line": "import torch\nx = [" + "1, " * 30_000 + "]\n",
    "long-chain": "import torch\nx = torch.zeros(3)" + ".view(3)" * 800 + "\n",
}
NOT_PARSED = {
    "expression": "import torch\nx = torch.zeros(3)\ny = " + " + ".join(["x"] * 9_000) + "\n",
    "chain": "import torch\nx = torch.zeros(3)" + ".view(3)" * 9_000 + "\n",
    "parentheses": "import torch\nx = " + "(" * 5_000 + "1" + ")" * 5_000 + "\n",
    "indentation": "import torch\n" + "".join(" " * depth + "if x:\n" for depth in range(200)) + " " * 200 + "pass\n",
}


@pytest.mark.parametrize("source", SILENT.values(), ids=list(SILENT))
def test_silence(process: Tool, tree: Tree, source: str) -> None:
    tree({"src/a.py": source, "src/net.py": BAD})
    run = process("src", "--output-format", "json")
    assert run.stderr == ""
    assert [(f["filename"], f["code"]) for f in json.loads(run.stdout)] == [("src/net.py", "CL107")]
    assert run.returncode == 1


@pytest.mark.parametrize("source", NOT_PARSED.values(), ids=list(NOT_PARSED))
def test_too_deep_for_python_itself(process: Tool, tree: Tree, source: str) -> None:
    tree({"src/a.py": source, "src/net.py": BAD})
    run = process("src", "--output-format", "json")
    assert run.stderr == ""
    found = [(f["filename"], f["code"]) for f in json.loads(run.stdout)]
    assert found in ([("src/a.py", "CL001"), ("src/net.py", "CL107")], [("src/net.py", "CL107")])
    assert run.returncode == (2 if len(found) == 2 else 1)


def test_files_that_import_each_other(process: Tool, tree: Tree) -> None:
    tree(
        {
            "src/a.py": "import torch\nfrom b import x\ny = torch.zeros(3)\n",
            "src/b.py": "import torch\nfrom a import y\nx = torch.zeros(3)\n",
            "src/c/__init__.py": "from . import *\nfrom .c import *\nimport torch\n",
            "src/c/c.py": "from . import c\nfrom .c import c\nimport torch\n",
            "src/net.py": BAD,
        }
    )
    run = process("src", "--output-format", "concise", "--quiet")
    assert (run.stdout.count("\n"), run.returncode, run.stderr) == (1, 1, "")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_file_that_may_not_be_read(process: Tool, tree: Tree) -> None:
    root = tree({"src/a.py": "", "src/net.py": BAD})
    Path(root, "src/a.py").chmod(0)
    run = process("src", "--output-format", "concise")
    assert "src/a.py:1:1: CL002 permission denied" in run.stdout
    assert "src/net.py:5:5: CL107" in run.stdout
    assert run.returncode == 2


def test_modules_beside_the_linted_file_are_not_imported(process: Tool, tree: Tree) -> None:
    names = "random click typing __future__ libcst ast json enum dataclasses re tomllib".split()
    tree({**{f"{name}.py": "raise SystemExit('imported')\n" for name in names}, "net.py": BAD})
    run = process("net.py", "--no-cache")
    assert (run.returncode, run.stderr) == (1, "")


@pytest.mark.parametrize(
    "source",
    [
        f"# coding: {'a' * 10**5}\nimport torch\n",
        f"import torch\ntorch.nn.Conv2d(3, 4, 3, padding='{'s' * 10**5}')\n",
        f"import torch\nx = 1  # convlint: ignore[{'CL999, ' * 10**4}]\n",
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_no_text_of_a_program_fills_the_report(process: Tool, tree: Tree, source: str, form: str) -> None:
    tree({"net.py": source})
    run = process("net.py", "--output-format", form)
    assert run.returncode in (0, 1, 2)
    assert "net.py" in run.stdout
    assert len(run.stdout) < 10**4
