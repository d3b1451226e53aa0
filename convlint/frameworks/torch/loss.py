"""Losses between an input and a target of one shape, or of shapes that broadcast, and between several embeddings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.frameworks.common.suspicions import crossed
from convlint.frameworks.torch.linear import expands
from convlint.frameworks.torch.reduction import (
    LEGACY,
    broadcast,
    clash,
    declare_loss,
    dims_if_known,
    equal_ranks,
    same_shape,
)
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

Given = Mapping[str, Any]
Tensors = tuple[Tensor, ...]


def elementwise(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Shapes that broadcast; a weight has the input's shape."""
    input, target = tensors
    shape = broadcast(cx, input, target)
    weight = given.get("weight")
    if isinstance(weight, Tensor) and cx.facts.unify_shapes(weight.shape, input.shape) is Truth.NO:
        raise clash(cx, "needs a weight of the input's shape", input, weight)
    crossed(cx, input, target)
    return shape


def soft_margin(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """A target that broadcasts to the input."""
    input, target = tensors
    broadcast(cx, input, target)
    if not expands(cx, target.shape, input.shape, longer=False):
        raise clash(cx, "needs a target that broadcasts to the input", input, target)
    return input.shape


def binary(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Equal shapes; weights that broadcast to it."""
    shape = same_shape(cx, *tensors)
    for name in ("weight", "pos_weight"):
        weight = given.get(name)
        if isinstance(weight, Tensor) and not expands(cx, weight.shape, shape):
            raise clash(cx, f"needs a `{name}` that broadcasts to the input", tensors[0], weight)
    return shape


def several_labels(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Shapes that broadcast; the last dim, the classes, is averaged."""
    shape = broadcast(cx, *tensors)
    weight = given.get("weight")
    if isinstance(weight, Tensor):
        shape = broadcast(cx, tensors[0].like(shape), weight)
    longest = dims_if_known(cx, tensors[0])
    if longest is None or shape.lead is not None or len(longest) != len(shape.dims) or not shape.dims:
        raise Undetermined("the rank is not known")
    return Shape(shape.dims[:-1])


def gaussian(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Shapes that broadcast; a variance of the input's shape, or without its last dim."""
    input, target = tensors[:2]
    shape = broadcast(cx, input, target)
    if len(tensors) > 2:
        _check_variance(cx, input, tensors[2])
    return shape


def _check_variance(cx: Context, input: Tensor, var: Tensor) -> None:
    dims, sizes = dims_if_known(cx, input), dims_if_known(cx, var)
    if dims is None or sizes is None:
        return
    if len(sizes) == len(dims):
        fits = all(_may_be(cx, s, d) for s, d in zip(sizes, dims))
    else:
        fits = len(sizes) == len(dims) - 1 and all(cx.facts.equal(s, d) is not Truth.NO for s, d in zip(sizes, dims))
    if not fits:
        raise clash(cx, "needs a var of the input's shape or without its last dim", input, var)


def _may_be(cx: Context, size: Any, wanted: Any) -> bool:
    return any(cx.facts.equal(size, each) is not Truth.NO for each in (wanted, 0, 1))


# --- between embeddings -----------------------------------------------------------------------------------------------


def cosine(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """(N, D), (N, D) with (N,), or (D,), (D,) with ()."""
    one, other, target = tensors
    shape = broadcast(cx, one, other)
    wanted = cx.facts.rank(target.shape)
    if wanted is None:
        raise Undetermined("the rank of the target is not known")
    if wanted > 1:
        raise clash(cx, "needs a target of 0 or 1 dims", target)
    for each in (one, other):
        if cx.facts.limit_rank(each.shape, wanted + 1, wanted + 1) is Truth.NO:
            raise clash(cx, f"needs inputs of {wanted + 1} dims with a target of {wanted}", one, other, target)
    shape = cx.facts.resolve_shape(shape)
    if shape.lead is not None:
        return target.shape
    return broadcast(cx, one.like(Shape(shape.dims[:-1])), target)


def ranking(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Three tensors with equally many dims, that broadcast."""
    equal_ranks(cx, *tensors)
    return broadcast(cx, *tensors)


def triplet(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """Three tensors (N, D) with equally many dims, that broadcast."""
    anchor, positive, negative = tensors
    if given.get("distance_function") is not None:
        raise Undetermined("the distance is a function of the project")
    equal_ranks(cx, *tensors)
    one, other = broadcast(cx, anchor, positive), broadcast(cx, anchor, negative)
    if one.lead is not None or other.lead is not None or not one.dims or not other.dims:
        raise Undetermined("the rank is not known")
    return broadcast(cx, anchor.like(Shape(one.dims[:-1])), anchor.like(Shape(other.dims[:-1])))


# --- margins over classes ---------------------------------------------------------------------------------------------


def _matrix_at_most(cx: Context, input: Tensor) -> tuple[Any, ...]:
    """The sizes of an input of at most two dims; a scalar counts as a vector of one."""
    if cx.facts.limit_rank(input.shape, 0, 2) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 1-D or 2-D tensor but gets {cx.describe(input.shape)}")
    dims = dims_if_known(cx, input)
    if dims is None:
        raise Undetermined("the rank is not known")
    return dims or (1,)


def label_margins(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """(C,) or (N, C), and a target of the same shape."""
    input, target = tensors
    dims = _matrix_at_most(cx, input)
    sizes = Shape((1,)) if cx.facts.rank(target.shape) == 0 else target.shape
    if cx.facts.unify_shapes(Shape(dims), sizes) is Truth.NO:
        raise clash(cx, "needs an input and a target of the same shape", input, target)
    return Shape(dims[:-1])


def class_margins(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """(N, C) with (N,); a weight of C."""
    input, target = tensors
    dims = _matrix_at_most(cx, input)
    weight = given.get("weight")
    if isinstance(weight, Tensor) and cx.facts.unify_shapes(weight.shape, Shape(dims[-1:])) is Truth.NO:
        raise clash(cx, "needs a weight with one value for each class", input, weight)
    count = dims[0] if len(dims) == 2 else 1
    sizes = Shape((1,)) if cx.facts.rank(target.shape) == 0 else target.shape
    if cx.facts.unify_shapes(sizes, Shape((count,))) is Truth.NO:
        raise clash(cx, "takes (N, C) with a target of (N,)", input, target)
    return target.shape


def ctc(cx: Context, tensors: Tensors, given: Given) -> Shape:
    """(T, N, C) with N lengths of each kind and targets (N, S), or all in one dim."""
    log_probs, targets = tensors[:2]
    if cx.facts.limit_rank(log_probs.shape, 2, 3) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes (T, N, C) or (T, C) but gets {cx.describe(log_probs.shape)}")
    dims = dims_if_known(cx, log_probs)
    if dims is None or len(dims) != 3:
        raise Undetermined("the rank is not known")
    batch = dims[1]
    sizes = dims_if_known(cx, targets)
    if sizes is not None and len(sizes) == 2 and cx.facts.unify(batch, sizes[0]) is Truth.NO:
        raise clash(cx, "takes (T, N, C) with targets of (N, S)", log_probs, targets)
    for lengths in tensors[2:]:
        count = dims_if_known(cx, lengths)
        if count is not None and len(count) == 1 and cx.facts.unify(batch, count[0]) is Truth.NO:
            raise clash(cx, "takes (T, N, C) with N lengths", log_probs, lengths)
    return Shape((batch,))


# --- the table --------------------------------------------------------------------------------------------------------

PAIR = "input, target"
TRIPLE = "anchor, positive, negative"
for _row in (
    ("MSELoss", LEGACY, "mse_loss", f"{LEGACY}, weight=None", PAIR, elementwise),
    ("L1Loss", LEGACY, "l1_loss", f"{LEGACY}, weight=None", PAIR, elementwise),
    ("SmoothL1Loss", f"{LEGACY}, beta=1.0", "smooth_l1_loss", f"{LEGACY}, beta=1.0", PAIR, elementwise),
    ("HuberLoss", "reduction='mean', delta=1.0", "huber_loss", "reduction='mean', delta=1.0, weight=None", PAIR, elementwise),
    ("KLDivLoss", f"{LEGACY}, log_target=False", "kl_div", f"{LEGACY}, log_target=False", PAIR, elementwise),
    ("PoissonNLLLoss", "log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean'",
     "poisson_nll_loss", "log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction='mean'",
     PAIR, elementwise),
    ("HingeEmbeddingLoss", f"margin=1.0, {LEGACY}", "hinge_embedding_loss", f"margin=1.0, {LEGACY}", PAIR, elementwise),
    ("SoftMarginLoss", LEGACY, "soft_margin_loss", LEGACY, PAIR, soft_margin),
    ("BCELoss", f"weight=None, {LEGACY}", "binary_cross_entropy", f"weight=None, {LEGACY}", PAIR, binary),
    ("BCEWithLogitsLoss", f"weight=None, {LEGACY}, pos_weight=None", "binary_cross_entropy_with_logits",
     f"weight=None, {LEGACY}, pos_weight=None", PAIR, binary),
    ("MultiLabelSoftMarginLoss", f"weight=None, {LEGACY}", "multilabel_soft_margin_loss", f"weight=None, {LEGACY}", PAIR,
     several_labels),
    ("CosineEmbeddingLoss", f"margin=0.0, {LEGACY}", "cosine_embedding_loss", f"margin=0, {LEGACY}", "input1, input2, target",
     cosine),
    ("MarginRankingLoss", f"margin=0.0, {LEGACY}", "margin_ranking_loss", f"margin=0, {LEGACY}", "input1, input2, target",
     ranking),
    ("TripletMarginLoss", f"margin=1.0, p=2.0, eps=1e-06, swap=False, {LEGACY}", "triplet_margin_loss",
     f"margin=1.0, p=2, eps=1e-06, swap=False, {LEGACY}", TRIPLE, triplet),
    ("TripletMarginWithDistanceLoss", "*, distance_function=None, margin=1.0, swap=False, reduction='mean'",
     "triplet_margin_with_distance_loss", "*, distance_function=None, margin=1.0, swap=False, reduction='mean'", TRIPLE, triplet),
    ("MultiLabelMarginLoss", LEGACY, "multilabel_margin_loss", LEGACY, PAIR, label_margins),
    ("MultiMarginLoss", f"p=1, margin=1.0, weight=None, {LEGACY}", "multi_margin_loss",
     f"p=1, margin=1.0, weight=None, {LEGACY}", PAIR, class_margins),
):  # fmt: skip
    declare_loss(*_row)
