"""AlexNet and VGG: features, a pool to a fixed size, a classifier."""

from __future__ import annotations

from functools import partial
from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torchvision.models.building import MODELS, factory, flat, make, run
from convlint.values import Context, Instance, Undetermined

VGG, ALEXNET = f"{MODELS}.VGG", f"{MODELS}.AlexNet"
declare_class(VGG, "torch.nn.Module", layer=True)
declare_class(ALEXNET, "torch.nn.Module", layer=True)
WIDTHS = (64, 128, 256, 512, 512)
DEPTHS = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
"""Convolutions of each stage, by the number in the network's name."""


def _vgg(cx: Context, self: Instance, classes: Any, depths: tuple[int, ...], norm: bool) -> None:
    layers, channels = [], 3
    for width, depth in zip(WIDTHS, depths):
        for _ in range(depth):
            layers.append(make(cx, "Conv2d", channels, width, 3, padding=1))
            layers += [make(cx, "BatchNorm2d", width)] if norm else []
            layers.append(make(cx, "ReLU", inplace=True))
            channels = width
        layers.append(make(cx, "MaxPool2d", 2, 2))
    self.attrs["features"] = make(cx, "Sequential", *layers)
    self.attrs["avgpool"] = make(cx, "AdaptiveAvgPool2d", (7, 7))
    head = [make(cx, "Linear", 512 * 49, 4096), make(cx, "ReLU"), make(cx, "Dropout")]
    head += [make(cx, "Linear", 4096, 4096), make(cx, "ReLU"), make(cx, "Dropout"), make(cx, "Linear", 4096, classes)]
    self.attrs["classifier"] = make(cx, "Sequential", *head)


def _alexnet(cx: Context, self: Instance, classes: Any) -> None:
    def conv(*args: int, pool: bool = False) -> list[Any]:
        made = [make(cx, "Conv2d", *args[:3], padding=args[3]), make(cx, "ReLU", inplace=True)]
        return made + ([make(cx, "MaxPool2d", 3, 2)] if pool else [])

    stem = [make(cx, "Conv2d", 3, 64, 11, 4, 2), make(cx, "ReLU", inplace=True), make(cx, "MaxPool2d", 3, 2)]
    body = [
        *conv(64, 192, 5, 2, pool=True),
        *conv(192, 384, 3, 1),
        *conv(384, 256, 3, 1),
        *conv(256, 256, 3, 1, pool=True),
    ]
    self.attrs["features"] = make(cx, "Sequential", *stem, *body)
    self.attrs["avgpool"] = make(cx, "AdaptiveAvgPool2d", (6, 6))
    head = [make(cx, "Dropout"), make(cx, "Linear", 256 * 36, 4096), make(cx, "ReLU"), make(cx, "Dropout")]
    head += [make(cx, "Linear", 4096, 4096), make(cx, "ReLU"), make(cx, "Linear", 4096, classes)]
    self.attrs["classifier"] = make(cx, "Sequential", *head)


@op(f"{VGG}.forward", f"{ALEXNET}.forward")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """(N, 3, H, W) -> (N, classes)."""
    if "classifier" not in self.attrs:
        raise Undetermined("a network whose layers are not known")
    return run(cx, self, flat(cx, run(cx, self, x, "features", "avgpool")), "classifier")


factory("alexnet", ALEXNET, _alexnet)
for _number, _depths in DEPTHS.items():
    for _suffix in ("", "_bn"):
        factory(f"vgg{_number}{_suffix}", VGG, partial(_vgg, depths=_depths, norm=bool(_suffix)))
