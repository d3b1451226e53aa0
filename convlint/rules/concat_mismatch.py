"""CL106: tensors that cannot be joined."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL106",
    name="concat-mismatch",
    summary="tensors to be joined differ outside the joined dimension",
    why="""
`cat` needs tensors of one rank whose sizes agree in every dimension but the joined one; `stack` needs equal shapes.
In a U-Net the skip and the upsampled map differ where a size was odd on the way down.
""",
    bad="""
import torch

skip = torch.randn(1, 64, 57, 57)
up = torch.randn(1, 64, 56, 56)
print(torch.cat([skip, up], dim=1))
""",
    good="""
import torch

skip = torch.randn(1, 64, 56, 56)
up = torch.randn(1, 64, 56, 56)
print(torch.cat([skip, up], dim=1))
""",
    says=("Sizes of tensors must match except in dimension 1",),
)
