"""CL109: a dimension that the tensor does not have."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL109",
    name="invalid-axis",
    summary="a dimension is named that the tensor does not have, or named twice",
    why="""
`dim=2` of a matrix, a `permute` with too few or repeated dimensions, a `transpose` of a dimension that `squeeze` has
removed: the tensor has another rank than the line was written for.
""",
    bad="""
import torch

image = torch.randn(32, 48, 3)
print(image.permute(0, 3, 1, 2))
""",
    good="""
import torch

image = torch.randn(32, 48, 3)
print(image.permute(2, 0, 1))
""",
    says=("number of dimensions in the tensor input does not match the length of the desired ordering of dimensions",),
)
