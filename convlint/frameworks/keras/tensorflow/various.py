"""Functions that hand their tensor on, check it, or make one of a given shape."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.opensizes import same, text_of
from convlint.frameworks.keras.ops.creation import sized
from convlint.frameworks.keras.ops.shaping import sizes_of
from convlint.frameworks.keras.tensors import Keras, to_keras, to_list
from convlint.symbolic import Shape, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined

constant("tensorflow.newaxis", None)

_KEEP = Signature.parse("x: Keras, *args, **kwargs", returns="Tensor")
KEEPING = """identity random.shuffle random.experimental.stateless_shuffle grad_pass_through to_float to_double to_int32 to_int64
to_bfloat16 debugging.check_numerics check_numerics debugging.enable_check_numerics quantization.fake_quant_with_min_max_vars
quantization.fake_quant_with_min_max_args""".split()


def _kept(cx: Context, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    return x.like(x.shape, None, x.factors)


declare(tuple(f"tensorflow.{name}" for name in KEEPING), _kept, _KEEP)


@function("tensorflow.ensure_shape")
def ensure_shape(cx: Context, x: Keras, shape: Any, name: Any = None) -> Tensor:
    """The tensor. Mismatch where it cannot have the shape."""
    items = cx.items(shape)
    if items is None:
        raise Undetermined("the shape is not known")
    dims = cx.facts.exact(x.shape, len(items))
    wrong = dims is None or any(
        item is not None and same(cx, size, to_int(cx, item, "shape")) is Truth.NO for size, item in zip(dims, items)
    )
    if wrong:
        raise Mismatch("invalid-input-shape", f"`{{it}}` does not take {text_of(cx, x.shape)}")
    return x.like(x.shape, None, x.factors)


@function("tensorflow.div", "tensorflow.realdiv")
def div(cx: Context, x1: Keras, x2: Keras, name: Any = None) -> Tensor:
    """Elementwise."""
    return x1.like(broadcast(cx, x1.shape, x2.shape))


@function("tensorflow.clip_by_global_norm")
def clip_by_global_norm(cx: Context, t_list: Any, clip_norm: Any, *args: Any, **more: Any) -> Any:
    """The tensors, and the norm of all."""
    tensors = to_list(cx, t_list, "t_list")
    return ListV([tensor.like(tensor.shape) for tensor in tensors]), Tensor(Shape.of(), "float", "keras")


@function("tensorflow.linalg.global_norm", "tensorflow.global_norm")
def global_norm(cx: Context, t_list: Any, name: Any = None) -> Tensor:
    """One number."""
    return Tensor(Shape.of(), "float", "keras")


@function(*(f"tensorflow.random.{name}" for name in ("gamma", "poisson", "stateless_gamma", "stateless_poisson")))
def drawn_for_each(cx: Context, shape: Any, *parameters: Any, **more: Any) -> Tensor:
    """So many draws for each parameter: its shape comes behind."""
    raise Undetermined("the shape of the parameters comes behind")


@function("tensorflow.truncated_normal")
def truncated_normal(cx: Context, shape: Any, *args: Any, **more: Any) -> Tensor:
    """A tensor of a shape."""
    return sized(cx, shape)


@function("tensorflow.image.random_crop", "tensorflow.random_crop", "tensorflow.image.stateless_random_crop")
def random_crop(cx: Context, x: Keras, size: Any, *args: Any, **more: Any) -> Tensor:
    """A part of a size. Mismatch where it is greater than the tensor."""
    made = sizes_of(cx, size)
    dims = cx.facts.exact(x.shape, len(made))
    if dims is None:
        raise Undetermined("a size for another rank")
    for whole, part in zip(dims, made):
        if cx.facts.less(whole, part) is Truth.YES:
            got = f"{text_of(cx, Shape(made))} out of {text_of(cx, x.shape)}"
            raise Mismatch("invalid-argument", f"`{{it}}` cannot take {got}")
    if any(size == -1 for size in made):
        raise Undetermined("a size that is not known")
    return x.like(Shape(made))


@function("tensorflow.math.confusion_matrix")
def confusion_matrix(
    cx: Context, labels: Any, predictions: Any, num_classes: Any = None, *args: Any, **more: Any
) -> Tensor:
    """(num_classes, num_classes)."""
    size = cx.fresh("classes") if num_classes is None else to_int(cx, num_classes, "num_classes")
    return Tensor(Shape.of(size, size), "int", "keras")


@function("tensorflow.histogram_fixed_width")
def histogram_fixed_width(
    cx: Context, values: Any, value_range: Any, nbins: Any = 100, *args: Any, **more: Any
) -> Tensor:
    """(nbins,)."""
    return Tensor(Shape.of(to_int(cx, nbins, "nbins")), "int", "keras")


@function("tensorflow.complex")
def complex_(cx: Context, real: Keras, imag: Keras, name: Any = None) -> Tensor:
    """Elementwise."""
    return real.like(broadcast(cx, real.shape, to_keras(cx, imag, "imag").shape), "complex")
