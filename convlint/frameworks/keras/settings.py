"""Settings that a program makes for all that follows: the data format of `keras.backend.set_image_data_format`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.keras.versions import before_2
from convlint.values import Context, Unknown

_SETTERS = "set_image_data_format|set_image_dim_ordering"
_OLD_NAMES = {"th": "channels_first", "tf": "channels_last"}
DEFAULT = "channels_last"
_NOTE = "keras.data_format"


def data_format(cx: Context) -> Any:
    """The data format of layers that name none."""
    known = cx.notes.get(_NOTE)
    if known is not None:
        return known if cx.mentions(_SETTERS) else Unknown("the data format that another file sets")
    return Unknown("the data format of Keras 1") if before_2(cx) else DEFAULT


@op(
    "keras.backend.set_image_data_format",
    "keras.config.set_image_data_format",
    "keras.backend.set_image_dim_ordering",
    counts=False,
)
def set_image_data_format(cx: Context, data_format: Any) -> Any:
    """Two different settings in one program: who comes after which is not known."""
    if isinstance(data_format, str):
        data_format = _OLD_NAMES.get(data_format, data_format)
    known = cx.notes.get(_NOTE, data_format)
    cx.notes[_NOTE] = (
        data_format if isinstance(known, str) and known == data_format else Unknown("the data format changes")
    )


@op("keras.backend.image_data_format", "keras.config.image_data_format", counts=False)
def image_data_format(cx: Context) -> Any:
    """The data format that holds."""
    return data_format(cx)
