"""The old constructors of tensors: `torch.Tensor(…)`, `x.new(…)`."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

GOOD = """
w = torch.zeros(5, 3, 3, 3)
torch.Tensor(w.size()) + w
torch.FloatTensor(w.shape[:2]) + torch.zeros(5, 3)
w.new(w.size()) + w
w.new([4, 8]) + torch.zeros(7, 2)
w.new([[1.0, 2.0, 3.0]]) + torch.zeros(7, 3)
w.new(4, 8) + torch.zeros(4, 8)
"""


def test_a_size_is_no_content() -> None:
    silent(GOOD)


def test_a_list_is_content() -> None:
    for line in ("w.new([4, 8]) + torch.zeros(4, 7)", "torch.Tensor([4, 8]) + torch.zeros(4, 7)"):
        finds(f"{GOOD}{line}\n", f"CL105 {line}")


def test_tensors_in_lists_are_numbers_or_rows() -> None:
    silent(
        """
        zeros = torch.zeros
        torch.tensor([[[0, 0], [0, 1]], zeros(2, 2)]) + zeros(2, 2, 2)
        torch.tensor([[1, 2], zeros(2)]) + zeros(2, 2)
        torch.tensor([1, zeros(1)]) + zeros(2)
        torch.tensor([[[0, 1]], [zeros(2)]]) + zeros(2, 1, 2)
        """
    )
    for line in ("[1, torch.zeros(2)]", "[torch.zeros(2), [1, 2]]", "[[1], [torch.zeros(2)]]", "[[1, 1], 2]"):
        finds(f"torch.tensor({line})\n", f"CL111 torch.tensor({line})")


@pytest.mark.parametrize("number", ["np.prod((3, 4))", "np.int64(12)", "np.array(12)"])
def test_a_number_of_numpy_is_a_size(number: str) -> None:
    """torch.FloatTensor takes what Python takes for an index."""
    program = f"import numpy as np\nt = torch.FloatTensor({number})\nt[0].view(1)\n"
    silent(program + "t.view(3, 4)\n")
    finds(program + "t.view(3, 5)\n", "CL104 t.view(3, 5)")
