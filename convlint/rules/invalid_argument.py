"""CL111: a configuration that the framework refuses."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL111",
    name="invalid-argument",
    summary="a layer or an operation is given sizes that it refuses by themselves",
    why="""
Some sizes cannot be combined whatever the input is: channels that `groups` does not divide, an embedding that the
number of heads does not divide, a size computed with `/`, which makes it a float, where an integer is needed.
""",
    bad="""
from torch import nn

attention = nn.MultiheadAttention(embed_dim=100, num_heads=8)
""",
    good="""
from torch import nn

attention = nn.MultiheadAttention(embed_dim=104, num_heads=8)
""",
    says=("embed_dim must be divisible by num_heads",),
)
