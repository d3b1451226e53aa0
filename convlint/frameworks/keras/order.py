"""The order in which a functional model lists its layers: by their distance from the outputs, and then as the graph is walked."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.graph import Call, InputSource, is_symbolic, leaves
from convlint.values import DictV, ListV, Tensor, Unknown


def layers_between(inputs: Any, outputs: Any) -> list[Any] | None:
    """The layers of a graph in Keras's order, those of the inputs too.

    None where that is not known: in a graph with functions (layers in Keras 2, none in Keras 3), one that begins at what is no
    input, or one of which a part is not known. The rule is that of `map_graph` in keras/src/ops/function.py.
    """
    given = leaves(inputs)
    if not all(is_symbolic(leaf) and isinstance(leaf.source, InputSource) for leaf in given):
        return None
    results = leaves(outputs)
    nodes, place = _walked(given, results)
    if not all(map(is_symbolic, results)) or any(node.layer is None or _is_partial(node) for node in nodes):
        return None
    depth = _depths(nodes)
    layers = {id(node.layer): node.layer for node in nodes}
    for leaf in given:
        key = id(leaf.source.layer)
        if key not in depth:  # an input that no output needs
            layers[key], depth[key], place[key] = leaf.source.layer, 0, -1
    return [layers[key] for key in sorted(layers, key=lambda key: (-depth[key], place[key]))]


def _walked(given: list[Any], outputs: list[Any]) -> tuple[list[Any], dict[int, int]]:
    """The sources of all tensors, each behind those it takes; and for each layer, by identity, when the walk first came to it."""
    nodes: list[Any] = []
    place: dict[int, int] = {}
    seen: set[int] = set()
    waiting: list[tuple[Any, bool]] = [(leaf.source, False) for leaf in reversed(outputs) if is_symbolic(leaf)]
    while waiting:
        node, done = waiting.pop()
        if done:
            nodes.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            place.setdefault(id(node.layer), len(place))
            waiting.append((node, True))
            waiting += [(source, False) for source in reversed(_before(node))]
    return nodes, place


def _before(node: Any) -> list[Any]:
    """The sources of what a call takes, in order."""
    if not isinstance(node, Call):
        return []
    named = [node.kwargs[name] for name in sorted(node.kwargs)]
    return [leaf.source for leaf in leaves([node.args, named]) if is_symbolic(leaf)]


def _is_partial(node: Any) -> bool:
    """Whether a call takes what may be the result of other layers, which are not known."""
    given = leaves([node.args, list(node.kwargs.values())]) if isinstance(node, Call) else []
    return any(isinstance(leaf, (Unknown, Tensor, ListV, DictV)) and not is_symbolic(leaf) for leaf in given)


def _depths(nodes: list[Any]) -> dict[int, int]:
    """How many calls come after each layer, by identity; of one that is called several times, after the first call."""
    of_node: dict[int, int] = {}
    of_layer: dict[int, int] = {}
    for node in reversed(nodes):
        depth = max(of_node.get(id(node), 0), of_layer.get(id(node.layer), 0))
        of_layer[id(node.layer)] = of_node[id(node)] = depth
        for source in _before(node):
            of_node[id(source)] = max(depth + 1, of_node.get(id(source), 0))
    return of_layer
