"""CL302: a comment for convlint that says nothing which it understands."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL302",
    name="invalid-comment",
    severity="warning",
    summary="a comment that is meant for convlint says nothing that it understands",
    why="""
Comments for convlint are `# convlint: ignore[CL102]` (codes or names of rules, always named: a bare `ignore` would hide
whatever comes later), `# convlint: ignore-file`, `# convlint: ignore-file[CL102]`, and, above a function,
`# convlint: input x=(N, 3, 32, 32)`. Any other is without effect.
""",
    bad="""
import torch

x = torch.zeros(3, 4)  # convlint: ignore
""",
    good="""
import torch

x = torch.zeros(3, 4)
""",
)
