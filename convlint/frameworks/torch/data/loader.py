"""`torch.utils.data.DataLoader`: what a loop over it gives."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.torch.data.collate import collate, convert
from convlint.frameworks.torch.data.samples import dataset_length, is_iterable_dataset, sample_of
from convlint.symbolic import Dim, Int, Truth, ceil_div, symbol
from convlint.values import Context, Instance, IteratorV, ListV, Mismatch, StreamV, Unknown

LOADER = "torch.utils.data.DataLoader"
MOST_BATCHES = 8
"""With no more batches than that each is made for itself."""
MOST_SAMPLES = 64
"""A collate function gets no longer list than that item by item."""


def _check(cx: Context, self: Instance) -> None:
    """Raises Mismatch for a batch size that torch refuses."""
    cx.touch(self)
    attrs = self.attrs
    size = attrs["batch_size"]
    if size is not None and attrs["batch_sampler"] is None:
        size = to_int(cx, size, "batch_size")
        if cx.facts.less(size, 1) is Truth.YES:
            raise Mismatch(
                "invalid-argument", f"`{{it}}` takes a batch_size of at least 1 but gets {cx.facts.resolve(size)}"
            )
        attrs["batch_size"] = size
    for name in ("sampler", "batch_sampler", "collate_fn"):
        self.hidden[name] = attrs[name]
        if attrs[name] is None:
            attrs[name] = Unknown(f"the {name} that the loader makes", data=True)


declare_class(
    LOADER,
    init="dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, "
    "pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, "
    "prefetch_factor=None, persistent_workers=False, pin_memory_device='', in_order=True",
    check=_check,
)


@op(f"{LOADER}.__iter__", counts=False)
def iterate(cx: Context, self: Any) -> Any:
    """The batches: each one where they are few and all known, else a typical one and what is known of the first."""
    if "collate_fn" not in self.hidden or self.opaque:
        return StreamV(Unknown("batches of a loader that is not understood"))
    dataset = cx.attribute(self, "dataset")
    total = _samples_per_epoch(cx, self, dataset)
    if self.attrs.get("batch_size") is None and self.hidden["batch_sampler"] is None:
        return StreamV(_unbatched(cx, self, sample_of(cx, dataset, dataset_length(cx, dataset))), total)
    sizes = batch_sizes(self, total)
    if sizes is not None:
        return IteratorV(_each_batch(cx, self, dataset, sizes))
    return _typical_batches(cx, self, dataset, total)


def _samples_per_epoch(cx: Context, self: Instance, dataset: Any) -> Int | None:
    """How many samples are drawn; a sampler may draw more or fewer than there are."""
    if self.hidden["sampler"] is not None or self.hidden["batch_sampler"] is not None:
        return None
    return None if is_iterable_dataset(cx, dataset) else dataset_length(cx, dataset)


def batch_sizes(self: Instance, total: Int | None) -> list[int] | None:
    """The size of every batch, where they are few and known."""
    size, drop = self.attrs.get("batch_size"), self.attrs.get("drop_last")
    if not isinstance(size, int) or not isinstance(total, int) or not isinstance(drop, bool):
        return None
    full, rest = divmod(total, size)
    sizes = [size] * min(full, MOST_BATCHES + 1) + ([rest] if rest and not drop else [])
    return sizes if len(sizes) <= MOST_BATCHES else None


def _each_batch(cx: Context, self: Instance, dataset: Any, sizes: list[int]) -> list[Any]:
    known = cx.items(dataset) if isinstance(dataset, (tuple, ListV)) else None
    if known is None or self.attrs.get("shuffle") not in (None, False):
        length = dataset_length(cx, dataset)
        return [_batch(cx, self, dataset, length, size) for size in sizes]
    batches, start = [], 0
    for size in sizes:
        batches.append(_collated(cx, self, known[start : start + size], size))
        start += size
    return batches


def _typical_batches(cx: Context, self: Instance, dataset: Any, total: Int | None) -> StreamV:
    size, drop = self.attrs.get("batch_size"), self.attrs.get("drop_last")
    length = dataset_length(cx, dataset)
    every = drop is True or (isinstance(total, int) and isinstance(size, int) and total % size == 0)
    count = _count(cx, self, total)
    if self.hidden["batch_sampler"] is not None:
        size, every = _of_batch_sampler(self.hidden["batch_sampler"])
    if every and isinstance(size, (int, Dim)):
        return StreamV(_batch(cx, self, dataset, length, size), count)
    element = _batch(cx, self, dataset, length, symbol("batch", 1, size if isinstance(size, int) else None))
    if isinstance(size, int) and isinstance(total, int) and total >= size:
        return StreamV(element, count, _batch(cx, self, dataset, length, size))
    return StreamV(element, count)


def _of_batch_sampler(sampler: Any) -> tuple[Any, bool]:
    if isinstance(sampler, Instance) and getattr(sampler.cls, "path", None) == "torch.utils.data.BatchSampler":
        return sampler.attrs.get("batch_size"), sampler.attrs.get("drop_last") is True
    return None, False


def _batch(cx: Context, self: Instance, dataset: Any, length: Int | None, size: Int) -> Any:
    """A batch of any samples. Two of them, where a collate function may tell them apart."""
    samples = [sample_of(cx, dataset, length)]
    if self.hidden["collate_fn"] is not None and isinstance(size, int) and 1 < size <= MOST_SAMPLES:
        other = sample_of(cx, dataset, length)
        samples += [other] * (size - 1)
    return _collated(cx, self, samples, size)


def _collated(cx: Context, self: Instance, samples: list[Any], size: Int) -> Any:
    function = self.hidden["collate_fn"]
    if function is None:
        return collate(cx, samples, size)
    return cx.call(function, (ListV(list(samples)) if len(samples) == size else ListV(element=samples[0]),))


def _unbatched(cx: Context, self: Instance, sample: Any) -> Any:
    function = self.hidden["collate_fn"]
    return convert(cx, sample) if function is None else cx.call(function, (sample,))


@op(f"{LOADER}.__len__", counts=False)
def length(cx: Context, self: Any) -> Any:
    if "collate_fn" not in self.hidden:
        return Unknown("the length of a loader that is not understood", data=True)
    found = _count(cx, self, _samples_per_epoch(cx, self, cx.attribute(self, "dataset")))
    return Unknown("the number of batches", data=True) if found is None else found


def _count(cx: Context, self: Instance, total: Int | None) -> Int | None:
    """The number of batches, where known."""
    size, drop = self.attrs.get("batch_size"), self.attrs.get("drop_last")
    if total is None or self.hidden["batch_sampler"] is not None or not isinstance(drop, bool):
        return None
    if size is None:
        return total
    if not isinstance(size, (int, Dim)):
        return None
    return total // size if drop else ceil_div(total, size)
