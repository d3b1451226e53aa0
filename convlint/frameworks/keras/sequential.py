"""`keras.Sequential`: built layer by layer where the shape of its input is given, else at its first call."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op, prop
from convlint.frameworks.keras.compatible import compatible
from convlint.frameworks.keras.graph import InputSource, is_symbolic
from convlint.frameworks.keras.inputs import make_input
from convlint.frameworks.keras.layer import keep_options, shapes_of
from convlint.frameworks.keras.model import MODEL, graph_of
from convlint.frameworks.keras.opensizes import is_open
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.versions import may_be_2
from convlint.symbolic import Shape
from convlint.values import Context, Instance, ListV, Tensor, Undetermined, Unknown

SEQUENTIAL = "keras.Sequential"
declare_class(SEQUENTIAL, MODEL, layer=True)

# hidden: "layers" a ListV; "inputs" the symbolic input and "outputs" what the layers so far make of it, both None before it is
# built; "first" the shape of the first call of one that was built by it.


@op(f"{SEQUENTIAL}.__init__", counts=False)
def init(cx: Context, self: Any, layers: Any = None, trainable: Any = True, name: Any = None) -> Any:
    """A list of layers, which may begin with an input."""
    if not isinstance(self, Instance):
        return
    keep_options(cx, self, {"name": trainable if isinstance(trainable, str) else name})
    cx.touch(self)
    self.hidden["layers"] = ListV([])
    self.hidden["inputs"] = self.hidden["outputs"] = None
    if layers is None:
        return
    found = cx.items(layers)
    if found is None:
        _lose(cx, self)
    for layer in found or ():
        add(cx, self, layer)


def _lose(cx: Context, self: Instance) -> None:
    """From now on nothing is known of the layers."""
    cx.touch(self)
    self.hidden["layers"] = ListV(None, Unknown("a layer"))
    self.hidden["outputs"] = Unknown("a layer that is not known")


def layers_of(self: Any) -> list[Any]:
    """The layers without the input's. Undetermined where they are not known."""
    known = self.hidden.get("layers") if isinstance(self, Instance) and not self.opaque else None
    if not isinstance(known, ListV) or known.items is None:
        raise Undetermined("the layers of a model are not known")
    return known.items


@op(f"{SEQUENTIAL}.add", counts=False)
def add(cx: Context, self: Any, layer: Any, rebuild: Any = True) -> Any:
    """One more layer; it is applied at once where the input is known."""
    try:
        layers = layers_of(self)
    except Undetermined:
        return
    if is_symbolic(layer) and isinstance(layer.source, InputSource):
        layer = layer.source.layer
    if isinstance(layer, Tensor):
        _lose(cx, self)
        return
    if not layers and self.hidden.get("inputs") is None:
        _begin(cx, self, layer)
        if self.hidden.get("inputs") is not None and getattr(self.hidden["inputs"].source, "layer", None) is layer:
            return
    cx.touch(self.hidden["layers"])
    self.hidden["layers"].items = [*layers, layer]
    _apply(cx, self, layer)


def _begin(cx: Context, self: Instance, layer: Any) -> None:
    """What the first layer says of the input."""
    if not isinstance(layer, Instance):
        return
    tensor = layer.hidden.get("output")
    if isinstance(tensor, Tensor) and isinstance(tensor.source, InputSource) and tensor.source.layer is layer:
        made: Any = tensor
    elif layer.hidden.get("input_shape") is not None:
        made = _input_of(cx, layer, {"shape": layer.hidden["input_shape"]})
    elif layer.hidden.get("batch_input_shape") is not None:
        made = _input_of(cx, layer, {"batch_shape": layer.hidden["batch_input_shape"]})
    else:
        made = _input_of_model(layer)
    if made is not None:
        cx.touch(self)
        self.hidden["inputs"] = self.hidden["outputs"] = made


def _input_of(cx: Context, layer: Instance, given: dict[str, Any]) -> Tensor | None:
    try:
        return make_input(cx, given)
    except Undetermined:
        return None


def _input_of_model(layer: Instance) -> Tensor | None:
    """The input of a model within the model, of which the outer one then takes the same."""
    graph = graph_of(layer)
    if graph is None or not isinstance(graph[0], Tensor):
        return None
    return graph[0]


def _apply(cx: Context, self: Instance, layer: Any) -> None:
    before = self.hidden.get("outputs")
    if before is None:
        return
    found = cx.reported()
    cx.touch(self)
    self.hidden["outputs"] = Unknown("a layer that fails")
    self.hidden["outputs"] = cx.call(layer, (before,)) if isinstance(before, Tensor) else before
    if cx.reported() > found:
        _lose(cx, self)


@op(f"{SEQUENTIAL}.pop", counts=False)
def pop(cx: Context, self: Any, rebuild: Any = True) -> Any:
    """Without the last layer, which is returned."""
    layers = list(layers_of(self))
    if not layers:
        raise Undetermined("no layers")
    last = layers.pop()
    cx.touch(self)
    cx.touch(self.hidden["layers"])
    self.hidden["layers"].items = layers
    self.hidden["outputs"] = self.hidden.get("inputs")
    for layer in layers:
        _apply(cx, self, layer)
    return last


@op(f"{SEQUENTIAL}.call", counts=False)
def call(cx: Context, self: Any, inputs: Keras, *args: Any, **kwargs: Any) -> Any:
    """One layer after the other. A model that is not built takes the first call's shape for that of its input."""
    try:
        layers = list(layers_of(self))
    except Undetermined:
        return Unknown("the layers of a model are not known")
    declared = self.hidden.get("inputs")
    if isinstance(declared, Unknown):
        return Unknown("the input of a model is not known")
    if declared is None:
        declared = self.hidden.get("first")
        if declared is None and cx.facts.rank(inputs.shape) is not None:
            cx.touch(self)
            self.hidden["first"] = Tensor(Shape(cx.facts.resolve_shape(inputs.shape).dims), library="keras")
    given: Any = inputs
    if isinstance(declared, Tensor):
        given = compatible(cx, declared, inputs, _is_symbolic_call(cx, inputs), may_be_2(cx))
    for layer in layers:
        given = cx.call(layer, (given,))
    return given


def _is_symbolic_call(cx: Context, inputs: Tensor) -> bool:
    """Called on symbolic tensors, a Sequential compares every size; on data, its layers do."""
    dims = cx.facts.resolve_shape(inputs.shape).dims
    return bool(dims) and is_open(cx, dims[0])


@op(f"{SEQUENTIAL}.build", counts=False)
def build(cx: Context, self: Any, input_shape: Any = None) -> Any:
    """Fixes the shape of the input, with its batch."""
    layers = layers_of(self)
    if self.hidden.get("inputs") is not None or input_shape is None:
        return
    made = make_input(cx, {"batch_shape": input_shape})
    cx.touch(self)
    self.hidden["inputs"] = self.hidden["outputs"] = made
    for layer in layers:
        _apply(cx, self, layer)


@prop(f"{SEQUENTIAL}.layers")
def layers(cx: Context, self: Any) -> Any:
    """The layers without the input's."""
    try:
        return ListV(list(layers_of(self)))
    except Undetermined:
        return ListV(None, Unknown("a layer"))


@op(f"{SEQUENTIAL}.compute_output_shape", counts=False)
def compute_output_shape(cx: Context, self: Any, input_shape: Any) -> Any:
    """The shape that data of a shape would give."""
    made = make_input(cx, {"batch_shape": input_shape})
    return shapes_of(cx, cx.call(self, (made,)))
