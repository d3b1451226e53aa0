"""Rows that an index list or tensor picks are a contiguous copy: a view that needs another order of them fails."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

INDICES = {
    "a list": "[0, 2, 3]",
    "a tensor": "torch.tensor([0, 2, 3])",
    "drawn": "torch.randint(0, 4, (3,))",
    "a permutation": "torch.randperm(3)",
    "a mask": "[True, False, True, True]",
}


@pytest.mark.parametrize("index", INDICES.values(), ids=INDICES)
def test_rows(index: str) -> None:
    start = f"x = torch.zeros(4, 6, 5)\ny = x[{index}].permute(1, 0, 2)\n"
    finds(f"{start}y.view(6, 15)", "CL104 y.view(6, 15)")
    silent(f"{start}y.contiguous().view(6, 15)")
    silent(f"x = torch.zeros(4, 6, 5)\nx[{index}].view(3, 30)")


UNCERTAIN = (
    "torch.zeros(6, 4, 5).transpose(0, 1)[[0, 2, 3]].permute(1, 0, 2).view(6, 15)",
    "torch.zeros(4, 6, 5)[torch.tensor([[0, 1], [2, 3]]).t()].permute(1, 0, 2, 3).view(4, 30)",
    "torch.zeros(4, 6, 5)[torch.tensor(1)].permute(0, 1).view(30)",
)


@pytest.mark.parametrize("line", UNCERTAIN)
def test_others_may_lie_otherwise(line: str) -> None:
    silent(line)
