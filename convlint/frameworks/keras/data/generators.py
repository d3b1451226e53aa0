"""`ImageDataGenerator`: endless batches of images from folders, tables or arrays."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import ANYTHING, nothing
from convlint.frameworks.common.registry import add_function, alias, declare_class, op
from convlint.frameworks.keras.data.dataset import batched, first_item
from convlint.frameworks.keras.data.folders import channels_of
from convlint.frameworks.keras.help import per_axis
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.streams import dataset
from convlint.frameworks.keras.tensors import tensor_of
from convlint.frameworks.numpy.arrays import to_array
from convlint.symbolic import Truth
from convlint.values import Context, Mismatch, Remedy, Tensor, Undetermined, Unknown

PATH = "keras.preprocessing.image.ImageDataGenerator"
declare_class(PATH)
add_function(f"{PATH}.__init__", nothing, ANYTHING, counts=False)
add_function(f"{PATH}.fit", nothing, ANYTHING, counts=False)
alias("keras.legacy.preprocessing.image.ImageDataGenerator", PATH)
alias("keras.utils.ImageDataGenerator", PATH)


def _labelled(cx: Context, sample: Tensor, mode: Any, classes: Any) -> Any:
    """A sample with its label, as the mode says."""
    if mode is None:
        return sample
    if mode == "input":
        return sample, sample
    if mode == "categorical":
        names = cx.items(classes) if classes is not None else None
        return sample, tensor_of(len(names) if names else cx.fresh("classes", 1))
    if mode not in ("binary", "sparse"):
        return sample, Unknown("labels")
    return sample, tensor_of()


def _batches(cx: Context, target_size: Any, color_mode: Any, mode: Any, classes: Any) -> Any:
    height, width = per_axis(cx, target_size, 2, "target_size")
    sample = tensor_of(height, width, channels_of(color_mode))
    return dataset(batched(cx, _labelled(cx, sample, mode, classes), cx.fresh("batch", 1)))


@op(f"{PATH}.flow_from_directory", counts=False)
def flow_from_directory(
    cx: Context,
    self: Any,
    directory: Any,
    target_size: Any = (256, 256),
    color_mode: Any = "rgb",
    classes: Any = None,
    class_mode: Any = "categorical",
    *args: Any,
    **more: Any,
) -> Any:
    """Batches of images (batch, *target_size, channels), with labels."""
    return _batches(cx, target_size, color_mode, class_mode, classes)


@op(f"{PATH}.flow_from_dataframe", counts=False)
def flow_from_dataframe(
    cx: Context,
    self: Any,
    dataframe: Any,
    directory: Any = None,
    x_col: Any = "filename",
    y_col: Any = "class",
    weight_col: Any = None,
    target_size: Any = (256, 256),
    color_mode: Any = "rgb",
    classes: Any = None,
    class_mode: Any = "categorical",
    *args: Any,
    **more: Any,
) -> Any:
    """As from a directory."""
    if weight_col is not None:
        raise Undetermined("weights of samples")
    return _batches(cx, target_size, color_mode, class_mode, classes)


@op(f"{PATH}.flow", counts=False)
def flow(
    cx: Context, self: Any, x: Any, y: Any = None, batch_size: Any = 32, shuffle: Any = True, *args: Any, **more: Any
) -> Any:
    """Batches of an array of images. Mismatch (`rank-mismatch`) for one that is not (images, height, width, channels)."""
    if more.get("sample_weight") is not None or isinstance(x, tuple):
        raise Undetermined("weights of samples")
    images = to_array(cx, x, "x")
    if cx.facts.limit_rank(images.shape, 4, 4) is Truth.NO:
        text = f"`{{it}}` takes images (number, height, width, channels) but gets {text_of(cx, images.shape)}"
        raise Mismatch("rank-mismatch", text, Remedy("add the axis of the channels, as in x[..., None]"))
    sample = first_item(cx, images)
    element = sample if y is None else (sample, first_item(cx, y))
    return dataset(batched(cx, element, cx.fresh("batch", 1)))


@op(f"{PATH}.random_transform", f"{PATH}.standardize", f"{PATH}.apply_transform", counts=False)
def transformed(cx: Context, self: Any, x: Any, *args: Any, **more: Any) -> Any:
    """An image of the same shape."""
    return x.like(x.shape) if isinstance(x, Tensor) else Unknown("an image")
