"""`torchvision.transforms.functional`: what changes sizes or channels."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op, renamed
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.torchvision.frames import (
    Frame,
    borders,
    crop_size,
    not_below_zero,
    read,
    resized_size,
    same,
    unknown_size,
    write,
)
from convlint.symbolic import Dim, Int, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

F = "torchvision.transforms.functional"
V2 = "torchvision.transforms.v2"
COLOURED = "adjust_brightness adjust_contrast adjust_hue adjust_saturation adjust_sharpness autocontrast".split()
SAME = """adjust_gamma affine elastic_transform equalize erase gaussian_blur hflip horizontal_flip invert perspective posterize
solarize vflip vertical_flip gaussian_noise permute_channels jpeg""".split()

renamed("torchvision.transforms.v2.", "torchvision.transforms.")
renamed("torchvision.transforms.transforms.", "torchvision.transforms.")
renamed("torchvision.transforms.autoaugment.", "torchvision.transforms.")


def keep(cx: Context, img: Any, *args: Any, **kwargs: Any) -> Any:
    """An image of the same size and channels."""
    return same(read(cx, img))


for _name in SAME:
    op(f"{F}.{_name}", counts=False)(keep)


def keep_coloured(cx: Context, img: Any, *args: Any, **kwargs: Any) -> Any:
    """An image of the same size and channels; a tensor must have one or three."""
    frame = read(cx, img)
    rank = cx.facts.rank(frame.shape)
    if rank == 2 and isinstance(frame.source, Tensor):
        raise Undetermined("an image without channels: some take it for one of one channel")
    three_or_one(cx, frame)
    return same(frame)


for _name in COLOURED:
    op(f"{F}.{_name}", counts=False)(keep_coloured)


@op(f"{F}.resize", counts=False)
def resize(
    cx: Context, img: Any, size: Any, interpolation: Any = None, max_size: Any = None, antialias: Any = True
) -> Any:
    """A pair is the new size; one number that of the shorter side, the other side follows."""
    frame = read(cx, img, least=3)
    found = resized_size(cx, frame, size, max_size)
    if found is not None:
        return write(frame, *stretched(cx, found))
    # the shorter side is `size`, so neither is below it
    return unknown_size(cx, frame, size if isinstance(size, int) and max_size is None else 1)


def stretched(cx: Context, size: tuple[Int, Int]) -> tuple[Int, Int]:
    """The size that something is resized to; Mismatch where it is below 1."""
    for side in size:
        if cx.facts.less(side, 1) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` resizes to ({size[0]}, {size[1]}): a size must be 1 at least")
    return size


@op(f"{F}.center_crop", counts=False)
def center_crop(cx: Context, img: Any, output_size: Any) -> Any:
    """Exactly that size: a smaller image is padded."""
    return write(read(cx, img), *crop_size(cx, output_size))


@op(f"{F}.crop", counts=False)
def crop(cx: Context, img: Any, top: Any, left: Any, height: Any, width: Any) -> Any:
    """Exactly that size: what lies outside is padded."""
    size = to_int(cx, height, "height"), to_int(cx, width, "width")
    return write(read(cx, img), *not_below_zero(cx, size))


@op(f"{F}.resized_crop", counts=False)
def resized_crop(
    cx: Context, img: Any, top: Any, left: Any, height: Any, width: Any, size: Any, *args: Any, **kwargs: Any
) -> Any:
    frame = read(cx, img, least=3)
    cut = stretched(cx, (to_int(cx, height, "height"), to_int(cx, width, "width")))
    frame = Frame(frame.source, frame.shape, frame.channels, *cut)
    found = resized_size(cx, frame, size, None) if not isinstance(size, (int, Dim)) else None
    return unknown_size(cx, frame) if found is None else write(frame, *stretched(cx, found))


@op(f"{F}.five_crop", counts=False)
def five_crop(cx: Context, img: Any, size: Any) -> Any:
    """The corners and the middle. Raises Mismatch where the image is smaller."""
    frame = read(cx, img)
    height, width = fitting(cx, frame, crop_size(cx, size))
    return tuple(write(frame, height, width) for _ in range(5))


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


@op(f"{F}.pad", counts=False)
def pad(cx: Context, img: Any, padding: Any, fill: Any = 0, padding_mode: Any = "constant") -> Any:
    return padded(cx, read(cx, img), padding)


def padded(cx: Context, frame: Frame, padding: Any) -> Any:
    """The image with borders: one number for all, two for left/right and top/bottom, or four."""
    left, top, right, bottom = borders(cx, padding)
    return write(frame, frame.height + top + bottom, frame.width + left + right)


@op(f"{F}.rotate", counts=False)
def rotate(
    cx: Context, img: Any, angle: Any, interpolation: Any = None, expand: Any = False, *args: Any, **kwargs: Any
) -> Any:
    frame = read(cx, img)
    return same(frame) if expand is False else unknown_size(cx, frame)


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
    three_or_one(cx, frame)
    return write(
        frame, frame.height, frame.width, channels if isinstance(channels, (int, Dim)) else cx.fresh("channels", 1)
    )


def three_or_one(cx: Context, frame: Frame) -> None:
    """Mismatch (`channel-mismatch`) where a tensor has neither one nor three channels."""
    got = frame.channels
    if got is None or not isinstance(frame.source, Tensor):
        return
    if cx.facts.equal(got, 1) is Truth.NO and cx.facts.equal(got, 3) is Truth.NO:
        raise Mismatch(
            "channel-mismatch", f"`{{it}}` takes an image of 1 or 3 channels but gets {cx.facts.resolve(got)}"
        )


@op(f"{F}.get_image_size", counts=False)
def get_image_size(cx: Context, img: Any) -> Any:
    frame = read(cx, img)
    return (frame.width, frame.height)


@op(f"{F}.get_dimensions", counts=False)
def get_dimensions(cx: Context, img: Any) -> Any:
    frame = read(cx, img)
    return (cx.fresh("channels", 1) if frame.channels is None else frame.channels, frame.height, frame.width)
