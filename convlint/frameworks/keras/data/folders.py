"""`image_dataset_from_directory` and its kin."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.data.dataset import batched, first_item
from convlint.frameworks.keras.help import per_axis
from convlint.frameworks.keras.streams import dataset
from convlint.frameworks.keras.tensors import tensor_of, to_keras
from convlint.symbolic import Int, Shape
from convlint.values import Context, Mismatch, Tensor, Undetermined, Unknown

COLOURS = {"grayscale": 1, "rgb": 3, "rgba": 4}


def channels_of(color_mode: Any) -> int:
    """The channels of images. Undetermined where they are not known."""
    if not isinstance(color_mode, str):
        raise Undetermined("`color_mode` is not known")
    if color_mode not in COLOURS:
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the color_mode {color_mode!r}")
    return COLOURS[color_mode]


def labelled(cx: Context, sample: Any, mode: Any, classes: Any) -> Any:
    """A sample with its label: a number, a one-hot vector, or a vector of one number."""
    if mode is None:
        return sample
    if mode == "categorical":
        names = cx.items(classes) if classes is not None else None
        return sample, tensor_of(len(names) if names else cx.fresh("classes", 1))
    if mode not in ("int", "binary"):
        raise Undetermined("labels that are not known")
    return sample, tensor_of(1) if mode == "binary" else tensor_of(dtype="int")


def _delivered(cx: Context, element: Any, batch_size: Any, subset: Any) -> Any:
    made = dataset(element if batch_size is None else batched(cx, element, cx.fresh("batch", 1)))
    return (made, made) if subset == "both" else made


@op("keras.utils.image_dataset_from_directory", counts=False)
def image_dataset_from_directory(
    cx: Context,
    directory: Any,
    labels: Any = "inferred",
    label_mode: Any = "int",
    class_names: Any = None,
    color_mode: Any = "rgb",
    batch_size: Any = 32,
    image_size: Any = (256, 256),
    shuffle: Any = True,
    seed: Any = None,
    validation_split: Any = None,
    subset: Any = None,
    **more: Any,
) -> Any:
    """Batches of images (batch, *image_size, channels), with labels."""
    height, width = per_axis(cx, image_size, 2, "image_size")
    sample = tensor_of(height, width, channels_of(color_mode))
    return _delivered(cx, labelled(cx, sample, None if labels is None else label_mode, class_names), batch_size, subset)


@op("keras.utils.text_dataset_from_directory", counts=False)
def text_dataset_from_directory(
    cx: Context,
    directory: Any,
    labels: Any = "inferred",
    label_mode: Any = "int",
    class_names: Any = None,
    batch_size: Any = 32,
    *args: Any,
    subset: Any = None,
    **more: Any,
) -> Any:
    """Batches of texts, with labels."""
    mode = None if labels is None else label_mode
    return _delivered(cx, labelled(cx, tensor_of(dtype=None), mode, class_names), batch_size, subset)


@op("keras.utils.audio_dataset_from_directory", counts=False)
def audio_dataset_from_directory(cx: Context, *args: Any, **more: Any) -> Any:
    """Not followed."""
    return dataset(Unknown("sounds", data=True))


@op("keras.utils.timeseries_dataset_from_array", counts=False)
def timeseries_dataset_from_array(
    cx: Context,
    data: Any,
    targets: Any = None,
    sequence_length: Any = None,
    sequence_stride: Any = 1,
    sampling_rate: Any = 1,
    batch_size: Any = 128,
    *args: Any,
    **more: Any,
) -> Any:
    """Batches of sequences (batch, sequence_length, …), with targets."""
    steps = to_int(cx, sequence_length, "sequence_length")
    sample = _sequence(cx, data, steps)
    target = None if targets is None else first_item(cx, targets)
    return _delivered(cx, sample if targets is None else (sample, target), batch_size, None)


def _sequence(cx: Context, data: Any, steps: Int) -> Any:
    shape = cx.facts.resolve_shape(to_keras(cx, data, "data").shape)
    if shape.lead is not None or not shape.dims:
        return Unknown("sequences of data that is not known")
    return Tensor(Shape((steps, *shape.dims[1:])), "float", "keras")
