"""Boxes: (N, 4) tensors, their areas, overlaps and losses."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, fits_into
from convlint.frameworks.common.help import last_dim, need
from convlint.frameworks.common.registry import op
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

OPS = "torchvision.ops"
FORMATS = ("xyxy", "xywh", "cxcywh", "xywhr", "cxcywhr", "xyxyxyxy")


def _boxes(cx: Context, boxes: Tensor) -> Shape:
    """The shape of (…, 4) boxes. Mismatch for fewer than 4 numbers; torchvision does not look at further ones."""
    shape = cx.facts.trailing(boxes.shape, 1)
    if shape is None or cx.facts.less(shape.dims[-1], 4) is Truth.YES:
        raise Mismatch("feature-mismatch", f"`{{it}}` takes (..., 4) boxes but gets {cx.describe(boxes.shape)}")
    return cx.facts.resolve_shape(shape)


@op(f"{OPS}.nms", f"{OPS}.batched_nms")
def nms(cx: Context, boxes: Any, scores: Any = None, *others: Any, **more: Any) -> Tensor:
    """The indices of those that are kept."""
    return Tensor(Shape.of(cx.fresh("kept")), "int")


@op(f"{OPS}.remove_small_boxes")
def remove_small_boxes(cx: Context, boxes: Tensor, min_size: Any) -> Tensor:
    """The indices of those that are kept."""
    return Tensor(Shape.of(cx.fresh("kept")), "int")


@op(f"{OPS}.box_area")
def box_area(cx: Context, boxes: Tensor, fmt: Any = "xyxy") -> Tensor:
    """(…, 4) -> (…)."""
    shape = _boxes(cx, boxes)
    return boxes.like(Shape(shape.dims[:-1], shape.lead))


@op(f"{OPS}.box_convert")
def box_convert(cx: Context, boxes: Tensor, in_fmt: Any, out_fmt: Any) -> Tensor:
    """The same boxes, written in another way."""
    for given in (in_fmt, out_fmt):
        if isinstance(given, str) and given not in FORMATS:
            raise Mismatch("invalid-argument", f"`{{it}}` does not know the format {given!r}")
    if any(given not in FORMATS[:3] for given in (in_fmt, out_fmt)):
        raise Undetermined("rotated boxes")
    if in_fmt != out_fmt:
        text = "`{it}` takes boxes of {wanted} numbers but gets {got}"
        need(cx, 4, last_dim(cx, boxes), "feature-mismatch", text)
    return boxes.like(boxes.shape)


@op(*(f"{OPS}.{name}" for name in "box_iou generalized_box_iou complete_box_iou distance_box_iou".split()))
def box_iou(cx: Context, boxes1: Tensor, boxes2: Tensor, *others: Any, **more: Any) -> Tensor:
    """(…, N, 4), (…, M, 4) -> (…, N, M)."""
    if others or more.keys() - {"eps"}:
        raise Undetermined("boxes in another format")
    one, other = _boxes(cx, boxes1), _boxes(cx, boxes2)
    if one.lead is None and len(one.dims) == 1:
        one = Shape((1, *one.dims))
    if cx.facts.equal(one.dims[-1], other.dims[-1]) is Truth.NO or cx.facts.rank(other) == 1:
        got = f"{cx.describe(one)} and {cx.describe(other)}"
        raise Mismatch("feature-mismatch", f"`{{it}}` takes (N, 4) and (M, 4) boxes but gets {got}")
    if one.lead is not None or other.lead is not None or len(one.dims) < 2:
        raise Undetermined("boxes of another rank")
    batch = broadcast(cx, Shape(one.dims[:-2]), Shape(other.dims[:-2]))
    return Tensor(Shape((*batch.dims, one.dims[-2], other.dims[-2]), batch.lead), "float")


@op(f"{OPS}.masks_to_boxes")
def masks_to_boxes(cx: Context, masks: Tensor) -> Tensor:
    """(N, H, W) -> (N, 4)."""
    if any(cx.facts.equal(dim, 0) is Truth.YES for dim in cx.facts.resolve_shape(masks.shape).dims):
        return Tensor(Shape.of(0, 4), "float")
    dims = cx.facts.exact(masks.shape, 3)
    if dims is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes (N, H, W) masks but gets {cx.describe(masks.shape)}")
    return Tensor(Shape.of(dims[0], 4), "float")


@op(f"{OPS}.sigmoid_focal_loss")
def sigmoid_focal_loss(
    cx: Context, inputs: Tensor, targets: Tensor, alpha: Any = 0.25, gamma: Any = 2, reduction: Any = "none"
) -> Tensor:
    """One loss for each element, unless they are reduced. Both must have the same shape."""
    if cx.facts.unify_shapes(inputs.shape, targets.shape) is Truth.NO:
        got = f"{cx.describe(inputs.shape)} and {cx.describe(targets.shape)}"
        raise Mismatch("loss-mismatch", f"`{{it}}` needs equal shapes but gets {got}")
    return _reduced(cx, inputs, inputs.shape, reduction)


@op(*(f"{OPS}.{name}_box_iou_loss" for name in ("generalized", "complete", "distance")))
def box_loss(cx: Context, boxes1: Tensor, boxes2: Tensor, reduction: Any = "none", eps: Any = 1e-7) -> Tensor:
    """One loss for each pair of boxes, unless they are reduced."""
    for boxes in (boxes1, boxes2):
        need(cx, 4, last_dim(cx, boxes), "feature-mismatch", "`{it}` takes boxes of {wanted} numbers but gets {got}")
    joint = broadcast(cx, boxes1.shape, boxes2.shape)
    fits_into(cx, boxes1.shape, boxes2.shape, "`{it}` cannot stretch its first boxes: it cannot fit")
    if joint.lead is not None or not joint.dims:
        raise Undetermined("the rank is not known")
    return _reduced(cx, boxes1, Shape(joint.dims[:-1]), reduction)


def _reduced(cx: Context, tensor: Tensor, shape: Shape, reduction: Any) -> Tensor:
    if reduction not in ("none", "mean", "sum"):
        raise Undetermined("the reduction is not known")
    return tensor.like(cx.facts.resolve_shape(shape) if reduction == "none" else Shape())
