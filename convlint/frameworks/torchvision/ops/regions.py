"""Regions of feature maps, pooled to one size: `roi_align`, `roi_pool` and their layers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import exact_dims
from convlint.frameworks.common.registry import declare_class, layer, op
from convlint.frameworks.common.signature import to_ints, to_tensor
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown

OPS = "torchvision.ops"


def pooled(cx: Context, input: Tensor, boxes: Any, output_size: Any, positional: bool = False) -> Tensor:
    """(N, C, H, W) and boxes as (K, 5) or a list of (L, 4) -> (K, C, *output_size).

    positional: the channels are those of a grid of the output's size, and are divided by it.
    """
    _, channels, _, _ = exact_dims(cx, input, 4)
    size = to_ints(cx, output_size, "output_size")
    size = size * 2 if isinstance(output_size, (int, Dim)) else size
    if len(size) != 2 or any(cx.facts.less(side, 0) is Truth.YES for side in size):
        raise Undetermined("a size that is none")
    if positional:
        if cx.facts.divides(size[0] * size[1], channels) is Truth.NO:
            text = f"{cx.facts.resolve(channels)} channels, which are no multiple of {size[0]} * {size[1]}"
            raise Mismatch("channel-mismatch", f"`{{it}}` gets {text}")
        channels = channels // (size[0] * size[1])
    return input.like(Shape.of(_count(cx, boxes), channels, *size))


def _count(cx: Context, boxes: Any) -> Int:
    """How many boxes there are."""
    if isinstance(boxes, (ListV, tuple)):
        items = cx.items(boxes)
        if items is None:
            return cx.fresh("boxes")
        return sum((_rows(cx, to_tensor(cx, each, "boxes"), 4) for each in items), start=0)
    return _rows(cx, boxes, 5) if isinstance(boxes, Tensor) else cx.fresh("boxes")


def _rows(cx: Context, boxes: Tensor, columns: int) -> Int:
    shape = cx.facts.resolve_shape(boxes.shape)
    if shape.lead is None and len(shape.dims) == 2 and cx.facts.equal(shape.dims[1], columns) is not Truth.NO:
        return shape.dims[0]
    if shape.lead is None and len(shape.dims) > 2 and cx.facts.equal(shape.dims[1], columns) is not Truth.NO:
        raise Undetermined("torchvision looks at the second dim only")
    wrong = f"`{{it}}` takes boxes of {columns} columns but gets {cx.describe(shape)}"
    if shape.lead is None:
        raise Mismatch("rank-mismatch" if len(shape.dims) != 2 else "feature-mismatch", wrong)
    return cx.fresh("boxes")


@op(f"{OPS}.roi_align", f"{OPS}.roi_pool")
def roi_align(cx: Context, input: Tensor, boxes: Any, output_size: Any, *others: Any, **more: Any) -> Tensor:
    """Each box, cut out and brought to one size."""
    return pooled(cx, input, boxes, output_size)


@op(f"{OPS}.ps_roi_align", f"{OPS}.ps_roi_pool")
def ps_roi_align(cx: Context, input: Tensor, boxes: Any, output_size: Any, *others: Any, **more: Any) -> Tensor:
    """The same, each cell from its own channels."""
    return pooled(cx, input, boxes, output_size, positional=True)


@layer(f"{OPS}.RoIAlign", init="output_size, spatial_scale, sampling_ratio, aligned=False")
def align(cx: Context, self: Instance, input: Tensor, rois: Any) -> Tensor:
    """`roi_align`."""
    return pooled(cx, input, rois, self.attrs["output_size"])


@layer(f"{OPS}.RoIPool", init="output_size, spatial_scale")
def pool(cx: Context, self: Instance, input: Tensor, rois: Any) -> Tensor:
    """`roi_pool`."""
    return pooled(cx, input, rois, self.attrs["output_size"])


@layer(f"{OPS}.PSRoIAlign", init="output_size, spatial_scale, sampling_ratio")
def ps_align(cx: Context, self: Instance, input: Tensor, rois: Any) -> Tensor:
    """`ps_roi_align`."""
    return pooled(cx, input, rois, self.attrs["output_size"], positional=True)


@layer(f"{OPS}.PSRoIPool", init="output_size, spatial_scale")
def ps_pool(cx: Context, self: Instance, input: Tensor, rois: Any) -> Tensor:
    """`ps_roi_pool`."""
    return pooled(cx, input, rois, self.attrs["output_size"], positional=True)


MULTI = f"{OPS}.MultiScaleRoIAlign"
declare_class(
    MULTI,
    "torch.nn.Module",
    init="featmap_names, output_size, sampling_ratio, *, canonical_scale=224, canonical_level=4",
    layer=True,
)


@op(f"{MULTI}.forward")
def multi(cx: Context, self: Any, x: Any, boxes: Any, image_shapes: Any) -> Tensor:
    """A dict of feature maps of equal channels -> (boxes, C, *output_size)."""
    names = cx.items(self.attrs["featmap_names"])
    first = cx.getitem(x, names[0]) if names else Unknown("no name")
    if not isinstance(first, Tensor):
        raise Undetermined("feature maps that are not known")
    return pooled(cx, first, boxes, self.attrs["output_size"])
