"""`torchvision.transforms.functional`: what changes sizes or channels."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op, renamed
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.torchvision.frames import (
    Frame,
    crop_size,
    cut,
    read,
    resized_size,
    unknown_size,
    write,
)
from convlint.frameworks.torchvision.needs import BATCH, CHANNELS, COLOURS, fault
from convlint.symbolic import Dim, Int, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined

F = "torchvision.transforms.functional"
V2 = "torchvision.transforms.v2"

renamed("torchvision.transforms.v2.", "torchvision.transforms.")
renamed("torchvision.transforms.transforms.", "torchvision.transforms.")
renamed("torchvision.transforms.autoaugment.", "torchvision.transforms.")


@op(f"{F}.resize", counts=False)
def resize(
    cx: Context, img: Any, size: Any, interpolation: Any = None, max_size: Any = None, antialias: Any = True
) -> Any:
    """A pair is the new size; one number that of the shorter side, the other side follows."""
    return resized(cx, read(cx, img), size, max_size)


@op(f"{V2}.functional.resize", counts=False)
def resize_2(
    cx: Context, inpt: Any, size: Any, interpolation: Any = None, max_size: Any = None, antialias: Any = True
) -> Any:
    """The same, for images of any number of batch dims."""
    return resized(cx, read(cx, inpt, least=3), size, max_size)


def resized(cx: Context, frame: Frame, size: Any, max_size: Any = None) -> Any:
    """The image in another size. Mismatch for a size below 1, and in version 1 for what is no (C, H, W) or (N, C, H, W)."""
    found = resized_size(cx, frame, size, max_size)
    if found is None:
        # the shorter side is `size`, so neither is below it
        return unknown_size(cx, frame, size if isinstance(size, int) and max_size is None else 1)
    same = [cx.facts.equal(side, before) for side, before in zip(found, (frame.height, frame.width))]
    wrong = fault(cx, frame.source, BATCH if frame.least < 3 else CHANNELS) or _vanished(cx, found)
    if wrong is not None and Truth.NO in same:
        raise wrong
    if wrong is not None and Truth.OPEN in same:
        raise Undetermined("an image that is refused unless it has that size already")
    return write(frame, *found)


def _vanished(cx: Context, size: tuple[Int, Int]) -> Mismatch | None:
    for side in size:
        if cx.facts.less(side, 1) is Truth.YES:
            text = f"`{{it}}` resizes to ({size[0]}, {size[1]}): a size must be 1 at least"
            return Mismatch("invalid-argument", text)
    return None


@op(f"{F}.center_crop", counts=False)
def center_crop(cx: Context, img: Any, output_size: Any) -> Any:
    """Exactly that size: a smaller image is padded."""
    return cut(cx, read(cx, img), (None, None), crop_size(cx, output_size))


@op(f"{F}.crop", counts=False)
def crop(cx: Context, img: Any, top: Any, left: Any, height: Any, width: Any) -> Any:
    """Exactly that size: what lies outside is padded."""
    return _part(cx, read(cx, img), top, left, height, width)


def _part(cx: Context, frame: Frame, top: Any, left: Any, height: Any, width: Any) -> Any:
    start = to_int(cx, top, "top"), to_int(cx, left, "left")
    return cut(cx, frame, start, (to_int(cx, height, "height"), to_int(cx, width, "width")))


@op(f"{F}.resized_crop", counts=False)
def resized_crop(
    cx: Context, img: Any, top: Any, left: Any, height: Any, width: Any, size: Any, interpolation: Any = None,
    antialias: Any = True,
) -> Any:  # fmt: skip
    """A part, resized."""
    return resized(cx, read(cx, _part(cx, read(cx, img), top, left, height, width)), size)


@op(f"{V2}.functional.resized_crop", counts=False)
def resized_crop_2(
    cx: Context, inpt: Any, top: Any, left: Any, height: Any, width: Any, size: Any, interpolation: Any = None,
    antialias: Any = True,
) -> Any:  # fmt: skip
    """A part, resized."""
    return resized(cx, read(cx, _part(cx, read(cx, inpt), top, left, height, width), least=3), size)


@op(f"{F}.five_crop", counts=False)
def five_crop(cx: Context, img: Any, size: Any) -> Any:
    """The corners and the middle. Raises Mismatch where the image is smaller."""
    frame = read(cx, img)
    height, width = fitting(cx, frame, crop_size(cx, size))
    bottom, right = frame.height - height, frame.width - width
    starts = ((0, 0), (0, right), (bottom, 0), (bottom, right), (None, None))
    return tuple(cut(cx, frame, start, (height, width)) for start in starts)


@op(f"{F}.ten_crop", counts=False)
def ten_crop(cx: Context, img: Any, size: Any, vertical_flip: Any = False) -> Any:
    """Five crops, and five of the flipped image."""
    return (*five_crop(cx, img, size), *five_crop(cx, img, size))


def fitting(cx: Context, frame: Frame, size: tuple[Int, Int]) -> tuple[Int, Int]:
    """The size of a crop; Mismatch where the image must be smaller."""
    height, width = size
    if cx.facts.less(frame.height, height) is Truth.YES or cx.facts.less(frame.width, width) is Truth.YES:
        wanted, got = f"({height}, {width})", f"({frame.height}, {frame.width})"
        raise Mismatch("invalid-argument", f"`{{it}}` cannot crop {wanted} out of an image of {got}")
    return size


@op(f"{F}.rgb_to_grayscale", f"{F}.to_grayscale", counts=False)
def to_grayscale(cx: Context, img: Any, num_output_channels: Any = 1) -> Any:
    """One channel, or three equal ones; a tensor of one channel keeps it."""
    frame = read(cx, img, least=3)
    _one_or_three(num_output_channels)
    if not isinstance(num_output_channels, int):
        return _grey(cx, frame, None)
    three = num_output_channels == 3 and isinstance(frame.source, Tensor)
    return _grey(cx, frame, frame.channels if three else num_output_channels)


@op(f"{V2}.functional.rgb_to_grayscale", f"{V2}.functional.to_grayscale", counts=False)
def to_grayscale_2(cx: Context, inpt: Any, num_output_channels: Any = 1) -> Any:
    """One channel, or three equal ones."""
    _one_or_three(num_output_channels)
    return _grey(cx, read(cx, inpt, least=3), num_output_channels)


def _one_or_three(wanted: Any) -> None:
    if isinstance(wanted, int) and wanted not in (1, 3):
        raise Mismatch("invalid-argument", f"`{{it}}` makes 1 or 3 channels, not {wanted}")


def _grey(cx: Context, frame: Frame, channels: Any) -> Any:
    """Raises Mismatch for a tensor of other than one or three channels."""
    wrong = fault(cx, frame.source, COLOURS)
    if wrong is not None:
        raise wrong
    return write(
        frame, frame.height, frame.width, channels if isinstance(channels, (int, Dim)) else cx.fresh("channels", 1)
    )


@op(f"{F}.get_image_size", counts=False)
def get_image_size(cx: Context, img: Any) -> Any:
    frame = read(cx, img)
    return ListV([frame.width, frame.height])


@op(f"{F}.get_dimensions", counts=False)
def get_dimensions(cx: Context, img: Any) -> Any:
    frame = read(cx, img)
    channels = 1 if cx.facts.rank(frame.shape) == 2 else frame.channels
    return ListV([cx.fresh("channels", 1) if channels is None else channels, frame.height, frame.width])
