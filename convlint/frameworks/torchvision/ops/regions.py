"""Regions of feature maps, pooled to one size: `roi_align`, `roi_pool` and their layers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, layer, op
from convlint.frameworks.common.signature import to_ints, to_tensor
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown

OPS = "torchvision.ops"


def pooled(cx: Context, input: Tensor, boxes: Any, output_size: Any, positional: bool = False) -> Tensor:
    """(N, C, H, W) and boxes as (K, 5) or a list of (L, 4) -> (K, C, *output_size).

    positional: the channels are those of a grid of the output's size, and are divided by it.
    """
    channels = _channels(cx, input)
    size = _cells(cx, output_size)
    if positional:
        if cx.facts.divides(size[0] * size[1], channels) is Truth.NO:
            text = f"{cx.facts.resolve(channels)} channels, which are no multiple of {size[0]} * {size[1]}"
            raise Mismatch("channel-mismatch", f"`{{it}}` gets {text}")
        channels = channels // (size[0] * size[1])
    return input.like(Shape.of(_count(cx, boxes), channels, *size))


def _channels(cx: Context, input: Tensor) -> Int:
    """Those of an image (N, C, H, W); torchvision does not look at further dims."""
    if cx.facts.limit_rank(input.shape, 4) is Truth.NO:
        got = cx.describe(input.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes an image (N, C, H, W) but gets {got}")
    found = cx.facts.dim(input.shape, 1)
    return cx.fresh("channels", 1) if found is None else found


def _cells(cx: Context, output_size: Any) -> tuple[Int, Int]:
    """(height, width): one number, or the first two."""
    size = to_ints(cx, output_size, "output_size")
    size = size * 2 if isinstance(output_size, (int, Dim)) else size
    if len(size) < 2 or any(cx.facts.less(side, 0) is Truth.YES for side in size[:2]):
        got = f"({', '.join(map(str, size))})"
        raise Mismatch("invalid-argument", f"`{{it}}` pools to a height and a width from 0 on but gets {got}")
    if any(cx.facts.equal(side, 0) is Truth.YES for side in size[:2]):
        raise Undetermined("regions of nothing")
    return size[0], size[1]


def _count(cx: Context, boxes: Any) -> Int:
    """How many boxes there are."""
    if isinstance(boxes, (ListV, tuple)):
        items = cx.items(boxes)
        if items is None:
            return cx.fresh("boxes")
        if not items:
            raise Mismatch("invalid-argument", "`{it}` takes the boxes of one image at least but gets none")
        return sum((_rows(cx, to_tensor(cx, each, "boxes"), 4) for each in items), start=0)
    return _rows(cx, boxes, 5) if isinstance(boxes, Tensor) else cx.fresh("boxes")


def _rows(cx: Context, boxes: Tensor, columns: int) -> Int:
    shape = cx.facts.resolve_shape(boxes.shape)
    if shape.lead is not None:
        return cx.fresh("boxes")
    if len(shape.dims) < 2 or cx.facts.equal(shape.dims[1], columns) is Truth.NO:
        rule = "rank-mismatch" if len(shape.dims) != 2 else "feature-mismatch"
        raise Mismatch(rule, f"`{{it}}` takes boxes of {columns} columns but gets {cx.describe(shape)}")
    if len(shape.dims) > 2 and columns == 4:
        raise Undetermined("boxes of another rank, which all others must have as well")
    return shape.dims[0]


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
    for shape in cx.items(image_shapes) or ():
        count = cx.length(shape) if isinstance(shape, (tuple, ListV)) else None
        if isinstance(count, int) and count < 2:
            raise Mismatch(
                "invalid-argument", f"`{{it}}` takes the height and width of each image but gets {count} numbers"
            )
    names = cx.items(self.attrs["featmap_names"])
    size = self.attrs["output_size"]
    if names and len(names) > 1 and isinstance(size, (tuple, ListV)) and cx.length(size) != 2:
        raise Undetermined("a size of other than two numbers, for several maps")
    first = cx.getitem(x, names[0]) if names else Unknown("no name")
    if not isinstance(first, Tensor):
        raise Undetermined("feature maps that are not known")
    return pooled(cx, first, boxes, self.attrs["output_size"])
