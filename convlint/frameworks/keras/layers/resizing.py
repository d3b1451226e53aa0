"""`Cropping`, `ZeroPadding` and `UpSampling` of one to three dimensions."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import not_negative
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.declaring import declare_layer
from convlint.frameworks.keras.help import (
    AXES,
    Sizes,
    channels_first,
    images,
    join,
    need_rank,
    normalise,
    per_axis,
    split,
)
from convlint.frameworks.keras.layers.conv import CALL
from convlint.frameworks.keras.layers.core import one_of
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Dim, Int, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

WAYS = "nearest bilinear bicubic lanczos3 lanczos5 area gaussian mitchellcubic".split()
Pairs = tuple[tuple[Int, Int], ...]


def pairs(cx: Context, value: Any, count: int, name: str) -> Pairs:
    """How much before and behind each axis: 1, (1, 2) or ((1, 1), (2, 2)). Undetermined where it is not known."""
    if isinstance(value, (int, Dim)):
        return ((value, value),) * count
    items = cx.items(value)
    if items is None:
        raise Undetermined(f"`{name}` is not known")
    if count == 1 and len(items) == 1 and isinstance(items[0], (int, Dim)) and name in ("cropping", "padding"):
        raise Mismatch("invalid-argument", f"`{{it}}` takes 2 values for `{name}` but gets 1")
    if count == 1 and len(items) == 2 and all(isinstance(item, (int, Dim)) for item in items):
        return ((items[0], items[1]),)
    if len(items) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `{name}` but gets {len(items)}")
    return tuple(_pair(cx, item, name) for item in items)


def _pair(cx: Context, item: Any, name: str) -> tuple[Int, Int]:
    if isinstance(item, (int, Dim)):
        return item, item
    both = cx.items(item)
    if both is None or len(both) != 2:
        raise Undetermined(f"`{name}` is not known")
    return to_int(cx, both[0], name), to_int(cx, both[1], name)


def _check_pairs(count: int, name: str) -> Any:
    def check(cx: Context, self: Instance) -> None:
        if isinstance(self.attrs[name], (int, Dim)) and name == "padding" and count > 1:
            return  # Keras takes a negative one and crops
        try:
            around = self.attrs[name] = pairs(cx, self.attrs[name], count, name)
        except Undetermined:
            return
        for both in around:
            not_negative(cx, both, name)

    return check


def _check_factors(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        normalise(cx, self, count, "size")
        if count == 2:
            one_of(self, "interpolation", *WAYS)

    return check


def _changing(count: int, change: Any) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras) -> Tensor:
        need_rank(cx, inputs, count + 2, count + 2, AXES[count + 2])
        first = count > 1 and channels_first(cx, self)
        batch, channels, sizes = split(images(cx, inputs, count), first)
        return inputs.like(join(batch, channels, change(cx, self, sizes, inputs), first))

    return call


def _cropped(cx: Context, self: Instance, sizes: Sizes, inputs: Keras) -> Sizes:
    around: Pairs = pairs(cx, self.attrs["cropping"], len(sizes), "cropping")
    made = tuple(size - before - behind for size, (before, behind) in zip(sizes, around))
    for size in made:
        if not is_open(cx, size) and cx.facts.less(size, 1) is Truth.YES:
            raise Mismatch(
                "empty-output",
                f"`{{it}}` crops all of {text_of(cx, inputs.shape)}: a size of {cx.facts.resolve(size)} remains",
            )
    return made


def _padded(cx: Context, self: Instance, sizes: Sizes, inputs: Keras) -> Sizes:
    around: Pairs = pairs(cx, self.attrs["padding"], len(sizes), "padding")
    return tuple(size + before + behind for size, (before, behind) in zip(sizes, around))


def _enlarged(cx: Context, self: Instance, sizes: Sizes, inputs: Keras) -> Sizes:
    return tuple(size * factor for size, factor in zip(sizes, per_axis(cx, self.attrs["size"], len(sizes), "size")))


for _count in (1, 2, 3):
    _crop = {1: "(1, 1)", 2: "((0, 0), (0, 0))", 3: "((1, 1), (1, 1), (1, 1))"}[_count]
    for _name, _init, _change, _check in (
        ("Cropping", f"cropping={_crop}, data_format=None", _cropped, _check_pairs(_count, "cropping")),
        ("ZeroPadding", "padding=1, data_format=None", _padded, _check_pairs(_count, "padding")),
        ("UpSampling", "size=2, data_format=None, interpolation='nearest'", _enlarged, _check_factors(_count)),
    ):
        declare_layer(f"{_name}{_count}D", _init, _changing(_count, _change), CALL, _check)
