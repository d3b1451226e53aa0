"""An image on its way through transforms: a Pillow image or a tensor (…, C, H, W), read and written alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.pillow.picture import bands_of, image, is_image, mode_of, size_of
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, SizeV, Tensor, Undetermined


class Frame(NamedTuple):
    """`source` is the image or tensor it was read from; `channels` is None where a Pillow image's mode is not known.

    least: how many dims whoever read it needs.
    """

    source: Instance | Tensor
    shape: Shape
    channels: Int | None
    height: Int
    width: Int
    least: int = 2


def read(cx: Context, value: Any, least: int = 2) -> Frame:
    """Undetermined for what is no image; Mismatch (`rank-mismatch`) for a tensor of fewer than `least` dims."""
    if is_image(value):
        height, width = size_of(cx, value)
        return Frame(value, Shape.of(), bands_of(value), height, width)
    if not isinstance(value, Tensor) or value.library != "torch" or value.assumed:
        raise Undetermined("no image that is understood")
    shape = cx.facts.trailing(value.shape, least)
    if shape is None:
        wanted = "(…, C, H, W)" if least == 3 else "(…, H, W)"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes an image {wanted} but gets {cx.describe(value.shape)}")
    shape = cx.facts.resolve_shape(shape)
    channels = shape.dims[-3] if len(shape.dims) > 2 else None
    return Frame(value, shape, channels, shape.dims[-2], shape.dims[-1], least)


def write(frame: Frame, height: Int, width: Int, channels: Int | None = None) -> Any:
    """The same kind of image in another size, or with other channels."""
    if isinstance(frame.source, Tensor):
        dims = frame.shape.dims
        head = dims[:-2] if channels is None or len(dims) < 3 else (*dims[:-3], channels)
        return frame.source.like(Shape((*head, height, width), frame.shape.lead))
    if channels is None:
        return image(height, width, mode_of(frame.source), frame.channels)
    return image(height, width, {1: "L", 3: "RGB"}.get(channels) if isinstance(channels, int) else None, channels)


def same(frame: Frame) -> Any:
    """A new image like the one read."""
    return write(frame, frame.height, frame.width)


def unknown_size(cx: Context, frame: Frame, least: int = 1) -> Any:
    """The image in a size that is drawn at random, or depends on an unknown size."""
    return write(frame, cx.fresh("height", least), cx.fresh("width", least))


def crop_size(cx: Context, size: Any) -> tuple[Int, Int]:
    """(height, width) of a crop: one number, whole or not, stands for both. Fresh sizes where it is not known."""
    if isinstance(size, float):
        size = int(size)
    if isinstance(size, (int, Dim)):
        return size, size
    if not isinstance(size, (tuple, ListV, SizeV)):
        return cx.fresh("height", 1), cx.fresh("width", 1)
    sizes = to_ints(cx, size, "size")
    if len(sizes) not in (1, 2):
        raise Mismatch("invalid-argument", f"`{{it}}` takes a size of one or two values but gets {len(sizes)}")
    return sizes[0], sizes[-1]


def not_below_zero(cx: Context, sizes: tuple[Int, Int]) -> tuple[Int, Int]:
    """Undetermined for what no size can be: slices then count from behind."""
    if any(cx.facts.less(size, 0) is Truth.YES for size in sizes):
        raise Undetermined("a size below 0")
    return sizes


def cut(cx: Context, frame: Frame, starts: tuple[Int | None, Int | None], size: tuple[Int, Int]) -> Any:
    """The part of that size from `starts` on, None for the middle: what lies outside is padded.

    A size below 0, and a part that ends before the image, are cut from a tensor as slices do it.
    """
    if not isinstance(frame.source, Tensor):
        return write(frame, *not_below_zero(cx, size))
    sides = zip((frame.height, frame.width), starts, size)
    height, width = (_cut_side(cx, *side) for side in sides)
    return write(frame, height, width)


def _cut_side(cx: Context, length: Int, start: Int | None, size: Int) -> Int:
    if isinstance(length, int) and isinstance(size, int) and isinstance(start, (int, type(None))):
        return _sliced(length, start, size)
    if cx.facts.less(size, 0) is Truth.YES:
        raise Undetermined("a size below 0")
    if start is not None and cx.facts.less(start, 0) is Truth.YES and cx.facts.less(start + size, 0) is not Truth.NO:
        raise Undetermined("a part that may end before the image")
    return size


def _sliced(length: int, start: int | None, size: int) -> int:
    if start is None:
        if size >= length:
            return size
        start = round((length - size) / 2)
    stop = start + size
    around = max(min(0, stop) - start, 0) + max(stop - max(length, start), 0)
    return len(range(length)[max(start, 0) : stop]) + (around if start < 0 or stop > length else 0)


def resized_size(cx: Context, frame: Frame, size: Any, max_size: Any) -> tuple[Int, Int] | None:
    """What `Resize` makes: a pair is exact, one number is the shorter side. None where that is not known."""
    if isinstance(size, float):
        raise Mismatch("invalid-argument", f"`{{it}}` takes a whole number or a pair as its size but gets {size}")
    pair = not isinstance(size, (int, Dim)) and isinstance(size, (tuple, ListV, SizeV)) and cx.length(size) != 1
    if pair:
        if isinstance(max_size, int) and cx.length(size) == 2:
            raise Mismatch("invalid-argument", "`{it}` takes `max_size` only with one number as its size")
        return _two_of(cx, frame, size)
    if size is None or not isinstance(size, (int, Dim, tuple, ListV)):
        return None
    short = crop_size(cx, size)[0]
    if isinstance(max_size, int) and cx.facts.less(short, max_size) is Truth.NO:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a `max_size` above its size {short} but gets {max_size}")
    height, width = frame.height, frame.width
    if cx.facts.equal(height, 0) is Truth.YES or cx.facts.equal(width, 0) is Truth.YES:
        raise Mismatch("empty-output", "`{it}` cannot resize an empty image to its shorter side")
    if cx.facts.equal(height, width) is Truth.YES and max_size is None:
        return short, short
    if not all(isinstance(n, int) for n in (short, height, width)) or not isinstance(max_size, (int, type(None))):
        return None
    return _by_shorter_side(short, height, width, max_size)  # type: ignore[arg-type]


def _two_of(cx: Context, frame: Frame, size: Any) -> tuple[Int, Int]:
    """A pair; version 2 does not look at further numbers."""
    sizes = to_ints(cx, size, "size")
    return (sizes[0], sizes[1]) if len(sizes) > 2 and frame.least > 2 else crop_size(cx, size)


def _by_shorter_side(short: int, height: int, width: int, most: int | None) -> tuple[int, int]:
    least, greatest = min(height, width), max(height, width)
    long = int(short * greatest / least)
    if most is not None and long > most:
        short, long = int(most * short / long), most
    return (short, long) if height <= width else (long, short)


def borders(cx: Context, padding: Any) -> tuple[Int, Int, Int, Int]:
    """(left, top, right, bottom) of one, two or four numbers."""
    sizes = to_ints(cx, padding, "padding")
    if len(sizes) not in (1, 2, 4):
        raise Mismatch("invalid-argument", f"`{{it}}` takes a padding of 1, 2 or 4 values but gets {len(sizes)}")
    left, top, right, bottom = {1: sizes * 4, 2: sizes * 2}.get(len(sizes), sizes)
    return left, top, right, bottom
