"""Whole numbers of which nobody knows which: one of them as an index takes one dim away."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

X = "x = torch.zeros(4, 6)\n"
ROWS = {
    "int of a tensor": "x[int(torch.randint(0, 4, (1,)))]",
    "int of a product": "x[int(torch.rand(1) * 4)]",
    "item of whole numbers": "x[torch.randint(0, 4, ()).item()]",
    "argmax": "x[torch.rand(4).argmax().item()]",
    "arithmetic": "x[int(torch.rand(1) * 3) + 1]",
    "beside a slice": "torch.zeros(4, 6, 3)[:, :, int(torch.rand(1) * 3)]",
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_an_index(row: str) -> None:
    finds(f"{X}{row} @ torch.zeros(5, 2)", f"CL107 {row} @ torch.zeros(5, 2)")
    silent(f"{X}{row} @ torch.zeros(6, 2)")


def test_a_bool_adds_a_dim() -> None:
    silent(f"{X}x[(torch.rand(1) > 2).item()] @ torch.zeros(6, 2)\nx[(torch.rand(1) < 2).item()].view(1, 24)")


def test_one_of_two_kinds() -> None:
    program = """
    import os
    x = torch.zeros(4, 6)
    i = int(torch.rand(1)) if os.environ.get('A') else slice(0, 2)
    x[i].view(12)
    """
    silent(program)
