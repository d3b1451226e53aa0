"""Making tensors: constants, ranges, random numbers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.dtypes import kind_of
from convlint.frameworks.common.reducing import locate
from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature, to_axis, to_int
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.help import natural
from convlint.frameworks.keras.ops.shaping import sizes_of
from convlint.frameworks.keras.ops.twins import everywhere, twin
from convlint.frameworks.keras.refusing import strict
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Dim, Int, Shape
from convlint.values import Context, Instance, Tensor, Undetermined, Unknown

RANDOM = """normal uniform truncated_normal randint beta binomial gamma stateless_normal stateless_uniform
stateless_truncated_normal""".split()


def sized(cx: Context, shape: Any, dtype: Any = None) -> Tensor:
    sizes = sizes_of(cx, shape)
    if any(
        isinstance(size, Dim) and not cx.facts.bounds(size)[0] and cx.facts.bounds(size)[0] is None for size in sizes
    ):
        raise Undetermined("the shape is not known")
    return natural(cx, Tensor(Shape(sizes), kind_of(dtype, "float"), "keras"))


@function(*everywhere("zeros", "ones", "empty", tensorflow="zeros ones", backend="zeros ones"))
def zeros(cx: Context, shape: Any, dtype: Any = None, name: Any = None) -> Tensor:
    """A tensor of a shape."""
    return sized(cx, shape, dtype)


@function(*everywhere("full"))
def full(cx: Context, shape: Any, fill_value: Any, dtype: Any = None) -> Tensor:
    """A tensor of a shape, all of one value."""
    return sized(cx, shape, dtype)


@function("tensorflow.fill")
def fill(cx: Context, dims: Any, value: Any, name: Any = None) -> Tensor:
    """A tensor of a shape, all of one value."""
    return sized(cx, dims)


def _random(at: int, names: str) -> Any:
    def handler(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
        shape = kwargs.get("shape", kwargs.get("size", args[at] if len(args) > at else None))
        if shape is None:
            raise Undetermined("the shape is not known")
        return sized(cx, shape, "int32" if names == "randint" else None)

    return handler


_ANY = Signature.parse("*args, **kwargs", returns="Tensor")
_KEEP = Signature.parse("inputs: Keras, *args, **kwargs", returns="Tensor")
for _name in RANDOM:
    for _module in ("keras.random", "keras.backend.random"):
        declare((f"{_module}.{_name}",), _random(0, _name), _ANY)
    if _name != "gamma":
        declare((f"tensorflow.random.{_name}",), _random(0, _name), _ANY)
    declare((f"keras.backend.random_{_name}", f"tensorflow.random_{_name}"), _random(0, _name), _ANY)


declare(("keras.random.dropout",), lambda cx, inputs, *args, **kwargs: inputs.like(inputs.shape), _KEEP)


@function("keras.random.shuffle")
def shuffle(cx: Context, x: Keras, axis: Any = 0, seed: Any = None) -> Tensor:
    """The same shape. Mismatch for an axis that there is not."""
    shape, _ = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    return x.like(shape)


@function("keras.random.categorical", "tensorflow.random.categorical")
def categorical(
    cx: Context, logits: Keras, num_samples: Any, dtype: Any = None, seed: Any = None, name: Any = None
) -> Tensor:
    """(batch, classes) -> (batch, num_samples)."""
    known = cx.facts.resolve_shape(logits.shape)
    if isinstance(num_samples, int) and num_samples < 1:
        raise Undetermined("no samples")
    if known.lead is not None or len(known.dims) != 2:
        raise Undetermined("the rank is not known")
    return logits.like(Shape.of(known.dims[0], *sizes_of(cx, num_samples)), "int")


@function(
    *everywhere("convert_to_tensor", "array", tensorflow="convert_to_tensor constant", backend="constant variable"),
    "tensorflow.Variable",
    "keras.Variable",
    counts=False,
)
def convert_to_tensor(cx: Context, value: Any = None, dtype: Any = None, *args: Any, **kwargs: Any) -> Tensor:
    """A tensor of what is given."""
    shape = kwargs.get("shape")
    if shape is not None:
        return sized(cx, shape, dtype)
    if callable(value) or isinstance(value, Instance):
        raise Undetermined("an initializer")
    value = kwargs.get("x", kwargs.get("initial_value", kwargs.get("initializer", value)))
    made = to_keras(cx, value, "value")
    return Tensor(made.shape, kind_of(dtype, made.dtype), "keras", made.data, made.factors)


@strict(*everywhere("convert_to_numpy", backend="eval get_value"), "keras.backend.to_dense", counts=False)
def convert_to_numpy(cx: Context, x: Any) -> Any:
    """An array of a tensor."""
    return Tensor(x.shape, x.dtype, "numpy", x.data) if isinstance(x, Tensor) else Unknown("an array")


twin("start, stop=None, step=1, dtype=None", "arange", *everywhere("arange"), count=3)
twin("start, limit=None, delta=1, dtype=None, name=None", "arange", "tensorflow.range", count=3)
twin("start, stop=None, step=1, dtype='int32'", "arange", "keras.backend.arange", count=3)
twin("start, stop, num=50, endpoint=True", "linspace", *everywhere("linspace"), count=3)
twin("start, stop, num=50, name=None", "linspace", *everywhere(tensorflow="linspace"), count=3)


@function(*everywhere("eye"))
def eye(cx: Context, N: Any, M: Any = None, k: Any = 0, dtype: Any = None) -> Tensor:
    """A unit matrix (N, M)."""
    rows = to_int(cx, N, "N")
    columns = rows if M is None else to_int(cx, M, "M")
    if any(isinstance(size, int) and size < 0 for size in (rows, columns)):
        raise Undetermined("a negative size")
    return Tensor(Shape.of(rows, columns), kind_of(dtype, "float"), "keras")


@function("tensorflow.eye", "keras.backend.eye")
def tensorflow_eye(cx: Context, num_rows: Any, num_columns: Any = None, batch_shape: Any = None, **more: Any) -> Tensor:
    """A unit matrix."""
    if batch_shape is not None or (num_columns is not None and not isinstance(num_columns, (int, Dim))):
        raise Undetermined("batches of matrices")
    rows: tuple[Int, ...] = sizes_of(cx, num_rows)
    return Tensor(Shape((*rows, *(rows if num_columns is None else sizes_of(cx, num_columns)))), "float", "keras")


add_function("keras.backend.epsilon", lambda cx: 1e-07, Signature.parse(""), counts=False)
add_function("keras.config.epsilon", lambda cx: 1e-07, Signature.parse(""), counts=False)
add_function("keras.backend.floatx", lambda cx: "float32", Signature.parse(""), counts=False)
add_function("keras.config.floatx", lambda cx: "float32", Signature.parse(""), counts=False)
