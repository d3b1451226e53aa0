"""Views: the strides of what shares a tensor's memory and has its dims in another order, or a part of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import follow
from convlint.frameworks.common.strides import Strides, layout_of, strides_of, swapped
from convlint.frameworks.torch.content import carry
from convlint.frameworks.torch.strides import rows
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Int, Truth
from convlint.values import Context, ListV, Tensor

Viewer = Callable[[Context, Tensor, tuple[Int, ...], Strides, list[Any], dict[str, Any]], Any]


def _view(path: str, viewer: Viewer, ordered: bool = True, dense: bool = True) -> None:
    """The op at a path gives a view (or several) whose strides `viewer` tells; None where it cannot."""
    whole = dense or viewer is _expanded

    def after(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
        if whole or (viewer is _indexed and _takes_all(args[1])):
            carry(result, args)
        if not args or not isinstance(args[0], Tensor) or args[0].layout is None:
            return
        known = strides_of(cx, args[0])
        if viewer is _indexed and isinstance(args[1], (ListV, Tensor)):
            rows(cx, result, args[0], args[1])
            return
        if known is None:
            return
        for part in result if isinstance(result, tuple) else (result,):
            if isinstance(part, Tensor) and part is not args[0]:
                strides = viewer(cx, part, *known, args, kwargs)
                shape = cx.facts.resolve_shape(part.shape)
                if strides is not None and shape.lead is None and len(shape.dims) == len(strides):
                    part.layout = layout_of(shape.dims, tuple(strides), args[0].layout, ordered, dense)

    follow(path, after)


def _axis(value: Any, rank: int) -> int:
    return int(value) % rank


def _permuted(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    order = args[1] if len(args) == 2 and isinstance(args[1], tuple) else args[1:]
    return [strides[_axis(axis, len(dims))] for axis in order]


def _transposed(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    one, other = (args[1], args[2]) if len(args) == 3 else (-2, -1)  # `t` and `adjoint` name none
    return swapped(strides, one, other) if len(dims) > 1 else strides


def _moved(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    if not dims or len(args) != 3:
        return None
    old, new = ([_axis(axis, len(dims)) for axis in axes] for axes in args[1:])
    placed = dict(zip(new, old))
    rest = iter(i for i in range(len(dims)) if i not in old)
    return [strides[placed[i] if i in placed else next(rest)] for i in range(len(dims))]


def _unsqueezed(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    place = _axis(args[1], len(dims) + 1)
    return (*strides[:place], _new(dims, strides, place), *strides[place:])


def _new(dims: tuple[Int, ...], strides: Strides, place: int) -> Int:
    """The stride of a new dim of size 1."""
    return dims[place] * strides[place] if place < len(dims) else 1


def _squeezed(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    rank = len(cx.facts.resolve_shape(part.shape).dims)
    if rank == len(dims):
        return strides
    axes = args[1] if len(args) > 1 and args[1] is not None else range(len(dims))
    named = {_axis(axis, len(dims)) for axis in axes}
    return [step for i, step in enumerate(strides) if i not in named or cx.facts.equal(dims[i], 1) is not Truth.YES]


def _selected(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    axis = _axis(args[1] if len(args) > 1 else 0, len(dims))
    return (*strides[:axis], *strides[axis + 1 :])


def _kept(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    return strides


def _expanded(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    new = cx.facts.resolve_shape(part.shape).dims
    extra = len(new) - len(dims)
    made: list[Int] = [0] * extra
    for size, step, wanted in zip(dims, strides, new[extra:]):
        if cx.facts.equal(size, wanted) is Truth.YES:
            made.append(step)
        elif size == 1:
            made.append(0)
        else:
            return None
    return made


def _takes_all(index: Any) -> bool:
    """Whether an index only adds dims."""
    keys = index if isinstance(index, tuple) else (index,)
    return all(key is None or key is Ellipsis or key == slice(None) for key in keys)


def _indexed(
    cx: Context, part: Tensor, dims: tuple[Int, ...], strides: Strides, args: list[Any], kwargs: dict[str, Any]
) -> Any:
    keys = list(args[1]) if isinstance(args[1], tuple) else [args[1]]
    if not all(key is None or key is Ellipsis or type(key) in (int, slice) for key in keys):
        return None
    taken = sum(key is not None and key is not Ellipsis for key in keys)
    place = next((i for i, key in enumerate(keys) if key is Ellipsis), len(keys))
    keys[place : place + 1] = [slice(None)] * (len(dims) - taken)
    made: list[Int] = []
    axis = 0
    for key in keys:
        if key is None:
            made.append(_new(dims, strides, axis))
            continue
        if isinstance(key, slice):
            step = 1 if key.step is None else key.step
            if type(step) is not int:
                return None
            made.append(strides[axis] * step)
        axis += 1
    return made if axis == len(dims) else None


for _names, _viewer, _ordered, _dense in (
    ("permute", _permuted, False, True),
    ("transpose swapaxes swapdims t adjoint", _transposed, False, True),
    ("movedim moveaxis", _moved, False, True),
    ("unsqueeze", _unsqueezed, True, True),
    ("squeeze", _squeezed, True, True),
    ("select unbind", _selected, True, False),
    ("narrow split chunk tensor_split", _kept, True, False),
):
    for _path in both(*_names.split()):
        _view(_path, _viewer, _ordered, _dense)
for _path in ("torch.Tensor.expand", "torch.Tensor.expand_as", "torch.Tensor.broadcast_to", "torch.broadcast_to"):
    _view(_path, _expanded, ordered=False, dense=False)
_view("torch.Tensor.__getitem__", _indexed, dense=False)
