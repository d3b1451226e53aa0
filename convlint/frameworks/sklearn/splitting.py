"""`sklearn.model_selection.train_test_split`."""

from __future__ import annotations

import math
from typing import Any

from convlint.frameworks.common.inert import inert_class
from convlint.frameworks.common.registry import op
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, ListV, Mismatch, StreamV, Tensor, Undetermined, Unknown


@op("sklearn.model_selection.train_test_split", counts=False)
def train_test_split(
    cx: Context, *arrays: Any, test_size: Any = None, train_size: Any = None, random_state: Any = None, shuffle: Any = True,
    stratify: Any = None,
) -> Any:  # fmt: skip
    """For each array its training and its test part. Mismatch where the arrays differ in length."""
    lengths = [_length(cx, array) for array in arrays]
    _check_lengths(cx, lengths)
    whole = next((length for length in lengths if length is not None), None)
    train, test = _sizes(cx, whole, train_size, test_size)
    return ListV([part for array in arrays for part in (_part(cx, array, train), _part(cx, array, test))])


def _length(cx: Context, array: Any) -> Int | None:
    if isinstance(array, Tensor):
        dims = cx.dims(array)
        return dims[0] if dims else None
    return cx.length(array) if isinstance(array, (ListV, tuple, range)) else None


def _check_lengths(cx: Context, lengths: list[Int | None]) -> None:
    known = [length for length in lengths if length is not None]
    for other in known[1:]:
        if cx.facts.unify(known[0], other) is Truth.NO:
            got = f"{cx.facts.resolve(known[0])} and {cx.facts.resolve(other)}"
            raise Mismatch("invalid-argument", f"`{{it}}` takes arrays of equal length but gets {got}")


def _sizes(cx: Context, whole: Int | None, train_size: Any, test_size: Any) -> tuple[Int, Int]:
    """(training, test): a test fraction is rounded up, a training fraction down; what is not given is the rest."""
    if test_size is None and train_size is None:
        test_size = 0.25
    test = _size(cx, whole, test_size, math.ceil)
    train = _size(cx, whole, train_size, math.floor)
    if train is None and test is None:
        return cx.fresh("train", 1), cx.fresh("test", 1)
    if test is None:
        test = whole - train if whole is not None and test_size is None and train is not None else cx.fresh("test", 1)
    if train is None:
        train = whole - test if whole is not None and train_size is None else cx.fresh("train", 1)
    return train, test


def _size(cx: Context, whole: Int | None, size: Any, rounded: Any) -> Int | None:
    if isinstance(size, (int, Dim)) and not isinstance(size, bool):
        return size
    if isinstance(size, float) and isinstance(whole, int):
        count: int = rounded(size * whole)
        return count
    return cx.fresh("part", 1) if isinstance(size, (float, Unknown)) else None


def _part(cx: Context, array: Any, size: Int) -> Any:
    if isinstance(array, Tensor):
        dims = cx.dims(array)
        if dims is None:
            return cx.unknown_tensor("part", array.library)
        return Tensor(Shape((size, *dims[1:])), array.dtype, array.library)
    if isinstance(array, (ListV, tuple, range)):
        items = cx.items(array)
        element = cx.element(array)
        known = isinstance(size, int) and items is not None and len(items) <= 64
        return ListV([element] * size) if known and isinstance(size, int) else ListV(None, element)
    if isinstance(array, StreamV):
        raise Undetermined("an iterator has no parts")
    return Unknown("a part of something unknown")


for _name in ("KFold", "StratifiedKFold", "GroupKFold", "ShuffleSplit", "StratifiedShuffleSplit", "TimeSeriesSplit"):
    inert_class(f"sklearn.model_selection.{_name}", speaking="split get_n_splits")
