"""CL103: channels that a convolution or a normalisation does not take."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL103",
    name="channel-mismatch",
    summary="the channels of a tensor are not those that the layer was built for",
    why="""
A convolution or a batch, group or instance normalisation is built for a number of channels. Its input must have just
that number in the channel dimension, which in PyTorch comes first after the batch. The layer before it usually has
another number of outputs, or the image still has its channels last.
""",
    bad="""
import torch
from torch import nn

stem = nn.Conv2d(3, 32, kernel_size=3)
head = nn.Conv2d(64, 10, kernel_size=1)
print(head(stem(torch.randn(1, 3, 28, 28))))
""",
    good="""
import torch
from torch import nn

stem = nn.Conv2d(3, 64, kernel_size=3)
head = nn.Conv2d(64, 10, kernel_size=1)
print(head(stem(torch.randn(1, 3, 28, 28))))
""",
    says=("to have 64 channels, but got 32 channels instead",),
)
