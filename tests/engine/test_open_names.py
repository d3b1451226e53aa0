"""Weights, buffers and layers that a module registers under names which are not known: what they cannot replace stays known."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

NET = """
class Net(nn.Module):
    def __init__(self, values):
        super().__init__()
        self.sizes = [4, 7]
        self.first = nn.Linear(4, 7)
        self.second = nn.Linear({width}, 3)
        self.weight = nn.Parameter(torch.zeros({width}))
        for i, value in enumerate(values):
            {register}

    def forward(self, x):
        {body}
"""
WEIGHTS = 'self.register_parameter(f"weight_{i}", nn.Parameter(value))'
BUFFERS = 'self.register_buffer(f"buffer_{i}", value)'
LAYERS = 'self.add_module(f"layer_{i}", value)'


def net(register: str, body: str = "return self.second(self.first(x))", width: int = 8) -> str:
    """A module that registers what it is given."""
    return NET.format(register=register, body=body, width=width)


@pytest.mark.parametrize("register", [WEIGHTS, BUFFERS])
def test_layers_stay(register: str) -> None:
    finds(net(register), "CL102 return self.second(self.first(x))")
    silent(net(register, width=7))


@pytest.mark.parametrize("register", [WEIGHTS, BUFFERS, LAYERS])
def test_other_attributes_stay(register: str) -> None:
    line = "return nn.Linear(8, 3)(torch.zeros(self.sizes))"
    finds(net(register, line), f"CL102 {line}")


def test_the_weights_stay_where_layers_are_registered() -> None:
    line = "return nn.Linear(3, 1)(self.weight)"
    finds(net(LAYERS, line), f"CL102 {line}")
    silent(net(WEIGHTS, line))
    silent(net(BUFFERS, line))


@pytest.mark.parametrize(
    "body",
    [
        "return nn.Linear(8, 3)(self.weight_0)",
        'return nn.Linear(8, 3)(x) if hasattr(self, "weight_0") else nn.Linear(4, 3)(nn.Linear(8, 3)(x))',
        "return nn.Sequential(nn.Linear(4, 7), *self.children())(x)",
        'return nn.Linear(4 if "weight_0" in self.__dict__ else 5, 3)(nn.Linear(4, 5)(x))',
    ],
)
def test_there_may_be_others(body: str) -> None:
    silent(net(WEIGHTS, body, 7))


def test_a_layer_may_be_replaced_by_one() -> None:
    silent(net(LAYERS))


def test_what_a_declared_base_has_is_replaced() -> None:
    silent(
        """
        class Head(nn.Linear):
            def __init__(self, names, values):
                super().__init__(4, 7)
                for name, value in zip(names, values):
                    self.register_parameter(name, value)

        def f(names, values):
            return nn.Linear(8, 3)(Head(names, values)(torch.zeros(2, 4)))
        """
    )
