"""CL104: a reshape that loses or invents elements."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL104",
    name="invalid-reshape",
    summary="a reshape does not keep the number of elements",
    why="""
`view`, `reshape` and `unflatten` keep every element: the product of the new sizes must be that of the old ones, and a
`-1` must come out whole. A spatial size that is off by one shows here first.
""",
    bad="""
import torch

features = torch.randn(8, 16, 5, 5)
print(features.view(8, 16 * 4 * 4))
""",
    good="""
import torch

features = torch.randn(8, 16, 5, 5)
print(features.view(8, 16 * 5 * 5))
""",
    says=("shape '[8, 256]' is invalid for input of size 3200",),
)
