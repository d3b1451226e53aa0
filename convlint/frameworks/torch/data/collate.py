"""The default collate: how torch makes a batch out of samples."""

from __future__ import annotations

from typing import Any

from convlint.symbolic import Dim, Int, Lead, Shape, Truth
from convlint.values import Context, DictV, ListV, Mismatch, Tensor, Unknown

MOST_TEXTS = 256


def collate(cx: Context, samples: list[Any], count: Int) -> Any:
    """The batch of `count` samples, of which `samples` are (or stand for) all.

    Tensors, arrays and numbers are stacked; lists, tuples and dicts are collated item by item; texts become a list. Mismatch
    (`concat-mismatch`) where two of the tensors have different shapes, (`invalid-argument`) where two sequences differ in length.
    """
    first = samples[0]
    if any(isinstance(sample, Unknown) for sample in samples):
        return Unknown("a sample that is not understood")
    if isinstance(first, Tensor):
        return _stack(cx, samples, count)
    if isinstance(first, (bool, int, float, Dim)):
        return Tensor(Shape.of(count), _number_kind(first))
    if isinstance(first, (str, bytes)):
        if len(samples) == count:
            return ListV(list(samples))
        return ListV([first] * count) if isinstance(count, int) and count <= MOST_TEXTS else ListV(element=first)
    if isinstance(first, (tuple, ListV)):
        return _sequences(cx, samples, count)
    if isinstance(first, DictV):
        return _mappings(cx, samples, first, count)
    return Unknown("samples of a kind that is not understood")


def _number_kind(number: Any) -> str:
    return "float" if isinstance(number, float) else "bool" if isinstance(number, bool) else "int"


def _stack(cx: Context, samples: list[Any], count: Int) -> Any:
    first = samples[0]
    for other in samples[1:]:
        if not isinstance(other, Tensor):
            return Unknown("samples of different kinds")
        if cx.facts.unify_shapes(first.shape, other.shape) is Truth.NO:
            got = f"{cx.describe(first.shape)} and {cx.describe(other.shape)}"
            raise Mismatch("concat-mismatch", f"`{{it}}` stacks samples of equal shape into a batch but gets {got}")
    return Tensor(with_count(cx, first, count), first.dtype, "torch", factors=first.factors)


def with_count(cx: Context, sample: Tensor, count: Int) -> Shape:
    """The shape of a sample behind the number of samples."""
    shape = cx.facts.resolve_shape(sample.shape)
    if shape.lead is None:
        return Shape((count, *shape.dims))
    return Shape(shape.dims, Lead("batch"))  # at least the last sizes of a sample of unknown rank


def _sequences(cx: Context, samples: list[Any], count: Int) -> Any:
    rows = [cx.items(sample) if isinstance(sample, (tuple, ListV)) else None for sample in samples]
    known = [row for row in rows if row is not None]
    if len(known) < len(rows):
        return Unknown("samples of unknown length")
    lengths = {len(row) for row in known}
    if len(lengths) > 1:
        got = " and ".join(map(str, sorted(lengths)))
        raise Mismatch("invalid-argument", f"`{{it}}` batches samples of equal length but gets {got} items")
    return ListV([collate(cx, list(column), count) for column in zip(*known)])


def _mappings(cx: Context, samples: list[Any], first: DictV, count: Int) -> Any:
    if not all(isinstance(sample, DictV) for sample in samples):
        return Unknown("samples of different kinds")
    items = {}
    for key in first.items:
        column = [sample.items.get(key, Unknown("a key that may be missing")) for sample in samples]
        items[key] = collate(cx, column, count)
    return DictV(items, open=any(sample.open for sample in samples), path=first.path)


def convert(cx: Context, sample: Any) -> Any:
    """A sample without batching (`batch_size=None`): arrays become tensors."""
    if isinstance(sample, Tensor):
        return Tensor(sample.shape, sample.dtype, "torch") if sample.library == "numpy" else sample
    if isinstance(sample, (tuple, ListV)):
        items = cx.items(sample)
        return Unknown("a sample of unknown length") if items is None else ListV([convert(cx, item) for item in items])
    if isinstance(sample, DictV):
        return DictV({key: convert(cx, item) for key, item in sample.items.items()}, sample.open, path=sample.path)
    return sample
