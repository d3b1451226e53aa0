"""Names that tests replace are not what they were."""

from __future__ import annotations

from support.linting import finds, silent

FILES = {
    "net.py": """
import torch

def widened(x):
    return x.view(-1, 7)

class Net(torch.nn.Module):
    def forward(self, x):
        return widened(x)
""",
}


def test_a_function_of_a_module_is_replaced() -> None:
    test = """
import torch
import net

def test_net(monkeypatch):
    {}
    net.Net()(torch.zeros(2, 3))
"""
    for line in (
        'monkeypatch.setattr(net, "widened", lambda x: x)',
        'monkeypatch.setattr("net.widened", lambda x: x)',
        'monkeypatch.setattr("net.Net.forward", lambda self, x: x)',
        'monkeypatch.setattr(net.Net, "forward", lambda self, x: x)',
    ):
        silent({**FILES, "test_net.py": test.format(line)})
    finds({**FILES, "test_net.py": test.format("monkeypatch.chdir(net)")}, "CL104 return x.view(-1, 7)")


def test_a_block_with_other_names() -> None:
    test = """
from unittest import mock
import torch
import net

def test_net():
    with mock.patch{}:
        net.Net()(torch.zeros(2, 3))
"""
    for arguments in ('("net.widened", lambda x: x)', '.object(net, "widened", lambda x: x)'):
        silent({**FILES, "test_net.py": test.format(arguments)})
