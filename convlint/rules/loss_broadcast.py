"""CL202: a loss that compares each prediction with each target."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL202",
    name="loss-broadcast",
    severity="warning",
    summary="a loss broadcasts (N, 1) with (N,) to (N, N)",
    why="""
A model with one output gives `(N, 1)`, a column of targets is `(N,)`: `MSELoss` and its kin broadcast them to `(N, N)`
and average over all pairs. The loss falls to the variance of the targets and the model learns their mean.
""",
    bad="""
import torch
from torch import nn

prediction = torch.randn(8, 1)
target = torch.randn(8)
print(nn.MSELoss(reduction="none")(prediction, target).shape)
""",
    good="""
import torch
from torch import nn

prediction = torch.randn(8, 1)
target = torch.randn(8)
print(nn.MSELoss(reduction="none")(prediction.squeeze(1), target).shape)
""",
    says=("torch.Size([8, 8])",),
)
