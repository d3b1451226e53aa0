"""`torchvision.transforms`: between Pillow images, arrays and tensors; normalizing tensors."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.registry import op
from convlint.frameworks.pillow.picture import from_array, is_image
from convlint.frameworks.torchvision.declaring import V2, transform
from convlint.frameworks.torchvision.frames import read
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

F = "torchvision.transforms.functional"


def from_picture(cx: Context, picture: Any, dtype: str) -> Tensor:
    """(C, H, W) of a Pillow image."""
    frame = read(cx, picture)
    channels = cx.fresh("channels", 1) if frame.channels is None else frame.channels
    return Tensor(Shape.of(channels, frame.height, frame.width), dtype)


def channels_first(cx: Context, array: Tensor) -> Tensor:
    """(C, H, W) of an array (H, W, C) or (H, W); Mismatch (`rank-mismatch`) for another rank."""
    if cx.facts.limit_rank(array.shape, 2, 3) is Truth.NO:
        got = cx.describe(array.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes an array (H, W) or (H, W, C) but gets {got}")
    dims = cx.dims(array)
    if dims is None:
        raise Undetermined("the rank is not known")
    height, width, channels = (*dims, 1)[:3]
    return Tensor(Shape.of(channels, height, width), array.dtype)


def tensor_of(cx: Context, pic: Any, lenient: bool) -> Any:
    """What `ToTensor` makes. Version 2 (`lenient`) leaves a tensor as it is, version 1 refuses it."""
    if is_image(pic):
        return from_picture(cx, pic, "float")
    if isinstance(pic, Tensor) and not pic.assumed:
        if pic.library == "numpy":
            return channels_first(cx, pic)
        if lenient:
            return pic
        got = cx.describe(pic.shape)
        raise Mismatch("invalid-argument", f"`{{it}}` takes a PIL image or an array but gets a tensor {got}")
    if isinstance(pic, (Unknown, Tensor)) and not lenient:
        return Tensor(Shape.of(cx.fresh("channels", 1), cx.fresh("height"), cx.fresh("width")), None)
    raise Undetermined("no image that is understood")


@transform("ToTensor()", module=False)
def to_tensor(cx: Context, self: Instance, pic: Any) -> Any:
    return tensor_of(cx, pic, lenient=False)


@transform("ToTensor()", space=V2)
def to_tensor_2(cx: Context, self: Instance, pic: Any) -> Any:
    return tensor_of(cx, pic, lenient=True)


@op(f"{F}.to_tensor", counts=False)
def function_to_tensor(cx: Context, pic: Any) -> Any:
    return tensor_of(cx, pic, lenient=False)


@transform("PILToTensor()", module=False)
def pil_to_tensor(cx: Context, self: Instance, pic: Any) -> Any:
    return function_pil_to_tensor(cx, pic)


@transform("PILToTensor()", space=V2)
def pil_to_tensor_2(cx: Context, self: Instance, pic: Any) -> Any:
    """What is no PIL image is left as it is."""
    return pic if isinstance(pic, Tensor) and not pic.assumed else function_pil_to_tensor(cx, pic)


@op(f"{F}.pil_to_tensor", counts=False)
def function_pil_to_tensor(cx: Context, pic: Any) -> Any:
    if isinstance(pic, Tensor) and not pic.assumed:
        kind = "an array" if pic.library == "numpy" else "a tensor"
        raise Mismatch("invalid-argument", f"`{{it}}` takes a PIL image but gets {kind} {cx.describe(pic.shape)}")
    if not is_image(pic):
        raise Undetermined("no PIL image")
    return from_picture(cx, pic, "int")


@transform("ToImage()", space=V2)
def to_image(cx: Context, self: Instance, inpt: Any) -> Any:
    return function_to_image(cx, inpt)


@op("torchvision.transforms.v2.functional.to_image", counts=False)
def function_to_image(cx: Context, inpt: Any) -> Any:
    """A tensor (…, C, H, W) of a picture, an array (H, W, C) or a tensor."""
    if not isinstance(inpt, Tensor) or inpt.assumed or inpt.library != "numpy":
        return image_tensor(cx, inpt)
    rank = cx.facts.rank(inpt.shape)
    if rank is not None and rank < 2:
        row = cx.facts.resolve_shape(inpt.shape).dims
        return Tensor(Shape((1, 1, *(row or (1,)))), inpt.dtype)
    if rank is None and cx.facts.ranks(inpt.shape)[0] < 2:
        raise Undetermined("the rank is not known")
    return channels_first(cx, inpt)


@op("torchvision.tv_tensors.Image", counts=False)
def image_tensor(cx: Context, data: Any, *, dtype: Any = None) -> Any:
    """A tensor (…, C, H, W); a missing channel dim is added, arrays are taken as they lie."""
    if is_image(data):
        return from_picture(cx, data, "int")
    if not isinstance(data, Tensor) or data.assumed:
        raise Undetermined("no image that is understood")
    made = data if data.library == "torch" else Tensor(data.shape, data.dtype)
    frame = read(cx, made)
    if cx.facts.rank(frame.shape) == 2:
        return made.like(Shape((1, *frame.shape.dims)))
    if cx.facts.ranks(frame.shape)[0] < 3:
        raise Undetermined("the rank is not known")
    return made


@transform("ConvertImageDtype(dtype)")
@transform("ConvertImageDtype(dtype=None)", space=V2)
def convert_dtype(cx: Context, self: Instance, image: Any) -> Any:
    return function_convert_dtype(cx, image)


@transform("ToDtype(dtype, scale=False)", "ToPureTensor()", "Identity()", "ClampBoundingBoxes(*args, **kwargs)",
           "SanitizeBoundingBoxes(*args, **kwargs)", "ConvertBoundingBoxFormat(format)", space=V2)  # fmt: skip
def unchanged(cx: Context, self: Instance, image: Any) -> Any:
    return image


@op(f"{F}.convert_image_dtype", f"{V2}.functional.to_dtype", counts=False)
def function_convert_dtype(cx: Context, image: Any, dtype: Any = None, scale: Any = False) -> Any:
    if not isinstance(image, Tensor) or isinstance(dtype, (int, str)):
        raise Undetermined("no tensor, or no dtype")
    return Tensor(image.shape, None, image.library)


@transform("ToPILImage(mode=None)", module=False)
def to_pil_image(cx: Context, self: Instance, pic: Any) -> Any:
    return function_to_pil_image(cx, pic, self.attrs["mode"])


@op(f"{F}.to_pil_image", counts=False)
def function_to_pil_image(cx: Context, pic: Any, mode: Any = None) -> Any:
    """From (C, H, W) or (H, W) as a tensor, (H, W, C) or (H, W) as an array."""
    if not isinstance(pic, Tensor) or pic.assumed:
        raise Undetermined("no image that is understood")
    if cx.facts.limit_rank(pic.shape, 2, 3) is Truth.NO:
        got = cx.describe(pic.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes an image of 2 or 3 dims but gets {got}")
    dims = cx.dims(pic)
    if dims is not None and len(dims) == 3 and pic.library == "torch":
        pic = Tensor(Shape.of(dims[1], dims[2], dims[0]), pic.dtype, "numpy")
    if dims is not None:
        _check_mode(cx, pic, mode)
    return from_array(cx, pic, mode if isinstance(mode, str) else None)


BANDS = {2: ("LA",), 3: ("RGB", "YCbCr", "HSV"), 4: ("RGBA", "CMYK", "RGBX")}


def _check_mode(cx: Context, array: Tensor, mode: Any) -> None:
    """Mismatch (`channel-mismatch`) for more than 4 channels, and for a mode of another number of them."""
    dims = cx.facts.resolve_shape(array.shape).dims
    channels = dims[2] if len(dims) == 3 else 1
    if cx.facts.less(4, channels) is Truth.YES:
        raise Mismatch("channel-mismatch", f"`{{it}}` takes an image of at most 4 channels but gets {channels}")
    if not isinstance(mode, str) or not isinstance(channels, int):
        return
    single = ("L", "F") if array.dtype == "float" else ()
    allowed = BANDS.get(channels, single if channels == 1 else ())
    if allowed and mode not in allowed:
        raise Mismatch("channel-mismatch", f"`{{it}}` makes no image of mode {mode!r} of {channels} channels")


# --- normalizing ------------------------------------------------------------------------------------------------------


def _count(cx: Context, values: Any) -> Int | None:
    """How many channels `mean` or `std` is for."""
    return None if isinstance(values, (int, float, Unknown)) else cx.length(values)


def normalized(cx: Context, img: Any, mean: Any, std: Any, stretch: bool) -> Any:
    """The image; with `stretch` (version 2) one channel becomes as many as there are means.

    Mismatch (`channel-mismatch`) where the number of means fits no channel, (`invalid-argument`) for a Pillow image.
    """
    if is_image(img):
        raise Mismatch(
            "invalid-argument", "`{it}` takes a tensor but gets a PIL image: convert it first, as with ToTensor()"
        )
    frame = read(cx, img, least=3)
    assert isinstance(frame.source, Tensor)
    shape = frame.shape
    for values in (mean, std):
        count = _count(cx, values)
        if count is None:
            continue
        channels = shape.dims[-3]
        if _never_fits(cx, count, channels, stretch):
            got = cx.facts.resolve(channels)
            raise Mismatch("channel-mismatch", f"`{{it}}` normalizes {count} channels but gets {got}")
        if stretch:
            shape = broadcast(cx, shape, Shape.of(count, 1, 1))
        elif cx.facts.equal(count, 1) is Truth.NO:
            cx.facts.unify(count, channels)
    return frame.source.like(cx.facts.resolve_shape(shape))


def _never_fits(cx: Context, count: Int, channels: Int, stretch: bool) -> bool:
    if stretch and cx.facts.equal(channels, 1) is not Truth.NO:
        return False
    return cx.facts.equal(count, 1) is Truth.NO and cx.facts.equal(count, channels) is Truth.NO


@transform("Normalize(mean, std, inplace=False)")
def normalize(cx: Context, self: Instance, tensor: Any) -> Any:
    return normalized(cx, tensor, cx.attribute(self, "mean"), cx.attribute(self, "std"), stretch=False)


@transform("Normalize(mean, std, inplace=False)", space=V2)
def normalize_2(cx: Context, self: Instance, tensor: Any) -> Any:
    stretch = self.attrs["inplace"] is not True
    return normalized(cx, tensor, cx.attribute(self, "mean"), cx.attribute(self, "std"), stretch)


@op(f"{F}.normalize", counts=False)
def function_normalize(cx: Context, tensor: Any, mean: Any, std: Any, inplace: Any = False) -> Any:
    return normalized(cx, tensor, mean, std, stretch=False)


@op("torchvision.transforms.v2.functional.normalize", counts=False)
def function_normalize_2(cx: Context, inpt: Any, mean: Any, std: Any, inplace: Any = False) -> Any:
    return normalized(cx, inpt, mean, std, stretch=inplace is not True)
