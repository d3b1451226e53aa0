"""`CrossEntropyLoss` and `NLLLoss`: classes as indices, or for the former as probabilities of the input's shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from convlint.frameworks.common.suspicions import batch_normalised, single_class
from convlint.frameworks.torch.reduction import clash, declare_loss, squeeze_hint
from convlint.frameworks.torch.windows import is_empty
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Remedy, Tensor

Dims = tuple[Int, ...]
CROSS = "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0"
LIKELIHOOD = "weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean'"


def cross_entropy(cx: Context, tensors: tuple[Tensor, ...], given: Mapping[str, Any]) -> Shape:
    """(N, C, d1, …) with indices (N, d1, …) or probabilities (N, C, d1, …); (C,) with () or (C,)."""
    return _classes(cx, tensors[0], tensors[1], given, probabilities=True)


def nll(cx: Context, tensors: tuple[Tensor, ...], given: Mapping[str, Any]) -> Shape:
    """(N, C, d1, …) with indices (N, d1, …); (C,) with ()."""
    return _classes(cx, tensors[0], tensors[1], given, probabilities=False)


def _classes(cx: Context, input: Tensor, target: Tensor, given: Mapping[str, Any], probabilities: bool) -> Shape:
    _learn_ranks(cx, input, target, probabilities)
    shape, wanted = cx.facts.resolve_shape(input.shape), cx.facts.resolve_shape(target.shape)
    if shape.lead is not None:
        return wanted if wanted.lead is None and target.dtype == "int" else Shape.unknown("loss")
    _check_weight(cx, input, shape.dims, given)
    batch_normalised(cx, input)
    if probabilities:
        single_class(cx, input, 1, "0")
    if wanted.lead is not None:
        return _without_classes(shape.dims)
    dims, sizes = shape.dims, wanted.dims
    if len(dims) == 1:
        _single(cx, input, target, dims, sizes, given, probabilities)
    elif len(sizes) == len(dims):
        _probable(cx, input, target, dims, sizes, probabilities)
    else:
        _indexed(cx, input, target, dims, sizes, given, probabilities)
    return _without_classes(dims)


def _without_classes(dims: Dims) -> Shape:
    return Shape((*dims[:1], *dims[2:])) if len(dims) > 1 else Shape()


def _learn_ranks(cx: Context, input: Tensor, target: Tensor, probabilities: bool) -> None:
    """The target has one dim less than the input, or as many; a single input may also have a target of one."""
    (least, most), (low, high) = cx.facts.ranks(input.shape), cx.facts.ranks(target.shape)
    one_more = 0 if probabilities or least <= 1 else 1
    top = None if high is None else max(high + 1, 1)
    fits = cx.facts.limit_rank(input.shape, max(low + (one_more if low > 1 else 0), 1), top) is not Truth.NO
    bottom = max(least - 1, 0)
    ceiling = None if most is None else most if probabilities or most == 1 else max(most - 1, 1)
    if not fits or cx.facts.limit_rank(target.shape, bottom, ceiling) is Truth.NO:
        raise _unfit(cx, input, target, probabilities)


def _unfit(cx: Context, input: Tensor, target: Tensor, probabilities: bool) -> Mismatch:
    what = "takes (N, C, …) with class indices (N, …)" + (
        " or probabilities of the input's shape" if probabilities else ""
    )
    return clash(cx, what, input, target, remedy=_remedy(cx, input, target, probabilities))


def _remedy(cx: Context, input: Tensor, target: Tensor, probabilities: bool) -> Remedy | None:
    """What brings the target to the indices, or the classes to dim 1."""
    given, wanted = cx.facts.resolve_shape(input.shape), cx.facts.resolve_shape(target.shape)
    if given.lead is not None or wanted.lead is not None:
        return None
    dims, sizes = given.dims, wanted.dims
    if len(dims) > 2 and dims[:-1] == sizes:
        order = "transpose(1, 2)" if len(dims) == 3 else "movedim(-1, 1)"
        return Remedy(f"the classes belong into dim 1 of the input: `{order}`")
    if len(dims) > 1 and len(sizes) == len(dims) and (*sizes[:1], *sizes[2:]) == (*dims[:1], *dims[2:]):
        if sizes[1] == 1:
            return Remedy("squeeze dim 1 of the target: `.squeeze(1)`")
        if sizes[1] == dims[1] and not probabilities:
            return Remedy("`argmax(1)` of the target gives the indices")
    return squeeze_hint(cx, input, target)


def _check_weight(cx: Context, input: Tensor, dims: Dims, given: Mapping[str, Any]) -> None:
    weight = given.get("weight")
    if not isinstance(weight, Tensor) or (len(dims) > 2 and cx.facts.ranks(weight.shape) != (1, 1)):
        return
    if cx.facts.unify_shapes(weight.shape, Shape(dims[1:2] or dims)) is Truth.NO:
        raise clash(cx, "needs a weight with one value for each class", input, weight)


def _single(
    cx: Context, input: Tensor, target: Tensor, dims: Dims, sizes: Dims, given: Mapping[str, Any], probabilities: bool
) -> None:
    if not sizes:
        _in_range(cx, target, dims[0], given)
        return
    as_index = cx.facts.equal(sizes[0], 1) is not Truth.NO and target.dtype != "float"
    as_probabilities = probabilities and cx.facts.equal(sizes[0], dims[0]) is not Truth.NO and target.dtype != "int"
    if cx.facts.equal(sizes[0], 1) is Truth.YES and cx.facts.equal(dims[0], 1) is Truth.YES:
        as_index = not probabilities and as_index
    if not as_index and not as_probabilities and (target.dtype is not None or cx.facts.equal(sizes[0], 1) is Truth.NO):
        raise _unfit(cx, input, target, probabilities)


def _probable(cx: Context, input: Tensor, target: Tensor, dims: Dims, sizes: Dims, probabilities: bool) -> None:
    """As many dims: only probabilities have that, in just the input's shape."""
    if cx.facts.unify_shapes(Shape(dims), Shape(sizes)) is Truth.NO or target.dtype == "int":
        raise _unfit(cx, input, target, probabilities)


def _indexed(
    cx: Context, input: Tensor, target: Tensor, dims: Dims, sizes: Dims, given: Mapping[str, Any], probabilities: bool
) -> None:
    if len(sizes) != len(dims) - 1 or cx.facts.unify_shapes(_without_classes(dims), Shape(sizes)) is Truth.NO:
        raise _unfit(cx, input, target, probabilities)
    if target.dtype == "float":
        raise clash(cx, "needs class indices (integers) in a target without the class dim", input, target)
    _in_range(cx, target, dims[1], given)


def _in_range(cx: Context, target: Tensor, classes: Int, given: Mapping[str, Any]) -> None:
    """Literal indices must be classes."""
    if cx.facts.equal(classes, 0) is Truth.YES and not is_empty(cx, target):
        raise Mismatch("index-out-of-range", "`{it}` gets no classes")
    for index in _flat(target.data):
        if index != given.get("ignore_index") and (index < 0 or cx.facts.less(index, classes) is Truth.NO):
            text = f"`{{it}}` has {cx.facts.resolve(classes)} classes but the target holds {index}"
            raise Mismatch("index-out-of-range", text)


def _flat(data: Any) -> Iterator[int]:
    if isinstance(data, bool):
        return
    if isinstance(data, int):
        yield data
    elif isinstance(data, tuple):
        for each in data:
            yield from _flat(each)


declare_loss("CrossEntropyLoss", CROSS, "cross_entropy", CROSS, "input, target", cross_entropy)
declare_loss("NLLLoss", LIKELIHOOD, "nll_loss", LIKELIHOOD, "input, target", nll)
declare_loss("NLLLoss2d", LIKELIHOOD, "nll_loss2d", LIKELIHOOD, "input, target", nll)
