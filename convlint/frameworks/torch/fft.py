"""Fourier transforms: what `n` and `s` do to the sizes, and the halved last dim of the real ones."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import not_negative
from convlint.frameworks.common.reducing import locate, locate_all, with_size
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature, to_axes, to_ints
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

ONE_DIM = {"fft": "whole", "ifft": "whole", "rfft": "half", "ihfft": "half", "irfft": "double", "hfft": "double"}
MANY_DIMS = {"fft": "whole", "ifft": "whole", "rfft": "half", "ihfft": "half", "irfft": "double", "hfft": "double"}


def _last_size(size: Int, given: Int | None, kind: str) -> Int:
    """The transformed size of the (last) dim; `given` is `n`."""
    if kind == "half":
        return (size if given is None else given) // 2 + 1
    if kind == "double":
        return 2 * (size - 1) if given is None else given
    return size if given is None else given


def _transformed(cx: Context, shape: Shape, place: int, given: Int | None, kind: str) -> Int:
    """The size of a transformed dim. Mismatch where there are no data points. A `given` of -1 (in `s`) keeps the size."""
    size = shape.dims[place]
    if given is not None and cx.facts.equal(given, -1) is Truth.OPEN:
        given = cx.fresh("points", 0)
    points = _last_size(size, given, "double" if kind == "double" else "whole")
    others = (each for i, each in enumerate(shape.dims) if i != place)
    if cx.facts.less(points, 1) is Truth.YES or any(cx.facts.equal(each, 0) is Truth.YES for each in others):
        got = f"{cx.facts.resolve(points)} data points in {cx.describe(shape)}"
        raise Mismatch("empty-output", f"`{{it}}` cannot transform {got}")
    return _last_size(size, given, kind)


def _one_dim(kind: str) -> Any:
    def handler(cx: Context, input: Tensor, n: Any = None, dim: int = -1, norm: Any = None) -> Tensor:
        shape, place = locate(cx, input, dim, scalar=False)
        given = None if n is None else to_ints(cx, n, "n")[0]
        made = with_size(shape, place, _transformed(cx, shape, place, given, kind))
        return input.like(made, "float" if kind == "double" else "complex")

    return handler


_ONE = Signature.parse("input: Tensor, n=None, dim: Axis = -1, norm=None", returns="Tensor")
for _name, _kind in ONE_DIM.items():
    add_function(f"torch.fft.{_name}", _one_dim(_kind), _ONE)


def _many_dims(kind: str, default: tuple[int, ...] | None) -> Any:
    def handler(cx: Context, input: Tensor, s: Any = None, dim: Any = None, norm: Any = None) -> Tensor:
        axes = default if dim is None else to_axes(cx, dim, "dim")
        sizes = None if s is None else to_ints(cx, s, "s")
        if axes is None:
            axes = _all_or_last(cx, input, sizes)
        if not axes and kind != "whole":
            raise Mismatch("invalid-argument", "`{it}` needs at least one dim")
        shape, places = locate_all(cx, input, axes)
        if sizes is not None and len(sizes) != len(axes):
            raise Mismatch("invalid-argument", f"`{{it}}` gets {len(sizes)} sizes for {len(axes)} dims")
        for size, place in zip(sizes or (), places):
            if size != -1:  # the tensor is cut or filled up before anything is transformed
                shape = with_size(shape, place, size if kind != "double" or place != places[-1] else size // 2 + 1)
        for i, place in enumerate(places):
            given = None if sizes is None or sizes[i] == -1 else sizes[i]
            last = i == len(places) - 1
            shape = with_size(shape, place, _transformed(cx, shape, place, given, kind if last else "whole"))
        return input.like(shape, "float" if kind == "double" else "complex")

    return handler


def _all_or_last(cx: Context, input: Tensor, sizes: tuple[Int, ...] | None) -> tuple[int, ...]:
    if sizes is not None:
        return tuple(range(-len(sizes), 0))
    rank = cx.facts.rank(input.shape)
    if rank is None:
        raise Undetermined("the rank is not known")
    return tuple(range(rank))


_MANY = Signature.parse("input: Tensor, s=None, dim=None, norm=None", returns="Tensor")
for _name, _kind in MANY_DIMS.items():
    add_function(f"torch.fft.{_name}2", _many_dims(_kind, (-2, -1)), _MANY)
    add_function(f"torch.fft.{_name}n", _many_dims(_kind, None), _MANY)


@op("torch.fft.fftshift", "torch.fft.ifftshift")
def shift(cx: Context, input: Tensor, dim: Any = None) -> Tensor:
    """Halves swapped."""
    for axis in () if dim is None else to_axes(cx, dim, "dim"):
        locate(cx, input, axis, scalar=False)
    return input.like(input.shape)


@op("torch.fft.fftfreq")
def fftfreq(cx: Context, n: Int, d: Any = 1.0) -> Tensor:
    """The frequencies of fft."""
    not_negative(cx, (n,), "n")
    return Tensor(Shape.of(n), "float")


@op("torch.fft.rfftfreq")
def rfftfreq(cx: Context, n: Int, d: Any = 1.0) -> Tensor:
    """The frequencies of rfft; torch rounds half of a negative number towards 0."""
    if cx.facts.less(n, 0) is Truth.YES:
        not_negative(cx, (1 - -n // 2,), "n")
        return Tensor(Shape.of(1 - -n // 2), "float")
    return Tensor(Shape.of(n // 2 + 1), "float")


@op(*both("stft"))
def stft(
    cx: Context, input: Tensor, n_fft: Int, hop_length: Int | None = None, win_length: Any = None, window: Any = None,
    center: bool = True, pad_mode: Any = "reflect", normalized: Any = False, onesided: bool | None = None,
    return_complex: Any = None, align_to_window: Any = None,
) -> Tensor:  # fmt: skip
    """(…, L) becomes (…, frequencies, frames), with a last dim of 2 unless the result is complex."""
    if cx.facts.limit_rank(input.shape, 1, 2) is Truth.NO:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes a signal or a batch of them but gets {cx.describe(input.shape)}"
        )
    shape = cx.facts.trailing(input.shape, 1)
    if shape is None or input.dtype == "complex" or not isinstance(return_complex, bool):
        raise Undetermined("the form of the result is not known")
    hop = n_fft // 4 if hop_length is None else hop_length
    length = shape.dims[-1] + (n_fft // 2 * 2 if center else 0)
    _check_frames(cx, shape, n_fft, hop, win_length, center and pad_mode == "reflect", length)
    if cx.facts.equal(hop, 0) is not Truth.NO:
        raise Undetermined("a hop of 0")
    frequencies = n_fft if onesided is False else n_fft // 2 + 1
    sizes = (*shape.dims[:-1], frequencies, (length - n_fft) // hop + 1, *(() if return_complex else (2,)))
    return input.like(Shape(sizes, shape.lead), "complex" if return_complex else "float")


def _check_frames(cx: Context, shape: Shape, n_fft: Int, hop: Int, window: Any, reflects: bool, length: Int) -> None:
    """Mismatch for frames longer than the signal, more mirrored than there is, and numbers that must be positive."""
    if reflects and cx.facts.at_most(shape.dims[-1], n_fft // 2) is Truth.YES:
        got = f"{cx.facts.resolve(shape.dims[-1])} items by {cx.facts.resolve(n_fft // 2)}"
        raise Mismatch("invalid-argument", f"`{{it}}` cannot mirror {got} on each side")
    sizes: list[tuple[str, Any]] = [("n_fft", n_fft), ("hop_length", hop), ("win_length", window)]
    for name, value in sizes:
        if isinstance(value, (int, Dim)) and cx.facts.less(value, 1) is Truth.YES:
            raise Mismatch(
                "invalid-argument", f"`{{it}}` gets {name}={cx.facts.resolve(value)}, which must be positive"
            )
    if cx.facts.less(length, n_fft) is Truth.YES:
        got = f"n_fft={cx.facts.resolve(n_fft)} for {cx.facts.resolve(length)} items"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    if isinstance(window, (int, Dim)) and cx.facts.less(n_fft, window) is Truth.YES:
        got = f"win_length={cx.facts.resolve(window)} for n_fft={cx.facts.resolve(n_fft)}"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
