"""Data sets: what one batch of them is. `tf.data.Dataset`, image folders, generators of images."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.values import Context, Instance, LibraryClass, StreamV

DATASET = declare_class("tensorflow.data.Dataset")


def dataset(element: Any) -> Instance:
    """A data set whose every item is like `element`."""
    made = Instance(LibraryClass(DATASET.path, DATASET))
    made.hidden["element"] = element
    return made


def batches_of(cx: Context, value: Any) -> Any:
    """One item of a data set or generator; None for anything else."""
    if isinstance(value, Instance):
        return value.hidden.get("element")
    if isinstance(value, StreamV):
        return value.element
    return None
