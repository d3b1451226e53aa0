"""`torch.utils.data`: samplers. Which samples come first says nothing of their shapes; how many come in a batch does."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class, unknown_functions
from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.data.collate import collate, convert
from convlint.values import Context, ListV, Undetermined

SAMPLER = "torch.utils.data.Sampler"

inert_class(SAMPLER)
for _name in ("SequentialSampler", "RandomSampler", "SubsetRandomSampler", "WeightedRandomSampler"):
    inert_class(f"torch.utils.data.{_name}", SAMPLER)
inert_class("torch.utils.data.distributed.DistributedSampler", SAMPLER, silent="set_epoch")
inert_class("torch.utils.data.DistributedSampler", SAMPLER, silent="set_epoch")
declare_class("torch.utils.data.BatchSampler", SAMPLER)
unknown_functions("torch.utils.data.get_worker_info")


@op("torch.utils.data.BatchSampler.__init__", counts=False)
def init_batches(cx: Context, self: Any, sampler: Any, batch_size: Any, drop_last: Any) -> Any:
    cx.touch(self)
    self.attrs.update(sampler=sampler, batch_size=batch_size, drop_last=drop_last)


@op("torch.utils.data.default_collate", counts=False)
def default_collate(cx: Context, batch: Any) -> Any:
    samples = cx.items(batch)
    if samples:
        return collate(cx, samples, len(samples))
    if not isinstance(batch, ListV) or samples is not None:
        raise Undetermined("samples that are not known")
    return collate(cx, [cx.element(batch)], cx.fresh("batch", 1))


@op("torch.utils.data.default_convert", counts=False)
def default_convert(cx: Context, data: Any) -> Any:
    return convert(cx, data)
