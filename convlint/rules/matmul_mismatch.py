"""CL107: matrices that cannot be multiplied."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL107",
    name="matmul-mismatch",
    summary="the inner dimensions of a matrix product differ",
    why="""
`@`, `matmul`, `mm`, `bmm` and `einsum` contract dimensions that must have one size. In attention, a missing
`transpose(-2, -1)` on the keys is the usual cause.
""",
    bad="""
import torch

query = torch.randn(2, 8, 10, 64)
key = torch.randn(2, 8, 12, 64)
print(query @ key)
""",
    good="""
import torch

query = torch.randn(2, 8, 10, 64)
key = torch.randn(2, 8, 12, 64)
print(query @ key.transpose(-2, -1))
""",
    says=("Expected size for first two dimensions of batch2 tensor to be: [16, 64] but got: [16, 12]",),
)
