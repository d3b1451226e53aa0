"""`keras.ops` of networks: windows, codes, losses, attention; images."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import any_tensor, data_format, shaped, sizes
from tests.truth.model import Arguments, T

family = Family("ops_nn", misuse=0.03)


def spatial(dice: Dice, channels: int, options: dict[str, Any], count: int) -> T:
    return shaped(dice, sizes(dice, count, 4, 8), channels, options["data_format"])


def window(dice: Dice, count: int) -> dict[str, Any]:
    dilated = dice.chance(0.2)
    return {
        "strides": OMIT if dilated else dice.maybe(dice.randint(1, 3)),
        "padding": dice.maybe(dice.choice(["valid", "same"])),
        "data_format": data_format(dice),
        "dilation_rate": dice.randint(1, 2) if dilated else OMIT,
    }


def kernel(dice: Dice, count: int) -> tuple[int, ...]:
    return tuple(dice.randint(1, 3) for _ in range(count))


@family.function("keras.ops.conv", count=150)
def conv(dice: Dice) -> Arguments:
    count, groups, inside = dice.randint(1, 3), dice.choice([1, 1, 2]), dice.randint(1, 3)
    options = window(dice, count)
    weight = T((*kernel(dice, count), inside, groups * dice.randint(1, 3)))
    return dice.keywords(spatial(dice, groups * inside, options, count), weight, **options)


@family.function("keras.ops.depthwise_conv")
def depthwise(dice: Dice) -> Arguments:
    count, channels = dice.randint(1, 2), dice.randint(1, 4)
    options = window(dice, count)
    weight = T((*kernel(dice, count), channels, dice.randint(1, 2)))
    return dice.keywords(spatial(dice, channels, options, count), weight, **options)


@family.function("keras.ops.separable_conv")
def separable(dice: Dice) -> Arguments:
    count, channels, more = dice.randint(1, 2), dice.randint(1, 3), dice.randint(1, 2)
    options = window(dice, count)
    weights = [T((*kernel(dice, count), channels, more)), T((*(1,) * count, channels * more, dice.randint(1, 3)))]
    return dice.keywords(spatial(dice, channels, options, count), *weights, **options)


@family.function("keras.ops.conv_transpose")
def conv_transpose(dice: Dice) -> Arguments:
    count, channels = dice.randint(1, 3), dice.randint(1, 4)
    options = window(dice, count)
    weight = T((*kernel(dice, count), dice.randint(1, 3), channels))
    options["strides"] = dice.randint(1, 3) if options["strides"] is OMIT else options["strides"]
    options["dilation_rate"] = OMIT
    return dice.keywords(spatial(dice, channels, options, count), weight, **options)


@family.function("keras.ops.max_pool", "keras.ops.average_pool")
def pool(dice: Dice) -> Arguments:
    count = dice.randint(1, 3)
    options = window(dice, count)
    size = dice.per_axis(count, 1, 3)
    del options["dilation_rate"]
    image = spatial(dice, dice.randint(1, 3), options, count)
    return dice.keywords(image, tuple(size) if isinstance(size, list) else size, **options)


@family.function("keras.ops.adaptive_max_pool", "keras.ops.adaptive_average_pool")
def adaptive(dice: Dice) -> Arguments:
    count, options = dice.randint(1, 3), {"data_format": data_format(dice)}
    size = dice.per_axis(count, 1, 4)
    image = spatial(dice, dice.randint(1, 3), options, count)
    return dice.keywords(image, tuple(size) if isinstance(size, list) else size, **options)


@family.function("keras.ops.one_hot", "keras.ops.multi_hot", spoils=False, misuse=0.6)
def one_hot(dice: Dice) -> Arguments:
    return dice.keywords(any_tensor(dice, 1, 3, "i"), dice.randint(1, 6))


@family.function("keras.ops.binary_crossentropy")
def binary(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return Arguments([tensor, tensor])


@family.function("keras.ops.categorical_crossentropy")
def categorical(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return dice.keywords(tensor, tensor, from_logits=dice.maybe(True))


@family.function("keras.ops.sparse_categorical_crossentropy")
def sparse(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    target = T(tensor.sizes[:-1], "i")
    return dice.keywords(target, tensor, from_logits=dice.maybe(True))


@family.function("keras.ops.dot_product_attention")
def attention(dice: Dice) -> Arguments:
    batch, heads, width, keys = dice.randint(1, 3), dice.randint(1, 3), dice.randint(1, 4), dice.randint(1, 4)
    query = T((batch, dice.randint(1, 4), heads, width))
    return Arguments([query, T((batch, keys, heads, width)), T((batch, keys, heads, width))])


@family.function("keras.ops.unfold")
def unfold(dice: Dice) -> Arguments:
    image = T((dice.randint(1, 2), dice.randint(1, 3), *sizes(dice, 2, 3, 7)))
    return dice.keywords(
        image,
        dice.randint(1, 3),
        dilation=dice.maybe(dice.randint(1, 2), 0.2),
        padding=dice.maybe(dice.randint(0, 1), 0.3),
        stride=dice.maybe(dice.randint(1, 2)),
    )


@family.function("keras.ops.in_top_k", spoils=False, misuse=0.6)
def in_top_k(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 2, 2)
    return dice.arguments(T(tensor.sizes[:1], "i"), tensor, k=dice.randint(1, tensor.sizes[1]))


@family.function("keras.ops.psnr")
def psnr(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return Arguments([tensor, tensor, 1.0])


# --- images -----------------------------------------------------------------------------------------------------------


def image(dice: Dice, channels: int, format: Any, low: int = 4) -> T:
    inner = shaped(dice, sizes(dice, 2, low, 8), channels, format).sizes
    return T(inner if dice.chance(0.7) else inner[1:])


@family.function("keras.ops.image.resize")
def resize(dice: Dice) -> Arguments:
    format = data_format(dice)
    size = (dice.randint(1, 8), dice.randint(1, 8))
    return dice.keywords(image(dice, dice.randint(1, 3), format), size, data_format=format)


@family.function("keras.ops.image.rgb_to_grayscale")
def grayscale(dice: Dice) -> Arguments:
    format = data_format(dice)
    return dice.keywords(image(dice, 3, format), data_format=format)


@family.function("keras.ops.image.rgb_to_hsv", "keras.ops.image.hsv_to_rgb")
def hsv(dice: Dice) -> Arguments:
    format = data_format(dice)
    return dice.keywords(image(dice, 3, format), data_format=format)


@family.function("keras.ops.image.gaussian_blur", spoils=False, misuse=0.6)
def blur(dice: Dice) -> Arguments:
    return dice.keywords(image(dice, 3, OMIT), kernel_size=(3, 3), sigma=(1.0, 1.0))


@family.function("keras.ops.image.sobel_edges")
def sobel(dice: Dice) -> Arguments:
    format = data_format(dice)
    return dice.keywords(shaped(dice, sizes(dice, 2, 4, 8), 2, format), data_format=format)


@family.function("keras.ops.image.pad_images")
def pad_images(dice: Dice) -> Arguments:
    format = data_format(dice)
    tensor = image(dice, 2, format)
    height, width = tensor.sizes[-2:] if format == "channels_first" else tensor.sizes[-3:-1]
    if dice.chance(0.5):
        named: dict[str, Any] = {"bottom_padding": dice.randint(0, 3), "right_padding": dice.randint(0, 3)}
    else:
        named = {"target_height": height + dice.randint(0, 4), "target_width": width + dice.randint(0, 4)}
    return dice.keywords(
        tensor, top_padding=dice.randint(0, 1), left_padding=dice.randint(0, 1), data_format=format, **named
    )


@family.function("keras.ops.image.crop_images")
def crop_images(dice: Dice) -> Arguments:
    format = data_format(dice)
    tensor = image(dice, 2, format, 5)
    if dice.chance(0.5):
        named: dict[str, Any] = {"bottom_cropping": dice.randint(0, 2), "right_cropping": dice.randint(0, 2)}
    else:
        named = {"target_height": dice.randint(1, 4), "target_width": dice.randint(1, 4)}
    return dice.keywords(
        tensor, top_cropping=dice.randint(0, 1), left_cropping=dice.randint(0, 1), data_format=format, **named
    )


@family.function("keras.ops.image.extract_patches")
def patches(dice: Dice) -> Arguments:
    format = data_format(dice)
    return dice.keywords(
        image(dice, dice.randint(1, 3), format),
        dice.choice([2, 3, (2, 3)]),
        strides=dice.maybe(dice.randint(1, 3)),
        padding=dice.maybe(dice.choice(["valid", "same"])),
        data_format=format,
    )


def transformed(points: bool, dice: Dice) -> Arguments:
    tensor = image(dice, 3, OMIT)
    front = tensor.sizes[:-3]
    if points:
        return Arguments([tensor, T((*front, 4, 2)), T((*front, 4, 2))])
    return Arguments([tensor, T((*front, 8))])


family.add_function("keras.ops.image.affine_transform", partial(transformed, False), spoils=False, misuse=0.6)
family.add_function("keras.ops.image.perspective_transform", partial(transformed, True), spoils=False, misuse=0.6)


@family.function("keras.ops.image.map_coordinates")
def map_coordinates(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 3)
    return Arguments([tensor, T((len(tensor.sizes), *any_tensor(dice, 1, 2).sizes)), 1])


@family.function("keras.ops.image.elastic_transform", spoils=False, misuse=0.6)
def elastic(dice: Dice) -> Arguments:
    return Arguments([image(dice, 3, OMIT)])
