"""Networks of which the head is known layer by layer and the features as a whole: their channels and their sizes."""

from __future__ import annotations

from functools import partial
from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torchvision.models.building import MODELS, factory, flat, make, run
from convlint.values import Context, DictV, Instance, Tensor, Undetermined, Unknown

FEATURES, NETWORK = f"{MODELS}._features", f"{MODELS}._network"
declare_class(FEATURES, "torch.nn.Module", layer=True)
declare_class(NETWORK, "torch.nn.Module", layer=True)
declare_class(f"{MODELS}._norm", "torch.nn.Module")

HALVED = (("Conv2d", 3, 0, 3, 32, 1),)
"""Five layers that halve a size upwards make of it what one of stride 32 makes; 0 stands for the channels."""
DENSE = (("Conv2d", 3, 0, 3, 4, 1), ("AvgPool2d", 8))
PATCHES = (("Conv2d", 3, 0, 32, 32),)
SQUEEZED = (("MaxPool2d", 3, 2, 0, 1, False, True),) * 3
SQUEEZE = {"1_0": (("Conv2d", 3, 0, 7, 2), *SQUEEZED), "1_1": (("Conv2d", 3, 0, 3, 2), *SQUEEZED)}
Steps = tuple[tuple[Any, ...], ...]


def _features(cx: Context, channels: int, steps: Steps) -> Instance:
    made = Instance(library_class(FEATURES))
    made.hidden["children"] = DictV(open=True)
    made.hidden["steps"] = make(cx, "Sequential", *(_step(cx, channels, *step) for step in steps))
    return made


def _step(cx: Context, channels: int, name: str, *args: Any) -> Any:
    return make(cx, name, *(channels if name == "Conv2d" and arg == 0 else arg for arg in args))


@op(f"{FEATURES}.forward")
def features(cx: Context, self: Any, x: Any) -> Tensor:
    """(N, 3, H, W) -> (N, channels, h, w), as long as nobody has reached for a layer within."""
    if self.attrs or self.hidden.get("reached"):
        raise Undetermined("layers within may have been replaced")
    made = cx.call(self.hidden["steps"], (x,))
    if not isinstance(made, Tensor):
        raise Undetermined("no tensor")
    return made


@op(*(f"{FEATURES}.{name}" for name in ("__getitem__", "__setitem__", "__iter__", "append", "add_module", "children",
                                        "named_children", "modules", "named_modules", "__getattr__")), counts=False)  # fmt: skip
def reached(cx: Context, self: Any, *args: Any) -> Any:
    """Layers within are not known; one that is taken may be changed."""
    cx.touch(self)
    self.hidden["reached"] = True
    return Unknown("a layer of the features")


@op(f"{MODELS}._norm.forward", counts=False)
def norm(cx: Context, self: Any, x: Any) -> Any:
    """A norm over the channels of an image."""
    return x


def _build(cx: Context, self: Instance, classes: Any, width: int, head: Any, steps: Steps) -> None:
    self.attrs["features"] = _features(cx, width, steps)
    if steps is not DENSE and head is not _squeeze:
        self.attrs["avgpool"] = make(cx, "AdaptiveAvgPool2d", 1)
    self.attrs["classifier"] = head(cx, width, classes)


def _linear(cx: Context, width: int, classes: Any) -> Any:
    return make(cx, "Linear", width, classes)


def _dropped(cx: Context, width: int, classes: Any) -> Any:
    return make(cx, "Sequential", make(cx, "Dropout"), make(cx, "Linear", width, classes))


def _two(hidden: int) -> Any:
    def head(cx: Context, width: int, classes: Any) -> Any:
        rest = (make(cx, "Hardswish"), make(cx, "Dropout"), make(cx, "Linear", hidden, classes))
        return make(cx, "Sequential", make(cx, "Linear", width, hidden), *rest)

    return head


def _normed(cx: Context, width: int, classes: Any) -> Any:
    first = Instance(library_class(f"{MODELS}._norm"))
    return make(cx, "Sequential", first, make(cx, "Flatten"), make(cx, "Linear", width, classes))


def _squeeze(cx: Context, width: int, classes: Any) -> Any:
    layers = (
        make(cx, "Dropout"),
        make(cx, "Conv2d", width, classes, 1),
        make(cx, "ReLU"),
        make(cx, "AdaptiveAvgPool2d", 1),
    )
    return make(cx, "Sequential", *layers)


@op(f"{NETWORK}.forward")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """(N, 3, H, W) -> (N, classes)."""
    order = self.hidden["order"]
    x = run(cx, self, x, "features")
    if order == "classified":
        return flat(cx, run(cx, self, x, "classifier"))
    x = run(cx, self, x, "avgpool") if "avgpool" in self.attrs else cx.call(make(cx, "AdaptiveAvgPool2d", 1), (x,))
    return run(cx, self, x if order == "pooled" else flat(cx, x), "classifier")


def _ordered(cx: Context, self: Instance, classes: Any, width: int, head: Any, steps: Steps) -> None:
    _build(cx, self, classes, width, head, steps)
    self.hidden["order"] = "classified" if head is _squeeze else "pooled" if head is _normed else "flat"


NETWORKS: dict[str, tuple[int, Any, Steps]] = {
    "mobilenet_v2": (1280, _dropped, HALVED),
    "mobilenet_v3_large": (960, _two(1280), HALVED),
    "mobilenet_v3_small": (576, _two(1024), HALVED),
    **{f"densenet{n}": (w, _linear, DENSE) for n, w in ((121, 1024), (161, 2208), (169, 1664), (201, 1920))},
    **{
        f"efficientnet_b{i}": (w, _dropped, HALVED)
        for i, w in enumerate((1280, 1280, 1408, 1536, 1792, 2048, 2304, 2560))
    },
    **{f"efficientnet_v2_{size}": (1280, _dropped, HALVED) for size in "sml"},
    **{
        f"convnext_{n}": (w, _normed, PATCHES)
        for n, w in (("tiny", 768), ("small", 768), ("base", 1024), ("large", 1536))
    },
    **{f"squeezenet{n}": (512, _squeeze, steps) for n, steps in SQUEEZE.items()},
}
"""Name -> channels of the features, head, what the features make of a size."""
for _name, (_width, _head, _steps) in NETWORKS.items():
    factory(_name, NETWORK, partial(_ordered, width=_width, head=_head, steps=_steps))
