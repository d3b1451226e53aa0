"""Writes which arguments the declared functions, layers and constructors of PyTorch take, where Python itself binds them.

python tools/arguments.py          # where torch is installed: writes convlint/frameworks/torch/arguments.txt
python tools/arguments.py --check  # only tells whether that is stale
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "convlint" / "frameworks" / "torch" / "arguments.txt"
sys.path.insert(0, str(ROOT))

from convlint.frameworks.common.registry import all_classes, all_functions, load  # noqa: E402

PACKAGES = ("torch.nn.",)


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


def lines() -> list[str]:
    """One for each function, constructor (`path`) and call of a layer (`path.forward`)."""
    load("torch")
    root = found_at("torch.nn.Module")  # its own constructor refuses all arguments
    texts: dict[str, str | None] = {}
    for path in all_functions():
        if path.startswith(PACKAGES) and "._" not in path:
            texts[path] = parameters(found_at(path))
    for path, entry in all_classes().items():
        real = found_at(path)
        if path.startswith(PACKAGES) and inspect.isclass(real) and entry.layer:
            texts[path] = "" if real.__init__ is root.__init__ else parameters(real.__init__, 1)
            if path in RECURRENT:
                texts[path] = recurrent(path)
            texts[f"{path}.forward"] = parameters(real.forward)
    return [f"{path}({text})" for path, text in sorted(texts.items()) if text is not None]


if __name__ == "__main__":
    text = "\n".join(lines()) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if FILE.read_text("utf-8") == text else f"{FILE.name} is stale")
    FILE.write_text(text, "utf-8")
