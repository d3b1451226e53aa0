"""CL118: the program's own check of a shape fails."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL118",
    name="failed-assertion",
    summary="the program's own check of a shape, a size or an option does not hold",
    why="""
An `assert` about a shape or about numbers such as widths and heads, or an `if` about them that raises, ends the program where it
does not hold; so does an option (a name, a rate) that a model refuses. It is reported where the program itself runs into it, not
where a function merely states what it expects of its callers.
""",
    bad="""
import torch
from torch import nn

x = torch.randn(8, 3, 32, 32)
y = nn.Conv2d(3, 16, 3)(x)
assert y.shape == (8, 16, 32, 32), "the size is kept"
""",
    good="""
import torch
from torch import nn

x = torch.randn(8, 3, 32, 32)
y = nn.Conv2d(3, 16, 3, padding=1)(x)
assert y.shape == (8, 16, 32, 32), "the size is kept"
""",
    says=("the size is kept",),
)
