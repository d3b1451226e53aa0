"""`keras.Input` and `InputLayer`: symbolic tensors, with None for the batch and for what is left open."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.dtypes import kind_of
from convlint.frameworks.common.registry import declare_class, op, prop
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.graph import InputSource, is_symbolic
from convlint.frameworks.keras.layer import LAYER
from convlint.frameworks.keras.opensizes import open_batch, open_size, shape_of
from convlint.frameworks.keras.tensors import LIBRARY
from convlint.frameworks.keras.versions import may_be_2
from convlint.symbolic import Dim, Int, Shape
from convlint.values import (
    Context,
    FloatV,
    Instance,
    LibraryClass,
    ListV,
    Mismatch,
    Remedy,
    Tensor,
    Undetermined,
    Unknown,
)

INPUT_LAYER = declare_class("keras.layers.InputLayer", LAYER)
RULE = "invalid-input-shape"


def sizes_of(cx: Context, shape: Any, which: str, batched: bool) -> tuple[Int, ...]:
    """The sizes of a `shape` argument, with symbols for None. `batched`: the first of them is the batch.

    Mismatch (`invalid-input-shape`) for what is no shape; Undetermined where even its rank is not known.
    """
    if isinstance(shape, (bool, int, float, Dim, FloatV, str)):
        if isinstance(shape, int) and may_be_2(cx):  # the Keras 2 of TensorFlow took it
            raise Undetermined("a number as the shape of an input")
        raise not_a_shape(shape)
    items = cx.items(shape)
    if items is None:
        raise Undetermined("the shape of an input is not known")
    return tuple(_size(cx, item, which, batched and not i) for i, item in enumerate(items))


def not_a_shape(shape: Any) -> Mismatch:
    """The finding for a shape that is no tuple."""
    remedy = Remedy(f"write ({shape},)", "shape", f"({shape},)") if isinstance(shape, int) else None
    kind = "a text" if isinstance(shape, str) else "a number"
    shown = repr(shape) if isinstance(shape, (str, int, float)) else str(shape)
    return Mismatch(RULE, f"`{{it}}` takes a shape, a tuple of sizes, but gets {kind}: {shown}", remedy)


def _size(cx: Context, item: Any, which: str, batch: bool) -> Int:
    if item is None:
        return open_batch(which) if batch else open_size(which)
    if isinstance(item, (float, str)) and not isinstance(item, bool):
        raise Mismatch(RULE, f"`{{it}}` takes a shape of whole numbers but gets {item!r} in it")
    if isinstance(item, (ListV, tuple)):
        inner = cx.items(item)
        shown = "sizes" if inner is None else f"({', '.join(map(str, inner))})"
        raise Mismatch(RULE, f"`{{it}}` takes a shape of whole numbers but gets {shown} in it")
    if isinstance(item, FloatV):
        raise Undetermined("a size that is not known")
    if isinstance(item, Unknown):
        return cx.fresh("size", 1)
    return to_int(cx, item, "shape")


def make_input(cx: Context, given: dict[str, Any]) -> Tensor:
    """A symbolic tensor with its layer: `given` are the arguments of `keras.Input`."""
    tensor = given.get("tensor") if given.get("tensor") is not None else given.get("input_tensor")
    if isinstance(tensor, Tensor) and is_symbolic(tensor):
        return tensor
    name = given.get("name")
    layer = Instance(LibraryClass(INPUT_LAYER.path, INPUT_LAYER))
    if isinstance(name, str):
        layer.attrs["name"] = name
    batch_shape, shape = given.get("batch_shape"), given.get("shape")
    which = f"the input `{name}`" if isinstance(name, str) else "an Input"
    if batch_shape is not None:
        sizes = sizes_of(cx, batch_shape, which, True)
    elif shape is not None:
        rest = sizes_of(cx, shape, _named(which, cx, shape), False)
        sizes = (_size(cx, given.get("batch_size"), which, True), *rest)
    else:
        raise Undetermined("an input without a shape")
    made = Tensor(Shape(sizes), kind_of(given.get("dtype"), "float"), LIBRARY)
    made.source = InputSource(layer)
    layer.hidden["output"] = layer.hidden["input"] = made
    return made


def _named(which: str, cx: Context, shape: Any) -> str:
    items = [str(item) for item in cx.items(shape) or ()]
    shown = f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    return f"{which} of shape {shown}" if which != "an Input" else f"Input({shown})"


@op("keras.Input", counts=False)
def make(
    cx: Context,
    shape: Any = None,
    batch_size: Any = None,
    dtype: Any = None,
    sparse: Any = None,
    ragged: Any = None,
    batch_shape: Any = None,
    name: Any = None,
    tensor: Any = None,
    optional: Any = False,
    **more: Any,
) -> Tensor:
    """A symbolic tensor (batch, *shape). Undetermined where its rank is not known."""
    if isinstance(batch_size, str):  # Keras 2 takes (shape, batch_size, name, …)
        raise Undetermined("arguments in another order")
    batch_shape = more.get("batch_input_shape", batch_shape)
    return make_input(
        cx,
        {
            "shape": shape,
            "batch_size": batch_size,
            "dtype": dtype,
            "batch_shape": batch_shape,
            "name": name,
            "tensor": tensor,
        },
    )


@op("keras.layers.InputLayer.__init__", counts=False)
def init_layer(
    cx: Context, self: Any, shape: Any = None, batch_size: Any = None, dtype: Any = None, *args: Any, **more: Any
) -> Any:
    """The same as a layer; `input_shape` and `batch_input_shape` are Keras 2."""
    given = dict(more)
    given["shape"] = given.get("input_shape", shape)
    given["batch_shape"] = given.get("batch_input_shape", given.get("batch_shape"))
    if args or isinstance(dtype, (tuple, int)) or not isinstance(self, Instance):
        raise Undetermined("arguments in another order")
    if isinstance(given["shape"], int) and "input_shape" in given:  # Keras 2 took it
        raise Undetermined("a size as a shape")
    made = make_input(cx, {**given, "batch_size": batch_size, "dtype": dtype})
    cx.touch(self)
    self.attrs.update(made.source.layer.attrs)
    made.source = InputSource(self)
    self.hidden["output"] = self.hidden["input"] = made


@prop("keras.layers.InputLayer.batch_shape")
def batch_shape(cx: Context, self: Any) -> Any:
    """The shape with the batch."""
    made = self.hidden.get("output")
    return shape_of(cx, made) if isinstance(made, Tensor) else Unknown("an input that is not known")
