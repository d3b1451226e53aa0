"""Running a recorded call on the real framework."""

from __future__ import annotations

import functools
import importlib
import math
import os
import random
import re
import warnings
from collections.abc import Callable
from typing import Any

from tests.truth.model import Arguments, Case, Layer, Named, Raised, T, Via, tensors

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
    "Half",
    "Overflow",
    "overflow",
    "accelerator device",
)
"""Texts of errors that do not come from shapes: a call that raises one is not recorded."""


BINDING = ("unexpected keyword", "missing")
"""Those of them that come from a signature, which we know of Keras."""


class Runner:
    """Runs recorded calls; what differs between frameworks is how tensors and layers are made and looked at."""

    def __init__(self, ready: Callable[[Any], Any]) -> None:
        self.ready = ready
        self.ignored = NOT_ABOUT_SHAPES
        self.look_up = functools.cache(look_up)

    def make(self, value: Any) -> Any:
        """A recorded value as the framework's."""
        if isinstance(value, T):
            return self.make_tensor(value)
        if isinstance(value, (list, tuple)):
            return type(value)(self.make(item) for item in value)
        if isinstance(value, dict):
            return {name: self.make(item) for name, item in value.items()}
        if isinstance(value, slice):
            return slice(self.make(value.start), self.make(value.stop), self.make(value.step))
        if isinstance(value, Via):
            return self.make_via(value)
        if isinstance(value, Named):
            return self.look_up(value.path)
        return self.make_layer(value.path, value.init) if isinstance(value, Layer) else value

    def make_via(self, value: Via) -> Any:
        """A tensor after several steps."""
        made = self.make_tensor(value.start)
        for what, args in value.steps:
            if isinstance(what, str) and what[0] == ".":
                made = made[int(what[1:])] if what[1:].isdigit() else getattr(made, what[1:])
            else:
                made = self.make(Named(what) if isinstance(what, str) else what)(made, *self.make(args))
        return made

    def make_tensor(self, spec: T) -> Any:
        """A tensor of random content."""
        raise NotImplementedError

    def kind(self, tensor: Any) -> str:
        """The kind of a tensor's content, as in `T`."""
        raise NotImplementedError

    def is_tensor(self, value: Any) -> bool:
        """Whether it is a tensor of the framework."""
        raise NotImplementedError

    def make_layer(self, path: str, init: Arguments) -> Any:
        """A layer, ready to be called."""
        args, kwargs = self.bound(init)
        return self.ready(self.look_up(path)(*args, **kwargs))

    def bound(self, part: Arguments) -> tuple[list[Any], dict[str, Any]]:
        """Arguments as the framework takes them."""
        return [self.make(arg) for arg in part.args], {name: self.make(arg) for name, arg in part.kwargs.items()}

    def outcome(self, value: Any) -> Any:
        """A result as it is recorded."""
        if self.is_tensor(value):
            return T(tuple(value.shape), self.kind(value))
        if isinstance(value, (list, tuple)):
            return [self.outcome(item) for item in value]
        if hasattr(value, "getbands"):
            return T((len(value.getbands()), value.height, value.width), "p")
        if hasattr(value, "__array_interface__"):
            return T(value.shape, KINDS[value.dtype.kind])
        if isinstance(value, dict):
            return [self.outcome(item) for pair in value.items() for item in pair]
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        raise TypeError(f"no outcome for {value!r}")

    def is_ignored(self, message: str) -> bool:
        """Whether a message is not about shapes; one of a call that cannot be bound is recorded, whatever its names are."""
        return "an unexpected keyword" not in message and any(text in message for text in self.ignored)

    def run(self, case: Case) -> Any:
        """The outcome, a `Raised`, or NotImplemented where it is not about shapes."""
        try:
            called = self.look_up(case.path) if case.init is None else self.make_layer(case.path, case.init)
            args, kwargs = self.bound(case.call)
            result = called(*args, **kwargs) if callable(called) else called.__get__(*args)
        except Exception as error:
            message = essence(str(error))
            if isinstance(error, (NotImplementedError, MemoryError)) or self.is_ignored(message):
                return NotImplemented
            return Raised(message[:LONGEST_MESSAGE])
        return result if result is NotImplemented else self.outcome(result)


def look_up(path: str) -> Any:
    """What a dotted path leads to; modules on the way are imported."""
    module, *names = path.split(".")
    found: Any = importlib.import_module(module)
    for name in names:
        module = f"{module}.{name}"
        found = getattr(found, name) if hasattr(found, name) else importlib.import_module(module)
    return found


def essence(message: str) -> str:
    """The line of a message that says what is wrong: Keras wraps it."""
    lines = [
        line for line in message.strip().split("\n") if line.strip() and not line.startswith("Exception encountered")
    ]
    return lines[0].removeprefix("\x1b[1m").removesuffix("\x1b[0m") if lines else ""


class TorchRunner(Runner):
    """torch on the CPU."""

    def __init__(self) -> None:
        import torch

        self.torch = torch
        self.kinds = {torch.bool: "b"}
        torch.set_num_threads(1)
        super().__init__(lambda made: made.eval() if isinstance(made, torch.nn.Module) else made)

    def make_tensor(self, spec: T) -> Any:
        torch = self.torch
        if spec.kind == "i":
            return torch.randint(0, max(spec.below, 1), spec.sizes)
        if spec.kind == "b":
            return torch.randint(0, 2, spec.sizes, dtype=torch.bool)
        return torch.rand(spec.sizes, dtype=torch.complex64 if spec.kind == "c" else torch.float32)

    def kind(self, tensor: Any) -> str:
        named: str = "c" if tensor.is_complex() else "f" if tensor.is_floating_point() else "i"
        return self.kinds.get(tensor.dtype, named)

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, self.torch.Tensor)

    def run(self, case: Case) -> Any:
        self.torch.manual_seed(0)
        random.seed(0)
        return super().run(case)


class KerasRunner(TorchRunner):
    """Keras on torch; with TensorFlow for what only that computes."""

    def __init__(self) -> None:
        os.environ["KERAS_BACKEND"] = "torch"
        super().__init__()
        self.array = look_up("numpy.array")
        self.ready = lambda made: made
        self.ignored = ("multiple values", *(text for text in NOT_ABOUT_SHAPES if text not in BINDING))

    def run(self, case: Case) -> Any:
        """As for torch; tensors without items are left out, since each backend treats them in its own way."""
        parts = [case.call, *([case.init] if case.init else [])]
        empty = any(0 in spec.sizes for part in parts for spec in tensors([*part.args, *part.kwargs.values()]))
        random.seed(0)
        found = NotImplemented if empty else super().run(case)
        return NotImplemented if found == Raised("") else found  # what the content decides

    def make_tensor(self, spec: T) -> Any:
        """Texts are an array."""
        if spec.kind != "s":
            return super().make_tensor(spec)
        words = [("a", "b c", "e")[random.randrange(3)] for _ in range(math.prod(spec.sizes))]
        return self.array(words, dtype=object).reshape(spec.sizes)

    def outcome(self, value: Any) -> Any:
        """TensorFlow's texts are tensors as well."""
        if hasattr(value, "numpy") and not self.is_tensor(value):
            value = self.array(value.numpy())
        return super().outcome(value)


KINDS = {"f": "f", "i": "i", "u": "i", "b": "b", "c": "c", "O": "s", "S": "s", "U": "s"}


def torch_runner() -> tuple[str, Callable[[Case], Any]]:
    """torch's version, and what runs a case."""
    runner = TorchRunner()
    warnings.simplefilter("ignore")
    return runner.torch.__version__.partition("+")[0], runner.run


def keras_runner() -> tuple[str, Callable[[Case], Any]]:
    """Keras's version, and what runs a case."""
    runner = KerasRunner()
    warnings.simplefilter("ignore")
    return look_up("keras.__version__"), runner.run


def einops_runner() -> tuple[str, Callable[[Case], Any]]:
    """einops on tensors of torch."""
    return look_up("einops.__version__"), torch_runner()[1]


LIBRARIES: list[Any] = []
"""They last as long as they are referred to."""


COMPILED = re.compile(r"torchvision\.ops\..*(roi|RoI|eform)|.*\.JPEG")
"""What runs compiled operators: of a tensor without items, or sizes of 0, they may end the process."""


def _has_nothing(case: Case) -> bool:
    parts = [case.call, *([case.init] if case.init else [])]
    values = [value for part in parts for value in (*part.args, *part.kwargs.values())]
    numbers = [number for value in values for number in (value if isinstance(value, (list, tuple)) else [value])]
    return any(0 in spec.sizes for spec in tensors(values)) or any(number == 0 for number in numbers)


def torchvision_runner() -> tuple[str, Callable[[Case], Any]]:
    """torchvision on tensors of torch; its compiled operators, where they do not load, are left out."""
    plain = torch_runner()[1]
    loaded = True

    def run(case: Case) -> Any:
        if COMPILED.match(case.path) and (not loaded or _has_nothing(case)):
            return NotImplemented
        return plain(case)

    try:
        look_up("torchvision.__version__")
    except RuntimeError:
        library = look_up("torch.library.Library")("torchvision", "FRAGMENT")
        for name in ("nms", "qnms"):
            library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        LIBRARIES.append(library)
        loaded = False
    return look_up("torchvision.__version__").partition("+")[0], run


FRAMEWORKS = {
    "torch": torch_runner,
    "keras": keras_runner,
    "einops": einops_runner,
    "torchvision": torchvision_runner,
}
