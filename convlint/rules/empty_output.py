"""CL108: nothing is left of the input."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL108",
    name="empty-output",
    summary="the kernel is larger than what is left of the input",
    why="""
Each convolution or pooling without padding makes its input smaller. Where the kernel no longer fits, the output would
have a size below 1: the network is too deep for the image, or the image too small for the network.
""",
    bad="""
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(1, 8, 5), nn.MaxPool2d(4), nn.Conv2d(8, 16, 5), nn.MaxPool2d(4))
print(model(torch.randn(1, 1, 28, 28)))
""",
    good="""
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(1, 8, 5), nn.MaxPool2d(2), nn.Conv2d(8, 16, 5), nn.MaxPool2d(4))
print(model(torch.randn(1, 1, 28, 28)))
""",
    says=("Output size is too small",),
)
