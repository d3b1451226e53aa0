"""What is tried in a project of many files."""

from __future__ import annotations

from pathlib import Path

from convlint.discovery import discover
from convlint.engine import analyse
from convlint.engine.entries import MANY_FILES

MODEL = """
import torch
from torch import nn


class Head(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        return self.out(x)


def test_narrow():
    Head(8)(torch.zeros(2, 8))


def test_wide():
    Head(9)(torch.zeros(2, 8))
"""


def test_functions_that_name_the_same_are_all_tried_in_a_short_file(tmp_path: Path) -> None:
    for number in range(MANY_FILES + 1):
        (tmp_path / f"other_{number}.py").write_text("import torch\n", "utf-8")
    (tmp_path / "test_head.py").write_text(MODEL, "utf-8")
    found = analyse(discover([str(tmp_path)]).project).findings
    assert [(finding.code, finding.span.start.row) for finding in found] == [("CL102", 12)]


TABLES = """
import torch
from torch import nn

SIZES = {"in": 8}


def fill(sizes):
    for number in range(3_000):
        sizes["last"] = number if number else 0
        if number % 2:
            sizes["in"] = 9
    return sizes


def same(sizes):
    for number in range(3_000):
        str(number).upper()
    return sizes


WIDTH = 8
fill(SIZES)
WIDE = same(9)
"""
USES = """
import torch
from torch import nn
from tables import SIZES, WIDE, WIDTH

nn.Linear({size}, 2)(torch.zeros(2, 7))
"""


def _found(folder: Path, size: str) -> list[str]:
    for number in range(MANY_FILES):
        (folder / f"other_{number}.py").write_text("import torch\n", "utf-8")
    (folder / "tables.py").write_text(TABLES, "utf-8")
    (folder / "uses.py").write_text(USES.format(size=size), "utf-8")
    files = discover([str(folder)])
    analysis = analyse(files.project, [file for file in files.project.files if file.path.name == "uses.py"])
    assert analysis.statistics.steps < 6_000  # two calls of some 10,000 steps each were not followed
    return [finding.code for finding in analysis.findings]


def test_a_long_call_of_a_module_that_is_only_imported_makes_its_arguments_unknown(tmp_path: Path) -> None:
    assert _found(tmp_path, 'SIZES["in"]') == []


def test_names_beside_a_long_call_are_known(tmp_path: Path) -> None:
    assert _found(tmp_path, "WIDTH") == ["CL102"]


def test_a_long_call_that_gives_back_its_argument_gives_that(tmp_path: Path) -> None:
    assert _found(tmp_path, "WIDE") == ["CL102"]


def test_a_function_that_documents_what_it_is_given_is_not_followed_where_it_is_called(tmp_path: Path) -> None:
    code = """
from torch import nn


def document(function):
    for number in range(900):
        str(number).upper()
    function.__doc__ = "A head."
    return function


def head(width):
    return nn.Linear(width, 2)


made = document(head)
"""
    (tmp_path / "head.py").write_text(code, "utf-8")
    assert analyse(discover([str(tmp_path)]).project).statistics.steps < 900
