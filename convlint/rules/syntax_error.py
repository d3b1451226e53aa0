"""CL001: the file is no Python."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL001",
    name="syntax-error",
    summary="the file is not valid Python",
    why="""
A file that cannot be parsed cannot be linted. The finding stands where the parser gave up, every other file is still
linted, and the exit status is 2.
""",
    bad="""
import torch

x = torch.zeros(3, 4
""",
    good="""
import torch

x = torch.zeros(3, 4)
""",
)
