"""What is counted as known, as left open by an argument, and as lost."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from support.linting import HEAD

from convlint.discovery import discover
from convlint.engine import analyse

KINDS = {
    "known": ("x = torch.relu(torch.ones(2, 3))", {"ops_known_rank": 2, "ops_known_channels": 2}),
    "a batch that may be missing": (
        """
        def f(x: Tensor):
            return nn.MaxPool2d(2)(x)
        """,
        {"layers_known_rank": 1, "layers_known_channels": 1},
    ),
    "an argument's": ("def f(x: Tensor):\n    return torch.relu(x)", {"ops_open_rank": 1}),
    "an argument's, but for the last": (
        "def f(x: Tensor):\n    return nn.Linear(3, 4)(x)",
        {"layers_known_channels": 1, "layers_open_rank": 1},
    ),
    "a part of an argument": (
        "def f(images):\n    return torch.relu(images[0]['left'].T)",
        {"ops_open_rank": 1},
    ),
    "of two arguments": (
        "def f(x: Tensor, ys: list[Tensor]):\n    return torch.stack([x + y for y in ys], 1)",
        {"ops_open_rank": 2},
    ),
    "lost": ("import pickle\nx = torch.relu(pickle.load(open('x')))", {}),
    "lost before": ("import pickle\nx = pickle.load(open('x'))\ny = torch.exp(torch.relu(x))", {}),
}
COUNTED = ("known_rank", "known_channels", "open_rank")


def counters_of(source: str, folder: Path) -> dict[str, int]:
    """The statistics of a program."""
    Path(folder, "main.py").write_text(HEAD + dedent(source))
    return analyse(discover([str(folder)]).project).statistics.as_dict()


@pytest.mark.parametrize(("source", "expected"), KINDS.values(), ids=KINDS)
def test_what_is_known(source: str, expected: dict[str, int], tmp_path: Path) -> None:
    counters = counters_of(source, tmp_path)
    assert {name: n for name, n in counters.items() if name.endswith(COUNTED) and n} == expected


def test_making_a_tensor_of_values_is_no_application(tmp_path: Path) -> None:
    source = "import numpy\ndef f(x):\n    return numpy.asarray(x), torch.tensor([1])"
    assert counters_of(source, tmp_path)["op_applications"] == 0
