"""`torchvision.transforms`: what resizes, crops and pads."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.torchvision import functional as F
from convlint.frameworks.torchvision.declaring import V2, transform
from convlint.frameworks.torchvision.frames import crop_size, read, same, unknown_size, write
from convlint.values import Context, Instance


@transform("Resize(size, interpolation='bilinear', max_size=None, antialias=True)")
def resize(cx: Context, self: Instance, img: Any) -> Any:
    return F.resize(cx, img, cx.attribute(self, "size"), max_size=self.attrs["max_size"])


@transform("CenterCrop(size)")
def center_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.center_crop(cx, img, cx.attribute(self, "size"))


@transform("RandomCrop(size, padding=None, pad_if_needed=False, fill=0, padding_mode='constant')")
def random_crop(cx: Context, self: Instance, img: Any) -> Any:
    """Exactly that size. Mismatch where the padded image must be smaller."""
    frame = read(cx, img)
    if self.attrs["padding"] is not None:
        frame = read(cx, F.padded(cx, frame, self.attrs["padding"]))
    size = crop_size(cx, cx.attribute(self, "size"))
    if self.attrs["pad_if_needed"] is False:
        F.fitting(cx, frame, size)
    return write(frame, *size)


@transform("RandomResizedCrop(size, scale=None, ratio=None, interpolation='bilinear', antialias=True)")
def random_resized_crop(cx: Context, self: Instance, img: Any) -> Any:
    return write(read(cx, img, least=3), *F.stretched(cx, crop_size(cx, cx.attribute(self, "size"))))


@transform("FiveCrop(size)")
def five_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.five_crop(cx, img, cx.attribute(self, "size"))


@transform("TenCrop(size, vertical_flip=False)")
def ten_crop(cx: Context, self: Instance, img: Any) -> Any:
    return F.ten_crop(cx, img, cx.attribute(self, "size"))


@transform("Pad(padding, fill=0, padding_mode='constant')")
def pad(cx: Context, self: Instance, img: Any) -> Any:
    return F.padded(cx, read(cx, img), cx.attribute(self, "padding"))


@transform("RandomRotation(degrees, interpolation='nearest', expand=False, center=None, fill=0)")
def random_rotation(cx: Context, self: Instance, img: Any) -> Any:
    frame = read(cx, img)
    return same(frame) if self.attrs["expand"] is False else unknown_size(cx, frame)


@transform(
    "RandomResize(min_size, max_size, interpolation='bilinear', antialias=True)",
    "RandomShortestSize(min_size, max_size=None, interpolation='bilinear', antialias=True)",
    "ScaleJitter(target_size, scale_range=(0.1, 2.0), interpolation='bilinear', antialias=True)",
    "RandomZoomOut(fill=0, side_range=(1.0, 4.0), p=0.5)",
    "RandomIoUCrop(*args, **kwargs)",
    space=V2,
)
def random_size(cx: Context, self: Instance, img: Any) -> Any:
    return unknown_size(cx, read(cx, img))
