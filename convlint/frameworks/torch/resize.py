"""`F.interpolate`, `Upsample` and its kin, `grid_sample` and `affine_grid`."""

from __future__ import annotations

import math
from typing import Any

from convlint.frameworks.common.help import exact_dims, known_dims
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.signature import Ints, to_ints
from convlint.frameworks.torch.windows import Sizes, no_empty_dims, not_empty, positive
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined, Ungiven, Unknown

RANKS = {"nearest": (3, 5), "nearest-exact": (3, 5), "area": (3, 5), "linear": (3, 3), "bilinear": (4, 4), "bicubic": (4, 4),
         "lanczos": (4, 4), "trilinear": (5, 5)}  # fmt: skip
SMOOTH = ("linear", "bilinear", "bicubic", "trilinear", "lanczos")


def interpolated(cx: Context, input: Tensor, size: Any, factor: Any, mode: Any, corners: Any) -> Tensor:
    """(N, C, …) with the sizes after the channels replaced.

    Errors: both or neither of size and scale_factor, the rank for the mode, another number of sizes, an empty output.
    """
    if size is None and factor is None:
        raise Ungiven("invalid-argument", "`{it}` needs a size or a scale_factor")
    if not isinstance(size, (Unknown, type(None))) and not isinstance(factor, (Unknown, type(None))):
        raise Mismatch("invalid-argument", "`{it}` takes either a size or a scale_factor but gets both")
    if isinstance(mode, str) and mode not in RANKS:
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the mode {mode!r}")
    if isinstance(mode, str) and mode not in SMOOTH and isinstance(corners, bool):
        raise Mismatch("invalid-argument", f"`{{it}}` takes no align_corners with mode={mode!r}")
    least, most = RANKS[mode] if isinstance(mode, str) else (3, 5)
    if cx.facts.limit_rank(input.shape, least, most) is Truth.NO:
        wanted = f"a {least}-D" if least == most else f"a {least}-D to {most}-D"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} tensor but gets {cx.describe(input.shape)}")
    items = [cx.items(each) for each in (size, factor) if not isinstance(each, (Tensor, Unknown))]
    count = next((len(each) for each in items if each is not None), None)
    if count is not None and cx.facts.limit_rank(input.shape, count + 2, count + 2) is Truth.NO:
        text = f"`{{it}}` gets {count} sizes or factors for {cx.describe(input.shape)}"
        raise Mismatch("rank-mismatch", text)
    dims = known_dims(cx, input)
    no_empty_dims(cx, dims[1:], input)
    made = _sizes(cx, dims[2:], size, factor)
    not_empty(cx, made, input, least=0 if mode == "area" or not isinstance(mode, str) else 1)
    return input.like(Shape((*dims[:2], *made)))


def _sizes(cx: Context, dims: Sizes, size: Any, factor: Any) -> Sizes:
    if isinstance(size, (Unknown, Tensor)) or (size is None and isinstance(factor, (Unknown, Tensor))):
        return tuple(cx.fresh("size", 1) for _ in dims)
    if size is not None:
        sizes = to_ints(cx, size, "size")
        return sizes * len(dims) if len(sizes) != len(dims) else sizes
    factors = cx.items(factor)
    each = [factor] * len(dims) if factors is None else factors
    return tuple(_scaled(cx, dim, by) for dim, by in zip(dims, each))


def _scaled(cx: Context, size: Int, factor: Any) -> Int:
    """floor(size * factor), computed as torch does, in floating point; for symbols only where that is exact."""
    if isinstance(factor, bool) or not isinstance(factor, (int, float)):
        return cx.fresh("size", 1)
    if isinstance(size, int):
        return math.floor(float(size) * factor)
    times, parts = factor.as_integer_ratio()
    return size * times // parts if parts <= 1024 else cx.fresh("size", 1)


@op("torch.nn.functional.interpolate")
def interpolate(
    cx: Context,
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: Any = "nearest",
    align_corners: Any = None,
    recompute_scale_factor: Any = None,
    antialias: Any = False,
) -> Tensor:
    """(N, C, …) resized."""
    return interpolated(cx, input, size, scale_factor, mode, align_corners)


@op("torch.nn.functional.upsample")
def upsample(
    cx: Context,
    input: Tensor,
    size: Any = None,
    scale_factor: Any = None,
    mode: Any = "nearest",
    align_corners: Any = None,
) -> Tensor:
    """(N, C, …) resized."""
    return interpolated(cx, input, size, scale_factor, mode, align_corners)


@op("torch.nn.functional.upsample_nearest")
def upsample_nearest(cx: Context, input: Tensor, size: Any = None, scale_factor: Any = None) -> Tensor:
    """(N, C, …) resized."""
    return interpolated(cx, input, size, scale_factor, "nearest", None)


@op("torch.nn.functional.upsample_bilinear")
def upsample_bilinear(cx: Context, input: Tensor, size: Any = None, scale_factor: Any = None) -> Tensor:
    """(N, C, H, W) resized."""
    return interpolated(cx, input, size, scale_factor, "bilinear", True)


def check_upsample(cx: Context, self: Instance) -> None:
    """Several factors must be a tuple; a list fails at once."""
    if isinstance(self.attrs["scale_factor"], ListV):
        raise Mismatch("invalid-argument", "`{it}` needs a number or a tuple as scale_factor but gets a list")


@layer(
    "torch.nn.Upsample",
    init="size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None",
    check=check_upsample,
)
def upsample_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, …) resized."""
    attrs = self.attrs
    return interpolated(cx, input, attrs["size"], attrs["scale_factor"], attrs["mode"], attrs["align_corners"])


@layer(
    "torch.nn.UpsamplingNearest2d",
    init="size=None, scale_factor=None",
    parent="torch.nn.Upsample",
    check=check_upsample,
)
def nearest_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, …) resized."""
    return interpolated(cx, input, self.attrs["size"], self.attrs["scale_factor"], "nearest", None)


@layer(
    "torch.nn.UpsamplingBilinear2d",
    init="size=None, scale_factor=None",
    parent="torch.nn.Upsample",
    check=check_upsample,
)
def bilinear_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, H, W) resized."""
    return interpolated(cx, input, self.attrs["size"], self.attrs["scale_factor"], "bilinear", True)


# --- by a grid --------------------------------------------------------------------------------------------------------


@op("torch.nn.functional.grid_sample")
def grid_sample(
    cx: Context,
    input: Tensor,
    grid: Tensor,
    mode: Any = "bilinear",
    padding_mode: Any = "zeros",
    align_corners: Any = None,
) -> Tensor:
    """(N, C, H, W) with a grid (N, h, w, 2) -> (N, C, h, w); the same with one dim more."""
    for tensor in (input, grid):
        if cx.facts.limit_rank(tensor.shape, 4, 5) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a 4-D or 5-D tensor but gets {cx.describe(tensor.shape)}")
    ranks = cx.facts.rank(input.shape), cx.facts.rank(grid.shape)
    rank = ranks[0] or ranks[1]
    if rank is None:
        raise Undetermined("the rank is not known")
    dims, places = exact_dims(cx, input, rank), exact_dims(cx, grid, rank, "the grid of `{it}`")
    shown = f"{cx.describe(input.shape)} and {cx.describe(grid.shape)}"
    if cx.facts.unify(dims[0], places[0]) is Truth.NO:
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs an input and a grid of one batch size but gets {shown}")
    if cx.facts.unify(places[-1], rank - 2) is Truth.NO:
        raise Mismatch(
            "feature-mismatch", f"`{{it}}` needs a grid with {rank - 2} coordinates in its last dim but gets {shown}"
        )
    no_empty_dims(cx, dims[2:], input)
    return input.like(Shape((*dims[:2], *places[1:-1])))


@op("torch.nn.functional.affine_grid")
def affine_grid(cx: Context, theta: Tensor, size: Ints, align_corners: Any = None) -> Tensor:
    """(N, 2, 3) with a size (N, C, H, W) -> (N, H, W, 2); (N, 3, 4) with one dim more."""
    if len(size) not in (4, 5):
        raise Mismatch("invalid-argument", f"`{{it}}` needs a size of 4 or 5 numbers but gets {len(size)}")
    positive(cx, size, "size")
    count = len(size) - 2
    dims = exact_dims(cx, theta, 3)
    if cx.facts.unify_shapes(Shape(dims), Shape((size[0], count, count + 1))) is Truth.NO:
        wanted = cx.describe(Shape((size[0], count, count + 1)))
        raise Mismatch("feature-mismatch", f"`{{it}}` needs matrices of {wanted} but gets {cx.describe(theta.shape)}")
    return theta.like(Shape((size[0], *size[2:], count)))
