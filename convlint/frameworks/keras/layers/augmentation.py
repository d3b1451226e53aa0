"""Layers that change images at random and keep their shape: which images and arguments they take."""

from __future__ import annotations

from functools import partial
from typing import Any

from convlint.frameworks.keras.declaring import ONE, declare_layer
from convlint.frameworks.keras.help import channels_first, need_rank
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

RANGE = "value_range=(0, 255)"
SEED = "seed=None, data_format=None"
WARP = "interpolation='bilinear', fill_mode='reflect', fill_value=0.0"
UNIT, SIGNED = (0, 1), (-1, 1)
JITTER = {"brightness_factor": SIGNED, "contrast_factor": UNIT, "saturation_factor": SIGNED, "hue_factor": UNIT}
BOTH_WAYS = "fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, data_format=None"
Bounds = dict[str, tuple[int, int]]
LAYERS: tuple[tuple[str, Bounds, str], ...] = (
    (
        f"AugMix({RANGE}, num_chains=3, chain_depth=3, factor=0.3, alpha=1.0, all_ops=True, interpolation='bilinear', {SEED})",
        {"factor": UNIT},
        "range grey",
    ),
    (f"AutoContrast({RANGE})", {}, "range"),
    (
        f"ContrastLimitedAdaptiveHistogramEqualization({RANGE}, clip_limit=4.0, tile_grid_size=(8, 8), data_format=None)",
        {},
        "tiles",
    ),
    (f"CutMix(factor=1.0, {SEED})", {"factor": UNIT}, ""),
    (f"Equalization({RANGE}, bins=256, data_format=None)", {}, "range"),
    ("MixUp(alpha=0.2, data_format=None, seed=None)", {}, ""),
    (f"RandAugment({RANGE}, num_ops=2, factor=0.5, interpolation='bilinear', {SEED})", {"factor": UNIT}, "range grey"),
    (f"RandomBrightness(factor, {RANGE}, seed=None)", {"factor": SIGNED}, "range"),
    (f"RandomColorDegeneration(factor, {RANGE}, data_format=None, seed=None)", {"factor": SIGNED}, "range grey"),
    (
        f"""RandomColorJitter({RANGE}, brightness_factor=None, contrast_factor=None, saturation_factor=None, hue_factor=None,
        {SEED})""",
        JITTER,
        "jitter",
    ),
    (f"RandomContrast(factor, {RANGE}, seed=None)", {"factor": UNIT}, ""),
    (f"RandomElasticTransform(factor=1.0, scale=1.0, {WARP}, {RANGE}, {SEED})", {"factor": UNIT, "scale": UNIT}, ""),
    (
        f"RandomErasing(factor=1.0, scale=(0.02, 0.33), fill_value=None, {RANGE}, {SEED})",
        {"factor": UNIT, "scale": UNIT},
        "",
    ),
    (f"RandomFlip(mode='horizontal_and_vertical', {SEED})", {}, ""),
    (
        f"RandomGaussianBlur(factor=1.0, kernel_size=3, sigma=1.0, {RANGE}, data_format=None, seed=None)",
        {"factor": UNIT, "sigma": UNIT},
        "kernel",
    ),
    ("RandomGrayscale(factor=0.5, data_format=None, seed=None)", {"factor": UNIT}, "grey"),
    (f"RandomHue(factor, {RANGE}, data_format=None, seed=None)", {"factor": UNIT}, "colours"),
    (f"RandomInvert(factor=1.0, {RANGE}, {SEED})", {"factor": UNIT}, ""),
    (
        "RandomPerspective(factor=1.0, scale=1.0, interpolation='bilinear', fill_value=0.0, seed=None, data_format=None)",
        {"factor": UNIT, "scale": UNIT},
        "",
    ),
    (f"RandomPosterization(factor, {RANGE}, data_format=None, seed=None)", {"factor": (1, 8)}, "range"),
    (f"RandomRotation(factor, {BOTH_WAYS})", {"factor": SIGNED}, ""),
    (f"RandomSaturation(factor, {RANGE}, data_format=None, seed=None)", {"factor": SIGNED}, "range colours"),
    (f"RandomSharpness(factor, {RANGE}, data_format=None, seed=None)", {"factor": UNIT}, "range"),
    (
        f"RandomShear(x_factor=0.0, y_factor=0.0, {WARP}, data_format=None, seed=None)",
        {"x_factor": UNIT, "y_factor": UNIT},
        "",
    ),
    (
        f"RandomTranslation(height_factor, width_factor, {BOTH_WAYS})",
        {"height_factor": SIGNED, "width_factor": SIGNED},
        "",
    ),
    (
        f"RandomZoom(height_factor, width_factor=None, {BOTH_WAYS})",
        {"height_factor": SIGNED, "width_factor": SIGNED},
        "",
    ),
    (
        f"Solarization(addition_factor=0.0, threshold_factor=0.0, {RANGE}, seed=None)",
        {"addition_factor": UNIT, "threshold_factor": UNIT},
        "range",
    ),
)
"""Constructor; the bounds of factors; what else is asked: a `range` of two values, images of three channels or one (`grey`)."""


def check_factor(cx: Context, self: Instance, name: str, low: int, high: int) -> None:
    """Mismatch (`invalid-argument`) for a factor, or a pair of them, out of its bounds."""
    value = self.attrs.get(name)
    items = [value] if isinstance(value, (int, float)) else cx.items(value) if isinstance(value, tuple) else None
    if items is None:
        return
    known = [item for item in items if isinstance(item, (int, float))]
    pair = isinstance(value, tuple)
    if pair and len(items) == 2 and len(known) == 2:
        wrong = known[0] > high or known[1] < low
    else:
        wrong = (pair and len(items) != 2) or any(not low <= each <= high for each in known)
    if wrong:
        text = f"`{{it}}` needs a `{name}` from {low} to {high}, or a pair of them, but gets {value}"
        raise Mismatch("invalid-argument", text)


def _check(bounds: Bounds, asked: str, cx: Context, self: Instance) -> None:
    for name, (low, high) in bounds.items():
        check_factor(cx, self, name, low, high)
    if "kernel" in asked:
        _check_kernel(self.attrs["kernel_size"])
    if "range" in asked:
        check_pair(cx, self, "value_range")
    whole(cx, self, *(name for name in ("num_chains", "bins") if name in self.attrs))


def _check_kernel(size: Any) -> None:
    if isinstance(size, (int, float)) and size % 2 != 1:
        raise Mismatch("invalid-argument", f"`{{it}}` needs an odd `kernel_size` but gets {size}")


def check_pair(cx: Context, self: Instance, name: str, least: int = 2, most: int = 2) -> None:
    """Mismatch (`invalid-argument`) for a number, or a list of another length than two."""
    value = self.attrs[name]
    if isinstance(value, (int, float)):
        raise Mismatch("invalid-argument", f"`{{it}}` takes 2 values for `{name}` but gets {value}")
    items = cx.items(value) if isinstance(value, tuple) else None
    if items is not None and not least <= len(items) <= most:
        raise Mismatch("invalid-argument", f"`{{it}}` takes 2 values for `{name}` but gets {len(items)}")


def _keeping(asked: str) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
        """One image, or a batch of them."""
        need_rank(cx, inputs, 3, 4, "(height, width, channels) or (batch, height, width, channels)")
        if "value_range" in self.attrs:
            check_pair(cx, self, "value_range", 2, 2 if "colours" in asked or "tiles" in asked else 99)
        if "tiles" in asked:
            check_pair(cx, self, "tile_grid_size")
        if "grey" in asked and self.attrs.get("all_ops", True) is True:
            _check_channels(cx, inputs, channels_first(cx, self), (1, 3))
        elif "colours" in asked:
            _check_channels(cx, inputs, channels_first(cx, self), (3,))
        elif any(isinstance(self.attrs.get(name), (int, float, tuple)) for name in ("saturation_factor", "hue_factor")):
            _check_channels(cx, inputs, False, (3,))  # RandomColorJitter takes the last axis for that of the colours
        return inputs.like(inputs.shape, factors=inputs.factors)

    return call


def _check_channels(cx: Context, inputs: Tensor, first: bool, allowed: tuple[int, ...]) -> None:
    """Mismatch (`channel-mismatch`) for images that are neither grey (where that is allowed) nor in colour."""
    shape = cx.facts.trailing(inputs.shape, 3)
    if shape is None:
        raise Undetermined("the rank is not known")
    size = cx.facts.resolve(shape.dims[-3 if first else -1])
    if all(cx.facts.equal(size, each) is Truth.NO for each in allowed):
        wanted = " or ".join(map(str, allowed))
        raise Mismatch("channel-mismatch", f"`{{it}}` takes images of {wanted} channels but gets {size}")


for _declaration, _bounds, _asked in LAYERS:
    _name, _, _init = _declaration.removesuffix(")").partition("(")
    declare_layer(_name, _init, _keeping(_asked), ONE, partial(_check, _bounds, _asked))
