"""What `train()` and `eval()` say of the mode, and for how long."""

from __future__ import annotations

import pytest
from support.linting import lint

NET = """
class Block(nn.Module):
    def forward(self, x):
        if self.training:
            return x.flatten(1)
        return x @ torch.zeros(3, 3)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block()

    def forward(self, x):
        return self.block(x)

def test(flag, other):
    net = Net()
    {calls}
    net(torch.zeros(2, 4, 5))
"""
FAILS = ["CL107 return x @ torch.zeros(3, 3)"]


@pytest.mark.parametrize(
    ("calls", "found"),
    [
        ("pass", FAILS),  # a model is run in both modes, some time
        ("net.train()", []),
        ("net.train(True)", []),
        ("net.eval()", FAILS),
        ("net.eval(); net.train()", []),
        ("net.train(); net.block.eval()", FAILS),
        ("net.train(); net.block.training = False", FAILS),
        ("net.eval(); net.block.training = True", []),
        ("net.train(flag)", FAILS),
        ("net.train(); Net().eval()", []),
    ],
)
def test_the_mode(calls: str, found: list[str]) -> None:
    assert lint(NET.replace("{calls}", calls)) == found


def test_a_train_of_ones_own() -> None:
    own = "    def train(self, mode=True):\n        return super().train(False)\n\n    def forward"
    text = (
        NET.replace("    def forward", own, 1).replace("{calls}", "net.train()").replace("class Net", "class Other", 1)
    )
    text = text.replace("net = Net()", "net = Block()")
    assert lint(text) == FAILS
