"""One of several layers that keep the shape of their input, as `nn.BatchNorm2d(64) if norm else nn.Identity()` makes it."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import layer, stand_in
from convlint.frameworks.torch import activation as activation
from convlint.frameworks.torch import layer_norm as layer_norm
from convlint.frameworks.torch import linear as linear
from convlint.frameworks.torch import norm as norm
from convlint.values import Context, Instance, Tensor, Undetermined

PATH = "torch.nn.one layer of several"
KEEPING = """Identity ReLU ReLU6 RReLU LeakyReLU ELU CELU SELU SiLU Mish GELU Hardtanh Hardsigmoid Hardswish Hardshrink Softshrink
Softplus Threshold Sigmoid Tanh LogSigmoid Softsign Tanhshrink PReLU Softmax Softmin LogSoftmax Softmax2d Dropout Dropout1d
Dropout2d
Dropout3d AlphaDropout FeatureAlphaDropout BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d
SyncBatchNorm GroupNorm LayerNorm RMSNorm LocalResponseNorm CrossMapLRN2d""".split()


@layer(PATH)
def one_of_several(cx: Context, self: Instance, input: Any, *args: Any, **kwargs: Any) -> Tensor:
    """The shape stays, whichever of them it is; what they ask of it is not known."""
    if not isinstance(input, Tensor) or args or kwargs:
        raise Undetermined("one layer of several")
    made = input.like(input.shape, factors=input.factors)
    made.dtype = "float" if input.dtype == "float" else None
    return made


stand_in(PATH, *(f"torch.nn.{name}" for name in KEEPING))
