"""`PIL.Image`: opening, making and changing images."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op, prop
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.pillow.picture import (
    BANDS,
    as_array,
    bands_of,
    from_array,
    image,
    mode_of,
    resized,
    size_of,
    unknown_image,
)
from convlint.symbolic import Int
from convlint.values import Context, Instance, Tensor, Undetermined, Unknown

TURNED = ("ROTATE_90", "ROTATE_270", "TRANSPOSE", "TRANSVERSE")
KEPT = ("FLIP_LEFT_RIGHT", "FLIP_TOP_BOTTOM", "ROTATE_180")


def width_and_height(cx: Context, size: Any) -> tuple[Int, Int]:
    """Pillow's order of a size: (width, height)."""
    sizes = to_ints(cx, size, "size")
    if len(sizes) != 2:
        raise Undetermined("a size that is no pair")
    return sizes[0], sizes[1]


@op("PIL.Image.open", counts=False)
def open_image(cx: Context, fp: Any, mode: Any = "r", formats: Any = None) -> Any:
    return unknown_image(cx)


@op("PIL.Image.new", counts=False)
def new(cx: Context, mode: Any, size: Any, color: Any = 0) -> Any:
    width, height = width_and_height(cx, size)
    return image(height, width, mode if isinstance(mode, str) else None)


@op("PIL.Image.fromarray", counts=False)
def fromarray(cx: Context, obj: Any, mode: Any = None) -> Any:
    known = mode if isinstance(mode, str) else None
    return from_array(cx, obj, known) if isinstance(obj, Tensor) else unknown_image(cx, known)


@op("PIL.Image.merge", counts=False)
def merge(cx: Context, mode: str, bands: Any) -> Any:
    first = cx.element(bands)
    if not isinstance(first, Instance):
        return unknown_image(cx, mode)
    return image(*size_of(cx, first), mode)


@prop("PIL.Image.Image.size")
def size(cx: Context, self: Instance) -> Any:
    height, width = size_of(cx, self)
    return (width, height)


@prop("PIL.Image.Image.height")
def height(cx: Context, self: Instance) -> Any:
    return size_of(cx, self)[0]


@prop("PIL.Image.Image.width")
def width(cx: Context, self: Instance) -> Any:
    return size_of(cx, self)[1]


@prop("PIL.Image.Image.mode")
def mode(cx: Context, self: Instance) -> Any:
    return mode_of(self) or Unknown("the mode of an image", data=True)


@op("PIL.Image.Image.__array__", counts=False)
def array(cx: Context, self: Any, dtype: Any = None, copy: Any = None) -> Tensor:
    return as_array(cx, self)


@op("PIL.Image.Image.convert", counts=False)
def convert(
    cx: Context,
    self: Any,
    mode: Any = None,
    matrix: Any = None,
    dither: Any = None,
    palette: Any = 0,
    colors: Any = 256,
) -> Any:
    return image(*size_of(cx, self), mode if isinstance(mode, str) else None)


@op("PIL.Image.Image.resize", counts=False)
def resize(cx: Context, self: Any, size: Any, resample: Any = None, box: Any = None, reducing_gap: Any = None) -> Any:
    width, height = width_and_height(cx, size)
    return resized(self, height, width)


@op("PIL.Image.Image.thumbnail", "PIL.Image.Image.draft", counts=False)
def thumbnail(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    cx.touch(self)
    self.hidden.update(height=cx.fresh("height", 1), width=cx.fresh("width", 1))


@op("PIL.Image.Image.crop", counts=False)
def crop(cx: Context, self: Any, box: Any = None) -> Any:
    if box is None:
        return resized(self, *size_of(cx, self))
    left, upper, right, lower = to_ints(cx, box, "box")
    return resized(self, lower - upper, right - left)


@op("PIL.Image.Image.rotate", counts=False)
def rotate(cx: Context, self: Any, angle: Any, resample: Any = 0, expand: Any = 0, *args: Any, **kwargs: Any) -> Any:
    if expand in (0, False):
        return resized(self, *size_of(cx, self))
    return resized(self, cx.fresh("height", 1), cx.fresh("width", 1))


@op("PIL.Image.Image.transpose", counts=False)
def transpose(cx: Context, self: Any, method: Any) -> Any:
    name = str(getattr(method, "path", "")).rpartition(".")[2]
    height, width = size_of(cx, self)
    if name in KEPT:
        return resized(self, height, width)
    if name in TURNED:
        return resized(self, width, height)
    return resized(self, cx.fresh("height", 1), cx.fresh("width", 1))


@op("PIL.Image.Image.split", counts=False)
def split(cx: Context, self: Any) -> Any:
    bands = bands_of(self)
    if not isinstance(bands, int):
        raise Undetermined("an image of unknown mode")
    return tuple(image(*size_of(cx, self), None, 1) for _ in range(bands))


@op("PIL.Image.Image.getbands", counts=False)
def getbands(cx: Context, self: Any) -> Any:
    mode = mode_of(self)
    if mode is None or BANDS.get(mode) != len(mode):
        raise Undetermined("an image of unknown mode")
    return tuple(mode)


def _same(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    return resized(self, *size_of(cx, self))


for name in ("copy", "filter", "point", "effect_spread", "__enter__"):
    op(f"PIL.Image.Image.{name}", counts=False)(_same)


@op("PIL.Image.Image.save", "PIL.Image.Image.show", "PIL.Image.Image.load", "PIL.Image.Image.close",
    "PIL.Image.Image.verify", "PIL.Image.Image.seek", "PIL.Image.Image.__exit__", counts=False)  # fmt: skip
def inert(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    return None
