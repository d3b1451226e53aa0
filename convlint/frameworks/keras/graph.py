"""How symbolic tensors remember what made them, and doing it again with other data.

`Tensor.source` is an InputSource for what `keras.Input` gives, a Call for what a layer or function made of symbolic tensors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.refusing import Strict
from convlint.values import Context, DictV, Instance, ListV, Mismatch, Tensor, Undetermined

Run = Callable[..., Any]
_FIRST = ("x", "input", "xs", "inputs", "tensor", "x1")
TENSORFLOW = {
    **dict.fromkeys(
        "features input tensor logits values value t input_ input_tensor inputs images image params".split(), _FIRST
    ),
    "x": ("x1",),
    "y": ("x2",),
    "a": ("x1", "x"),
    "b": ("x2",),
    "matrix": ("a", "x"),
    "rhs": ("b",),
    "begin": ("start_indices",),
    "size": ("shape",),
    "filter": ("filters",),
    "stride": ("strides",),
    "fn": ("f",),
    "elems": ("xs",),
    "dim": ("axis",),
    "dimension": ("axis",),
    "squeeze_dims": ("axis",),
    "reduction_indices": ("axis",),
    "keep_dims": ("keepdims",),
}
"""TensorFlow's names, of all its versions, and what the parameter may be called in a declaration."""
SWAPPED = {"y": ("x1",), "x": ("x2",)}


class InputSource:
    """The source of an input: its layer."""

    __slots__ = ("layer",)

    def __init__(self, layer: Instance) -> None:
        self.layer = layer


class Call:
    """The source of what a call made.

    made: all tensors that it gave, in order. layer: whose call it was, if a layer's. inside: of a network that was called as a
    whole, what knows the layers in it by name, and perhaps all of them.
    """

    __slots__ = ("args", "inside", "kwargs", "layer", "made", "run")

    def __init__(
        self,
        run: Run,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        made: list[Any],
        layer: Any = None,
        inside: Any = None,
    ) -> None:
        self.run = run
        self.args = args
        self.kwargs = kwargs
        self.made = made
        self.layer = layer
        self.inside = inside


# --- structures -------------------------------------------------------------------------------------------------------


def leaves(value: Any) -> list[Any]:
    """What is in a nested structure, in Keras's order (dicts by key)."""
    if isinstance(value, (tuple, list)):
        return [leaf for item in value for leaf in leaves(item)]
    if isinstance(value, ListV):
        return leaves(value.items) if value.items is not None else [value]
    if isinstance(value, DictV):
        if value.open or not all(isinstance(key, str) for key in value.items):
            return [value]
        return [leaf for key in sorted(value.items) for leaf in leaves(value.items[key])]
    return [value]


def rebuilt(value: Any, replace: Callable[[Any], Any]) -> Any:
    """The same structure, anew, with every leaf replaced."""
    if type(value) is tuple:
        return tuple(rebuilt(item, replace) for item in value)
    if isinstance(value, ListV) and value.items is not None:
        return ListV([rebuilt(item, replace) for item in value.items])
    if isinstance(value, DictV) and not value.open:
        return DictV({key: rebuilt(item, replace) for key, item in value.items.items()})
    return replace(value)


def is_symbolic(value: Any) -> bool:
    """Whether it is a tensor without data."""
    return isinstance(value, Tensor) and value.source is not None


def any_symbolic(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether there is a tensor without data among the arguments."""
    return any(is_symbolic(leaf) for leaf in leaves([args, list(kwargs.values())]))


# --- remembering ------------------------------------------------------------------------------------------------------


def remember(run: Run, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any, layer: Any = None) -> None:
    """Give the tensors of a result their source, if an argument is symbolic."""
    given = leaves([args, list(kwargs.values())])
    if not any(is_symbolic(leaf) for leaf in given):
        return
    made = leaves(result)
    before = {id(leaf) for leaf in given}
    call = Call(
        run, rebuilt(args, _itself), {name: rebuilt(value, _itself) for name, value in kwargs.items()}, made, layer
    )
    for tensor in made:
        if isinstance(tensor, Tensor) and id(tensor) not in before:
            tensor.source = call


def _itself(value: Any) -> Any:
    return value


def declare(
    paths: tuple[str, ...], handler: Run, signature: Signature, counts: bool = True, late: tuple[str, ...] = ()
) -> None:
    """Declare a function of tensors whose results remember it.

    late: rules that it breaks only when it is given data, for what Keras says of tensors without data does not look at them.
    """

    def run(cx: Context, *args: Any, **kwargs: Any) -> Any:
        mark = cx.facts.mark()
        try:
            result = handler(cx, *args, **kwargs)
        except Mismatch as mismatch:
            if mismatch.rule not in late or not any_symbolic(args, kwargs):
                raise
            cx.facts.undo(mark)
            result = cx.unknown_tensor("x", "keras")
        except Undetermined as error:
            if type(error) is not Undetermined or signature.returns != "Tensor" or not any_symbolic(args, kwargs):
                raise
            result = cx.unknown_tensor("x", "keras")  # without data as well, for those behind it
        remember(run, args, kwargs, result)
        return result

    run.__qualname__ = handler.__qualname__
    for path in paths:
        add_function(path, run, _as_named_there(path, signature), counts)


def _as_named_there(path: str, signature: Signature) -> Signature:
    """The signature, which in TensorFlow takes TensorFlow's names as well."""
    if not path.startswith("tensorflow."):
        return Strict.at(path, signature)
    return signature.known_as(SWAPPED if path.endswith("atan2") else TENSORFLOW)


def function(*paths: str, counts: bool = True, late: tuple[str, ...] = ()) -> Callable[[Run], Run]:
    """`declare` as a decorator."""

    def register(handler: Run) -> Run:
        declare(paths, handler, Signature.of(handler), counts, late)
        return handler

    return register


# --- doing it again ---------------------------------------------------------------------------------------------------


class Replay:
    """A graph with other values in the place of its inputs."""

    def __init__(self, cx: Context, given: list[tuple[Any, Any]]) -> None:
        self.cx = cx
        self.values = {id(tensor): value for tensor, value in given}
        self.done: dict[int, list[Any]] = {}

    def result(self, outputs: Any) -> Any:
        """What stands in the place of a structure of symbolic tensors.

        Undetermined where it does not depend on the inputs alone.
        """
        return rebuilt(outputs, self.value)

    def run(self, call: Call, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A call, made again with other arguments."""
        return call.run(self.cx, *args, **kwargs)

    def value(self, tensor: Any) -> Any:
        """What stands in the place of one tensor."""
        if id(tensor) in self.values:
            return self.values[id(tensor)]
        if not is_symbolic(tensor):
            return tensor
        call = tensor.source
        if not isinstance(call, Call):
            raise Undetermined("an input that is not given")
        if id(call) not in self.done:
            args = rebuilt(call.args, self.value)
            kwargs = {name: rebuilt(value, self.value) for name, value in call.kwargs.items()}
            self.done[id(call)] = leaves(self.run(call, args, kwargs))
        made = self.done[id(call)]
        if len(made) != len(call.made):
            raise Undetermined("a call gave another structure than before")
        found = next(new for old, new in zip(call.made, made) if old is tensor)
        self.values[id(tensor)] = found
        return found


def layers_in(outputs: Any) -> list[Any]:
    """All layers that a graph calls, the inputs' too; functions have none."""
    return [source.layer for source in sources_of(outputs) if source.layer is not None]


def sources_of(outputs: Any) -> list[Any]:
    """The sources of all tensors of a graph."""
    found: list[Any] = []
    seen: set[int] = set()
    waiting = leaves(outputs)
    while waiting:
        tensor = waiting.pop()
        source = tensor.source if is_symbolic(tensor) else None
        if source is None or id(source) in seen:
            continue
        seen.add(id(source))
        found.append(source)
        if isinstance(source, Call):
            waiting += leaves([source.args, list(source.kwargs.values())])
    return found
