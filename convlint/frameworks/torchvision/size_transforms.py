"""`torchvision.transforms`: what resizes, crops and pads."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.torchvision import functional as F
from convlint.frameworks.torchvision.checks import (
    check_crop,
    check_interpolation,
    check_padding,
    check_part,
    check_part_2,
    check_resize,
    check_resize_2,
    check_size,
    check_zoom,
)
from convlint.frameworks.torchvision.declaring import V2, T, transform
from convlint.frameworks.torchvision.frames import Frame, borders, crop_size, not_below_zero, read, unknown_size, write
from convlint.frameworks.torchvision.padding import padded
from convlint.symbolic import Int, Truth
from convlint.values import Context, Instance, ListV, Mismatch

LEAST = {T: 2, V2: 3}
"""How many dims what resizes or pads looks at, by version."""


def _declare(space: str) -> None:
    @transform("Resize(size, interpolation='bilinear', max_size=None, antialias=True)", space=space,
               check=check_resize if space == T else check_resize_2)  # fmt: skip
    def resize(cx: Context, self: Instance, img: Any) -> Any:
        check_interpolation(self)
        return F.resized(cx, read(cx, img, LEAST[space]), cx.attribute(self, "size"), self.attrs["max_size"])

    @transform("RandomResizedCrop(size, scale=(0.08, 1.0), ratio=(0.75, 1.33), interpolation='bilinear', antialias=True)",
               space=space, check=check_part if space == T else check_part_2)  # fmt: skip
    def random_resized_crop(cx: Context, self: Instance, img: Any) -> Any:
        """A part, of which the size is drawn at random, resized."""
        frame = read(cx, img, LEAST[space])
        height, width = crop_size(cx, cx.attribute(self, "size"))
        empty = any(cx.facts.equal(side, 0) is Truth.YES for side in (frame.height, frame.width))
        sides = ((frame.height, height), (frame.width, width))
        drawn = [_drawn(cx, side, wanted, 0 if empty else 1) for side, wanted in sides]
        part = frame._replace(height=drawn[0], width=drawn[1])
        return F.resized(cx, part, (height, width))

    @transform("Pad(padding, fill=0, padding_mode='constant')", space=space, check=check_padding)
    def pad(cx: Context, self: Instance, img: Any) -> Any:
        frame = read(cx, img, LEAST[space])
        return padded(cx, frame, cx.attribute(self, "padding"), self.attrs["padding_mode"])

    @transform("RandomCrop(size, padding=None, pad_if_needed=False, fill=0, padding_mode='constant')", space=space,
               check=check_size if space == T else check_crop)  # fmt: skip
    def random_crop(cx: Context, self: Instance, img: Any) -> Any:
        """Exactly that size. Mismatch where the padded image must be smaller."""
        frame = read(cx, img)
        size = crop_size(cx, cx.attribute(self, "size"))
        if self.attrs["padding"] is not None:
            frame = _bordered(cx, frame, self, LEAST[space])
        if self.attrs["pad_if_needed"] is False:
            F.fitting(cx, frame, size)
        return write(frame, *not_below_zero(cx, size))


def _drawn(cx: Context, side: Int, wanted: Int, least: int) -> Int:
    """The side of a part of an image: any up to that of the image, so it never is a greater one that is wanted."""
    return side if cx.facts.less(side, wanted) is Truth.YES else cx.fresh("side", least)


def _bordered(cx: Context, frame: Frame, self: Instance, least: int) -> Frame:
    """The image with borders; version 2 leaves those of 0 out."""
    padding = self.attrs["padding"]
    if least > 2 and all(isinstance(side, int) and side == 0 for side in borders(cx, padding)):
        return frame
    return read(cx, padded(cx, frame._replace(least=least), padding, self.attrs["padding_mode"]))


_declare(T)
_declare(V2)


@transform("CenterCrop(size)", check=check_size)
@transform("CenterCrop(size)", space=V2, check=check_size)
def center_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.center_crop(cx, img, cx.attribute(self, "size"))


@transform("FiveCrop(size)", check=check_size)
@transform("FiveCrop(size)", space=V2, check=check_size)
def five_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.five_crop(cx, img, cx.attribute(self, "size"))


@transform("TenCrop(size, vertical_flip=False)", check=check_size)
@transform("TenCrop(size, vertical_flip=False)", space=V2, check=check_size)
def ten_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.ten_crop(cx, img, cx.attribute(self, "size"))


RESIZING = "interpolation='bilinear', antialias=True"


@transform(f"RandomResize(min_size, max_size, {RESIZING})", space=V2)
def random_resize(cx: Context, self: Instance, img: Any) -> Any:
    """To a shorter side of min_size up to max_size - 1."""
    frame = read(cx, img, least=3)
    least, most = self.attrs["min_size"], self.attrs["max_size"]
    if isinstance(least, int) and isinstance(most, int):
        if least >= most:
            raise Mismatch("invalid-argument", f"`{{it}}` draws a size from {least} up to below {most}: there is none")
        if most - least == 1:
            return F.resized(cx, frame, least)
    return unknown_size(cx, frame)


@transform(f"RandomShortestSize(min_size, max_size=None, {RESIZING})", space=V2)
def shortest_size(cx: Context, self: Instance, img: Any) -> Any:
    """To a shorter side of one of several sizes, unless the longer one is then above `max_size`."""
    frame = read(cx, img, least=3)
    sizes, most = self.attrs["min_size"], self.attrs["max_size"]
    found = cx.items(sizes) if isinstance(sizes, (tuple, ListV)) else [sizes]
    height, width = frame.height, frame.width
    if not isinstance(height, int) or not isinstance(width, int) or not isinstance(most, (int, type(None))):
        return unknown_size(cx, frame)
    if not found or len(found) > 1 or not isinstance(found[0], int) or 0 in (height, width):
        return unknown_size(cx, frame)
    ratio = found[0] / min(height, width)
    ratio = ratio if most is None else min(ratio, most / max(height, width))
    return F.resized(cx, frame, (int(height * ratio), int(width * ratio)))


@transform(f"ScaleJitter(target_size, scale_range=(0.1, 2.0), {RESIZING})", space=V2)
def scale_jitter(cx: Context, self: Instance, img: Any) -> Any:
    return unknown_size(cx, read(cx, img, least=3))


@transform("RandomZoomOut(fill=0, side_range=(1.0, 4.0), p=0.5)", space=V2, check=check_zoom)
def random_zoom(cx: Context, self: Instance, img: Any) -> Any:
    p = self.attrs["p"]
    return img if isinstance(p, (int, float)) and p <= 0 else unknown_size(cx, read(cx, img))


@transform(
    "RandomIoUCrop(min_scale=0.3, max_scale=1.0, min_aspect_ratio=0.5, max_aspect_ratio=2.0, sampler_options=None, trials=40)",
    space=V2,
)
def random_part(cx: Context, self: Instance, img: Any) -> Any:
    """With boxes beside the image only."""
    return unknown_size(cx, read(cx, img))
