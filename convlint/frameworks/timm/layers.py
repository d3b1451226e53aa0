"""Layers of `timm.layers` that papers' code is built with."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.common.spec import same_shape, same_shape_layer
from convlint.frameworks.timm.helpers import LAYERS
from convlint.frameworks.torch.children import library_class
from convlint.values import Context, Instance, Tensor, Unknown

same_shape(f"{LAYERS}.drop_path", f"{LAYERS}.drop_block_2d", f"{LAYERS}.drop_block_fast_2d")
same_shape_layer(
    f"{LAYERS}.DropPath(drop_prob=0.0, scale_by_keep=True)",
    f"{LAYERS}.DropBlock2d",
    f"{LAYERS}.LayerNorm2d(num_channels, eps=1e-6, affine=True)",
    f"{LAYERS}.LayerNorm(num_channels, eps=1e-6, affine=True)",
    f"{LAYERS}.RmsNorm(channels, eps=1e-6, affine=True)",
    f"{LAYERS}.GlobalResponseNorm(dim, eps=1e-6, channels_last=True)",
    f"{LAYERS}.LayerScale(dim, init_values=1e-5, inplace=False)",
    f"{LAYERS}.LayerScale2d(dim, init_values=1e-5, inplace=False)",
    f"{LAYERS}.SqueezeExcite(channels, *args, **kwargs)",
    f"{LAYERS}.SEModule(channels, *args, **kwargs)",
    f"{LAYERS}.EffectiveSEModule(channels, *args, **kwargs)",
    f"{LAYERS}.EcaModule(*args, **kwargs)",
    f"{LAYERS}.CbamModule(channels, *args, **kwargs)",
    *(f"{LAYERS}.{name}(inplace=False)" for name in "Swish Mish HardSwish HardSigmoid Sigmoid Tanh HardMish".split()),
    f"{LAYERS}.GELU(inplace=False)",
    f"{LAYERS}.QuickGELU(inplace=False)",
    f"{LAYERS}.GELUTanh(inplace=False)",
)
MLP = f"{LAYERS}.Mlp"
declare_class(MLP, "torch.nn.Module", layer=True)
_NORMAL = library_class("torch.nn.GELU")


@op(f"{MLP}.__init__", counts=False)
def construct(
    cx: Context,
    self: Instance,
    in_features: Any,
    hidden_features: Any = None,
    out_features: Any = None,
    act_layer: Any = _NORMAL,
    norm_layer: Any = None,
    bias: Any = True,
    drop: Any = 0.0,
    use_conv: Any = False,
) -> None:
    """Two linear layers, or two convolutions of size 1, between which an activation stands."""
    hidden = in_features if hidden_features is None else hidden_features
    out = in_features if out_features is None else out_features
    if isinstance(use_conv, Unknown):
        cx.forget(self)
        return
    cx.touch(self)
    self.attrs["fc1"] = _projection(cx, in_features, hidden, use_conv)
    self.attrs["act"] = cx.call(act_layer)
    self.attrs["drop1"] = cx.call(library_class("torch.nn.Dropout"))
    norm = library_class("torch.nn.Identity") if norm_layer is None else norm_layer
    self.attrs["norm"] = cx.call(norm, () if norm_layer is None else (hidden,))
    self.attrs["fc2"] = _projection(cx, hidden, out, use_conv)
    self.attrs["drop2"] = cx.call(library_class("torch.nn.Dropout"))


def _projection(cx: Context, given: Any, made: Any, conv: Any) -> Any:
    name, more = ("Conv2d", (1,)) if conv else ("Linear", ())
    return cx.call(library_class(f"torch.nn.{name}"), (given, made, *more))


@op(f"{MLP}.forward")
def forward(cx: Context, self: Any, x: Tensor) -> Any:
    """(*, in_features) -> (*, out_features)."""
    made: Any = x
    for name in ("fc1", "act", "drop1", "norm", "fc2", "drop2"):
        made = cx.call(cx.attribute(self, name), (made,))
    return made
