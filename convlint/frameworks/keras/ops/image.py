"""`keras.ops.image`, and the functions of TensorFlow beside them."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import window_size
from convlint.frameworks.common.signature import to_axes, to_int, to_ints
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.help import format_of, natural, need_rank, not_empty, per_axis, positive
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, Truth, ceil_div
from convlint.values import Context, Mismatch, Tensor, Undetermined, Ungiven

IMAGE = "(height, width, channels) or (batch, height, width, channels)"


def here(*names: str) -> tuple[str, ...]:
    """The paths of functions of `keras.ops.image`."""
    return tuple(f"keras.ops.image.{name}" for name in names)


class Image:
    """Images with or without a batch, their channels last or first."""

    def __init__(self, cx: Context, tensor: Tensor, data_format: Any = None, batched: bool = False) -> None:
        need_rank(cx, tensor, 4 if batched else 3, 4, IMAGE)
        shape = cx.facts.trailing(tensor.shape, 3)
        if shape is None:
            raise Undetermined("the rank is not known")
        self.shape = cx.facts.resolve_shape(shape)
        self.first = format_of(cx, data_format) == "channels_first"
        last = self.shape.dims[-3:]
        self.channels = last[0] if self.first else last[2]
        self.height, self.width = last[1:] if self.first else last[:2]

    def sized(self, height: Int, width: Int, channels: Int) -> Shape:
        """The shape of images of another size."""
        inner = (channels, height, width) if self.first else (height, width, channels)
        return Shape((*self.shape.dims[:-3], *inner), self.shape.lead)


@function(*here("rgb_to_grayscale"), "tensorflow.image.rgb_to_grayscale")
def rgb_to_grayscale(cx: Context, images: Keras, data_format: Any = None, name: Any = None) -> Tensor:
    """3 channels become 1."""
    image = Image(cx, images, data_format)
    if isinstance(image.channels, int) and image.channels != 1:
        _coloured(cx, image)
    return images.like(image.sized(image.height, image.width, 1))


@function(*here("rgb_to_hsv", "hsv_to_rgb"), "tensorflow.image.rgb_to_hsv", "tensorflow.image.hsv_to_rgb")
def rgb_to_hsv(cx: Context, images: Keras, data_format: Any = None, name: Any = None) -> Tensor:
    """3 channels stay 3."""
    image = Image(cx, images, data_format)
    _coloured(cx, image)
    return images.like(images.shape)


def _coloured(cx: Context, image: Image) -> None:
    if sizes_differ(cx, image.channels, 3):
        got = cx.facts.resolve(image.channels)
        raise Mismatch("channel-mismatch", f"`{{it}}` takes 3 channels but gets {got} in {text_of(cx, image.shape)}")


@function(*here("affine_transform", "perspective_transform", "elastic_transform"))
def transformed(cx: Context, images: Keras, *args: Any, data_format: Any = None, **kwargs: Any) -> Tensor:
    """Images of the same size."""
    return images.like(Image(cx, images, data_format).shape)


@function(*here("gaussian_blur"))
def gaussian_blur(
    cx: Context, images: Keras, kernel_size: Any = (3, 3), sigma: Any = (1.0, 1.0), data_format: Any = None
) -> Tensor:
    """Images of the same size, if the kernel's sizes are odd."""
    image = Image(cx, images, data_format)
    if not all(isinstance(size, int) and size % 2 for size in cx.items(kernel_size) or (0,)):
        raise Undetermined("an even kernel changes the size")
    return images.like(image.shape)


@function(*here("sobel_edges"))
def sobel_edges(cx: Context, images: Keras, data_format: Any = None) -> Tensor:
    """The gradients of height and width in a new last dim."""
    image = Image(cx, images, data_format, True)
    return images.like(Shape((*image.shape.dims, 2), image.shape.lead))


def _around(cx: Context, size: Int, before: Any, behind: Any, target: Any, sign: int) -> Int:
    """A size padded (sign 1) or cropped (-1). Two of the three numbers are given."""
    if (before is None) + (behind is None) + (target is None) != 1:
        raise Ungiven("invalid-argument", "`{it}` needs two of start, end and target size for each axis")
    for width in (before, behind):
        if isinstance(width, int) and width < 0:
            raise Mismatch("invalid-argument", f"`{{it}}` gets {width}, which must not be negative")
    if target is not None:
        made = to_int(cx, target, "target")
        start = to_int(cx, behind if before is None else before, "before")
        if sign > 0 and not is_open(cx, size) and cx.facts.less(made, size + start) is Truth.YES:
            got = f"{cx.facts.resolve(size)} and {cx.facts.resolve(start)} do not fit into {cx.facts.resolve(made)}"
            raise Mismatch("invalid-argument", f"`{{it}}`: {got}")
        if sign < 0 and not is_open(cx, size) and cx.facts.less(size, made + start) is Truth.YES:
            raise Undetermined("a part that is not inside")
        return made
    return size + sign * (to_int(cx, before, "before") + to_int(cx, behind, "behind"))


@function(*here("pad_images"))
def pad_images(
    cx: Context,
    images: Keras,
    top_padding: Any = None,
    left_padding: Any = None,
    bottom_padding: Any = None,
    right_padding: Any = None,
    target_height: Any = None,
    target_width: Any = None,
    data_format: Any = None,
) -> Tensor:
    """Images with so much around them, or so much before and of a size."""
    image = Image(cx, images, data_format)
    height = _around(cx, image.height, top_padding, bottom_padding, target_height, 1)
    width = _around(cx, image.width, left_padding, right_padding, target_width, 1)
    return images.like(image.sized(height, width, image.channels))


@function(*here("crop_images"))
def crop_images(
    cx: Context,
    images: Keras,
    top_cropping: Any = None,
    left_cropping: Any = None,
    bottom_cropping: Any = None,
    right_cropping: Any = None,
    target_height: Any = None,
    target_width: Any = None,
    data_format: Any = None,
) -> Tensor:
    """A part of the images."""
    image = Image(cx, images, data_format)
    height = _around(cx, image.height, top_cropping, bottom_cropping, target_height, -1)
    width = _around(cx, image.width, left_cropping, right_cropping, target_width, -1)
    return natural(cx, images.like(image.sized(height, width, image.channels)))


@function(*here("extract_patches"))
def extract_patches(
    cx: Context,
    images: Keras,
    size: Any,
    strides: Any = None,
    dilation_rate: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
) -> Tensor:
    """(…, height, width, channels) -> (…, rows, columns, values of a patch)."""
    items = [size] if isinstance(size, int) else cx.items(size)
    if items is None or len(items) > 2 or strides == 0:
        raise Undetermined("patches of another rank")
    image, patch = Image(cx, images, data_format), positive(cx, per_axis(cx, size, 2, "size"), "size")
    steps = patch if strides is None else positive(cx, per_axis(cx, strides, 2, "strides"), "strides")
    rates = per_axis(cx, dilation_rate, 2, "dilation_rate")
    if padding == "same":
        made = [ceil_div(each, step) for each, step in zip((image.height, image.width), steps)]
    elif padding == "valid":
        places = zip((image.height, image.width), patch, steps, rates)
        made = [window_size(each, k, step, 0, 0, rate) for each, k, step, rate in places]
        not_empty(cx, tuple(made), images)
    else:
        raise Undetermined("`padding` is not known")
    return images.like(image.sized(made[0], made[1], patch[0] * patch[1] * image.channels))


@function(*here("map_coordinates"))
def map_coordinates(cx: Context, inputs: Keras, coordinates: Keras, order: Any, *args: Any, **kwargs: Any) -> Tensor:
    """Coordinates (rank, …) -> (…)."""
    rank, shape = cx.facts.rank(inputs.shape), cx.facts.resolve_shape(coordinates.shape)
    if rank is None or shape.lead is not None or not shape.dims:
        raise Undetermined("the rank is not known")
    if len(shape.dims) < 2 or sizes_differ(cx, shape.dims[0], rank):
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` needs {rank} coordinates for each place but gets {text_of(cx, shape)}"
        )
    return inputs.like(Shape(shape.dims[1:]))


@function(*here("extract_patches_3d"))
def extract_patches_3d(
    cx: Context,
    volumes: Keras,
    size: Any,
    strides: Any = None,
    dilation_rate: Any = 1,
    padding: Any = "valid",
    data_format: Any = None,
) -> Tensor:
    """(…, depth, height, width, channels) -> (…, parts of each, values of a patch)."""
    patch = positive(cx, per_axis(cx, size, 3, "size"), "size")
    steps = patch if strides is None else positive(cx, per_axis(cx, strides, 3, "strides"), "strides")
    rates = positive(cx, per_axis(cx, dilation_rate, 3, "dilation_rate"), "dilation_rate")
    need_rank(cx, volumes, 4, 5, "(depth, height, width, channels) or (batch, depth, height, width, channels)")
    first = format_of(cx, data_format) == "channels_first"
    shape = cx.facts.trailing(volumes.shape, 4)
    if shape is None or padding not in ("valid", "same"):
        raise Undetermined("the rank, or the padding, is not known")
    channels, sizes = (shape.dims[-4], shape.dims[-3:]) if first else (shape.dims[-1], shape.dims[-4:-1])
    if padding == "same":
        made = tuple(ceil_div(each, step) for each, step in zip(sizes, steps))
    else:
        made = tuple(window_size(each, k, step, 0, 0, rate) for each, k, step, rate in zip(sizes, patch, steps, rates))
        not_empty(cx, made, volumes)
    values = patch[0] * patch[1] * patch[2] * channels
    behind = (values, *made) if first else (*made, values)
    return volumes.like(Shape((*shape.dims[:-4], *behind), shape.lead))


@function(*here("ssim"))
def ssim(
    cx: Context, image1: Keras, image2: Keras, max_val: Any = 1.0, filter_size: Any = 11, *args: Any, **kw: Any
) -> Tensor:
    """How alike two images, or those of two batches, are: () or (batch,)."""
    need_rank(cx, image1, 3, 4)
    need_rank(cx, image2, 3, 4)
    shape = cx.facts.trailing(image1.shape, 3)
    if shape is None:
        raise Undetermined("the rank is not known")
    return image1.like(Shape(shape.dims[:-3], shape.lead))


@function(*here("scale_and_translate"))
def scale_and_translate(
    cx: Context,
    images: Keras,
    output_shape: Any,
    scale: Any,
    translation: Any,
    spatial_dims: Any,
    *args: Any,
    **kwargs: Any,
) -> Tensor:
    """The axes named in `spatial_dims` get the sizes that are asked for."""
    sizes, axes = to_ints(cx, output_shape, "output_shape"), to_axes(cx, spatial_dims, "spatial_dims")
    shape = cx.facts.resolve_shape(images.shape)
    if shape.lead is not None or len(sizes) != len(shape.dims) or not all(0 <= axis < len(sizes) for axis in axes):
        raise Undetermined("axes that are not known")
    return images.like(Shape(tuple(sizes[i] if i in axes else size for i, size in enumerate(shape.dims))))
