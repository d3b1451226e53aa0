"""Layers around layers: `TimeDistributed`, `Bidirectional`, `SpectralNormalization`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.declaring import layer
from convlint.frameworks.keras.graph import layers_in, leaves
from convlint.frameworks.keras.help import need_rank
from convlint.frameworks.keras.model import graph_of
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Shape
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined


def _keep_inner(cx: Context, self: Instance) -> None:
    self.hidden["inner"] = self.attrs["layer"]


def _drawing(cx: Context, self: Instance, inner: Any) -> None:
    """Tell the inner layer whether the call of the outer one only draws a graph."""
    _mark(cx, inner, bool(self.hidden.get("symbolic")))


def _mark(cx: Context, inner: Any, drawing: bool) -> None:
    """Mark a layer, and those of a model."""
    if not isinstance(inner, Instance) or inner.hidden.get("drawing", False) is drawing:
        return
    cx.touch(inner)
    inner.hidden["drawing"] = drawing
    graph = graph_of(inner)
    for each in () if graph is None else layers_in(graph[1]):
        _mark(cx, each, drawing)


@layer("TimeDistributed", "layer", _keep_inner)
def time_distributed(cx: Context, self: Instance, inputs: Keras, training: Any = None, mask: Any = None) -> Tensor:
    """Applies its layer to each step: (batch, steps, …) -> (batch, steps, …)."""
    need_rank(cx, inputs, 3)
    shape = cx.facts.resolve_shape(inputs.shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    inner = self.attrs["layer"]
    pools_all = isinstance(inner, Instance) and getattr(inner.cls, "path", "").startswith("keras.layers.Global")
    if pools_all and len(shape.dims) != 4:
        raise Undetermined("a global pooling takes any rank here")
    _drawing(cx, self, inner)
    result = cx.call(inner, (inputs.like(Shape((shape.dims[0], *shape.dims[2:]))),))
    if not isinstance(result, Tensor):
        raise Undetermined("what the layer gives is not known")
    made = cx.facts.resolve_shape(result.shape)
    if made.lead is not None or not made.dims:
        raise Undetermined("what the layer gives is not known")
    return result.like(Shape((*shape.dims[:2], *made.dims[1:])))


@layer("SpectralNormalization", "layer, power_iterations=1", _keep_inner)
def spectral_normalization(cx: Context, self: Instance, inputs: Keras, training: Any = None) -> Any:
    """What its layer gives."""
    return cx.call(self.attrs["layer"], (inputs,))


@layer("Wrapper", "layer", _keep_inner)
def wrapper(cx: Context, self: Instance, *args: Any, **kwargs: Any) -> Any:
    """What its layer gives."""
    return cx.call(self.attrs["layer"], args, kwargs)


# --- Bidirectional ----------------------------------------------------------------------------------------------------


@layer("Bidirectional", "layer, merge_mode='concat', weights=None, backward_layer=None", _keep_inner)
def bidirectional(
    cx: Context, self: Instance, sequences: Any, initial_state: Any = None, mask: Any = None, training: Any = None
) -> Any:
    """The outputs of both directions merged, then the states of the one and of the other."""
    states = None if initial_state is None else leaves(initial_state)
    if states is not None and self.hidden.get("symbolic"):
        raise Undetermined("states are looked at only where there is data")
    half = None if states is None else len(states) // 2
    for inner in (self.attrs["layer"], self.attrs["backward_layer"]):
        _drawing(cx, self, inner)
    forward = _run(cx, self.attrs["layer"], sequences, None if states is None else states[:half])
    other = self.attrs["backward_layer"]
    backward = forward if other is None else _run(cx, other, sequences, None if states is None else states[half:])
    merged = _merged(cx, self.attrs["merge_mode"], forward[0], backward[0])
    result = (
        (*merged, *forward[1:], *backward[1:]) if isinstance(merged, tuple) else (merged, *forward[1:], *backward[1:])
    )
    return result if len(result) > 1 else result[0]


def _run(cx: Context, layer: Any, sequences: Any, states: list[Any] | None) -> list[Tensor]:
    result = cx.call(layer, (sequences,), {} if states is None else {"initial_state": ListV(list(states))})
    found = leaves(result)
    if not all(isinstance(each, Tensor) for each in found):
        raise Undetermined("what the layer gives is not known")
    return [each.like(each.shape) for each in found]


def _merged(cx: Context, mode: Any, forward: Tensor, backward: Tensor) -> Any:
    if mode is None:
        return forward, backward.like(backward.shape)
    if mode not in ("concat", "sum", "mul", "ave"):
        if isinstance(mode, str):
            raise Mismatch("invalid-argument", f"`{{it}}` does not know the merge_mode {mode!r}")
        raise Undetermined("`merge_mode` is not known")
    if mode != "concat":
        return forward
    one, other = cx.facts.trailing(forward.shape, 1), cx.facts.trailing(backward.shape, 1)
    if one is None or other is None:
        raise Undetermined("what the layer gives is not known")
    return forward.like(Shape((*one.dims[:-1], one.dims[-1] + other.dims[-1]), one.lead))
