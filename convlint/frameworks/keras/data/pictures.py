"""`load_img`, `img_to_array` and `array_to_img`: pictures of Pillow and arrays."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.keras.data.folders import COLOURS
from convlint.frameworks.keras.help import per_axis
from convlint.symbolic import Shape
from convlint.values import Context, Tensor, Undetermined, Unknown

MODULES = ("keras.utils", "keras.preprocessing.image")
MODES = {"grayscale": "L", "rgb": "RGB", "rgba": "RGBA"}


def _both(name: str) -> tuple[str, ...]:
    return tuple(f"{module}.{name}" for module in MODULES)


@op(*_both("load_img"), counts=False)
def load_img(cx: Context, path: Any, color_mode: Any = "rgb", target_size: Any = None, *args: Any, **more: Any) -> Any:
    """A picture of the size that is asked for, else of any size."""
    from convlint.frameworks.pillow.picture import image, unknown_image

    mode = "L" if more.get("grayscale") is True or color_mode is True else MODES.get(color_mode)
    if target_size is None:
        return unknown_image(cx, mode)
    items = cx.items(target_size)  # a third size, of channels, is never looked at
    height, width = per_axis(cx, target_size if items is None else tuple(items[:2]), 2, "target_size")
    return image(height, width, mode)


@op(*_both("img_to_array"), counts=False)
def img_to_array(cx: Context, img: Any, data_format: Any = None, dtype: Any = None) -> Tensor:
    """(height, width, channels), also for one channel."""
    from convlint.frameworks.pillow.picture import bands_of, is_image, size_of

    if data_format not in (None, "channels_last"):
        raise Undetermined("channels first")
    if is_image(img):
        bands = bands_of(img)
        return Tensor(
            Shape.of(*size_of(cx, img), cx.fresh("channels", 1) if bands is None else bands), "float", "numpy"
        )
    shape = cx.facts.resolve_shape(img.shape) if isinstance(img, Tensor) else None
    if shape is None or shape.lead is not None or len(shape.dims) not in (2, 3):
        raise Undetermined("an image that is not known")
    return Tensor(Shape((*shape.dims, *((1,) if len(shape.dims) == 2 else ()))), "float", "numpy")


@op(*_both("array_to_img"), counts=False)
def array_to_img(cx: Context, x: Any, *args: Any, **more: Any) -> Any:
    """A picture."""
    from convlint.frameworks.pillow.picture import image

    dims = cx.dims(x) if isinstance(x, Tensor) else None
    if dims is None or len(dims) != 3 or args or more.get("data_format") is not None:
        return Unknown("a picture")
    mode = next((MODES[name] for name, bands in COLOURS.items() if bands == dims[2]), None)
    return image(dims[0], dims[1], mode, dims[2])
