"""CL205: a dense layer on a flattened image."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL205",
    name="huge-layer",
    severity="warning",
    summary="a Linear on a flattened image has more than 10^9 weights",
    why="""
`256 * 256 * 256` features, a whole feature map flattened, cost 67 MB for each output: a few dozen outputs are more
than most machines hold. Pool or stride first, or end with `AdaptiveAvgPool2d(1)`.
""",
    bad="""
import torch
from torch import nn

head = nn.Linear(256 * 256 * 256, 128, device="meta")
print(head.weight.numel())
""",
    good="""
import torch
from torch import nn

head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 128))
print(head(torch.randn(2, 256, 16, 16)).shape)
""",
    says=("2147483648",),
)
