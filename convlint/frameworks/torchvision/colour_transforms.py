"""`torchvision.transforms`: what changes colours and places but no size, always or now and then."""

from __future__ import annotations

import math
from typing import Any

from convlint.frameworks.common.broadcasting import fits_into
from convlint.frameworks.torchvision import functional as F
from convlint.frameworks.torchvision.checks import (
    check_affine,
    check_blur,
    check_blur_2,
    check_count,
    check_elastic,
    check_erasing,
    check_jitter,
    check_matrix,
    check_policy,
    check_probability,
    check_quality,
    check_rotation,
    check_severity,
    growing,
)
from convlint.frameworks.torchvision.colours import FLAT, KEEPING, POSITIVE, Range, beyond
from convlint.frameworks.torchvision.declaring import V2, Check, T, transform
from convlint.frameworks.torchvision.frames import read, unknown_size, write
from convlint.frameworks.torchvision.needs import ANY, BATCH, CHANNELS, COLOURS, IMAGE, Needs, applied, fault, kept
from convlint.frameworks.torchvision.warping import blurred, filled, odd_sizes
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined

# --- now and then -----------------------------------------------------------------------------------------------------

BY_FUNCTION = {
    "RandomHorizontalFlip(p=0.5)": "hflip",
    "RandomVerticalFlip(p=0.5)": "vflip",
    "RandomInvert(p=0.5)": "invert",
    "RandomPosterize(bits, p=0.5)": "posterize",
    "RandomSolarize(threshold, p=0.5)": "solarize",
    "RandomAdjustSharpness(sharpness_factor, p=0.5)": "adjust_sharpness",
    "RandomAutocontrast(p=0.5)": "autocontrast",
    "RandomEqualize(p=0.5)": "equalize",
}
"""Applies a function with a probability of `p`."""


def now_and_then(
    declaration: str, space: str, needs: Needs, check: Check | None = None, factor: tuple[str, Range] | None = None
) -> None:
    """Declare a transform that is applied with a probability of `p`, to images that have what they need.

    factor: an argument, and where it must lie.
    """
    check = check or (None if space == T else check_probability)

    @transform(declaration, space=space, check=check)
    def apply(cx: Context, self: Instance, img: Any) -> Any:
        wrong = None if factor is None else beyond(self.attrs.get(factor[0]), factor[1])
        return applied(cx, img, needs, cx.attribute(self, "p"), wrong or _wrong_colours(cx, self, img))


def _wrong_colours(cx: Context, self: Instance, img: Any) -> Mismatch | None:
    """What is wrong with the colours that `RandomErasing` puts in place of a part."""
    value = self.attrs.get("value")
    count = cx.length(value) if isinstance(value, (tuple, ListV)) else None
    if count is None or count == 1 or not isinstance(img, Tensor):
        return None
    shape = cx.facts.resolve_shape(img.shape)
    channels = shape.dims[-3] if len(shape.dims) > 2 else 1 if cx.facts.rank(shape) == 2 else None
    if channels is None or cx.facts.equal(channels, count) is not Truth.NO:
        return None
    return Mismatch(
        "channel-mismatch", f"`{{it}}` has {count} values for an image of {cx.facts.resolve(channels)} channels"
    )


def perspective(space: str, needs: Needs) -> None:
    """Declare `RandomPerspective`, which may find no solution where the corners of an image are one point."""

    @transform("RandomPerspective(distortion_scale=0.5, p=0.5, interpolation='bilinear', fill=0)", space=space,
               check=None if space == T else check_probability)  # fmt: skip
    def apply(cx: Context, self: Instance, img: Any) -> Any:
        p = cx.attribute(self, "p")
        made = applied(cx, img, needs, p)
        never = isinstance(p, (int, float)) and p <= 0
        if isinstance(made, Tensor) and not never:
            sides = cx.facts.resolve_shape(made.shape).dims[-2:]
            if any(cx.facts.equal(side, 1) is Truth.YES for side in sides):
                raise Undetermined("an image of one row or column")
        return made


for _declaration, _name in BY_FUNCTION.items():
    for _space, _needs in zip((T, V2), KEEPING[_name][:2]):
        assert _needs is not None
        now_and_then(_declaration, _space, _needs, factor=(KEEPING[_name][2], KEEPING[_name][3]))
for _space, _erased, _moved in ((T, CHANNELS, BATCH), (V2, IMAGE, CHANNELS)):
    now_and_then("RandomGrayscale(p=0.1)", _space, COLOURS)
    perspective(_space, _moved)
    now_and_then("RandomErasing(p=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False)", _space, _erased,
                 check_erasing)  # fmt: skip


# --- always -----------------------------------------------------------------------------------------------------------


def _jitters(self: Instance, name: str) -> bool:
    """Whether a factor of `ColorJitter` changes anything, for all that is known."""
    value = self.attrs.get(name)
    return isinstance(value, (int, float)) and value > 0


def jitter(cx: Context, self: Instance, img: Any, flat: Needs) -> Any:
    """Needs colours for each factor; without channels, for all but the contrast in version 1."""
    if _jitters(self, "contrast"):
        return kept(cx, img, COLOURS)
    if any(_jitters(self, name) for name in ("brightness", "saturation", "hue")):
        return kept(cx, img, flat)
    return kept(cx, img, ANY)


@transform("ColorJitter(brightness=0, contrast=0, saturation=0, hue=0)", check=check_jitter)
def color_jitter(cx: Context, self: Instance, img: Any) -> Any:
    return jitter(cx, self, img, FLAT)


@transform("ColorJitter(brightness=None, contrast=None, saturation=None, hue=None)", space=V2, check=check_jitter)
def color_jitter_2(cx: Context, self: Instance, img: Any) -> Any:
    return jitter(cx, self, img, COLOURS)


def always(declaration: str, check: Check | None, first: Needs, second: Needs) -> None:
    """Declare a transform that moves the pixels of every image, in both versions."""

    def declare(space: str, needs: Needs) -> None:
        @transform(declaration, space=space, check=check)
        def apply(cx: Context, self: Instance, img: Any) -> Any:
            growing(cx, self, *(name for name in ("degrees", "scale", "shear") if name in self.attrs))
            if space == V2 and "expand" in self.attrs and self.attrs["degrees"] == 0:
                return kept(cx, img, ANY)
            filled(cx, img, self.attrs.get("fill"))
            made = kept(cx, img, needs)
            return made if self.attrs.get("expand", False) is False else unknown_size(cx, read(cx, made))

    declare(T, first)
    declare(V2, second)


always("RandomAffine(degrees, translate=None, scale=None, shear=None, interpolation='nearest', fill=0, center=None)",
       check_affine, BATCH, CHANNELS)  # fmt: skip
always("RandomRotation(degrees, interpolation='nearest', expand=False, center=None, fill=0)", check_rotation, BATCH,
       CHANNELS)  # fmt: skip


def _blur(space: str, needs: Needs) -> None:
    @transform("GaussianBlur(kernel_size, sigma=(0.1, 2.0))", space=space,
               check=check_blur if space == T else check_blur_2)  # fmt: skip
    def blur(cx: Context, self: Instance, img: Any) -> Any:
        return blurred(cx, img, odd_sizes(cx, cx.attribute(self, "kernel_size")), needs)

    @transform("ElasticTransform(alpha=50.0, sigma=5.0, interpolation='bilinear', fill=0)", space=space,
               check=check_elastic if space == T else None)  # fmt: skip
    def elastic(cx: Context, self: Instance, img: Any) -> Any:
        """The displacements are blurred, with a window of 8 deviations, which must not be above twice a side."""
        filled(cx, img, self.attrs["fill"])
        for window in _windows(cx, self.attrs["sigma"]):
            blurred(cx, _displacement(cx, img), (window, window), IMAGE)
        return kept(cx, img, needs)


def _displacement(cx: Context, img: Any) -> Any:
    if not isinstance(img, Tensor):
        return img
    frame = read(cx, img)
    return img.like(Shape.of(1, 1, frame.height, frame.width))


_blur(T, BATCH)
_blur(V2, CHANNELS)


def _windows(cx: Context, sigma: Any) -> list[Int]:
    items = cx.items(sigma) if isinstance(sigma, (tuple, ListV)) else [sigma]
    return [int(8 * each + 1) | 1 for each in items or () if isinstance(each, (int, float)) and each > 0]


@transform("LinearTransformation(transformation_matrix, mean_vector)", check=check_matrix)
@transform("LinearTransformation(transformation_matrix, mean_vector)", space=V2, check=check_matrix)
def linear(cx: Context, self: Instance, img: Any) -> Any:
    """All numbers of an image times a matrix (D, D): D is C * H * W."""
    matrix = self.attrs["transformation_matrix"]
    if not isinstance(img, Tensor):
        raise Undetermined("no tensor")
    made = kept(cx, img, CHANNELS)
    shape = cx.facts.resolve_shape(made.shape)
    sides = cx.dims(matrix) if isinstance(matrix, Tensor) else None
    if not sides or len(shape.dims) < 3:
        return made
    side = sides[0]
    numbers = shape.dims[-3] * shape.dims[-2] * shape.dims[-1]
    if cx.facts.equal(numbers, side) is Truth.NO:
        got = cx.describe(shape)
        raise Mismatch("feature-mismatch", f"`{{it}}` transforms {side} numbers but gets {numbers} of {got}")
    mean = self.attrs["mean_vector"]
    if isinstance(mean, Tensor):
        batch: Int = cx.fresh("images", 1)
        if shape.lead is None:
            batch = math.prod(shape.dims[:-3], start=1)
        fits_into(cx, Shape.of(batch, side), mean.shape, "`{it}` cannot take its mean off:")
    return made


# --- drawn from a list ------------------------------------------------------------------------------------------------


def _augment(space: str, needs: Needs) -> None:
    count = "num_ops=2, magnitude=9, num_magnitude_bins=31, interpolation='nearest', fill=None"
    mixing = "severity=3, mixture_width=3, chain_depth=-1, alpha=1.0, all_ops=True, interpolation='bilinear', fill=None"

    @transform("AutoAugment(policy=None, interpolation='nearest', fill=None)", space=space, check=check_policy)
    @transform("TrivialAugmentWide(num_magnitude_bins=31, interpolation='nearest', fill=None)", space=space)
    @transform(f"RandAugment({count})", space=space, check=None if space == T else check_count)
    @transform(f"AugMix({mixing})", space=space, check=check_severity)
    def augmented(cx: Context, self: Instance, img: Any) -> Any:
        """Some of a list of functions, drawn at random: what all of them take is taken."""
        magnitude, most = self.attrs.get("magnitude"), self.attrs.get("num_magnitude_bins")
        if isinstance(self.attrs["interpolation"], int):
            raise Undetermined("a way of interpolation by number")
        too_much = isinstance(magnitude, int) and isinstance(most, int) and not -most <= magnitude < most
        if too_much or (fault(cx, img, needs) is not None and fault(cx, img, IMAGE) is None):
            raise Undetermined("functions that may not be drawn")
        return kept(cx, img, IMAGE)


_augment(T, BATCH._replace(coloured=True, bytes=True))
_augment(V2, COLOURS)


@transform("RandomPhotometricDistort(brightness=(0.875, 1.125), contrast=(0.5, 1.5), saturation=(0.5, 1.5), hue=(-0.05, 0.05), "
           "p=0.5)", space=V2)  # fmt: skip
def distorted(cx: Context, self: Instance, img: Any) -> Any:
    wrong = None
    for name in ("brightness", "contrast", "saturation", "hue"):
        if isinstance(self.attrs[name], (int, float)):
            wrong = Mismatch("invalid-argument", f"`{{it}}` draws from a pair as `{name}` but has {self.attrs[name]}")
    return applied(cx, kept(cx, img, IMAGE), COLOURS, self.attrs["p"], wrong)


@transform("JPEG(quality)", space=V2, check=check_quality)
def compressed(cx: Context, self: Instance, img: Any) -> Any:
    return kept(cx, img, COLOURS._replace(bytes=True))


@transform("GaussianNoise(mean=0.0, sigma=0.1, clip=True)", space=V2)
def keep_in_version_2(cx: Context, self: Instance, img: Any) -> Any:
    wrong = beyond(self.attrs.get("sigma"), POSITIVE)
    if wrong is not None:
        raise wrong
    return kept(cx, img, ANY)


@transform("RandomChannelPermutation()", space=V2)
def permuted(cx: Context, self: Instance, img: Any) -> Any:
    return kept(cx, img, CHANNELS)


@transform("Grayscale(num_output_channels=1)")
def grayscale(cx: Context, self: Instance, img: Any) -> Any:
    return F.to_grayscale(cx, img, cx.attribute(self, "num_output_channels"))


@transform("Grayscale(num_output_channels=1)", space=V2)
def grayscale_2(cx: Context, self: Instance, img: Any) -> Any:
    return F.to_grayscale_2(cx, img, cx.attribute(self, "num_output_channels"))


@transform("RGB()", space=V2)
def to_rgb(cx: Context, self: Instance, img: Any) -> Any:
    """One channel becomes three; two are refused, more are left as they are."""
    frame = read(cx, img, least=3)
    if isinstance(frame.source, Tensor) and frame.channels is not None:
        if cx.facts.less(frame.channels, 3) is Truth.YES and cx.facts.equal(frame.channels, 1) is Truth.NO:
            got = cx.facts.resolve(frame.channels)
            raise Mismatch("channel-mismatch", f"`{{it}}` takes an image of 1 or 3 channels but gets {got}")
        if cx.facts.less(2, frame.channels) is Truth.YES:
            return write(frame, frame.height, frame.width)
        known = cx.facts.equal(frame.channels, 1) is Truth.YES
        return write(frame, frame.height, frame.width, 3 if known else cx.fresh("channels", 3))
    channels = frame.channels if frame.channels not in (None, 1) else 3
    return write(frame, frame.height, frame.width, channels)
