"""Running a recorded call on the real framework."""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Callable
from typing import Any

from tests.truth.model import Arguments, Case, Layer, Named, Raised, T

LONGEST_MESSAGE = 48
NOT_ABOUT_SHAPES = (
    "not implemented for",
    "dtype",
    "scalar type",
    "can't be cast",
    "not supported on",
    "memory",
    "same type",
    "numerical gradient",
    "requires_grad",
    "unexpected keyword",
    "missing",
    "Half",
    "Overflow",
    "overflow",
)
"""Texts of errors that do not come from shapes: a call that raises one is not recorded."""


def torch_runner() -> tuple[str, Callable[[Case], Any]]:
    """torch's version, and what runs a case: the outcome, a `Raised`, or NotImplemented where it is not about shapes."""
    import torch

    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    kinds = {torch.bool: "b"}

    def make(value: Any) -> Any:
        if isinstance(value, T):
            return make_tensor(value)
        if isinstance(value, (list, tuple)):
            return type(value)(make(item) for item in value)
        if isinstance(value, slice):
            return slice(make(value.start), make(value.stop), make(value.step))
        if isinstance(value, Named):
            return look_up(value.path)
        return make_layer(value.path, value.init) if isinstance(value, Layer) else value

    def make_tensor(spec: T) -> Any:
        if spec.kind == "i":
            return torch.randint(0, max(spec.below, 1), spec.sizes)
        if spec.kind == "b":
            return torch.randint(0, 2, spec.sizes, dtype=torch.bool)
        return torch.rand(spec.sizes, dtype=torch.complex64 if spec.kind == "c" else torch.float32)

    @functools.cache
    def look_up(path: str) -> Any:
        module, *names = path.split(".")
        found: Any = importlib.import_module(module)
        for name in names:
            module = f"{module}.{name}"
            found = getattr(found, name) if hasattr(found, name) else importlib.import_module(module)
        return found

    def make_layer(path: str, init: Arguments) -> Any:
        args, kwargs = bound(init)
        made = look_up(path)(*args, **kwargs)
        return made.eval() if isinstance(made, torch.nn.Module) else made

    def bound(part: Arguments) -> tuple[list[Any], dict[str, Any]]:
        return [make(arg) for arg in part.args], {name: make(arg) for name, arg in part.kwargs.items()}

    def outcome(value: Any) -> Any:
        if isinstance(value, torch.Tensor):
            kind = "c" if value.is_complex() else "f" if value.is_floating_point() else kinds.get(value.dtype, "i")
            return T(tuple(value.shape), kind)
        if isinstance(value, (list, tuple)):
            return [outcome(item) for item in value]
        if isinstance(value, dict):
            return [item for pair in value.items() for item in pair]
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        raise TypeError(f"no outcome for {value!r}")

    def run(case: Case) -> Any:
        torch.manual_seed(0)
        try:
            called = look_up(case.path) if case.init is None else make_layer(case.path, case.init)
            args, kwargs = bound(case.call)
            result = called(*args, **kwargs)
        except Exception as error:
            message = str(error).strip().partition("\n")[0]
            if isinstance(error, (NotImplementedError, MemoryError)) or any(t in message for t in NOT_ABOUT_SHAPES):
                return NotImplemented
            return Raised(message[:LONGEST_MESSAGE])
        return outcome(result)

    return torch.__version__.partition("+")[0], run


def einops_runner() -> tuple[str, Callable[[Case], Any]]:
    """einops on tensors of torch."""
    import einops

    return einops.__version__, torch_runner()[1]


FRAMEWORKS = {"torch": torch_runner, "einops": einops_runner}
