"""`PIL.ImageOps` and `PIL.ImageFilter`-like functions from an image to an image."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.pillow.image import width_and_height
from convlint.frameworks.pillow.picture import image, is_image, resized, size_of
from convlint.values import Context, Instance, Undetermined

SAME = "autocontrast equalize flip invert mirror posterize solarize".split()


def _image(value: Any) -> Instance:
    if not is_image(value):
        raise Undetermined("no image")
    found: Instance = value
    return found


def _same(cx: Context, image: Any, *args: Any, **kwargs: Any) -> Any:
    return resized(_image(image), *size_of(cx, _image(image)))


for name in SAME:
    op(f"PIL.ImageOps.{name}", counts=False)(_same)


@op("PIL.ImageOps.grayscale", counts=False)
def grayscale(cx: Context, image_: Any) -> Any:
    return image(*size_of(cx, _image(image_)), "L")


@op("PIL.ImageOps.fit", "PIL.ImageOps.pad", counts=False)
def fit(cx: Context, image: Any, size: Any, *args: Any, **kwargs: Any) -> Any:
    width, height = width_and_height(cx, size)
    return resized(_image(image), height, width)


@op("PIL.ImageOps.expand", counts=False)
def expand(cx: Context, image: Any, border: Any = 0, fill: Any = 0) -> Any:
    height, width = size_of(cx, _image(image))
    borders = to_ints(cx, border, "border")
    left, top, right, bottom = {1: borders * 4, 2: borders * 2}.get(len(borders), borders)
    return resized(_image(image), height + top + bottom, width + left + right)


@op("PIL.ImageOps.exif_transpose", "PIL.ImageOps.contain", "PIL.ImageOps.cover", "PIL.ImageOps.scale",
    "PIL.ImageOps.crop", counts=False)  # fmt: skip
def other_size(cx: Context, image: Any, *args: Any, **kwargs: Any) -> Any:
    return resized(_image(image), cx.fresh("height", 1), cx.fresh("width", 1))
