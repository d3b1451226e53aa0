"""Operations with a gradient of their own: `torch.autograd.Function` (torch/autograd/function.py)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.values import MISSING, Context, Instance, LibraryClass, Unknown

CONTEXT = declare_class("torch.autograd.function.FunctionCtx")
FUNCTION = declare_class("torch.autograd.Function", of_class=("apply",))
ON_CONTEXT = "save_for_backward save_for_forward mark_dirty mark_non_differentiable set_materialize_grads"


@op(*(f"{CONTEXT.path}.{name}" for name in ON_CONTEXT.split()), counts=False)
def _noted(cx: Context, self: Any, *args: Any) -> None:
    """For the way back only."""


@op(f"{FUNCTION.path}.apply", counts=False)
def apply(cx: Context, cls: Any, *args: Any) -> Any:
    """What the class's `forward` gives; it gets a context first, unless `setup_context` gets that."""
    forward = cx.find_attribute(cls, "forward")
    if forward is MISSING:
        return Unknown("a function without `forward`")
    if cx.find_attribute(cls, "setup_context") is MISSING:
        args = (Instance(LibraryClass(CONTEXT.path, CONTEXT)), *args)
    return cx.call(forward, args)
