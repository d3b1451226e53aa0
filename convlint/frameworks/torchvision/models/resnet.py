"""The residual networks: ResNet, ResNeXt and the wide ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torchvision.models.building import MODELS, factory, flat, make, run
from convlint.values import Context, Instance, LibraryClass, Undetermined

BASIC, BOTTLENECK, RESNET = f"{MODELS}.BasicBlock", f"{MODELS}.Bottleneck", f"{MODELS}.ResNet"
for _path in (BASIC, BOTTLENECK, RESNET):
    declare_class(_path, "torch.nn.Module", layer=True)

NETWORKS: dict[str, tuple[str, tuple[int, ...], int, int]] = {
    "resnet18": (BASIC, (2, 2, 2, 2), 1, 64),
    "resnet34": (BASIC, (3, 4, 6, 3), 1, 64),
    "resnet50": (BOTTLENECK, (3, 4, 6, 3), 1, 64),
    "resnet101": (BOTTLENECK, (3, 4, 23, 3), 1, 64),
    "resnet152": (BOTTLENECK, (3, 8, 36, 3), 1, 64),
    "resnext50_32x4d": (BOTTLENECK, (3, 4, 6, 3), 32, 4),
    "resnext101_32x8d": (BOTTLENECK, (3, 4, 23, 3), 32, 8),
    "resnext101_64x4d": (BOTTLENECK, (3, 4, 23, 3), 64, 4),
    "wide_resnet50_2": (BOTTLENECK, (3, 4, 6, 3), 1, 128),
    "wide_resnet101_2": (BOTTLENECK, (3, 4, 23, 3), 1, 128),
}
"""Name -> block, blocks of each stage, groups, width of a group."""
OPTIONS = frozenset(("replace_stride_with_dilation",))


# --- blocks -----------------------------------------------------------------------------------------------------------


def _block(
    cx: Context, path: str, c_in: int, planes: int, stride: int, groups: int, base: int, dilation: int = 1
) -> Instance:
    c_out = planes * (1 if path == BASIC else 4)
    width = planes if path == BASIC else planes * base // 64 * groups
    made = Instance(library_class(path))
    attrs = made.attrs
    if path == BASIC:
        attrs["conv1"] = make(cx, "Conv2d", c_in, planes, 3, stride, 1, bias=False)
        attrs["bn1"] = make(cx, "BatchNorm2d", planes)
        attrs["relu"] = make(cx, "ReLU", inplace=True)
        attrs["conv2"] = make(cx, "Conv2d", planes, planes, 3, 1, 1, bias=False)
        attrs["bn2"] = make(cx, "BatchNorm2d", planes)
    else:
        attrs["conv1"] = make(cx, "Conv2d", c_in, width, 1, bias=False)
        attrs["bn1"] = make(cx, "BatchNorm2d", width)
        attrs["conv2"] = make(cx, "Conv2d", width, width, 3, stride, dilation, dilation, groups, False)
        attrs["bn2"] = make(cx, "BatchNorm2d", width)
        attrs["conv3"] = make(cx, "Conv2d", width, c_out, 1, bias=False)
        attrs["bn3"] = make(cx, "BatchNorm2d", c_out)
        attrs["relu"] = make(cx, "ReLU", inplace=True)
    attrs["downsample"] = None
    if stride != 1 or c_in != c_out:
        conv = make(cx, "Conv2d", c_in, c_out, 1, stride, bias=False)
        attrs["downsample"] = make(cx, "Sequential", conv, make(cx, "BatchNorm2d", c_out))
    attrs["stride"] = stride
    return made


def _residual(cx: Context, self: Instance, x: Any, *names: str) -> Any:
    skip = self.attrs["downsample"]
    kept = x if skip is None else cx.call(skip, (x,))
    return cx.binary("+", run(cx, self, x, *names), kept)


@op(f"{BASIC}.forward")
def basic(cx: Context, self: Any, x: Any) -> Any:
    """Two convolutions beside the input."""
    return _residual(cx, self, x, "conv1", "bn1", "relu", "conv2", "bn2")


@op(f"{BOTTLENECK}.forward")
def bottleneck(cx: Context, self: Any, x: Any) -> Any:
    """Three convolutions beside the input."""
    return _residual(cx, self, x, "conv1", "bn1", "relu", "conv2", "bn2", "relu", "conv3", "bn3")


# --- networks ---------------------------------------------------------------------------------------------------------


def build(
    cx: Context,
    self: Instance,
    classes: Any,
    path: str,
    depths: tuple[int, ...],
    groups: int,
    base: int,
    replace_stride_with_dilation: Any = None,
) -> None:
    """Give a network its layers."""
    dilated = _dilated(cx, path, replace_stride_with_dilation)
    cx.touch(self)
    attrs = self.attrs
    attrs["conv1"] = make(cx, "Conv2d", 3, 64, 7, 2, 3, bias=False)
    attrs["bn1"] = make(cx, "BatchNorm2d", 64)
    attrs["relu"] = make(cx, "ReLU", inplace=True)
    attrs["maxpool"] = make(cx, "MaxPool2d", 3, 2, 1)
    channels, dilation = 64, 1
    for stage, depth in enumerate(depths):
        planes, blocks = 64 * 2**stage, []
        before, dilation = dilation, dilation * 2 if dilated[stage] else dilation
        for i in range(depth):
            stride = 2 if stage and i == 0 and not dilated[stage] else 1
            blocks.append(_block(cx, path, channels, planes, stride, groups, base, before if i == 0 else dilation))
            channels = planes * (1 if path == BASIC else 4)
        attrs[f"layer{stage + 1}"] = make(cx, "Sequential", *blocks)
    attrs["avgpool"] = make(cx, "AdaptiveAvgPool2d", (1, 1))
    attrs["fc"] = make(cx, "Linear", channels, classes)
    attrs["inplanes"] = channels


def _dilated(cx: Context, path: str, replaced: Any) -> list[bool]:
    """Which stages are dilated instead of strided. Raises Undetermined where that is not known, or the blocks refuse it."""
    if replaced is None:
        return [False] * 4
    asked = cx.items(replaced)
    if asked is None or len(asked) != 3 or not all(isinstance(each, bool) for each in asked):
        raise Undetermined("which stages are dilated is not known")
    if path == BASIC and any(asked):
        raise Undetermined("these blocks refuse to be dilated")
    return [False, *asked]


@op(f"{RESNET}.__init__", counts=False)
def construct(cx: Context, self: Any, block: Any, layers: Any, num_classes: Any = 1000, **others: Any) -> Any:
    """A network of one's own depths, of the blocks that are declared here."""
    depths = cx.items(layers)
    known = isinstance(block, LibraryClass) and block.path in (BASIC, BOTTLENECK) and depths is not None
    if not known or len(depths or ()) != 4 or others.keys() - {"zero_init_residual"}:
        cx.forget(self)
        return
    if not all(isinstance(depth, int) and 0 < depth < 100 for depth in depths or ()):
        cx.forget(self)
        return
    build(cx, self, num_classes, block.path, tuple(depths or ()), 1, 64)


@op(f"{RESNET}.forward", f"{RESNET}._forward_impl")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """(N, 3, H, W) -> (N, classes)."""
    if "layer4" not in self.attrs:
        raise Undetermined("a network whose layers are not known")
    stages = ("layer1", "layer2", "layer3", "layer4")
    x = run(cx, self, x, "conv1", "bn1", "relu", "maxpool", *stages, "avgpool")
    return run(cx, self, flat(cx, x), "fc")


for _name, (_kind, _depths, _groups, _base) in NETWORKS.items():
    factory(_name, RESNET, partial(build, path=_kind, depths=_depths, groups=_groups, base=_base), options=OPTIONS)
