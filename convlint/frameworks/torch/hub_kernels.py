"""`kernels`: its decorators leave what they mark as it is, until somebody asks for other kernels (`kernelize`)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.python.classes import identity
from convlint.values import Context


@op(
    "kernels.use_kernel_forward_from_hub",
    "kernels.use_kernel_func_from_hub",
    "kernels.use_kernelized_func",
    counts=False,
)
def marked(cx: Context, *names: Any) -> Any:
    """A decorator that gives back what it gets."""
    return identity("kernels.marked")
