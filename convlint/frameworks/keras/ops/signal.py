"""Transforms of signals: a complex one is a pair (real, imaginary)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import locate, with_size
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras, to_list
from convlint.symbolic import Int, Shape, Truth, dim_max, dim_min
from convlint.values import Context, Mismatch, Tensor, Undetermined


def _pair(cx: Context, x: Any, least: int) -> Tensor:
    """The real part. Mismatch for parts of different shapes, or of fewer dims than `least`."""
    parts = to_list(cx, x, "x") if not isinstance(x, Tensor) else []
    if not parts:
        raise Undetermined("not a pair")
    if len(parts) != 2:
        text = f"`{{it}}` takes a pair, real and imaginary, but gets {len(parts)} tensors"
        raise Mismatch("invalid-argument", text)
    one, other = (cx.facts.resolve_shape(part.shape) for part in parts)
    if one.lead is not None or other.lead is not None:
        raise Undetermined("the rank is not known")
    if len(one.dims) != len(other.dims) or any(sizes_differ(cx, a, b) for a, b in zip(one.dims, other.dims)):
        got = f"{text_of(cx, one)} and {text_of(cx, other)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs a real and an imaginary part of one shape but gets {got}")
    if len(one.dims) < least:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least {least}-D tensors but gets {text_of(cx, one)}")
    return parts[0]


def _both(tensor: Tensor, shape: Shape) -> tuple[Tensor, Tensor]:
    return tensor.like(shape, "float"), tensor.like(shape, "float")


@function(*everywhere("fft"))
def fft(cx: Context, x: Any) -> Any:
    """A pair of the same shape."""
    part = _pair(cx, x, 1)
    return _both(part, cx.facts.resolve_shape(part.shape))


@function(*everywhere("fft2", "ifft2"))
def fft2(cx: Context, x: Any) -> Any:
    """A pair of the same shape."""
    part = _pair(cx, x, 2)
    return _both(part, cx.facts.resolve_shape(part.shape))


def _length(cx: Context, value: Any) -> Int:
    length = to_int(cx, value, "fft_length")
    if cx.facts.less(length, 1) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` needs a positive fft_length but gets {cx.facts.resolve(length)}")
    return length


@function(*everywhere("rfft"))
def rfft(cx: Context, x: Keras, fft_length: Any = None) -> Any:
    """(…, n) -> a pair (…, n // 2 + 1)."""
    shape, place = locate(cx, x, -1, "axis", scalar=False)
    length = shape.dims[place] if fft_length is None else _length(cx, fft_length)
    return _both(x, with_size(shape, place, length // 2 + 1))


@function(*everywhere("irfft"))
def irfft(cx: Context, x: Any, fft_length: Any = None) -> Tensor:
    """A pair (…, n) -> (…, 2 * (n - 1))."""
    part = _pair(cx, x, 1)
    shape, place = locate(cx, part, -1, "axis", scalar=False)
    length = 2 * (shape.dims[place] - 1) if fft_length is None else _length(cx, fft_length)
    if cx.facts.less(length, 1) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` would make a signal of length {cx.facts.resolve(length)}")
    return part.like(with_size(shape, place, length))


@function(*everywhere("stft"))
def stft(
    cx: Context,
    x: Keras,
    sequence_length: Any,
    sequence_stride: Any,
    fft_length: Any,
    window: Any = "hann",
    center: Any = True,
) -> Any:
    """(…, n) -> a pair (…, frames, fft_length // 2 + 1)."""
    shape, place = locate(cx, x, -1, "axis", scalar=False)
    frame, step, length = (
        to_int(cx, value, name)
        for value, name in ((sequence_length, "length"), (sequence_stride, "stride"), (fft_length, "fft_length"))
    )
    if center not in (True, False) or not all(isinstance(value, int) and value > 0 for value in (frame, step, length)):
        raise Undetermined("frames that are not known")
    if cx.facts.less(length, frame) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` needs an fft_length of {frame} at least but gets {length}")
    if center and cx.facts.less(shape.dims[place], length // 2 + 1) is Truth.YES:
        raise Mismatch("empty-output", f"`{{it}}` cannot reflect {length // 2} values of {text_of(cx, shape)}")
    if not center and cx.facts.less(shape.dims[place], length) is Truth.YES:
        raise Mismatch("empty-output", f"`{{it}}` takes frames of {length} out of {text_of(cx, shape)}")
    size = shape.dims[place] + (2 * (length // 2) if center else 0)
    frames = (size - length) // step + 1
    return _both(x, Shape((*shape.dims[:-1], frames, length // 2 + 1), shape.lead))


@function(*everywhere("istft"))
def istft(cx: Context, x: Any, *args: Any, **kwargs: Any) -> Tensor:
    """A signal whose length depends on the window."""
    part = _pair(cx, x, 2)
    return part.like(Shape((*cx.facts.resolve_shape(part.shape).dims[:-2], cx.fresh("length", 1))))


@function(*everywhere("extract_sequences"))
def extract_sequences(cx: Context, x: Keras, sequence_length: Any, sequence_stride: Any) -> Tensor:
    """(…, n) -> (…, frames, sequence_length)."""
    if cx.facts.rank(x.shape) == 0:
        raise Undetermined("a number counts as a sequence of one")
    shape, place = locate(cx, x, -1, "axis", scalar=False)
    length, step = to_int(cx, sequence_length, "sequence_length"), to_int(cx, sequence_stride, "sequence_stride")
    if not isinstance(step, int) or step < 1 or cx.facts.less(length, 1) is not Truth.NO:
        raise Undetermined("frames that are not known")
    if cx.facts.less(shape.dims[place], length) is Truth.YES:
        got = text_of(cx, shape)
        raise Mismatch("empty-output", f"`{{it}}` takes sequences of {cx.facts.resolve(length)} out of {got}")
    return x.like(Shape((*shape.dims[:-1], (shape.dims[place] - length) // step + 1, length), shape.lead))


@function(*everywhere("correlate"))
def correlate(cx: Context, x1: Keras, x2: Keras, mode: Any = "valid") -> Tensor:
    """Of two lines."""
    one, other = cx.facts.exact(x1.shape, 1), cx.facts.exact(x2.shape, 1)
    if one is None or other is None or mode == "same":
        raise Undetermined("what the backends do not agree on")
    long, short = dim_max(one[0], other[0]), dim_min(one[0], other[0])
    sizes: dict[Any, Int] = {"valid": long - short + 1, "same": long, "full": long + short - 1}
    if mode not in sizes:
        raise Undetermined("`mode` is not known")
    if not isinstance(sizes[mode], int) or sizes[mode] == 1:
        raise Undetermined("one value has no dim in some backends")
    return x1.like(Shape.of(sizes[mode]), "float")


@function(*everywhere("corrcoef"))
def corrcoef(cx: Context, x: Keras) -> Tensor:
    """(variables, samples) -> (variables, variables)."""
    shape = cx.facts.resolve_shape(x.shape)
    if shape.lead is not None or len(shape.dims) != 2:
        raise Undetermined("no matrix")
    if not isinstance(shape.dims[0], int) or shape.dims[0] == 1:
        raise Undetermined("one value has no dim in some backends")
    return x.like(Shape.of(shape.dims[0], shape.dims[0]), "float")
