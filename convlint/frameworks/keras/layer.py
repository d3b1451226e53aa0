"""`keras.Layer`: calling, building at the first call, weights of one's own, and what may be asked of a layer."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.inert import ANYTHING, nothing
from convlint.frameworks.common.registry import add_function, declare_class, op, prop
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.keras.graph import any_symbolic, is_symbolic, leaves, rebuilt, remember
from convlint.frameworks.keras.opensizes import open_size, shape_of
from convlint.frameworks.keras.positional import refuse_arguments
from convlint.frameworks.keras.tensors import LIBRARY, to_keras, with_data
from convlint.symbolic import Dim, Shape
from convlint.values import (
    BoundMethod,
    Context,
    Instance,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    Remedy,
    Tensor,
    Undetermined,
    Unknown,
)

LAYER = "keras.Layer"
declare_class(LAYER, driven=("call",))
CONTEXT_ARGUMENTS = ("training", "mask")
SILENT = """load_weights save_weights add_metric quantize enable_lora load_own_variables save_own_variables add_update
reset_states reset_state adapt finalize_state set_vocabulary"""
SPEAKING = "count_params get_build_config compute_mask compute_output_spec get_vocabulary vocabulary_size compute_dtype"
for _name in SILENT.split():
    add_function(f"{LAYER}.{_name}", nothing, ANYTHING, counts=False)


@op(f"{LAYER}.add_loss", counts=False)
def add_loss(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """A loss beside that of `compile`."""
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["added loss"] = True


def _unknown(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("of a layer", data=True)


for _name in SPEAKING.split():
    add_function(f"{LAYER}.{_name}", _unknown, ANYTHING, counts=False)
prop(
    *(
        f"{LAYER}.{name}"
        for name in "name dtype trainable losses metrics updates dtype_policy supports_masking path".split()
    )
)(_unknown)


@op(f"{LAYER}.__init__", counts=False)
def init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """Of a layer of the project: keeps what a Sequential asks its first layer for."""
    if isinstance(self, Instance):
        keep_options(cx, self, dict(kwargs))


def keep_options(cx: Context, self: Instance, options: dict[str, Any]) -> None:
    """The arguments that every layer takes: the shape of its input, for a first layer; its name."""
    cx.touch(self)
    shape = (
        options.get("batch_input_shape") if options.get("batch_input_shape") is not None else options.get("batch_shape")
    )
    if shape is not None:
        self.hidden["batch_input_shape"] = shape
    elif options.get("input_dim") is not None and options.get("input_shape") is None:
        length = options.get("input_length")
        self.hidden["input_shape"] = (options["input_dim"],) if length is None else (length, options["input_dim"])
    elif options.get("input_shape") is not None:
        self.hidden["input_shape"] = options["input_shape"]
    name = options.get("name")
    if isinstance(name, str):
        self.attrs["name"] = name
    elif isinstance(name, (bool, int, float, tuple, ListV)):
        raise Mismatch("invalid-argument", f"`{{it}}` takes a text as its name but gets {name!r}")


# --- calling ----------------------------------------------------------------------------------------------------------


@op(f"{LAYER}.__call__", counts=False)
def call(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """Builds the layer at its first call, then applies `call`."""
    if not isinstance(self, Instance) or self.opaque:
        return Unknown("something that is not understood was done to this layer")
    refuse_arguments(cx, self, args)
    method = cx.attribute(self, "call")
    given, named = with_data(args), with_data(_understood(cx, method, kwargs))
    _mark(cx, self, any_symbolic(args, kwargs))
    found = cx.reported()
    build_own(cx, self, method, given, named)
    result = cx.call(method, given, _with_context(cx, method, given, named))
    result = rebuilt(result, _anew)
    if cx.reported() > found:  # a graph that could not be built is not built again
        return result
    remember(lambda context, *a, **k: context.call(self, a, k), args, kwargs, result, self)
    if any(is_symbolic(leaf) for leaf in leaves(result)):
        cx.touch(self)
        self.hidden.setdefault("output", result)  # `layer.output` is that of the first call
        self.hidden.setdefault("input", args[0] if args else Unknown("inputs by name"))
    return result


def _mark(cx: Context, self: Instance, symbolic: bool) -> None:
    """Whether this call only draws a graph (`declaring.late`)."""
    if self.hidden.get("symbolic", False) is not symbolic:
        cx.touch(self)
        self.hidden["symbolic"] = symbolic


def _understood(cx: Context, method: Any, named: dict[str, Any]) -> dict[str, Any]:
    """The arguments without `training`, which anyone may give, for a method that does not take it."""
    if "training" not in named or _takes_training(cx, method):
        return dict(named)
    return {name: value for name, value in named.items() if name != "training"}


def _takes_training(cx: Context, method: Any) -> bool:
    own = method.function if isinstance(method, BoundMethod) else method
    if isinstance(own, LibraryFunction):
        return any(each.name == "training" or each.kind == "kwarg" for each in own.entry.signature.parameters)
    parameters = cx.parameters(method)
    return parameters is None or "training" in parameters


def _anew(value: Any) -> Any:
    if not isinstance(value, Tensor):
        return value
    return carry(value, Tensor(value.shape, value.dtype, LIBRARY, value.data, value.factors))


def _with_context(cx: Context, method: Any, given: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
    """The arguments with those that Keras gives itself: `training` and `mask`."""
    parameters = cx.parameters(method)
    if parameters is None:
        return named
    names = list(parameters)[len(given) :]
    more: dict[str, Any] = {}
    if "training" in names and "training" not in named:
        more["training"] = Unknown("training mode", data=True)
    if parameters.get("mask") and "mask" in names and "mask" not in named:
        more["mask"] = None
    return {**named, **more}


# --- building ---------------------------------------------------------------------------------------------------------


def build_own(cx: Context, self: Instance, method: Any, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Call the project's own `build`, if there is one, with the shapes of the first call's tensors."""
    if self.hidden.get("built") is not None or cx.find_attribute(self, "built") is True:
        return
    build = cx.find_attribute(self, "build")
    parameters = cx.parameters(build)
    cx.touch(self)
    self.hidden["built"] = True
    if not isinstance(build, BoundMethod) or isinstance(build.function, LibraryFunction):
        return
    names = list(cx.parameters(method) or ())
    arguments = {**dict(zip(names, given)), **named}
    first = given[0] if given else next(iter(named.values()), None)
    if parameters is None or len(parameters) == 1:
        cx.call(build, (shapes_of(cx, first),))
        return
    cx.call(build, (), {name: shapes_of(cx, arguments.get(name.removesuffix("_shape"))) for name in parameters})


@op(f"{LAYER}.build", counts=False)
def build(cx: Context, self: Any, input_shape: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Of a layer of Keras's own: makes the weights for a shape. A project's layer does that itself."""
    if (
        not isinstance(self, Instance)
        or not isinstance(self.cls, LibraryClass)
        or not self.cls.path.startswith("keras.layers.")
    ):
        return
    items = cx.items(input_shape) if isinstance(input_shape, (tuple, ListV)) else None
    if not items or len(items) < 2 or not all(item is None or isinstance(item, (int, Dim)) for item in items):
        return  # without a batch, as `Dense.build` takes it too
    sizes = tuple(open_size("the shape given") if item is None else item for item in items)
    _mark(cx, self, True)  # no data flow
    cx.call(cx.attribute(self, "call"), (Tensor(Shape(sizes), "float", LIBRARY),))


def shapes_of(cx: Context, value: Any) -> Any:
    """The shapes in the place of the tensors of a structure, None for open sizes."""
    return rebuilt(value, lambda leaf: _shape_of_leaf(cx, leaf))


def _shape_of_leaf(cx: Context, leaf: Any) -> Any:
    if isinstance(leaf, Unknown):
        try:
            leaf = to_keras(cx, leaf, "inputs")
        except Undetermined:
            return Unknown("the shape of something unknown")
    return shape_of(cx, leaf) if isinstance(leaf, Tensor) else None


@prop(f"{LAYER}.built")
def built(cx: Context, self: Any) -> Any:
    """Whether it was called."""
    known = self.hidden.get("built", False) if isinstance(self, Instance) else None
    return known if isinstance(known, bool) else Unknown("is it built?")


@op(f"{LAYER}.add_weight", f"{LAYER}.add_variable", counts=False)
def add_weight(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Tensor:
    """A weight of a given shape: the second argument in Keras 2, the first in Keras 3.

    Mismatch (`open-length`) for a shape with None in it.
    """
    shape = kwargs.get("shape", next((arg for arg in args[:2] if isinstance(arg, (tuple, ListV, Unknown))), ()))
    return weight(cx, () if shape is None else shape)


def weight(cx: Context, shape: Any) -> Tensor:
    """A variable of a shape."""
    items = cx.items(shape) if not isinstance(shape, (int, Dim)) else None
    if items is None:
        raise Undetermined("the shape of a weight is not known")
    if any(item is None for item in items):
        shown = ", ".join(str(item) for item in items)
        text = f"`{{it}}` cannot make a weight of shape ({shown}): a size of the input is open"
        raise Mismatch("open-length", text, Remedy("give the input its full shape"))
    return Tensor(Shape(to_ints(cx, shape, "shape")), "float", LIBRARY, parameter=True)


# --- asking -----------------------------------------------------------------------------------------------------------


@prop(f"{LAYER}.output")
def output(cx: Context, self: Any) -> Any:
    """What it gave when it was first called on symbolic tensors."""
    return _kept(self, "output")


@prop(f"{LAYER}.input")
def input(cx: Context, self: Any) -> Any:
    """What it was first called on."""
    return _kept(self, "input")


@prop(f"{LAYER}.output_shape")
def output_shape(cx: Context, self: Any) -> Any:
    """The shape of `output` (Keras 2)."""
    return _shape_or_unknown(cx, _kept(self, "output"))


@prop(f"{LAYER}.input_shape")
def input_shape(cx: Context, self: Any) -> Any:
    """The shape of `input` (Keras 2)."""
    return _shape_or_unknown(cx, _kept(self, "input"))


def _kept(self: Any, name: str) -> Any:
    return (
        self.hidden.get(name, Unknown("a layer that was not called"))
        if isinstance(self, Instance)
        else Unknown("a layer")
    )


def _shape_or_unknown(cx: Context, value: Any) -> Any:
    return value if isinstance(value, Unknown) else shapes_of(cx, value)


@op(f"{LAYER}.compute_output_shape", counts=False)
def compute_output_shape(cx: Context, self: Any, input_shape: Any, *args: Any, **kwargs: Any) -> Any:
    """Unknown for a layer of the project: it need not be what `call` gives."""
    return Unknown("the shape that a layer would give")
