"""A `try` that catches nothing but a TypeError asks whether the callee takes an argument."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

MAKERS = """
from functools import partial

class Plain(nn.Module):
    def __init__(self, width, ratio=2):
        super().__init__()
        self.fc = nn.Linear(width, width * ratio)

    def forward(self, x):
        return self.fc(x)

class Narrow(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, width)

    def forward(self, x):
        return self.fc(x)

class Passing(Plain):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

def make(cls, width):
    try:
        return cls(width, ratio=3)
    except TypeError:
        return cls(width)
"""


@pytest.mark.parametrize(
    ("maker", "width"),
    [("Plain", 12), ("partial(Plain, ratio=2)", 12), ("Narrow", 4)],
    ids=["takes it", "partial", "not"],
)
def test_what_the_callee_takes(maker: str, width: int) -> None:
    program = f"{MAKERS}\nx = make({maker}, 4)(torch.zeros(2, 4))\nnn.Linear({{}}, 2)(x)\n"
    silent(program.format(width))
    finds(program.format(width + 1), f"CL102 nn.Linear({width + 1}, 2)(x)")


def test_a_callee_that_passes_arguments_on_is_open() -> None:
    program = f"{MAKERS}\nx = make(Passing, 4)(torch.zeros(2, 4))\nnn.Linear({{}}, 2)(x)\n"
    silent(program.format(12))
    silent(program.format(4))


def test_a_declared_class() -> None:
    program = """
        def act(cls):
            try:
                made = cls(inplace=True)
                takes = 6
            except TypeError:
                takes = 5
            return takes

        nn.Linear(act(nn.ReLU), 2)(torch.zeros(1, {}))
        nn.Linear(act(nn.GELU), 2)(torch.zeros(1, {}))
    """
    silent(program.format(6, 5))
    finds(
        program.format(5, 6),
        "CL102 nn.Linear(act(nn.ReLU), 2)(torch.zeros(1, 5))",
        "CL102 nn.Linear(act(nn.GELU), 2)(torch.zeros(1, 6))",
    )


def test_an_open_condition_beside_a_false_one() -> None:
    program = """
        def grown(x, flag=False):
            if torch.is_grad_enabled() and flag:
                x = x.unsqueeze(0)
            if not (flag or torch.is_grad_enabled() and flag):
                x = x.flatten(1)
            return x

        nn.Linear({}, 2)(grown(torch.zeros(2, 3, 4)))
    """
    silent(program.format(12))
    finds(program.format(4), "CL102 nn.Linear(4, 2)(grown(torch.zeros(2, 3, 4)))")


def test_the_class_dict_and_a_data_class_by_a_call() -> None:
    program = """
        from dataclasses import dataclass, fields

        class Base:
            def __init_subclass__(cls):
                if "__init__" not in cls.__dict__:
                    cls = dataclass(cls, kw_only=True)

        class Config(Base):
            width: int = 8
            depth: int = 2

        class Own(Base):
            width = 3
            def __init__(self):
                self.depth = 1

        x = torch.zeros(1, Config(width=4).width + Config().depth + Own().depth + len(fields(Config)))
        nn.Linear({}, 2)(x)
    """
    silent(program.format(9))
    finds(program.format(8), "CL102 nn.Linear(8, 2)(x)")
