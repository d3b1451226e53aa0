"""`torch.amp`: mixed precision keeps every shape."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class
from convlint.frameworks.common.registry import op

for _path in ("torch.amp", "torch.cuda.amp", "torch.cpu.amp"):
    inert_class(
        f"{_path}.GradScaler",
        silent="update unscale_ load_state_dict set_growth_factor set_backoff_factor set_growth_interval",
        speaking="get_scale get_growth_factor get_backoff_factor get_growth_interval is_enabled state_dict",
    )
    inert_class(f"{_path}.autocast", context=True)
inert_class("torch.autocast", context=True)


@op("torch.amp.GradScaler.scale", "torch.cuda.amp.GradScaler.scale", "torch.cpu.amp.GradScaler.scale", counts=False)
def scale(cx: Any, self: Any, outputs: Any) -> Any:
    """The same tensors, multiplied."""
    return outputs


@op("torch.amp.GradScaler.step", "torch.cuda.amp.GradScaler.step", "torch.cpu.amp.GradScaler.step", counts=False)
def step(cx: Any, self: Any, optimizer: Any, *args: Any, **kwargs: Any) -> Any:
    """Steps the optimizer, unless a gradient is infinite."""
    return cx.call(cx.attribute(optimizer, "step"), args, kwargs)


@op("torch.amp.autocast.__call__", "torch.cuda.amp.autocast.__call__", "torch.cpu.amp.autocast.__call__",
    "torch.autocast.__call__", counts=False)  # fmt: skip
def decorate(cx: Any, self: Any, func: Any) -> Any:
    """As a decorator it leaves the function as it is."""
    return func
