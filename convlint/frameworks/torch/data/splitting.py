"""`torch.utils.data.random_split`."""

from __future__ import annotations

import math
from typing import Any

from convlint.frameworks.common.registry import find_class, op
from convlint.frameworks.torch.data.samples import dataset_length
from convlint.symbolic import Dim, Int, Truth
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Undetermined, Unknown

SUBSET = "torch.utils.data.Subset"


@op("torch.utils.data.random_split", counts=False)
def random_split(cx: Context, dataset: Any, lengths: Any, generator: Any = None) -> Any:
    """A list of subsets. Raises Mismatch where the lengths cannot sum up to that of the data set."""
    wanted = cx.items(lengths)
    if wanted is None:
        raise Undetermined("lengths that are not known")
    total = dataset_length(cx, dataset)
    if wanted and all(isinstance(part, (int, float)) for part in wanted) and _are_fractions(wanted):
        sizes = _from_fractions(wanted, total)
    else:
        sizes = [part if isinstance(part, (int, Dim)) else None for part in wanted]
        _check_sum(cx, sizes, total)
    return ListV([_subset(dataset, size) for size in sizes])


def _are_fractions(parts: list[Any]) -> bool:
    return math.isclose(sum(parts), 1) and sum(parts) <= 1


def _from_fractions(parts: list[Any], total: Int | None) -> list[Int | None]:
    """Each part rounded down; what is left goes round one by one."""
    if not isinstance(total, int):
        return [None for _ in parts]
    sizes = [math.floor(total * part) for part in parts]
    for i in range(total - sum(sizes)):
        sizes[i % len(sizes)] += 1
    return [*sizes]


def _check_sum(cx: Context, sizes: list[Int | None], total: Int | None) -> None:
    if total is None:
        return
    whole: Int = 0
    for size in sizes:
        if size is None:
            return
        whole = whole + size
    if cx.facts.equal(whole, total) is Truth.NO:
        got, has = cx.facts.resolve(whole), cx.facts.resolve(total)
        raise Mismatch("invalid-argument", f"`{{it}}` gets lengths that sum up to {got} for a data set of {has}")


def _subset(dataset: Any, size: Int | None) -> Instance:
    entry = find_class(SUBSET)
    assert entry is not None
    subset = Instance(
        LibraryClass(SUBSET, entry), {"dataset": dataset, "indices": Unknown("drawn at random", data=True)}
    )
    if size is not None:
        subset.hidden["length"] = size
    return subset
