"""CL110: an index beyond the end."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL110",
    name="index-out-of-range",
    summary="an index lies outside its dimension, or there are more indices than dimensions",
    why="""
An index counts from 0 to one less than the size (from minus the size, if negative). The same goes for entries of a
`shape`, for the rows of an `Embedding` and for classes given as literals.
""",
    bad="""
import torch

scores = torch.randn(8, 10)
print(scores[:, 10])
""",
    good="""
import torch

scores = torch.randn(8, 10)
print(scores[:, 9])
""",
    says=("index 10 is out of bounds for dimension 1 with size 10",),
)
