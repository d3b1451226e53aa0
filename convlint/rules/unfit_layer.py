"""CL206: a layer that PyTorch lets pass on an input that it is not made for."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL206",
    name="unfit-layer",
    severity="warning",
    summary="a norm or a dropout is applied to an input that it is not made for",
    why="""
`Dropout2d` drops whole channels: on `(N, F)` it is a plain `Dropout`, on five dims it drops the wrong thing; PyTorch
warns that this will become an error. `InstanceNorm1d` without weights ignores `num_features` and takes `(N, F)` for one
entry of N channels.
""",
    bad="""
import warnings

import torch
from torch import nn

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    nn.Dropout2d(0.5)(torch.randn(8, 64))
print(said[0].message)
""",
    good="""
import torch
from torch import nn

print(nn.Dropout(0.5)(torch.randn(8, 64)).shape)
""",
    says=("dropout2d: Received a 2-D input to dropout2d, which is deprecated",),
)
