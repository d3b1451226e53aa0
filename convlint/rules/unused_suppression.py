"""CL301: a comment that silences a rule where that rule finds nothing."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL301",
    name="unused-suppression",
    severity="warning",
    summary="a comment silences a rule that finds nothing there",
    why="""
A `# convlint: ignore[...]` or a `# noqa: CL...` that silences nothing is left over from code that was mended since. It would
hide the next mistake in the same statement.
""",
    bad="""
import torch
from torch import nn

net = nn.Linear(16, 10)
print(net(torch.randn(4, 16)))  # convlint: ignore[CL102]
""",
    good="""
import torch
from torch import nn

net = nn.Linear(16, 10)
print(net(torch.randn(4, 16)))
""",
)
