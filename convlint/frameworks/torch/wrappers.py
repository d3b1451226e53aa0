"""`DataParallel` and other wrappers: a call goes to the module inside."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import layer, op, renamed
from convlint.values import BoundMethod, Context, Instance, Unknown

STEPS = ("scatter", "replicate", "parallel_apply", "gather")

renamed("torch.nn.parallel.data_parallel.", "torch.nn.")
renamed("torch.nn.parallel.distributed.", "torch.nn.parallel.")


@layer(
    "torch.nn.DataParallel",
    "torch.nn.parallel.DataParallel",
    "torch.nn.parallel.DistributedDataParallel",
    "torch.distributed.fsdp.FullyShardedDataParallel",
    "torch.optim.swa_utils.AveragedModel",
    init="module, *args, **kwargs",
)
def forward(cx: Context, self: Instance, *args: Any, **kwargs: Any) -> Any:
    """What the module makes of it; Unknown where a subclass distributes what is given, or collects results, in its own way."""
    if any(isinstance(cx.attribute(self, step), BoundMethod) for step in STEPS):
        return Unknown("a wrapper that changes what is given")
    return cx.call(self.attrs["module"], args, kwargs)


@op("torch.optim.swa_utils.AveragedModel.update_parameters", counts=False)
def update_parameters(cx: Context, self: Any, model: Any) -> Any:
    """Changes no shape."""
    return None


@op("torch.nn.parallel.DistributedDataParallel.no_sync", counts=False)
def no_sync(cx: Context, self: Any) -> Any:
    """A context that changes nothing."""
    return self
