"""CL101: a tensor with the wrong number of dimensions."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL101",
    name="rank-mismatch",
    summary="a tensor has a number of dimensions that the operation does not take",
    why="""
A layer or an operation takes tensors of certain ranks: `Conv2d` an image `(C, H, W)` or a batch of them
`(N, C, H, W)`, `BatchNorm1d` `(N, C)` or `(N, C, L)`, `bmm` two batches of matrices. A missing `unsqueeze(0)`, a
`flatten` too early or a forgotten channel axis gives another rank, which no size can mend.
""",
    bad="""
import torch
from torch import nn

norm = nn.BatchNorm2d(16)
features = torch.randn(8, 16)
print(norm(features))
""",
    good="""
import torch
from torch import nn

norm = nn.BatchNorm1d(16)
features = torch.randn(8, 16)
print(norm(features))
""",
    says=("expected 4D input (got 2D input)",),
)
