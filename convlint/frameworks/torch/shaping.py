"""Layers that move elements between dims: `Flatten`, `PixelShuffle`, `Fold` and their kin; `one_hot`, distances."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import axis_of, exact_dims, known_dims, split_batch, window_size, with_batch
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.reshaping import flattened, unflattened
from convlint.frameworks.common.signature import Axis, to_axis, to_int, to_ints
from convlint.frameworks.torch.windows import Sizes, is_empty, no_empty_dims, not_empty, positive
from convlint.symbolic import Int, Shape, Truth, product
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown


@layer("torch.nn.Flatten", init="start_dim=1, end_dim=-1")
def flatten_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """The dims from `start_dim` to `end_dim` become one."""
    start, end = (to_axis(cx, self.attrs[name], name) for name in ("start_dim", "end_dim"))
    return flattened(cx, input, start, end)


def check_unflatten(cx: Context, self: Instance) -> None:
    """The sizes must be a tuple."""
    if isinstance(self.attrs["unflattened_size"], int):
        got = self.attrs["unflattened_size"]
        raise Mismatch("invalid-argument", f"`{{it}}` needs a tuple as unflattened_size but gets {got}")


@layer("torch.nn.Unflatten", init="dim, unflattened_size", check=check_unflatten)
def unflatten_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """One dim becomes several."""
    sizes = to_ints(cx, self.attrs["unflattened_size"], "unflattened_size")
    return unflattened(cx, input, to_axis(cx, self.attrs["dim"], "dim"), sizes)


# --- between channels and space ---------------------------------------------------------------------------------------


def shuffled(cx: Context, input: Tensor, factor: Int) -> Tensor:
    """(*, C r r, H, W) -> (*, C, H r, W r)."""
    positive(cx, (factor,), "upscale_factor")
    shape, (channels, height, width) = _image(cx, input)
    square = factor * factor
    if cx.facts.divides(square, channels) is Truth.NO:
        text = f"`{{it}}` needs channels divisible by {square} (upscale_factor {factor}, squared)"
        raise Mismatch("channel-mismatch", f"{text} but gets {cx.facts.resolve(channels)} in {cx.describe(shape)}")
    return input.like(Shape((*shape.dims[:-3], channels // square, height * factor, width * factor), shape.lead))


def unshuffled(cx: Context, input: Tensor, factor: Int) -> Tensor:
    """(*, C, H r, W r) -> (*, C r r, H, W)."""
    positive(cx, (factor,), "downscale_factor")
    shape, (channels, height, width) = _image(cx, input)
    if is_empty(cx, input):
        raise Undetermined("torch leaves an empty tensor as it is")
    for size in (height, width):
        if cx.facts.divides(factor, size) is Truth.NO:
            text = (
                f"`{{it}}` needs sizes divisible by its downscale_factor of {factor} but gets {cx.facts.resolve(size)}"
            )
            raise Mismatch("invalid-reshape", f"{text} in {cx.describe(shape)}")
    made = (channels * factor * factor, height // factor, width // factor)
    return input.like(Shape((*shape.dims[:-3], *made), shape.lead))


def _image(cx: Context, input: Tensor) -> tuple[Shape, Sizes]:
    shape = cx.facts.trailing(input.shape, 3)
    if shape is None:
        got = cx.describe(input.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a tensor of at least 3 dims but gets {got}")
    return shape, shape.dims[-3:]


@layer("torch.nn.PixelShuffle", init="upscale_factor")
def pixel_shuffle_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*, C r r, H, W) -> (*, C, H r, W r)."""
    return shuffled(cx, input, to_int(cx, self.attrs["upscale_factor"], "upscale_factor"))


@op("torch.nn.functional.pixel_shuffle", "torch.pixel_shuffle")
def pixel_shuffle(cx: Context, input: Tensor, upscale_factor: Int) -> Tensor:
    """(*, C r r, H, W) -> (*, C, H r, W r)."""
    return shuffled(cx, input, upscale_factor)


@layer("torch.nn.PixelUnshuffle", init="downscale_factor")
def pixel_unshuffle_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*, C, H r, W r) -> (*, C r r, H, W)."""
    return unshuffled(cx, input, to_int(cx, self.attrs["downscale_factor"], "downscale_factor"))


@op("torch.nn.functional.pixel_unshuffle", "torch.pixel_unshuffle")
def pixel_unshuffle(cx: Context, input: Tensor, downscale_factor: Int) -> Tensor:
    """(*, C, H r, W r) -> (*, C r r, H, W)."""
    return unshuffled(cx, input, downscale_factor)


@layer("torch.nn.ChannelShuffle", init="groups")
def channel_shuffle_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, *), with C a multiple of the groups."""
    return _mixed(cx, input, to_int(cx, self.attrs["groups"], "groups"))


@op(
    "torch.nn.functional.channel_shuffle",
    "torch.channel_shuffle",
    "torch.nn.functional.native_channel_shuffle",
    "torch.native_channel_shuffle",
)
def channel_shuffle(cx: Context, input: Tensor, groups: Int) -> Tensor:
    """(N, C, *), with C a multiple of the groups."""
    return _mixed(cx, input, groups)


def _mixed(cx: Context, input: Tensor, groups: Int) -> Tensor:
    if cx.facts.limit_rank(input.shape, 3) is Truth.NO:
        got = cx.describe(input.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a tensor of at least 3 dims but gets {got}")
    positive(cx, (groups,), "groups")
    channels = cx.facts.dim(input.shape, 1)
    if channels is not None and cx.facts.divides(groups, channels) is Truth.NO:
        text = f"`{{it}}` needs channels divisible by its {cx.facts.resolve(groups)} groups"
        raise Mismatch(
            "channel-mismatch", f"{text} but gets {cx.facts.resolve(channels)} in {cx.describe(input.shape)}"
        )
    return input.like(input.shape)


# --- windows as columns -----------------------------------------------------------------------------------------------


def _pair(cx: Context, given: Any, name: str, low: int = 0) -> Sizes:
    """One number for both axes, or just two."""
    if isinstance(given, (Unknown, Tensor)):
        return (cx.fresh(name, low), cx.fresh(name, low))
    values = to_ints(cx, given, name)
    if cx.items(given) is None and len(values) == 1:
        values = values * 2
    if len(values) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes 2 values for `{name}` but gets {len(values)}")
    if low:
        positive(cx, values, name)
    return values


def _windows(cx: Context, sizes: Sizes, kernel: Sizes, dilation: Any, padding: Any, stride: Any) -> Sizes:
    spread, around, step = (
        _pair(cx, dilation, "dilation", 1),
        _pair(cx, padding, "padding"),
        _pair(cx, stride, "stride", 1),
    )
    if any(cx.facts.less(pad, 0) is Truth.YES for pad in around):
        raise Mismatch("invalid-argument", "`{it}` gets a negative padding")
    return tuple(window_size(s, k, t, p, p, d) for s, k, t, p, d in zip(sizes, kernel, step, around, spread))


def unfolded(cx: Context, input: Tensor, kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> Tensor:
    """(N?, C, H, W) -> (N?, C * kernel, number of windows)."""
    batch, (channels, *sizes) = split_batch(cx, input, 3)
    kernel = _pair(cx, kernel_size, "kernel_size", 1)
    no_empty_dims(cx, (channels, *sizes), input)
    count = _windows(cx, tuple(sizes), kernel, dilation, padding, stride)
    not_empty(cx, count, input)
    return input.like(with_batch(batch, (channels * product(kernel), product(count))))


def folded(
    cx: Context, input: Tensor, output_size: Any, kernel_size: Any, dilation: Any, padding: Any, stride: Any
) -> Tensor:
    """(N?, C * kernel, number of windows) -> (N?, C, *output_size)."""
    batch, (columns, count) = split_batch(cx, input, 2)
    sizes, kernel = _pair(cx, output_size, "output_size"), _pair(cx, kernel_size, "kernel_size", 1)
    no_empty_dims(cx, (columns, count), input)
    if cx.facts.divides(product(kernel), columns) is Truth.NO:
        text = f"`{{it}}` needs columns of a multiple of {product(kernel)} (its kernel)"
        raise Mismatch("channel-mismatch", f"{text} but gets {cx.facts.resolve(columns)} in {cx.describe(input.shape)}")
    windows = _windows(cx, sizes, kernel, dilation, padding, stride)
    not_empty(cx, windows, input)
    if cx.facts.unify(product(windows), count) is Truth.NO:
        wanted = cx.facts.resolve(product(windows))
        text = f"`{{it}}` needs {wanted} windows for its output_size but gets {cx.facts.resolve(count)}"
        raise Mismatch("invalid-reshape", f"{text} in {cx.describe(input.shape)}")
    return input.like(with_batch(batch, (columns // product(kernel), *sizes)))


@layer("torch.nn.Unfold", init="kernel_size, dilation=1, padding=0, stride=1")
def unfold_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N?, C, H, W) -> (N?, C * kernel, number of windows)."""
    return unfolded(cx, input, *(self.attrs[name] for name in ("kernel_size", "dilation", "padding", "stride")))


@op("torch.nn.functional.unfold")
def unfold(
    cx: Context, input: Tensor, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """(N?, C, H, W) -> (N?, C * kernel, number of windows)."""
    return unfolded(cx, input, kernel_size, dilation, padding, stride)


@layer("torch.nn.Fold", init="output_size, kernel_size, dilation=1, padding=0, stride=1")
def fold_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N?, C * kernel, number of windows) -> (N?, C, *output_size)."""
    return folded(
        cx, input, *(self.attrs[name] for name in ("output_size", "kernel_size", "dilation", "padding", "stride"))
    )


@op("torch.nn.functional.fold")
def fold(
    cx: Context, input: Tensor, output_size: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Tensor:
    """(N?, C * kernel, number of windows) -> (N?, C, *output_size)."""
    return folded(cx, input, output_size, kernel_size, dilation, padding, stride)


# --- one-hot, distances -----------------------------------------------------------------------------------------------


@op("torch.nn.functional.one_hot")
def one_hot(cx: Context, input: Tensor, num_classes: Any = -1) -> Tensor:
    """(*) -> (*, num_classes); -1 takes the greatest class and one more."""
    shape = cx.facts.resolve_shape(input.shape)
    data = list(_numbers(input.data))
    if num_classes == -1:
        count: Int = max(data) + 1 if data else cx.fresh("classes", 1)
    else:
        count = to_int(cx, num_classes, "num_classes")
        for each in data:
            if cx.facts.less(each, count) is Truth.NO:
                text = f"`{{it}}` makes {cx.facts.resolve(count)} classes but gets class {each}"
                raise Mismatch("index-out-of-range", text)
    return input.like(Shape((*shape.dims, count), shape.lead), "int")


def _numbers(data: Any) -> list[int]:
    if isinstance(data, tuple):
        return [number for each in data for number in _numbers(each)]
    return [data] if isinstance(data, int) and not isinstance(data, bool) else []


def _common(cx: Context, x1: Tensor, x2: Tensor) -> Shape:
    shape = cx.facts.broadcast(x1.shape, x2.shape)
    if shape is None:
        got = f"{cx.describe(x1.shape)} and {cx.describe(x2.shape)}"
        raise Mismatch("broadcast-mismatch", f"`{{it}}` needs tensors that broadcast but gets {got}")
    return shape


def similarity(cx: Context, x1: Tensor, x2: Tensor, dim: Any) -> Tensor:
    """The common shape without `dim`."""
    dims = known_dims(cx, x1.like(_common(cx, x1, x2)))
    axis = axis_of(cx, to_axis(cx, dim, "dim"), len(dims))
    return x1.like(Shape((*dims[:axis], *dims[axis + 1 :])))


def distance(cx: Context, x1: Tensor, x2: Tensor, keepdim: Any) -> Tensor:
    """The common shape without its last dim."""
    shape = _common(cx, x1, x2)
    if not isinstance(keepdim, (bool, int)) or (not shape.dims and shape.lead is not None):
        raise Undetermined("the rank is not known")
    if not shape.dims:
        return x1.like(shape)
    return x1.like(Shape((*shape.dims[:-1], *((1,) if keepdim else ())), shape.lead))


@layer("torch.nn.CosineSimilarity", init="dim=1, eps=1e-08")
def cosine_similarity_layer(cx: Context, self: Instance, x1: Tensor, x2: Tensor) -> Tensor:
    """The common shape without `dim`."""
    return similarity(cx, x1, x2, self.attrs["dim"])


@op("torch.nn.functional.cosine_similarity", "torch.cosine_similarity")
def cosine_similarity(cx: Context, x1: Tensor, x2: Tensor, dim: Axis = 1, eps: Any = 1e-8) -> Tensor:
    """The common shape without `dim`."""
    return similarity(cx, x1, x2, dim)


@layer("torch.nn.PairwiseDistance", init="p=2.0, eps=1e-06, keepdim=False")
def pairwise_distance_layer(cx: Context, self: Instance, x1: Tensor, x2: Tensor) -> Tensor:
    """The common shape without its last dim."""
    return distance(cx, x1, x2, self.attrs["keepdim"])


@op("torch.nn.functional.pairwise_distance", "torch.pairwise_distance")
def pairwise_distance(
    cx: Context, x1: Tensor, x2: Tensor, p: Any = 2.0, eps: Any = 1e-6, keepdim: Any = False
) -> Tensor:
    """The common shape without its last dim."""
    return distance(cx, x1, x2, keepdim)


@op("torch.nn.functional.pdist", "torch.pdist")
def pdist(cx: Context, input: Tensor, p: Any = 2) -> Tensor:
    """(N, M) -> the distances between each two rows."""
    rows, _ = exact_dims(cx, input, 2)
    return input.like(Shape((rows * (rows - 1) // 2,)))
