"""CL102: a last dimension that a layer of features does not take."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL102",
    name="feature-mismatch",
    summary="the features of a tensor are not those that the layer was built for",
    why="""
`Linear`, `LSTM`, `MultiheadAttention`, `LayerNorm` and their kin are built for a number of features and take only
tensors that have it in their last dimension. Most often a `Linear` after a `flatten` was sized for another image, or a
kernel or a pooling changed and the number after it did not.
""",
    bad="""
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 16, 5), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16 * 16 * 16, 10))
print(model(torch.randn(1, 3, 32, 32)))
""",
    good="""
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 16, 5), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16 * 14 * 14, 10))
print(model(torch.randn(1, 3, 32, 32)))
""",
    says=("mat1 and mat2 shapes cannot be multiplied (1x3136 and 4096x10)",),
)
