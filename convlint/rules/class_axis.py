"""CL204: a softmax over the batch before a loss over classes."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL204",
    name="class-axis",
    severity="warning",
    summary="a loss over classes gets a softmax over the batch",
    why="""
`NLLLoss` and `CrossEntropyLoss` take classes along dim 1. After a softmax along dim 0 the numbers of one class sum up
to 1 over the batch, so that the entries of a batch compete with each other instead of the classes of an entry.
""",
    bad="""
import torch
from torch import nn

logits = torch.zeros(4, 2)
print(nn.NLLLoss()(nn.LogSoftmax(dim=0)(logits), torch.tensor([0, 1, 0, 1])))
""",
    good="""
import torch
from torch import nn

logits = torch.zeros(4, 2)
print(nn.NLLLoss()(nn.LogSoftmax(dim=1)(logits), torch.tensor([0, 1, 0, 1])))
""",
    says=("tensor(1.3863)",),
)
