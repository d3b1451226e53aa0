"""CL112: a loss whose input and target do not fit."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL112",
    name="loss-mismatch",
    summary="the input of a loss does not fit its target",
    why="""
Each loss wants its target in a certain shape: `CrossEntropyLoss` takes `(N, C)` with class indices `(N,)` or
probabilities `(N, C)`, `BCELoss` two equal shapes. A trailing dimension of 1 that one side has and the other lacks is
the usual cause.
""",
    bad="""
import torch
from torch import nn

logits = torch.randn(16, 1)
target = torch.ones(16)
print(nn.BCEWithLogitsLoss()(logits, target))
""",
    good="""
import torch
from torch import nn

logits = torch.randn(16, 1)
target = torch.ones(16)
print(nn.BCEWithLogitsLoss()(logits.squeeze(1), target))
""",
    says=("Target size (torch.Size([16])) must be the same as input size (torch.Size([16, 1]))",),
)
