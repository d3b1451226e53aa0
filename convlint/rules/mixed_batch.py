"""CL201: a view that mixes the entries of a batch."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL201",
    name="mixed-batch",
    severity="warning",
    summary="a view changes the number of entries in the batch",
    why="""
`x.view(-1, 256)` takes 256 numbers for each row, wherever an entry of the batch ends. If an entry has 400, rows mix
entries and there are more or fewer of them than labels. Where the numbers happen to divide, nothing raises; the batch
size is the one to keep: `x.view(x.size(0), -1)` or `x.flatten(1)`.
""",
    bad="""
import torch

features = torch.randn(64, 16, 5, 5)
print(features.view(-1, 16 * 4 * 4).shape)
""",
    good="""
import torch

features = torch.randn(64, 16, 5, 5)
print(features.view(-1, 16 * 5 * 5).shape)
""",
    says=("torch.Size([100, 256])",),
)
