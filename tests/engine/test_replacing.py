"""What a program puts in the place of a library's functions and methods is not what it was."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

PROGRAM = """
import torch
import torch.nn as nn
from torch import Tensor
from torch.nn import functional as F
from torch.nn.functional import linear

def other(*args):
    return args[0]

{}
"""
LINEAR = "CL102 nn.Linear(3, 4)(torch.zeros(2, 5))"
REPLACING = {
    "nn.Linear.forward = other": LINEAR,
    "nn.Linear.__call__ = other": LINEAR,
    "nn.Conv2d._conv_forward = other": "CL103 nn.Conv2d(3, 4, 3)(torch.zeros(2, 5, 9, 9))",
    "nn.Module.__call__ = other": LINEAR,
    "nn.Linear.__init__ = other": LINEAR,
    "nn.Linear = other": LINEAR,
    "torch.Tensor.view = other": "CL104 torch.zeros(2, 5).view(3, 4)",
    "Tensor.__add__ = other": "CL105 torch.zeros(2, 5) + torch.zeros(3)",
    "F.linear = other": "CL102 linear(torch.zeros(2, 5), torch.zeros(4, 3))",
    "setattr(F, 'linear', other)": "CL102 F.linear(torch.zeros(2, 5), torch.zeros(4, 3))",
}


@pytest.mark.parametrize(("line", "found"), REPLACING.items())
def test_what_is_replaced(line: str, found: str) -> None:
    use = found.partition(" ")[2]
    silent(PROGRAM.format(f"{line}\n{use}"))
    finds(PROGRAM.format(use), found)


def test_of_a_class_that_derives_from_it() -> None:
    classes = "class Own(nn.Linear):\n    pass\nclass Other(nn.Conv1d):\n    pass\n"
    use = "Own(3, 4)(torch.zeros(2, 5))"
    silent(PROGRAM.format(f"{classes}nn.Linear.forward = other\n{use}"))
    finds(PROGRAM.format(f"{classes}nn.Conv1d.forward = other\n{use}"), f"CL102 {use}")


def test_what_does_not_tell_on_calls() -> None:
    for line in ("nn.Linear.reset_parameters = other", "nn.Module.summary = other", "nn.Conv2d.forward = other"):
        finds(PROGRAM.format(f"{line}\n{LINEAR[6:]}"), LINEAR)


def test_imported_when_it_was_replaced() -> None:
    use = "from torch.nn.functional import linear as again\nagain(torch.zeros(2, 5), torch.zeros(4, 3))"
    silent(PROGRAM.format(f"F.linear = other\n{use}"))
