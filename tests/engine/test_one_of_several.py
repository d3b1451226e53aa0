"""One of several functions, of which it is not known which; definitions that only one branch makes."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

CHOSEN = """
import os

if os.path.exists("fast"):
    {one}
else:
    {other}

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 5)

    def forward(self, x):
        return self.fc(act(self.fc(x)))

Net()(torch.zeros(3, 4))
"""
MARKED = """
import os

if os.path.exists("fast"):
    from kernels import use_kernel_forward_from_hub as use

    def mark(name):
        if os.path.exists("faster"):
            return use(name)
        return lambda cls: cls
else:
    def mark(name):
        def decorator(function):
            return function
        return decorator

@mark("up")
def up(x):
    return x.unsqueeze(1)

nn.Linear(3, 2)(up(torch.zeros(4, {width})))
"""
ACTS = {
    "two functions": ("act = torch.relu", "act = torch.tanh"),
    "a lambda": ("act = F.relu", "act = lambda x: x * 2"),
    "two definitions": ("def act(x):\n        return x + 1", "def act(x):\n        return x - 1"),
}


@pytest.mark.parametrize(("one", "other"), ACTS.values(), ids=ACTS)
def test_what_all_of_them_give(one: str, other: str) -> None:
    finds(CHOSEN.format(one=one, other=other), "CL102 return self.fc(act(self.fc(x)))")


def test_one_of_them_may_fit() -> None:
    silent(CHOSEN.format(one="act = torch.relu", other="act = lambda x: x[:, :4]"))
    silent(CHOSEN.format(one="act = torch.relu", other="act = None"))


def test_decorators_of_which_each_gives_back_what_it_gets() -> None:
    finds(MARKED.format(width=5), "CL102 nn.Linear(3, 2)(up(torch.zeros(4, 5)))")
    silent(MARKED.format(width=3))


def test_a_definition_of_one_branch_is_there_where_it_is_used() -> None:
    finds(
        """
import os

if os.path.exists("fast"):
    def act(x):
        return x.flatten(1)

def run():
    return nn.Linear(3, 2)(act(torch.zeros(4, 2, 5)))

run()
""",
        "CL102 return nn.Linear(3, 2)(act(torch.zeros(4, 2, 5)))",
    )


def test_a_builtin_that_one_branch_hides() -> None:
    silent(
        "import os\nif os.path.exists('fast'):\n    def sum(x):\n        return 5\n"
        "nn.Linear(3, 2)(torch.zeros(4, sum([1, 2])))"
    )


def test_whether_it_is_a_certain_one_is_not_known() -> None:
    program = """
import os

act = F.relu if os.path.exists("fast") else F.gelu
norm = nn.LayerNorm if os.path.exists("fast") else nn.Identity
nn.Linear(3, 2)(torch.zeros(4, 3 if {question} else 5))
"""
    for question in ("act is F.relu", "act is not F.relu", "norm is nn.LayerNorm", "norm in (nn.LayerNorm, nn.ReLU)"):
        silent(program.format(question=question))
    finds(program.format(question="act is None"), "CL102 nn.Linear(3, 2)(torch.zeros(4, 3 if act is None else 5))")


def test_none_is_an_instance_of_neither_class() -> None:
    finds(
        """
import os

if os.path.exists("fast"):
    from blocks import Block
else:
    Block = torch.Tensor

def width(mask=None):
    return 3 if isinstance(mask, (torch.Tensor, Block)) else 5

nn.Linear(3, 2)(torch.zeros(4, width()))
""",
        "CL102 nn.Linear(3, 2)(torch.zeros(4, width()))",
    )
