"""`FeaturePyramidNetwork`: maps of several sizes brought to the same channels."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.values import Context, DictV, Instance, Tensor, Undetermined

PYRAMID = "torchvision.ops.FeaturePyramidNetwork"
CONV = "torchvision.ops.Conv2dNormActivation"
declare_class(PYRAMID, "torch.nn.Module", layer=True)


@op(f"{PYRAMID}.__init__", counts=False)
def construct(
    cx: Context,
    self: Instance,
    in_channels_list: Any,
    out_channels: Any,
    extra_blocks: Any = None,
    norm_layer: Any = None,
) -> None:
    """For each map a convolution of size 1, and one of size 3 behind it."""
    cx.touch(self)
    channels = cx.items(in_channels_list)
    if channels is None:
        cx.forget(self)
        return

    def conv(given: Any, **more: Any) -> Any:
        return cx.call(
            library_class(CONV), (given, out_channels), {"norm_layer": norm_layer, "activation_layer": None, **more}
        )

    modules = library_class("torch.nn.ModuleList")
    inner = tuple(conv(each, kernel_size=1, padding=0) for each in channels)
    self.attrs["inner_blocks"] = cx.call(modules, (inner,))
    self.attrs["layer_blocks"] = cx.call(modules, (tuple(conv(out_channels) for _ in channels),))
    self.attrs["extra_blocks"] = extra_blocks


@op(f"{PYRAMID}.forward")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """A dict of maps -> a dict of maps of the same names and sizes."""
    if not isinstance(x, DictV) or x.open or self.attrs.get("extra_blocks") is not None:
        raise Undetermined("maps that are not known, or more of them in the result")
    inner, layers = cx.items(self.attrs.get("inner_blocks")), cx.items(self.attrs.get("layer_blocks"))
    if inner is None or layers is None or not len(inner) == len(layers) == len(x.items):
        raise Undetermined("another number of maps")
    made = DictV(path=x.path)
    for (name, each), one, two in zip(x.items.items(), inner, layers):
        made.items[name] = cx.call(two, (cx.call(one, (each,)),)) if isinstance(each, Tensor) else each
    return made
