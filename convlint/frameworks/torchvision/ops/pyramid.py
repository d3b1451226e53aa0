"""`FeaturePyramidNetwork`: maps of several sizes brought to the same channels."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, find_function, op
from convlint.frameworks.torch.children import library_class
from convlint.values import Context, DictV, Instance, LibraryFunction, Mismatch, Tensor, Undetermined

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
    if any(isinstance(each, int) and each == 0 for each in channels):
        raise Mismatch("invalid-argument", "`{it}` takes no map of 0 channels")

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
    maps = list(x.items.values())
    if inner is None or layers is None or not all(isinstance(each, Tensor) for each in maps):
        raise Undetermined("blocks or maps that are not known")
    if not maps:
        raise Mismatch("index-out-of-range", "`{it}` takes one map at least but gets none")
    places = [*range(len(maps) - 1), -1]
    sides = [_through(cx, inner, place, each) for place, each in zip(places, maps)]
    sums = [sides[-1]]
    for side in reversed(sides[:-1]):
        sums.insert(0, _added(cx, side, sums[0]))
    made = DictV(path=x.path)
    for name, place, each in zip(x.items, places, sums):
        made.items[name] = _through(cx, layers, place, each)
    return made


def _through(cx: Context, blocks: list[Any], place: int, x: Any) -> Any:
    """The result of the block at a place; where there is none, `x` itself."""
    place = place + len(blocks) if place < 0 else place
    return cx.call(blocks[place], (x,)) if 0 <= place < len(blocks) else x


def _added(cx: Context, side: Any, above: Any) -> Any:
    """A map and the one above it, brought to its size."""
    path = "torch.nn.functional.interpolate"
    resize = find_function(path)
    assert resize is not None
    dims = cx.dims(side) if isinstance(side, Tensor) else None
    if dims is None or len(dims) < 2:
        raise Undetermined("a map of unknown rank")
    brought = cx.call(LibraryFunction(path, resize), (above,), {"size": dims[-2:], "mode": "nearest"})
    return cx.binary("+", side, brought)
