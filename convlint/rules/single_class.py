"""CL203: a softmax or a cross entropy over one class."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL203",
    name="single-class",
    severity="warning",
    summary="a softmax or a cross entropy has one class only",
    why="""
A softmax over one value is 1 and its logarithm 0, whatever the value: a model with one output that ends in `Softmax`
says 1 for everything, and `CrossEntropyLoss` on `(N, 1)` is 0 and teaches nothing. One output wants `Sigmoid` and
`BCEWithLogitsLoss`, or give the model two.
""",
    bad="""
import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 1), nn.Softmax(dim=1))
print(model(torch.randn(2, 4)).tolist())
""",
    good="""
import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 1), nn.Sigmoid())
print(model(torch.randn(2, 4)).shape)
""",
    says=("[[1.0], [1.0]]",),
)
