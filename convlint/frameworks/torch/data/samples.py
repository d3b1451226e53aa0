"""What a data set holds: how many samples, and what one of them looks like."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class
from convlint.symbolic import Dim, Int, symbol
from convlint.values import Context, Instance, LibraryClass, ListV, StreamV, Tensor, Unknown
from convlint.values.context import MISSING

DATASET = "torch.utils.data.Dataset"
ITERABLE = "torch.utils.data.IterableDataset"


def dataset_length(cx: Context, dataset: Any) -> Int | None:
    """`len(dataset)` where it is known."""
    if isinstance(dataset, Instance):
        method = cx.find_attribute(dataset, "__len__")
        length = None if method is MISSING else cx.call(method)
    elif isinstance(dataset, (tuple, range, ListV, StreamV, Tensor)):
        length = cx.length(dataset)
    else:
        return None
    return length if isinstance(length, (int, Dim)) else None


def sample_index(length: Int | None) -> Dim:
    """The index of any one sample."""
    return symbol("index", 0, length - 1 if isinstance(length, int) and length > 0 else None)


def sample_of(cx: Context, dataset: Any, length: Int | None) -> Any:
    """One typical sample; Unknown where the data set cannot be read."""
    if isinstance(dataset, Instance):
        return _sample_of_instance(cx, dataset, length)
    if isinstance(dataset, Tensor):
        return cx.getitem(dataset, sample_index(length))
    if isinstance(dataset, (tuple, range, ListV, StreamV)):
        return cx.element(dataset)
    return Unknown("a data set that is not understood")


def _sample_of_instance(cx: Context, dataset: Instance, length: Int | None) -> Any:
    if dataset.opaque:
        return Unknown("something that is not understood was done to this data set")
    if is_iterable_dataset(cx, dataset):
        return cx.element(cx.call(cx.attribute(dataset, "__iter__")))
    method = cx.find_attribute(dataset, "__getitem__")
    return Unknown("a data set without items") if method is MISSING else cx.call(method, (sample_index(length),))


def is_iterable_dataset(cx: Context, dataset: Any) -> bool:
    """Whether samples come by iterating rather than by index."""
    entry = find_class(ITERABLE)
    return entry is not None and cx.is_instance(dataset, LibraryClass(ITERABLE, entry)).value == "yes"


def any_of(cx: Context, values: list[Any]) -> Any:
    """What may stand for each of the values."""
    return values[0] if len(values) == 1 else cx.element(ListV(list(values)))
