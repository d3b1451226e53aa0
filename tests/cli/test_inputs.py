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
    assert found(tool, "--isolated", "--input", "net.Net:x=(N,3,32,32)") == []


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
