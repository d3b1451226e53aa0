"""The shapes of inputs, from comments and settings, and the versions of libraries."""

from __future__ import annotations

import json

import pytest

from .conftest import Tool, Tree

NET = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(1024, 10)

    {above}
    def forward(self, x, mask=None):{header}
        x = self.conv(x).flatten(1)
        return self.fc(x)
"""


def net(above: str = "", header: str = "") -> str:
    return NET.replace("{above}", above).replace("{header}", header)


def found(tool: Tool, *args: str) -> list[tuple[str, int]]:
    run = tool(".", "-o", "json", *args)
    assert run.stderr == ""
    return [(f["code"], f["location"]["row"]) for f in json.loads(run.stdout)]


@pytest.mark.parametrize(
    ("above", "header", "rows"),
    [
        ("", "", []),
        ("# convlint: input x=(N, 3, 32, 32)", "", [("CL102", 14)]),
        ("# convlint: input x=[2, 3, 32, 32]", "", [("CL102", 14)]),
        ("", "  # convlint: input x=(N, 3, 32, 32)", [("CL102", 14)]),
        ("# convlint: input x=(N, 4, 32, 32)", "", [("CL103", 13)]),
        ("# convlint: input x=(3, 32)", "", [("CL101", 13)]),
        ("# convlint: input x=(N, 3, H, W)", "", []),
        ("# convlint: input x=(N, 3, H, H + 8)", "", []),
        ("# convlint: input x=(N, 3, H, 2*H)", "", [("CL102", 14)]),
        ("# convlint: input x=(..., 3, 32, 32)", "", [("CL102", 14)]),
        ("# convlint: input x=(..., 3, H, W)", "", []),
        ("# convlint: input x=(N, 3, 18, 10)", "", []),
        ("# convlint: input y=(N, 3, 18, 10)", "", [("CL302", 11)]),
        ("# convlint: input x=(N, 3, 18, 10)\n    SIZE = 3", "", [("CL302", 11)]),
        ("# convlint: input x=N", "", [("CL302", 11)]),
        ("# convlint: input", "", [("CL302", 11)]),
        ("# convlint: input x=(N, 3, 32, 32), mask=(N, 5)", "", [("CL102", 14)]),
        ("# convlint: input x=(N, 3, 32, 32)\n    # and more\n    @torch.no_grad()", "", [("CL102", 16)]),
    ],
)
def test_a_comment(tool: Tool, tree: Tree, above: str, header: str, rows: list[tuple[str, int]]) -> None:
    tree({"net.py": net(above, header)})
    assert found(tool) == rows


def test_a_setting(tool: Tool, tree: Tree) -> None:
    tree({"pkg/__init__.py": "", "pkg/net.py": net(), "convlint.toml": "[inputs.'pkg.net.Net']\nx = ['N', 3, 32, 32]"})
    assert found(tool) == [("CL102", 14)]
    assert found(tool, "--isolated") == []
    assert found(tool, "--isolated", "--input", "pkg.net.Net:x=(N,3,32,32)") == [("CL102", 14)]
    assert found(tool, "--isolated", "--input", "pkg.net.Net.forward:x=(N,3,32,32)") == [("CL102", 14)]


def test_a_setting_for_a_class_that_inherits(tool: Tool, tree: Tree) -> None:
    tree({"net.py": net() + "\n\nclass Child(Net):\n    pass\n"})
    assert found(tool, "--input", "net.Child:x=(N,3,32,32)") == [("CL102", 14)]
    assert found(tool, "--input", "net.Child.forward:x=(N,3,32,32)") == [("CL102", 14)]


def test_one_name_is_one_size(tool: Tool, tree: Tree) -> None:
    source = (
        "import torch\n\n# convlint: input x=(N, {}), y=({}, 3)\ndef f(x, y):\n    return torch.cat([x, y], 1) @ y\n"
    )
    tree({"a.py": source.format("K", "N"), "b.py": source.format(5, "N"), "c.py": source.format("N + 3", "N")})
    assert found(tool) == [("CL107", 5)]


def test_the_inputs_of_a_model_that_is_called_elsewhere(tool: Tool, tree: Tree) -> None:
    use = "\nprint(Net()(torch.zeros(1, 3, 18, 10)))\n"
    tree({"net.py": net("# convlint: input x=(N, 3, 32, 32)") + use})
    assert found(tool) == [("CL102", 14)]


@pytest.mark.parametrize(
    ("test", "version", "wrong"),
    [
        ("torch.__version__ >= '2.0'", "2.10.0", True),
        ("torch.__version__ >= '2.9'", "2.10.0", True),
        ("torch.__version__ < '2.9'", "2.10.0+cpu", False),
        ("torch.__version__.startswith('2.')", "2.10.0", True),
        ("int(torch.__version__.split('.')[0]) >= 2", "1.13.1", False),
        ("torch.__version__ >= '2.0.0a'", "2.10.0", False),
    ],
)
def test_the_version_of_a_library(tool: Tool, tree: Tree, test: str, version: str, wrong: bool) -> None:
    layer = f"size = 3\nif {test}:\n    size = 4\n"
    tree({"a.py": f"import torch\n{layer}torch.zeros(2, size) @ torch.zeros(3, 5)\n"})
    assert found(tool, "--framework-version", f"torch={version}") == ([("CL107", 5)] if wrong else [])
    assert found(tool) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("pkg.net.Net:x", ""),
        ("pkg.net.Net:mask", ""),
        ("pkg.net.Net.forward:x", ""),
        ("pkg.net.Child:x", ""),
        ("pkg.net.head:features", ""),
        ("pkg.net.Nett:x", "no class or function `Nett` in pkg/net.py; did you mean 'pkg.net.Net'?"),
        ("pkg.net.nothing:x", "no class or function `nothing` in pkg/net.py"),
        ("net.Net:x", "no such module; did you mean 'pkg.net.Net'?"),
        ("pkg.Net:x", "no class or function `Net` in pkg/__init__.py"),
        ("pkg.nets.Net:x", "no such module; did you mean 'pkg.net.Net'?"),
        ("other.Thing:x", "there is no such module"),
        ("pkg.net.Net:maks", "there is no parameter `maks`; did you mean 'mask'?"),
        ("pkg.net.head:x", "there is no parameter `x`"),
        ("later.Model:x", ""),
    ],
)
def test_inputs_of_what_there_is_not(tool: Tool, tree: Tree, given: str, told: str) -> None:
    more = "\n\nclass Child(Net):\n    pass\n\n\ndef head(features):\n    return features\n"
    tree({"pkg/__init__.py": "from pkg.net import Net\n\nclass Other:\n    pass\n", "pkg/net.py": net() + more,
          "later.py": "x = 1\n", "pyproject.toml": ""})  # fmt: skip
    for _ in "cold", "warm":
        run = tool("pkg", "--input", f"{given}=(N, 3)", "-q", "-o", "concise")
        model = given.partition(":")[0]
        assert run.stderr.startswith(f"convlint: warning: --input: {model}: " if told else "")
        assert (told in run.stderr, bool(run.stderr)) == (True, bool(told))


def test_inputs_of_what_there_is_not_in_a_file(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": net(), "bad.py": "def f(:\n", "convlint.toml": "inputs = { 'net.Nest' = { x = [1] } }"})
    run = tool("net.py")
    start = f"convlint: warning: {root / 'convlint.toml'}: inputs: net.Nest: there is no class or function"
    assert (run.returncode, run.stderr.startswith(start)) == (0, True)
    assert tool("net.py", "--isolated", "--input", "bad.f:x=(1,)").stderr == ""
