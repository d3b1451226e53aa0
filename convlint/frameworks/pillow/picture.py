"""What is known of a `PIL.Image.Image`: height, width, mode, and the number of bands."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.symbolic import Dim, Int, Shape
from convlint.values import Context, Instance, LibraryClass, Tensor, Undetermined

PATH = "PIL.Image.Image"
BANDS = {"1": 1, "L": 1, "P": 1, "I": 1, "F": 1, "I;16": 1, "LA": 2, "PA": 2, "RGB": 3, "YCbCr": 3, "LAB": 3, "HSV": 3}
BANDS |= {"RGBA": 4, "CMYK": 4, "RGBX": 4, "RGBa": 4}
MODES = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}  # of arrays of bytes
_entry = declare_class(PATH)


def image(height: Int, width: Int, mode: str | None = None, bands: Int | None = None) -> Instance:
    """An image. `bands` is needed only where the mode is not known and they are."""
    made = Instance(LibraryClass(PATH, _entry))
    made.hidden.update(height=height, width=width, mode=mode, bands=BANDS.get(mode or "", bands))
    return made


def unknown_image(cx: Context, mode: str | None = None) -> Instance:
    """An image from a file: of any size."""
    return image(cx.fresh("height", 1), cx.fresh("width", 1), mode)


def is_image(value: Any) -> bool:
    """Whether a value is an image."""
    return isinstance(value, Instance) and getattr(value.cls, "path", None) == PATH and not value.opaque


def size_of(cx: Context, picture: Instance) -> tuple[Int, Int]:
    """Height and width."""
    height, width = picture.hidden.get("height"), picture.hidden.get("width")
    return (
        height if isinstance(height, (int, Dim)) else cx.fresh("height", 1),
        width if isinstance(width, (int, Dim)) else cx.fresh("width", 1),
    )


def mode_of(picture: Instance) -> str | None:
    """The mode, where known."""
    mode = picture.hidden.get("mode")
    return mode if isinstance(mode, str) else None


def bands_of(picture: Instance) -> Int | None:
    """The number of channels, where known."""
    bands = picture.hidden.get("bands")
    return bands if isinstance(bands, (int, Dim)) else None


def resized(picture: Instance, height: Int, width: Int) -> Instance:
    """The same kind of image in another size."""
    return image(height, width, mode_of(picture), bands_of(picture))


def as_array(cx: Context, picture: Instance) -> Tensor:
    """(H, W) where there is one band, else (H, W, bands). Undetermined where the bands are not known."""
    bands = bands_of(picture)
    if not isinstance(bands, int):
        raise Undetermined("an image of unknown mode")
    height, width = size_of(cx, picture)
    shape = Shape.of(height, width) if bands == 1 else Shape.of(height, width, bands)
    dtype = {"F": "float", "1": "bool"}.get(mode_of(picture) or "", "int")
    return Tensor(shape, dtype, "numpy")


def from_array(cx: Context, array: Tensor, mode: str | None = None) -> Instance:
    """The image of an array (H, W) or (H, W, bands)."""
    dims = cx.dims(array)
    if dims is None or len(dims) not in (2, 3):
        return unknown_image(cx, mode)
    bands = dims[2] if len(dims) == 3 else 1
    known = MODES.get(bands) if isinstance(bands, int) and bands > 1 else None
    return image(dims[0], dims[1], mode or known, bands)
