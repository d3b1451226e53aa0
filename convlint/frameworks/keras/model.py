"""`keras.Model`: functional ones, which are their graph, and the base of subclassed ones."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import ANYTHING, nothing
from convlint.frameworks.common.registry import add_function, declare_class, op, prop
from convlint.frameworks.keras.compatible import compatible, matched
from convlint.frameworks.keras.graph import (
    Call,
    InputSource,
    Replay,
    is_symbolic,
    layers_in,
    leaves,
    rebuilt,
    sources_of,
)
from convlint.frameworks.keras.layer import LAYER, keep_options, shapes_of
from convlint.frameworks.keras.order import layers_between
from convlint.frameworks.keras.positional import no_input
from convlint.frameworks.keras.versions import before_3, may_be_2
from convlint.symbolic import Truth
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Unknown

MODEL = "keras.Model"
declare_class(MODEL, LAYER, driven=("call",), layer=True)
SILENT = "summary save export save_spec reset_metrics make_train_function make_test_function make_predict_function"
for _name in SILENT.split():
    add_function(f"{MODEL}.{_name}", nothing, ANYTHING, counts=False)


def _unknown(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("of a model", data=True)


for _name in ("to_json", "to_yaml", "get_metrics_result", "get_compile_config", "compute_metrics", "compute_loss"):
    add_function(f"{MODEL}.{_name}", _unknown, ANYTHING, counts=False)
prop(*(f"{MODEL}.{name}" for name in "optimizer metrics_names loss history stop_training".split()))(_unknown)


@op(f"{MODEL}.__init__", counts=False)
def init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """`Model(inputs, outputs)` keeps the graph between them; without arguments it is the base of a subclass."""
    if not isinstance(self, Instance):
        return
    options = dict(kwargs)
    given = [*args[:2], *(options.pop(name) for name in ("input", "inputs", "output", "outputs") if name in options)]
    keep_options(cx, self, {"name": options.get("name")})
    if len(given) < 2:
        _refuse_half(cx, self, args, kwargs)
        return
    inputs, outputs = given[:2]
    for which, value in (("inputs", inputs), ("outputs", outputs)):
        wrong = next((found for leaf in leaves(value) if (found := no_input(cx, leaf))), None)
        if wrong is not None:
            raise Mismatch("invalid-argument", f"`{{it}}` takes tensors as its {which} but gets {wrong}")
    check_connected(inputs, outputs)
    if not all(is_symbolic(leaf) for leaf in leaves(inputs)):
        self.opaque = True
        return
    self.hidden["inputs"] = rebuilt(inputs, lambda leaf: leaf)  # the program may change its lists
    self.hidden["outputs"] = rebuilt(outputs, lambda leaf: leaf)


def _refuse_half(cx: Context, self: Instance, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Mismatch (`invalid-argument`) for inputs without outputs, or the other way round."""
    named = kwargs.keys() & {"inputs", "outputs"}
    direct = isinstance(self.cls, LibraryClass) and self.cls.path == MODEL
    if (named or (direct and args)) and not before_3(cx):
        missing = "inputs" if "outputs" in named else "outputs"
        raise Mismatch("invalid-argument", f"`{{it}}` needs its `{missing}`")


def check_connected(inputs: Any, outputs: Any) -> None:
    """Mismatch (`invalid-argument`) where an output depends on an input that the model does not take."""
    given = leaves(inputs)
    if not all(is_symbolic(leaf) for leaf in given):
        return
    known = {id(leaf) for leaf in given} | {id(leaf.source) for leaf in given if isinstance(leaf.source, InputSource)}
    seen: set[int] = set()
    waiting = [leaf for leaf in leaves(outputs) if is_symbolic(leaf)]
    while waiting:
        tensor = waiting.pop()
        source = tensor.source
        if id(tensor) in known or id(source) in known or id(source) in seen:
            continue
        seen.add(id(source))
        if not isinstance(source, Call):
            name = source.layer.attrs.get("name")
            which = f"the input {name!r}" if isinstance(name, str) else "an input"
            raise Mismatch("invalid-argument", f"`{{it}}`: its outputs need {which} that it does not take")
        waiting += [leaf for leaf in leaves([source.args, list(source.kwargs.values())]) if is_symbolic(leaf)]


def graph_of(self: Any) -> tuple[Any, Any] | None:
    """Inputs and outputs of a functional model."""
    if not isinstance(self, Instance) or self.opaque:
        return None
    inputs, outputs = self.hidden.get("inputs"), self.hidden.get("outputs")
    return None if inputs is None or isinstance(inputs, Unknown) or isinstance(outputs, Unknown) else (inputs, outputs)


@op(f"{MODEL}.call", counts=False)
def call(cx: Context, self: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
    """The outputs of the graph for other data than its inputs. Mismatch where that does not fit."""
    graph = graph_of(self)
    if graph is None:
        return Unknown("a model whose graph is not known")
    strict = not (self.hidden.get("symbolic") and may_be_2(cx))  # Keras 2 only warned, of tensors without data
    pairs = [(declared, compatible(cx, declared, data, strict)) for declared, data in matched(cx, graph[0], inputs)]
    return _single(graph[1], Replay(cx, pairs).result(graph[1]))


def _single(outputs: Any, result: Any) -> Any:
    """A list of one output is that output."""
    found = leaves(result)
    return found[0] if isinstance(outputs, (ListV, tuple)) and len(found) == 1 else result


# --- asking -----------------------------------------------------------------------------------------------------------


def _of_graph(name: str, at: int) -> None:
    def whole(cx: Context, self: Any) -> Any:
        graph = graph_of(self)
        return Unknown("a model without a graph") if graph is None else graph[at]

    def flat(cx: Context, self: Any) -> Any:
        graph = graph_of(self)
        return Unknown("a model without a graph") if graph is None else ListV(leaves(graph[at]))

    def shape(cx: Context, self: Any) -> Any:
        graph = graph_of(self)
        if graph is None:
            return Unknown("a model without a graph")
        found = [shapes_of(cx, leaf) for leaf in leaves(graph[at])]
        return found[0] if len(found) == 1 else ListV(found)

    prop(f"{MODEL}.{name}")(whole)
    prop(f"{MODEL}.{name}s")(flat)
    prop(f"{MODEL}.{name}_shape")(shape)


_of_graph("input", 0)
_of_graph("output", 1)


def layers_of(cx: Context, self: Any) -> list[Any] | None:
    """The layers in order, if that is known."""
    graph = graph_of(self)
    if graph is None:
        return None
    source = graph[1].source if is_symbolic(graph[1]) else None
    inside = source.inside if isinstance(source, Call) else None
    return layers_between(*graph) if inside is None else inside.layers(cx, graph[1])


@prop(f"{MODEL}.layers")
def layers(cx: Context, self: Any) -> Any:
    """The layers, in Keras's order."""
    found = layers_of(cx, self)
    return ListV(None, Unknown("a layer")) if found is None else ListV(found)


@op(f"{MODEL}.get_layer", counts=False)
def get_layer(cx: Context, self: Any, name: Any = None, index: Any = None) -> Any:
    """A layer by its name, where the program gave it one, or by its place."""
    found = cx.items(cx.attribute(self, "layers"))
    if found is None:
        graph = graph_of(self) if isinstance(name, str) else None
        return Unknown("a layer of a model") if graph is None else _within(cx, graph[1], name)
    if isinstance(index, int) and name is None:
        if not -len(found) <= index < len(found):
            raise Mismatch(
                "index-out-of-range", f"`{{it}}`: the model has {len(found)} layers but is asked for number {index}"
            )
        return found[index]
    return _named(found, name)


def _within(cx: Context, outputs: Any, name: Any) -> Any:
    """The layer of this name in a graph, or in a network that it calls as a whole."""
    networks = {id(s.inside): s.inside for s in sources_of(outputs) if isinstance(s, Call) and s.inside}
    found = [layer for inside in networks.values() if (layer := inside.layer(cx, name)) is not None]
    return _named([*layers_in(outputs), *found], name)


def _named(layers: list[Any], name: Any) -> Any:
    """The only layer that the program gave this name."""
    named = {id(layer): layer for layer in layers if isinstance(layer, Instance) and layer.attrs.get("name") == name}
    return next(iter(named.values())) if isinstance(name, str) and len(named) == 1 else Unknown("a layer of a model")


def is_layer(cx: Context, value: Any) -> Truth:
    """Whether a value is a layer."""
    from convlint.frameworks.common.registry import find_class
    from convlint.values import LibraryClass

    entry = find_class(LAYER)
    assert entry is not None
    if isinstance(value, Instance):
        return cx.is_instance(value, LibraryClass(LAYER, entry))
    return Truth.OPEN if isinstance(value, Unknown) else Truth.NO
