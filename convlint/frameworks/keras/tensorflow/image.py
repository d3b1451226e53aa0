"""`tf.image`: cropping, padding, turning, colours, patches."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import Signature, to_int, to_ints
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.ops.image import Image
from convlint.frameworks.keras.ops.network import known
from convlint.frameworks.keras.ops.nn import resize, windows_of_each
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

KEEPING = """flip_left_right flip_up_down random_flip_left_right random_flip_up_down stateless_random_flip_left_right
stateless_random_flip_up_down per_image_standardization adjust_hue random_hue adjust_saturation random_saturation
adjust_jpeg_quality random_jpeg_quality stateless_random_hue stateless_random_saturation""".split()
OF_ANY = """adjust_brightness random_brightness adjust_contrast random_contrast adjust_gamma convert_image_dtype
stateless_random_brightness stateless_random_contrast draw_bounding_boxes""".split()
_SIGNATURE = Signature.parse("x: Keras, *args, **kwargs", returns="Tensor")


def _kept(cx: Context, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return x.like(x.shape)


def _images(cx: Context, x: Tensor) -> Image:
    return Image(cx, x, "channels_last")


declare(
    tuple(f"tensorflow.image.{name}" for name in KEEPING),
    lambda cx, x, *a, **k: x.like(_images(cx, x).shape),
    _SIGNATURE,
)
declare(tuple(f"tensorflow.image.{name}" for name in OF_ANY), _kept, _SIGNATURE)


@function(
    *(
        f"tensorflow.image.{name}"
        for name in "resize_images resize_bilinear resize_nearest_neighbor resize_bicubic".split()
    )
)
def resize_of_tensorflow_1(cx: Context, images: Keras, size: Any, *args: Any, **more: Any) -> Tensor:
    """Images of another size."""
    return resize(cx, images, size)  # type: ignore[no-any-return]


@function(
    "tensorflow.image.resize_with_crop_or_pad",
    "tensorflow.image.resize_image_with_crop_or_pad",
    "tensorflow.image.resize_with_pad",
    "tensorflow.image.resize_image_with_pad",
)
def resize_with_pad(
    cx: Context, image: Keras, target_height: Any, target_width: Any, *args: Any, **more: Any
) -> Tensor:
    """Images of another size."""
    target = (to_int(cx, target_height, "target_height"), to_int(cx, target_width, "target_width"))
    found = _images(cx, image)
    return image.like(found.sized(*target, found.channels))


@function("tensorflow.image.crop_to_bounding_box")
def crop_to_bounding_box(
    cx: Context, image: Keras, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Tensor:
    """A part of the images. Mismatch where it is not inside."""
    return _boxed(cx, image, (offset_height, offset_width), (target_height, target_width), True)


@function("tensorflow.image.pad_to_bounding_box")
def pad_to_bounding_box(
    cx: Context, image: Keras, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Tensor:
    """The images within greater ones. Mismatch where they do not fit."""
    return _boxed(cx, image, (offset_height, offset_width), (target_height, target_width), False)


def _boxed(cx: Context, image: Tensor, offsets: Any, targets: Any, crop: bool) -> Tensor:
    found = _images(cx, image)
    made: list[Int] = []
    for size, offset, target in zip((found.height, found.width), offsets, targets):
        start, left = to_int(cx, offset, "offset"), to_int(cx, target, "target")
        inner, outer = (left, size) if crop else (size, left)
        if not is_open(cx, size) and cx.facts.less(outer, start + inner) is Truth.YES:
            got = f"{cx.facts.resolve(inner)} at {cx.facts.resolve(start)} of {cx.facts.resolve(outer)}"
            raise Mismatch("invalid-argument", f"`{{it}}` cannot place {got}")
        made.append(left)
    return image.like(found.sized(made[0], made[1], found.channels))


@function("tensorflow.image.central_crop")
def central_crop(cx: Context, image: Keras, central_fraction: Any) -> Tensor:
    """The middle of the images."""
    found = _images(cx, image)
    if not isinstance(central_fraction, (int, float)):
        raise Undetermined("the fraction is not known")
    sizes = [_middle(cx, size, float(central_fraction)) for size in (found.height, found.width)]
    return image.like(found.sized(sizes[0], sizes[1], found.channels))


def _middle(cx: Context, size: Int, fraction: float) -> Int:
    size = cx.facts.resolve(size)
    return size - 2 * int((size - size * fraction) / 2) if isinstance(size, int) else cx.fresh("size")


@function("tensorflow.image.rot90")
def rot90(cx: Context, image: Keras, k: Any = 1, name: Any = None) -> Tensor:
    """Height and width swapped, or not."""
    found = _images(cx, image)
    if not isinstance(k, int):
        raise Undetermined("`k` is not known")
    turned = (found.width, found.height) if k % 2 else (found.height, found.width)
    return image.like(found.sized(*turned, found.channels))


@function("tensorflow.image.transpose", "tensorflow.image.transpose_image")
def transpose(cx: Context, image: Keras, name: Any = None) -> Tensor:
    """Height and width swapped."""
    return rot90(cx, image)  # type: ignore[no-any-return]


@function("tensorflow.image.grayscale_to_rgb")
def grayscale_to_rgb(cx: Context, images: Keras, name: Any = None) -> Tensor:
    """1 channel becomes 3."""
    found = _images(cx, images)
    if sizes_differ(cx, found.channels, 1):
        got = cx.facts.resolve(found.channels)
        raise Mismatch("channel-mismatch", f"`{{it}}` takes 1 channel but gets {got} in {text_of(cx, found.shape)}")
    return images.like(found.sized(found.height, found.width, 3))


@function("tensorflow.image.sobel_edges")
def sobel_edges(cx: Context, image: Keras) -> Tensor:
    """The gradients of height and width in a new last dim."""
    (dims,) = known(cx, image)
    return image.like(Shape((*dims, 2)))


@function("tensorflow.image.ssim", "tensorflow.image.psnr", "tensorflow.image.ssim_multiscale")
def of_pairs(cx: Context, x: Keras, y: Keras, *args: Any, **more: Any) -> Tensor:
    """A number for each image."""
    (dims,) = known(cx, x)
    if len(dims) < 3:
        raise Undetermined("no images")
    return x.like(Shape(dims[:-3]), "float")


@function("tensorflow.image.total_variation")
def total_variation(cx: Context, images: Keras, name: Any = None) -> Tensor:
    """A number for each image."""
    return of_pairs(cx, images, images)  # type: ignore[no-any-return]


@function(
    "tensorflow.image.extract_patches", "tensorflow.image.extract_image_patches", "tensorflow.extract_image_patches"
)
def extract_patches(
    cx: Context,
    images: Keras,
    sizes: Any = None,
    strides: Any = None,
    rates: Any = None,
    padding: Any = None,
    **more: Any,
) -> Tensor:
    """(batch, height, width, channels) -> (batch, rows, columns, values of a patch)."""
    (dims,) = known(cx, images)
    each = [
        to_ints(cx, more.get("ksizes") if i == 0 and given is None else given, "sizes")
        for i, given in enumerate((sizes, strides, rates))
    ]
    if len(dims) != 4 or any(len(values) != 4 for values in each):
        raise Undetermined("no images")
    patch, steps, gaps = (values[1:3] for values in each)
    rows, columns = windows_of_each(cx, dims[1:3], patch, steps, padding, gaps, images, True)
    return images.like(Shape.of(dims[0], rows, columns, patch[0] * patch[1] * dims[-1]))


@function("tensorflow.image.crop_and_resize")
def crop_and_resize(
    cx: Context, image: Keras, boxes: Keras, box_indices: Any, crop_size: Any, *args: Any, **more: Any
) -> Tensor:
    """(batch, height, width, channels) and boxes (n, 4) -> (n, …crop_size, channels)."""
    dims, rows = known(cx, image, boxes)
    size = to_ints(cx, crop_size, "crop_size")
    if len(dims) != 4 or len(rows) != 2 or len(size) != 2:
        raise Undetermined("no images or boxes")
    return image.like(Shape.of(rows[0], *size, dims[-1]), "float")
