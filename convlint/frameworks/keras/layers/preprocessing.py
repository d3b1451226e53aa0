"""Preprocessing: image sizes that are given, texts, categories, spectrograms."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.keras.declaring import declare_layer
from convlint.frameworks.keras.help import channels_first, need_rank
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

ANY = Signature.parse("self, inputs: Keras, *args, **kwargs", returns="Tensor")


def _sized(cx: Context, self: Instance, data: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """Images, with or without a batch, of the height and width given."""
    need_rank(cx, data, 3, 4, "(height, width, channels) or (batch, height, width, channels)")
    height, width = (to_int(cx, self.attrs[name], name) for name in ("height", "width"))
    for size in (height, width):
        if cx.facts.less(size, 1) is not Truth.NO:
            if self.cls.path.endswith("Resizing") and cx.facts.less(size, 1) is Truth.YES:
                raise Mismatch("invalid-argument", f"`{{it}}` needs a positive size but gets {size}")
            if isinstance(size, int):
                raise Undetermined("no size")
    shape = cx.facts.trailing(data.shape, 3)
    if shape is None:
        raise Undetermined("the rank is not known")
    first = channels_first(cx, self)
    kept = shape.dims[-3] if first else shape.dims[-1]
    image: tuple[Int, ...] = (kept, height, width) if first else (height, width, kept)
    return data.like(Shape((*shape.dims[:-3], *image), shape.lead))


def _unknown(cx: Context, self: Instance, inputs: Any, *args: Any, **kwargs: Any) -> Tensor:
    raise Undetermined("depends on a vocabulary or on data")


for _name in ("Resizing", "CenterCrop", "RandomCrop"):
    _more = (
        "interpolation='bilinear', crop_to_aspect_ratio=False, pad_to_aspect_ratio=False"
        if _name == "Resizing"
        else "seed=None"
    )
    declare_layer(_name, f"height, width, {_more}, data_format=None", _sized, ANY)
_OTHERS = "MaxNumBoundingBoxes TFSMLayer TorchModuleWrapper FlaxLayer JaxLayer".split()
for _name in _OTHERS:
    declare_layer(_name, "*args", _unknown, Signature.parse("self, inputs, *args, **kwargs", returns="Tensor"))
