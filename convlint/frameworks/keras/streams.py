"""Data sets: what one batch of them is. `tf.data.Dataset`, image folders, generators of images."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import alias, declare_class
from convlint.symbolic import Truth
from convlint.values import Context, Instance, LibraryClass, ListV, StreamV

DATASET = declare_class("tensorflow.data.Dataset")
INDEXED = declare_class("keras.utils.PyDataset", init="workers=1, use_multiprocessing=False, max_queue_size=10")
LOADER = "torch.utils.data.DataLoader"
alias("keras.utils.Sequence", "keras.utils.PyDataset")


def dataset(element: Any) -> Instance:
    """A data set whose every item is like `element`."""
    made = Instance(LibraryClass(DATASET.path, DATASET))
    made.hidden["element"] = element
    return made


def batches_of(cx: Context, value: Any) -> Any:
    """One item of a data set, loader or generator; None for anything else."""
    if is_loader(value):
        item = cx.element(value)
        items = cx.items(item) if isinstance(item, ListV) else None
        return item if items is None else tuple(items)
    if isinstance(value, Instance):
        return cx.getitem(value, 0) if is_indexed(cx, value) else value.hidden.get("element")
    if isinstance(value, StreamV):
        return value.element
    return None


def is_loader(value: Any) -> bool:
    """Whether it is PyTorch's loader, which Keras takes too."""
    return isinstance(value, Instance) and isinstance(value.cls, LibraryClass) and value.cls.path == LOADER


def is_indexed(cx: Context, value: Any) -> bool:
    """Whether it is a `PyDataset` of the project (`Sequence` in Keras 2): `dataset[i]` is a batch."""
    if not isinstance(value, Instance) or value.opaque:
        return False
    return cx.is_instance(value, LibraryClass(INDEXED.path, INDEXED)) is Truth.YES


def is_stream(cx: Context, value: Any) -> bool:
    """Whether `batches_of` gives a batch."""
    return is_indexed(cx, value) or batches_of(cx, value) is not None
