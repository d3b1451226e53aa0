"""Writes which arguments the declared functions, layers and constructors of PyTorch take, where Python itself binds them.

python tools/arguments.py                     # where torch is installed: writes convlint/frameworks/torch/arguments.txt
python tools/arguments.py torchvision WHEEL…  # the same of torchvision's transforms and ops, with what older versions take
python tools/arguments.py --check             # only tells whether that is stale
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FRAMEWORKS = ROOT / "convlint" / "frameworks"
sys.path.insert(0, str(ROOT))

from convlint.frameworks.common.registry import all_classes, all_functions, load  # noqa: E402
from tools.older_arguments import Wheel, merged  # noqa: E402

PACKAGES = {"torch": ("torch.nn.",), "torchvision": ("torchvision.transforms.", "torchvision.ops.")}


def parameters(function: Callable[..., Any], skip: int = 0) -> str | None:
    """The parameters as a text; None where any arguments may be given."""
    if not inspect.isfunction(function):
        return None
    parts: list[str] = []
    for parameter in list(inspect.signature(function).parameters.values())[skip:]:
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            return None
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        parts.append(parameter.name + ("" if parameter.default is parameter.empty else "="))
    return ", ".join(parts)


RECURRENT = {"torch.nn.RNN": "nonlinearity=", "torch.nn.LSTM": "", "torch.nn.GRU": ""}
"""Constructors that hand over what they get to that of their base, and what they take themselves after `num_layers`."""


def recurrent(path: str) -> str:
    """The parameters of a recurrent layer: those of its base after the mode."""
    base = parameters(found_at("torch.nn.RNNBase").__init__, 2)
    assert base is not None
    names = base.split(", ")
    return ", ".join([*names[:3], *RECURRENT[path].split(), *names[3:]])


def found_at(path: str) -> Any:
    """What the framework has at a path; None where it has nothing."""
    owner, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(owner), name, None)
    except ImportError:
        return None


def lines(framework: str) -> list[str]:
    """One for each function, constructor (`path`) and call of a layer (`path.forward`)."""
    load(framework)
    root = found_at("torch.nn.Module")  # its own constructor refuses all arguments
    texts: dict[str, str | None] = {}
    for path in all_functions():
        if path.startswith(PACKAGES[framework]) and "._" not in path:
            texts[path] = parameters(found_at(path))
    for path, entry in all_classes().items():
        real = found_at(path)
        if not path.startswith(PACKAGES[framework]) or not inspect.isclass(real):
            continue
        if entry.layer or framework == "torchvision":
            texts[path] = "" if real.__init__ is root.__init__ else parameters(real.__init__, 1)
            if path in RECURRENT:
                texts[path] = recurrent(path)
            texts.update(called(path, real))
    return [f"{path}({text})" for path, text in sorted(texts.items()) if text is not None]


def called(path: str, real: Any) -> dict[str, str | None]:
    """What the call of a layer takes, or that of another object."""
    methods = ("forward",) if hasattr(real, "forward") else ("__call__",)
    return {f"{path}.{name}": parameters(getattr(real, name)) for name in methods if hasattr(real, name)}


def with_older(line: str, wheels: list[Wheel]) -> str:
    """The line with what older versions take as well."""
    path, _, text = line.removesuffix(")").partition("(")
    return f"{path}({merged(text, [wheel.parameters(path) for wheel in wheels])})"


if __name__ == "__main__":
    chosen = "torchvision" if "torchvision" in sys.argv else "torch"
    file = FRAMEWORKS / chosen / "arguments.txt"
    older = [Wheel(Path(name)) for name in sys.argv[1:] if name.endswith(".whl")]
    text = "\n".join(with_older(line, older) for line in lines(chosen)) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if file.read_text("utf-8") == text else f"{file} is stale")
    file.write_text(text, "utf-8")
