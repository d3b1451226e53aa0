"""CL113: a state or a weight of the wrong shape."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL113",
    name="state-mismatch",
    summary="a state or a weight that is handed over has not the shape that the layer needs",
    why="""
Recurrent layers take a state of `(layers * directions, N, hidden)`, the batch second even with `batch_first=True`;
weights that are copied or loaded must have the shape of those that they replace.
""",
    bad="""
import torch
from torch import nn

rnn = nn.GRU(input_size=32, hidden_size=64, num_layers=2, batch_first=True)
state = torch.zeros(8, 2, 64)
print(rnn(torch.randn(8, 20, 32), state))
""",
    good="""
import torch
from torch import nn

rnn = nn.GRU(input_size=32, hidden_size=64, num_layers=2, batch_first=True)
state = torch.zeros(2, 8, 64)
print(rnn(torch.randn(8, 20, 32), state))
""",
    says=("Expected hidden size (2, 8, 64), got [8, 2, 64]",),
)
