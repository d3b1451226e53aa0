"""What is known of the networks of torchvision and timm: `python tools/backbones.py [torchvision|timm] [name …]`.

Needs the real packages. Each network is built without its weights on the meta device and run on images of several sizes; what its
parts do to shapes is written to `convlint/frameworks/backbones/<package>.jsonl`, one network per line.

A part is

- a number: a layer of `torch.nn`, its name and arguments in the line's `layers`;
- a text "b3": a part that is taken as a whole, its effect in the line's `blocks`: layout and channels in, layout and channels
  out, and for each spatial dim (a, s), where the size n becomes (n + a) // s;
- a list or an object: a `Sequential`, or with "steps" any module that runs its children in that order;
- null: nothing is known.

A step is the name of a child, or what happens between two of them: "flatten", or a list of sizes behind the batch (null: any). A
child of which nothing is known is stepped over: {"over": name, "to": sizes}.
1013 stands for the number of classes, 7 for the channels of the image (timm).
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn

FOLDER = Path(__file__).parents[1] / "convlint" / "frameworks" / "backbones"
CLASSES = 1013
CHECKS = (1, 8, 13, 31, 32, 64)
PROBES = (1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 28, 31, 32, 33, 63, 64, 65, 97)
ARGUMENTS = {
    "Conv2d": "in_channels out_channels kernel_size stride padding dilation groups",
    "Conv3d": "in_channels out_channels kernel_size stride padding dilation groups",
    "Linear": "in_features out_features",
    "BatchNorm2d": "num_features",
    "BatchNorm3d": "num_features",
    "BatchNorm1d": "num_features",
    "GroupNorm": "num_groups num_channels",
    "LayerNorm": "normalized_shape",
    "MaxPool2d": "kernel_size stride padding dilation return_indices ceil_mode",
    "MaxPool3d": "kernel_size stride padding dilation return_indices ceil_mode",
    "AvgPool2d": "kernel_size stride padding ceil_mode",
    "AdaptiveAvgPool2d": "output_size",
    "AdaptiveAvgPool3d": "output_size",
    "Flatten": "start_dim end_dim",
    "Permute": "dims",
    **dict.fromkeys("ReLU ReLU6 SiLU GELU Hardswish Sigmoid Identity Dropout Dropout2d Hardsigmoid Tanh".split(), ""),
}
PLAIN = ("torch", "torchvision")
LAYOUTS = {2: ["c"], 3: ["lc"], 4: ["chw", "hwc"], 5: ["cthw", "thwc"]}


Networks = Iterator[tuple[str, Callable[[], dict[str, Any]]]]


class Line:
    """What is collected of one network."""

    def __init__(self, deep: bool) -> None:
        self.deep = deep
        self.layers: list[Any] = []
        self.blocks: list[Any] = []

    def entry(self, table: list[Any], item: Any) -> int:
        if item not in table:
            table.append(item)
        return table.index(item)


def layer(module: nn.Module) -> list[Any] | None:
    """A layer of torch.nn as its name and arguments."""
    kind = type(module)
    if kind.__module__.partition(".")[0] not in PLAIN and kind.__module__ != "timm.layers.linear":
        return None
    if kind.__name__ not in ARGUMENTS:
        return None
    values = [plain(getattr(module, name)) for name in ARGUMENTS[kind.__name__].split()]
    return [kind.__name__, *values]


def plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return value[0] if len(set(value)) == 1 and len(value) > 1 else [plain(each) for each in value]
    return value


# --- parts ------------------------------------------------------------------------------------------------------------

_effects: dict[str, Any] = {}


def node(line: Line, module: nn.Module, calls: dict[nn.Module, list[Any]]) -> Any:
    found = layer(module)
    if found is not None:
        return line.entry(line.layers, found)
    if type(module).__name__ == "SelectAdaptivePool2d" and len(calls[module][0][0].shape) == 4:
        given, made = (t.shape for t in calls[module][0])
        if given[:2] == made[:2]:
            flat = [["Flatten", 1, -1]] if len(made) == 2 else []
            return [line.entry(line.layers, each) for each in [["AdaptiveAvgPool2d", 1], *flat]]
    head = any(isinstance(m, (nn.Linear, nn.Conv2d)) and CLASSES in m.weight.shape for m in module.modules())
    if type(module).forward is nn.Sequential.forward and (line.deep or head):
        names = [name for name, _ in module.named_children()]
        children = [node(line, child, calls) for child in module.children()]
        return children if names == [str(i) for i in range(len(names))] else dict(zip(names, children))
    if head:
        steps = chain(module, calls)
        if steps is not None:
            return {"steps": steps, **{name: node(line, child, calls) for name, child in module.named_children()}}
    effect = block(module, calls.get(module, []))
    return None if effect is None else f"b{line.entry(line.blocks, effect)}"


def block(module: nn.Module, seen: list[Any]) -> Any:
    """The effect of a part, from the shapes it was called with."""
    if len(seen) != 1 or not all(isinstance(t, torch.Tensor) for t in seen[0]):
        return None
    given, made = seen[0][0].shape, seen[0][1].shape
    key = f"{module!r} {len(given)} {len(made)}"
    if key not in _effects:
        found = [each for layout in LAYOUTS.get(len(given), []) if (each := fitted(module, layout, given)) is not None]
        _effects[key] = found[0] if len(found) == 1 else None
    return _effects[key]


def fitted(module: nn.Module, layout: str, given: torch.Size) -> Any:
    """The effect with this layout of the input, if all probes agree with it."""
    spatial = [letter for letter in layout if letter != "c"]
    channels = given[1 + layout.index("c")]
    base = {letter: given[1 + layout.index(letter)] for letter in spatial}
    first = attempt(module, layout, channels, base)
    if first is None:
        return None
    if not spatial:
        return [layout, channels, "c", first[1]] if len(first) == 2 else None
    if attempt(module, layout, channels + 1, base) is not None:
        return None  # it takes any channels: then nothing tells which dim they are
    curves = {
        letter: {n: attempt(module, layout, channels, {**base, letter: n}) for n in (PROBES if not i else CHECKS)}
        for i, letter in enumerate(spatial)
    }
    places: dict[str, int] = {}
    for letter, curve in curves.items():
        shapes = {shape for shape in curve.values() if shape is not None}
        if not shapes or len({len(shape) for shape in shapes}) > 1:
            return None
        varying = [i for i in range(len(first)) if len({shape[i] for shape in shapes}) > 1]
        if len(varying) > 1 or 0 in varying:
            return None
        if varying:
            places[letter] = varying[0]
    out = ["?"] * (len(first) - 1)
    for letter, place in places.items():
        out[place - 1] = letter
    if out.count("?") != 1:
        return None
    out[out.index("?")] = "c"
    effects = {}
    for letter, curve in curves.items():
        if letter in places:
            sizes = {n: None if shape is None else shape[places[letter]] for n, shape in curve.items()}
            before = list(effects.values())
            effects[letter] = before[-1] if before and agrees(before[-1], sizes) else floor_of(sizes)
            if effects[letter] is None or (before and effects[letter] != before[-1] and len(layout) == 3):
                return None
        elif any(shape is None for shape in curve.values()):
            return None
    pairs = [effects[letter] for letter in spatial if letter in effects]
    return [
        layout,
        channels,
        "".join(out),
        first[1 + out.index("c")],
        *(pairs[:1] if pairs[1:] == pairs[:-1] else pairs),
    ]


def floor_of(sizes: dict[int, int | None]) -> list[int] | None:
    """(a, s) with size = (n + a) // s, below 1 where it fails."""
    for stride in (1, 2, 4, 8, 16, 32, 64, 3, 7, 14, 28):
        for a in sorted(range(-80, 80), key=abs):
            if agrees([a, stride], sizes):
                return [a, stride]
    return None


def agrees(pair: list[int], sizes: dict[int, int | None]) -> bool:
    a, stride = pair
    return all((n + a) // stride == size if size is not None else (n + a) // stride < 1 for n, size in sizes.items())


def attempt(module: nn.Module, layout: str, channels: int, sizes: dict[str, int]) -> tuple[int, ...] | None:
    x = torch.empty(3, *(channels if letter == "c" else sizes[letter] for letter in layout), device="meta")
    try:
        with torch.no_grad():
            made = module(x)
    except Exception:
        return None
    ok = isinstance(made, torch.Tensor) and 0 not in made.shape
    return tuple(made.shape) if ok else None


# --- chains -----------------------------------------------------------------------------------------------------------


def watch(
    module: nn.Module, image: torch.Tensor
) -> tuple[Any, dict[nn.Module, list[Any]], list[tuple[nn.Module, Any]]]:
    """The result of a call, what each module within was called with and gave, and the calls in their order."""
    calls: dict[nn.Module, list[Any]] = {}
    order: list[tuple[nn.Module, Any]] = []
    hooks = []

    def note(inner: nn.Module, args: Any, out: Any) -> None:
        pair = (args[0] if len(args) == 1 else None, out)
        calls.setdefault(inner, []).append(pair)
        order.append((inner, pair))

    for inner in module.modules():
        hooks.append(inner.register_forward_hook(note))
    try:
        with torch.no_grad():
            result = module(image)
    finally:
        for hook in hooks:
            hook.remove()
    return result, calls, order


def chain(module: nn.Module, calls: dict[nn.Module, list[Any]]) -> list[Any] | None:
    """The children of a module in the order of their calls, with what happens between."""
    if len(calls.get(module, [])) != 1:
        return None
    given, made = calls[module][0]
    names = {child: name for name, child in module.named_children()}
    if not isinstance(given, torch.Tensor) or not isinstance(made, torch.Tensor):
        return None
    _, _, order = watch(module, given)
    steps: list[Any] = []
    current = given
    for inner, (taken, result) in order:
        if inner not in names:
            continue
        if not isinstance(taken, torch.Tensor) or not isinstance(result, torch.Tensor):
            return None
        steps += between(current, taken)
        known = node(Line(True), inner, calls) is not None
        steps.append(names[inner] if known else {"over": names[inner], "to": list(result.shape[1:])})
        current = result
    return steps + between(current, made) if steps else None


def between(before: torch.Tensor, after: torch.Tensor) -> list[Any]:
    if before is after or before.shape == after.shape:
        return []
    if before.flatten(1).shape == after.shape:
        return ["flatten"]
    return [list(after.shape[1:])]


def generalised(one: list[Any] | None, other: list[Any] | None) -> list[Any] | None:
    """Steps that hold for both of two sizes of the image."""
    if one is None or other is None or len(one) != len(other):
        return None
    made = []
    for a, b in zip(one, other):
        if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
            made.append(alike(a, b))
        elif isinstance(a, dict) and isinstance(b, dict) and a["over"] == b["over"] and len(a["to"]) == len(b["to"]):
            made.append({"over": a["over"], "to": alike(a["to"], b["to"])})
        elif a != b:
            return None
        else:
            made.append(a)
    return made


def alike(one: list[Any], other: list[Any]) -> list[Any]:
    return [x if x == y else None for x, y in zip(one, other)]


# --- networks ---------------------------------------------------------------------------------------------------------


def describe(model: nn.Module, channels: int, size: tuple[int, ...], deep: bool) -> dict[str, Any]:
    """One line."""
    model.eval()
    line = Line(deep)
    image = torch.empty(3, channels, *size, device="meta")
    result, calls, _ = watch(model, image)
    children = {name: node(line, child, calls) for name, child in model.named_children()}
    found: dict[str, Any] = {"children": children}
    other = None
    try:
        grown = torch.empty(3, channels, *size[:-2], size[-2] + 64, size[-1] + 96, device="meta")
        _, other_calls, _ = watch(model, grown)
        other = chain(model, other_calls)
    except Exception:
        if all(refuses(model, channels, other_size) for other_size in others(size)):
            found["fixed"] = list(size)
    steps = chain(model, calls)
    if isinstance(result, torch.Tensor) and steps is not None:
        found["steps"] = steps if "fixed" in found else generalised(steps, other)
    if isinstance(result, torch.Tensor) and found.get("steps") is None:
        found["out"] = list(result.shape[1:])
        found.pop("steps", None)
    found["in"] = channels
    found["attrs"] = numbers(model)
    return {**found, "layers": line.layers, "blocks": line.blocks}


DECLARED = ("regnet_y_128gf", "resnet*", "resnext*", "wide_resnet*", "vgg*", "alexnet")
"""What `convlint.frameworks.torchvision.models` declares layer by layer, and one that is too large."""


def numbers(model: nn.Module) -> dict[str, int]:
    """The attributes that are numbers: `last_channel`, `num_features`."""
    return {name: value for name, value in vars(model).items() if type(value) is int and not name.startswith("_")}


def others(size: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Other sizes of an image."""
    *front, h, w = size
    pairs = (
        (h // 2, w),
        (h, w // 2),
        (h + 32, w + 32),
        (2 * h, 2 * w),
        (h // 2, w // 2),
        (h, w + 16),
        (h + 16, w),
        (3 * h, w),
    )
    return [(*front, *pair) for pair in pairs]


def refuses(model: nn.Module, channels: int, size: tuple[int, ...]) -> bool:
    try:
        with torch.no_grad():
            model(torch.empty(3, channels, *size, device="meta"))
    except Exception:
        return True
    return False


def torchvision_networks(wanted: list[str] | None) -> Networks:
    from torchvision import models

    def one(name: str, size: tuple[int, ...]) -> dict[str, Any]:
        build = partial(models.get_model, name, weights=None, num_classes=CLASSES, **QUICK.get(name, {}))
        try:
            with torch.device("meta"):
                model = build()
        except NotImplementedError:
            model = build().to("meta")
        return describe(model, 3, size, deep=True) | training(model)

    own = [(name, (224, 224)) for name in models.list_models(module=models)]
    videos = [
        (name, (16, 224 if "mvit" in name else 112, 224 if "mvit" in name else 112))
        for name in models.list_models(module=models.video)
    ]
    for name, size in own + videos:
        if name in wanted if wanted else not any(fnmatch(name, pattern) for pattern in DECLARED):
            yield name, partial(one, name, size)


QUICK = {"googlenet": {"init_weights": False}, "inception_v3": {"init_weights": False}}
"""Their initialisation takes long, and more than a meta tensor."""


def training(model: nn.Module) -> dict[str, Any]:
    """Whether a network that is trained gives more than one tensor."""
    if not hasattr(model, "aux_logits"):
        return {}
    made = model.train()(torch.empty(2, 3, 299, 299, device="meta"))
    return {} if isinstance(made, torch.Tensor) else {"trained": "more"}


def timm_networks(wanted: list[str] | None) -> Networks:
    import timm

    def one(name: str) -> dict[str, Any]:
        with torch.device("meta"):
            model = timm.create_model(name, num_classes=CLASSES, in_chans=7)
        size = model.default_cfg["input_size"][1:]
        return describe(model, 7, size, deep=False) | timm_facts(timm, name, model, size)

    every = timm.list_models()
    for pattern in wanted or TIMM:
        for name in every:
            if fnmatch(name, pattern):
                yield name, partial(one, name)


def timm_facts(timm: Any, name: str, model: nn.Module, size: tuple[int, ...]) -> dict[str, Any]:
    image = torch.empty(3, 7, *size, device="meta")
    facts: dict[str, Any] = {"features": model.num_features, "hidden": model.head_hidden_size}
    with torch.no_grad():
        made = model.forward_features(image)
    facts["last"] = list(made.shape[1:]) if isinstance(made, torch.Tensor) else None
    trunk = None if facts["last"] is None or len(facts["last"]) != 3 else fitted_method(model, image)
    facts["trunk"] = trunk
    try:
        with torch.device("meta"):
            pyramid = timm.create_model(name, features_only=True, in_chans=7)
        facts["pyramid"] = stages(pyramid.eval(), size)
    except Exception:
        facts["pyramid"] = None
    classifier = model.get_classifier()
    facts["classifier"] = next((n for n, m in model.named_modules() if m is classifier), None)
    return facts


def stages(pyramid: Any, size: tuple[int, ...]) -> list[Any] | None:
    """The effect of each stage on images, and its reduction."""
    shapes = {}
    for n in (*PROBES, size[0]):
        try:
            with torch.no_grad():
                shapes[n] = [tuple(t.shape) for t in pyramid(torch.empty(2, 7, n, size[1], device="meta"))]
        except Exception:
            continue
    last = shapes[size[0]]
    made = []
    for i, (channels, stride) in enumerate(zip(pyramid.feature_info.channels(), pyramid.feature_info.reduction())):
        first = last[i][1] == channels
        if channels not in (last[i][1], last[i][-1]) or len(shapes) < 8:
            return None
        spot = 2 if first else 1
        pair = floor_of({n: known[i][spot] for n, known in shapes.items() if n >= 32})
        if pair is None:
            return None
        made.append([["chw", 7, "chw" if first else "hwc", channels, pair], stride])
    return made


class Features(nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = [model]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.model[0].forward_features(x)  # type: ignore[no-any-return]


def fitted_method(model: nn.Module, image: torch.Tensor) -> Any:
    return fitted(Features(model), "chw", image.shape)


TIMM = """mobilenetv3_large_100 mobilenetv3_small_100 convnext_tiny vit_small_patch16_224 vit_base_patch16_224
vit_tiny_patch16_224 swin_tiny_patch4_window7_224 deit_small_patch16_224 convnext_small convnext_base mobilenetv2_100
vit_base_patch32_224 vit_large_patch16_224 deit_tiny_patch16_224 deit_base_patch16_224 swin_base_patch4_window7_224
swin_small_patch4_window7_224 densenet121 vgg16 vgg16_bn regnety_004 regnety_032 convnextv2_tiny
vit_small_patch14_dinov2 vit_base_patch14_dinov2 inception_v3 legacy_xception ghostnet_100 mobilevit_s hrnet_w18
tf_efficientnetv2_s resnet18 resnet26 resnet34 resnet50 resnet101 resnet152 resnet18d resnet26d resnet34d resnet50d
resnet101d resnet152d resnet200d resnetv2_50 resnetv2_101 wide_resnet50_2 wide_resnet101_2 resnext50_32x4d
resnext101_32x4d resnext101_32x8d seresnet50 seresnet18 seresnet34 seresnext50_32x4d seresnext26d_32x4d
seresnext101_32x4d ecaresnet50d ecaresnet50t resnetrs50 efficientnet_b[0-7] efficientnet_lite0 efficientnet_es
efficientnetv2_s efficientnetv2_m efficientnetv2_l efficientnetv2_rw_s efficientnetv2_rw_t tf_efficientnet_b[0-8]
tf_efficientnet_l2 tf_efficientnet_lite[0-4] tf_efficientnetv2_[sml] tf_efficientnetv2_b[0-3] mobilenetv2_050
mobilenetv2_110d mobilenetv2_120d mobilenetv2_140 mobilenetv3_small_050 mobilenetv3_small_075 mobilenetv3_large_075
mobilenetv3_rw tf_mobilenetv3_small_100 tf_mobilenetv3_large_100 mobilenetv4_conv_small mobilenetv4_conv_medium
mobilenetv4_conv_large mobilenetv4_hybrid_medium convnext_atto convnext_femto convnext_pico convnext_nano
convnext_large convnext_xlarge convnextv2_atto convnextv2_nano convnextv2_base convnextv2_large densenet161
densenet169 densenet201 vgg11 vgg13 vgg19 vgg11_bn vgg13_bn vgg19_bn vit_small_patch32_224 vit_base_patch8_224
vit_large_patch32_224 vit_tiny_patch16_384 vit_small_patch16_384 vit_base_patch16_384 vit_base_patch32_384
vit_large_patch16_384 vit_huge_patch14_224 vit_large_patch14_dinov2 vit_base_patch16_clip_224
vit_base_patch32_clip_224 vit_large_patch14_clip_224 vit_base_patch16_siglip_224 deit_base_distilled_patch16_224
deit3_small_patch16_224 deit3_base_patch16_224 beit_base_patch16_224 beit_large_patch16_224 beitv2_base_patch16_224
swin_base_patch4_window12_384 swin_large_patch4_window7_224 swin_s3_tiny_224 swinv2_tiny_window8_256
swinv2_small_window8_256 swinv2_base_window8_256 swinv2_tiny_window16_256 regnetx_002 regnetx_004 regnetx_008
regnetx_016 regnetx_032 regnetx_064 regnety_002 regnety_008 regnety_016 regnety_040 regnety_064 regnety_080
regnety_120 regnety_160 inception_v4 inception_resnet_v2 xception41 xception65 mixer_s16_224 mixer_b16_224
gmlp_s16_224 resmlp_12_224 hrnet_w18_small hrnet_w32 hrnet_w48 dpn68 dpn92 res2net50_26w_4s res2net101_26w_4s
resnest14d resnest26d resnest50d resnest101e ghostnetv2_100 mnasnet_100 semnasnet_100 spnasnet_100 fbnetc_100
rexnet_100 rexnet_150 cspresnet50 cspresnext50 cspdarknet53 darknet53 edgenext_x_small edgenext_small mobilevit_xxs
mobilevit_xs mobilevitv2_100 pvt_v2_b0 pvt_v2_b1 pvt_v2_b2 pvt_v2_b3 poolformer_s12 poolformer_s24 poolformerv2_s12
metaformer_s18 caformer_s18 convformer_s18 fastvit_t8 fastvit_t12 fastvit_s12 repvgg_a0 repvgg_a2 repvgg_b0 repvgg_b1
tinynet_a nf_resnet50 nfnet_f0 dm_nfnet_f0 eca_nfnet_l0 eca_nfnet_l1 maxvit_tiny_tf_224 maxvit_tiny_rw_224
coatnet_0_rw_224 levit_128 levit_256 cait_s24_224 cait_xxs24_224 tnt_s_patch16_224 twins_svt_small twins_pcpvt_small
visformer_small lcnet_050 lcnet_100 dla34 dla60 skresnet18 skresnet34 gernet_s gernet_m nasnetalarge pnasnet5large
volo_d1_224 eva02_tiny_patch14_224 eva02_small_patch14_224 eva02_base_patch14_224 efficientformer_l1
efficientformerv2_s0 efficientvit_b0 efficientvit_m0 tiny_vit_5m_224 tiny_vit_11m_224 focalnet_tiny_srf mambaout_tiny
repghostnet_100 hgnet_tiny hgnetv2_b0 inception_next_tiny nextvit_small selecsls42b xcit_tiny_12_p16_224 davit_tiny
botnet26t_256 halonet26t gcresnet50t lambda_resnet26t resnet50_gn sam2_hiera_tiny hiera_tiny_224 starnet_s1 rdnet_tiny""".split()


def hurry() -> None:
    """Elementwise functions, which the meta device takes long for, only keep the shape."""
    functional = torch.nn.functional

    def keep(input: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
        return torch.empty_like(input)

    def batch_norm(input: torch.Tensor, mean: Any, var: Any, *args: Any, **kwargs: Any) -> torch.Tensor:
        if mean is not None and input.shape[1] != mean.shape[0]:
            raise ValueError("other channels")
        return torch.empty_like(input)

    def layer_norm(input: torch.Tensor, normalized_shape: Any, *args: Any, **kwargs: Any) -> torch.Tensor:
        if tuple(input.shape[-len(normalized_shape) :]) != tuple(normalized_shape):
            raise ValueError("other features")
        return torch.empty_like(input)

    for name in "hardswish hardsigmoid silu gelu relu relu6 hardtanh dropout".split():
        setattr(functional, name, keep)
    functional.batch_norm, functional.layer_norm = batch_norm, layer_norm  # type: ignore[assignment]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("package", choices=("torchvision", "timm"))
    parser.add_argument("names", nargs="*", help="only these, and print them instead")
    parser.add_argument("--keep", action="store_true", help="leave those that are recorded already")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    hurry()
    networks = {"torchvision": torchvision_networks, "timm": timm_networks}[options.package]
    path = FOLDER / f"{options.package}.jsonl"
    known = path.read_text("utf-8").splitlines() if path.exists() else []
    done = {line.partition(" ")[0]: line for line in known} if options.keep else {}
    for name, model in networks(options.names or None):
        if name in done and not options.names:
            continue
        print(name, file=sys.stderr, flush=True)
        try:
            done[name] = f"{name} {json.dumps(model(), separators=(',', ':'))}"
        except Exception as error:
            print(f"  {error!r}"[:200], file=sys.stderr)
        if not options.names:
            path.write_text("\n".join(done[each] for each in sorted(done)) + "\n", "utf-8")
        elif name in done:
            print(done[name])


if __name__ == "__main__":
    main()
