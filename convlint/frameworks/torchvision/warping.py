"""`torchvision.transforms.functional` and `v2.functional`: what moves the pixels of an image, with all that it is told checked."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import fits_into
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.torchvision.frames import read, unknown_size, write
from convlint.frameworks.torchvision.needs import BATCH, CHANNELS, IMAGE, Needs, kept
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, ListV, Mismatch, Tensor

F = "torchvision.transforms.functional"
V2 = "torchvision.transforms.v2.functional"


def counted(cx: Context, value: Any, name: str, *allowed: int) -> None:
    """Mismatch (`invalid-argument`) for a list or tuple of another length."""
    count = cx.length(value) if isinstance(value, (tuple, ListV)) else None
    if isinstance(count, int) and count not in allowed:
        wanted = " or ".join(map(str, allowed))
        raise Mismatch("invalid-argument", f"`{{it}}` takes {wanted} values as `{name}` but gets {count}")


def filled(cx: Context, img: Any, fill: Any) -> None:
    """Mismatch (`channel-mismatch`) for several colours that are not as many as the channels."""
    count = cx.length(fill) if isinstance(fill, (tuple, ListV)) else None
    if not isinstance(count, int) or count == 1 or not isinstance(img, Tensor):
        return
    channels = read(cx, img).channels
    if channels is not None and cx.facts.less(0, channels) is Truth.YES and cx.facts.equal(channels, count) is Truth.NO:
        got = cx.facts.resolve(channels)
        raise Mismatch("channel-mismatch", f"`{{it}}` fills {count} channels of an image of {got}")


# --- moved by a grid --------------------------------------------------------------------------------------------------


def affine_of(needs: Needs) -> Any:
    """`affine`, for images of such a rank."""

    def affine(
        cx: Context, img: Any, angle: Any, translate: Any, scale: Any, shear: Any, interpolation: Any = None,
        fill: Any = None, center: Any = None,
    ) -> Any:  # fmt: skip
        counted(cx, translate, "translate", 2)
        counted(cx, shear, "shear", 1, 2)
        if isinstance(scale, (int, float)) and scale <= 0:
            raise Mismatch("invalid-argument", f"`{{it}}` takes a positive `scale` but gets {scale}")
        filled(cx, img, fill)
        return kept(cx, img, needs)

    return affine


def _corners(cx: Context, corners: Any, name: str, least: int, most: int | None) -> None:
    """Mismatch for other than four points, and for points of another number of coordinates."""
    counted(cx, corners, name, 4)
    for point in cx.items(corners) or () if isinstance(corners, (tuple, ListV)) else ():
        count = cx.length(point) if isinstance(point, (tuple, ListV)) else None
        if isinstance(count, int) and (count < least or (most is not None and count > most)):
            raise Mismatch(
                "invalid-argument", f"`{{it}}` takes points of two numbers as `{name}` but gets one of {count}"
            )


def perspective_of(needs: Needs) -> Any:
    """`perspective`, for images of such a rank."""

    def perspective(
        cx: Context, img: Any, startpoints: Any, endpoints: Any, interpolation: Any = None, fill: Any = None,
        coefficients: Any = None,
    ) -> Any:  # fmt: skip
        _corners(cx, startpoints, "startpoints", 2, 2)
        _corners(cx, endpoints, "endpoints", 2, None)
        counted(cx, coefficients, "coefficients", 8)
        filled(cx, img, fill)
        return kept(cx, img, needs)

    return perspective


@op(f"{F}.rotate", counts=False)
def rotate(
    cx: Context, img: Any, angle: Any, interpolation: Any = None, expand: Any = False, center: Any = None,
    fill: Any = None,
) -> Any:  # fmt: skip
    """The same size, unless it is to be expanded."""
    _centered(cx, center)
    filled(cx, img, fill)
    return _turned(cx, kept(cx, img, BATCH), angle, expand, center)


def _turned(cx: Context, made: Any, angle: Any, expand: Any, center: Any) -> Any:
    """What is turned, in its new size: that is known of halves and quarters of a turn."""
    if expand is False:
        return made
    frame = read(cx, made)
    turn = angle % 180 if isinstance(angle, (int, float)) and center is None else None
    if expand is True and turn in (0, 90):
        return write(frame, *((frame.height, frame.width) if turn == 0 else (frame.width, frame.height)))
    return unknown_size(cx, frame)


def _centered(cx: Context, center: Any) -> None:
    """Mismatch for fewer than two coordinates; torchvision does not look at further ones."""
    count = cx.length(center) if isinstance(center, (tuple, ListV)) else None
    if isinstance(count, int) and count < 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes two numbers as `center` but gets {count}")


@op(f"{V2}.rotate", counts=False)
def rotate_2(
    cx: Context, inpt: Any, angle: Any, interpolation: Any = None, expand: Any = False, center: Any = None,
    fill: Any = None,
) -> Any:  # fmt: skip
    """The same size, unless it is to be expanded. Quarters of a turn need no grid, and take images without channels."""
    turn = angle % 360 if isinstance(angle, (int, float)) and center is None else None
    frame = read(cx, inpt)
    if turn in (0, 180):
        return write(frame, frame.height, frame.width)
    square = cx.facts.equal(frame.height, frame.width)
    if turn in (90, 270) and (expand is True or square is Truth.YES):
        return write(frame, frame.width, frame.height)
    if (turn is None and center is None) or (turn in (90, 270) and square is Truth.OPEN):
        return kept(cx, inpt, IMAGE) if expand is False else unknown_size(cx, frame)
    _centered(cx, center)
    filled(cx, inpt, fill)
    return _turned(cx, kept(cx, inpt, CHANNELS), angle, expand, center)


def elastic_of(needs: Needs) -> Any:
    """`elastic_transform`: the displacement is (1, H, W, 2)."""

    def elastic(cx: Context, img: Any, displacement: Tensor, interpolation: Any = None, fill: Any = None) -> Any:
        frame = read(cx, kept(cx, img, needs))
        filled(cx, img, fill)
        wanted = Shape.of(1, frame.height, frame.width, 2)
        if cx.facts.unify_shapes(wanted, displacement.shape) is Truth.NO:
            got = cx.describe(displacement.shape)
            raise Mismatch("rank-mismatch", f"`{{it}}` takes displacements {cx.describe(wanted)} but gets {got}")
        return write(frame, frame.height, frame.width)

    return elastic


for _prefix, _needs in ((F, BATCH), (V2, CHANNELS)):
    op(f"{_prefix}.affine", counts=False)(affine_of(_needs))
    op(f"{_prefix}.perspective", counts=False)(perspective_of(_needs))
    op(f"{_prefix}.elastic_transform", counts=False)(elastic_of(_needs))
op(f"{V2}.elastic", counts=False)(elastic_of(CHANNELS))


# --- blurred, erased, mixed -------------------------------------------------------------------------------------------


def odd_sizes(cx: Context, kernel_size: Any, single: bool = True) -> tuple[Int, Int]:
    """(width, height) of a window. Mismatch (`invalid-argument`) for one that is even or below 1.

    single: a list of one number will do.
    """
    sizes = to_ints(cx, kernel_size, "kernel_size")
    sizes = sizes * 2 if isinstance(kernel_size, (int, Dim)) or (single and len(sizes) == 1) else sizes
    if len(sizes) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a kernel of two sizes but gets {len(sizes)}")
    for size in sizes:
        if isinstance(size, int) and (size < 1 or size % 2 == 0):
            raise Mismatch("invalid-argument", f"`{{it}}` takes a kernel of odd sizes but gets {size}")
    return sizes[0], sizes[1]


def blurred(cx: Context, img: Any, kernel: tuple[Int, Int], needs: Needs) -> Any:
    """The image, whose sides must be longer than half a window."""
    made = kept(cx, img, needs)
    if isinstance(made, Tensor):
        frame = read(cx, made)
        if any(cx.facts.equal(dim, 0) is Truth.YES for dim in frame.shape.dims):
            return made
        for side, window in ((frame.width, kernel[0]), (frame.height, kernel[1])):
            if isinstance(window, int) and cx.facts.less(window // 2, side) is Truth.NO:
                text = f"a kernel of {window} to a side of {cx.facts.resolve(side)}: it must be above half of that"
                raise Mismatch("invalid-argument", f"`{{it}}` applies {text}")
    return made


def blur_of(needs: Needs) -> Any:
    """`gaussian_blur`, for images of such a rank."""

    def gaussian_blur(cx: Context, img: Any, kernel_size: Any, sigma: Any = None) -> Any:
        kernel = odd_sizes(cx, kernel_size, single=False)
        counted(cx, sigma, "sigma", 1, 2)
        if isinstance(sigma, (int, float)) and sigma <= 0:
            raise Mismatch("invalid-argument", f"`{{it}}` takes a positive `sigma` but gets {sigma}")
        return blurred(cx, img, kernel, needs)

    return gaussian_blur


op(f"{F}.gaussian_blur", counts=False)(blur_of(BATCH))
op(f"{V2}.gaussian_blur", counts=False)(blur_of(CHANNELS))


@op(f"{F}.erase", f"{V2}.erase", counts=False)
def erase(cx: Context, img: Any, i: Any, j: Any, h: Any, w: Any, v: Any, inplace: Any = False) -> Any:
    """The image with a part of it overwritten by `v`, which must fit in there."""
    made = kept(cx, img, IMAGE)
    if isinstance(made, Tensor) and isinstance(v, Tensor) and all(isinstance(n, int) for n in (i, j, h, w)):
        *head, height, width = read(cx, made).shape.dims
        if isinstance(height, int) and isinstance(width, int):
            part = (len(range(height)[i : i + h]), len(range(width)[j : j + w]))
            shape = cx.facts.resolve_shape(v.shape)
            while (
                shape.lead is None
                and len(shape.dims) > len(head) + 2
                and cx.facts.equal(shape.dims[0], 1) is not Truth.NO
            ):
                shape = Shape(shape.dims[1:])
            fits_into(cx, Shape((*head, *part), read(cx, made).shape.lead), shape)
    return made


@op(f"{V2}.permute_channels", counts=False)
def permute_channels(cx: Context, inpt: Any, permutation: Any) -> Any:
    """As many channels as before. Mismatch (`channel-mismatch`) where those to take are not as many."""
    made = kept(cx, inpt, CHANNELS)
    count = cx.length(permutation)
    channels = read(cx, made).channels
    for place in cx.items(permutation) or () if isinstance(permutation, (tuple, ListV)) else ():
        if isinstance(place, int) and isinstance(count, int) and not -count <= place < count:
            raise Mismatch("index-out-of-range", f"`{{it}}` takes channel {place} of {count}")
    if count is not None and channels is not None and cx.facts.equal(channels, count) is Truth.NO:
        got = cx.facts.resolve(channels)
        raise Mismatch("channel-mismatch", f"`{{it}}` orders {count} channels of an image of {got}")
    return made
