"""`keras.models.clone_model`: the same graph of new layers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class, op
from convlint.frameworks.keras.graph import Call, Replay, is_symbolic, leaves, rebuilt
from convlint.frameworks.keras.inputs import make_input
from convlint.frameworks.keras.model import MODEL, graph_of
from convlint.frameworks.keras.opensizes import shape_of
from convlint.frameworks.keras.sequential import SEQUENTIAL, layers_of
from convlint.values import Context, Instance, LibraryClass, ListV, Tensor, Undetermined, Unknown


@op("keras.models.clone_model", counts=False)
def clone_model(
    cx: Context,
    model: Any,
    input_tensors: Any = None,
    clone_function: Any = None,
    call_function: Any = None,
    recursive: Any = False,
    **more: Any,
) -> Any:
    """A model like another, its layers made anew by `clone_function`, without which they are alike.

    Undetermined for models of the project's own classes.
    """
    path = model.cls.path if isinstance(model, Instance) and isinstance(model.cls, LibraryClass) else ""
    if call_function is not None or path not in (MODEL, SEQUENTIAL):
        raise Undetermined("a model that is not known, or calls that are made otherwise")
    layers = _Layers(cx, clone_function, recursive is not False)
    return (_sequential if path == SEQUENTIAL else _functional)(cx, model, input_tensors, layers)


class _Layers:
    """The new layers by the old ones."""

    def __init__(self, cx: Context, function: Any, recursive: bool) -> None:
        self.cx = cx
        self.function = function
        self.recursive = recursive
        self.made: dict[int, Any] = {}

    def of(self, layer: Any) -> Any:
        """The new layer in the place of one."""
        if id(layer) not in self.made:
            self.made[id(layer)] = self._new(layer)
        return self.made[id(layer)]

    def _new(self, layer: Any) -> Any:
        if not isinstance(layer, Instance) or layer.opaque:
            return Unknown("a copy of a layer that is not known")
        if self.function is not None and not self.recursive:
            return self.cx.call(self.function, (layer,))
        if isinstance(layer.cls, LibraryClass) and layer.cls.path in (MODEL, SEQUENTIAL):
            return clone_model(self.cx, layer, clone_function=self.function, recursive=self.recursive)
        if self.function is not None:
            return self.cx.call(self.function, (layer,))
        config = self.cx.call(self.cx.attribute(layer, "get_config"))
        return self.cx.call(self.cx.attribute(layer.cls, "from_config"), (config,))


class _Cloned(Replay):
    """A graph with other layers."""

    def __init__(self, cx: Context, given: list[tuple[Any, Any]], layers: _Layers) -> None:
        super().__init__(cx, given)
        self.layers = layers

    def run(self, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A call of the layer in the place of the one that was called."""
        if call.layer is None:
            return super().run(call, args, kwargs)
        return self.cx.call(self.layers.of(call.layer), args, kwargs)


def _input_like(cx: Context, tensor: Any) -> Tensor:
    if not is_symbolic(tensor):
        raise Undetermined("an input that is not known")
    layer = getattr(tensor.source, "layer", None)
    name = layer.attrs.get("name") if isinstance(layer, Instance) else None
    return make_input(cx, {"batch_shape": shape_of(cx, tensor), "dtype": tensor.dtype, "name": name})


def _made(cx: Context, path: str, *args: Any) -> Any:
    entry = find_class(path)
    assert entry is not None
    return cx.call(LibraryClass(path, entry), args)


def _sequential(cx: Context, model: Instance, given: Any, layers: _Layers) -> Any:
    own = [layers.of(layer) for layer in layers_of(model)]
    first = model.hidden.get("inputs") if given is None else next(iter(leaves(given)), None)
    if first is not None:
        own.insert(0, _input_like(cx, first))
    return _made(cx, SEQUENTIAL, ListV(own))


def _functional(cx: Context, model: Instance, given: Any, layers: _Layers) -> Any:
    graph = graph_of(model)
    if graph is None:
        raise Undetermined("a model whose graph is not known")
    inputs = rebuilt(graph[0], lambda leaf: _input_like(cx, leaf)) if given is None else given
    pairs = list(zip(leaves(graph[0]), leaves(inputs)))
    if len(leaves(graph[0])) != len(leaves(inputs)):
        raise Undetermined("another number of inputs")
    return _made(cx, MODEL, inputs, _Cloned(cx, pairs, layers).result(graph[1]))
