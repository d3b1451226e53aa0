"""The table of depth."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.depth import HEAD, counters_of, main, row

SOURCE = """import torch
from torch import Tensor, nn


def known():
    return torch.relu(nn.Linear(3, 4)(torch.ones(2, 3)))


def left_open(x: Tensor):
    return nn.Linear(3, 4)(torch.relu(x))
"""


def test_a_row_has_the_shares_of_layers_and_ops_and_of_both(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(SOURCE)
    assert row("net", counters_of(str(tmp_path))) == (
        "| net | 2 | 50.0% | 100.0% | 3 | 66.7% | 66.7% | 60.0% | 80.0% | 40.0% | 100.0% |"
    )


def test_the_columns_are_those_of_the_head() -> None:
    assert row("nothing", counters_of("no/such/path")).count("|") == HEAD.splitlines()[0].count("|")


def test_several_paths_are_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "net.py").write_text(SOURCE)
    main([str(tmp_path), str(tmp_path / "net.py"), "--table", str(tmp_path / "depth.md")])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("| all | 4 |")
    assert (tmp_path / "depth.md").read_text().splitlines()[-1] == last
