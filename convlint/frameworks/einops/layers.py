"""`Rearrange` and `Reduce`: patterns as layers of PyTorch, TensorFlow and Keras."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class, load
from convlint.frameworks.common.signature import Signature, to_tensor
from convlint.frameworks.einops.functions import checked_reduction, transformed
from convlint.frameworks.einops.recipe import Recipe
from convlint.values import Context, Instance, Tensor, Undetermined

SPACES = {
    "einops.layers.torch": ("torch.nn.Module", "forward"),
    "einops.layers.keras": ("keras.Layer", "call"),
    "einops.layers.tensorflow": ("keras.Layer", "call"),
}
"""Module -> the parent of its layers, and the method that is called."""


def declare(name: str, construct: Any, forward: Any, init: str) -> None:
    """Declare a layer in every space."""
    for space, (parent, method) in SPACES.items():
        path = f"{space}.{name}"
        declare_class(path, parent, layer=True)
        add_function(f"{path}.__init__", construct, Signature.parse(f"self, {init}"), counts=False)
        add_function(f"{path}.{method}", forward, Signature.parse("self, input", returns="Tensor"))


def _rearrange(cx: Context, self: Instance, pattern: str, **axes_lengths: Any) -> None:
    _keep(cx, self, pattern, "rearrange", axes_lengths)


def _reduce(cx: Context, self: Instance, pattern: str, reduction: Any, **axes_lengths: Any) -> None:
    _keep(cx, self, pattern, checked_reduction(reduction), axes_lengths)


def _keep(cx: Context, self: Instance, pattern: str, operation: str, given: dict[str, Any]) -> None:
    cx.touch(self)
    self.attrs["pattern"] = pattern
    self.hidden["recipe"] = Recipe(pattern, operation, given)
    self.hidden["operation"] = operation


def _apply(cx: Context, self: Instance, input: Any) -> Tensor:
    recipe = self.hidden.get("recipe")
    if not isinstance(recipe, Recipe) or not self.hidden.get("operation"):
        raise Undetermined("a pattern that is not known")
    return transformed(cx, to_tensor(cx, input, "input"), recipe, self.hidden["operation"])


load("torch")
declare("Rearrange", _rearrange, _apply, "pattern: str, **axes_lengths")
declare("Reduce", _reduce, _apply, "pattern: str, reduction, **axes_lengths")
