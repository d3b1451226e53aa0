"""CL114: a shape or a tensor unpacked into the wrong number of names."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL114",
    name="unpack-mismatch",
    summary="a shape or a tensor is unpacked into a number of names that it has not",
    why="""
`b, c, h, w = x.shape` needs a tensor of rank 4; unpacking a tensor walks along its first dimension. After a `flatten`
or without the batch there are fewer.
""",
    bad="""
import torch

image = torch.randn(3, 32, 48)
n, c, h, w = image.shape
print(n, c, h, w)
""",
    good="""
import torch

image = torch.randn(3, 32, 48)
c, h, w = image.shape
print(c, h, w)
""",
    says=("not enough values to unpack (expected 4, got 3)",),
)
