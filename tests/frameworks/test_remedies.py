"""What the help of a finding says: the input's order and form first, then the layer's declaration."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from support.linting import HEAD

from convlint.discovery import discover
from convlint.engine import analyse


def helps(text: str) -> list[str | None]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.py").write_text(HEAD + text)
        return [each.fix and each.fix.message for each in analyse(discover([folder]).project).findings]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("nn.Linear(400, 10)(torch.zeros(2, 16, 5, 5))", "`flatten(1)` makes 400 features of 16 * 5 * 5"),
        (
            "nn.Linear(40, 10)(torch.zeros(8, 20, 2).flatten())",
            "keep the batch of 8 apart: `flatten(1)` makes 40 features",
        ),
        ("nn.Linear(9, 10)(torch.zeros(2, 9, 50))", "dim 1 has the 9 features: `transpose(1, 2)` brings it to the end"),
        ("nn.Linear(9, 10)(torch.zeros(9, 50))", "`in_features` should be 50"),
        ("nn.Linear(9, 10)(torch.zeros(2, 8))", "`in_features` should be 8"),
        (
            "nn.LSTM(9, 4, batch_first=True)(torch.zeros(2, 9, 50))",
            "dim 1 has the 9 features: `transpose(1, 2)` brings it to the end",
        ),
        ("nn.Conv1d(9, 4, 3)(torch.zeros(2, 50, 9))", "dim 2 has the 9 channels: `transpose(1, 2)` brings it to dim 1"),
        (
            "nn.Conv2d(3, 4, 3)(torch.zeros(2, 32, 40, 3))",
            "dim 3 has the 3 channels: `permute(0, 3, 1, 2)` brings it to dim 1",
        ),
        ("nn.Conv2d(3, 4, 3)(torch.zeros(2, 1, 3, 3))", "`in_channels` should be 1"),
        ("nn.Conv2d(3, 4, 3)(torch.zeros(3, 1, 32, 32))", "`in_channels` should be 1"),
        (
            "nn.BatchNorm1d(64)(torch.zeros(10, 1, 64))",
            "dim 2 has the 64 channels: `transpose(1, 2)` brings it to dim 1",
        ),
    ],
)
def test_layers(text: str, help: str) -> None:
    assert helps(text) == [help]


@pytest.mark.parametrize(
    ("input", "target", "help"),
    [
        ("4, 8, 32, 32", "4, 1, 32, 32", "squeeze dim 1 of the target: `.squeeze(1)`"),
        ("8, 6, 15", "8, 6", "the classes belong into dim 1 of the input: `transpose(1, 2)`"),
        ("8, 6, 7, 15", "8, 6, 7", "the classes belong into dim 1 of the input: `movedim(-1, 1)`"),
        ("8, 5", "9", None),
    ],
)
def test_classes(input: str, target: str, help: str | None) -> None:
    assert helps(f"F.cross_entropy(torch.zeros({input}), torch.zeros({target}, dtype=torch.long))") == [help]


def test_indices_for_nll() -> None:
    assert helps("F.nll_loss(torch.zeros(4, 6), torch.zeros(4, 6))") == ["`argmax(1)` of the target gives the indices"]


def test_a_place_that_fails_again_is_told_once() -> None:
    text = """
loss = nn.BCELoss()
one, two = torch.rand(4, 1), torch.ones(4)
loss(one, two)
for _ in range(3):
    loss(one, two)
"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.py").write_text(HEAD + text)
        (found,) = analyse(discover([folder]).project).findings
    assert sum("as well" in step.message for step in found.trace) == 1
