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
