"""Pools that are told the size of their output: adaptive, fractional, and the inverse of max pools."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import split_batch, transposed_size, with_batch
from convlint.frameworks.common.registry import Handler, add_function, add_layer, declare_class
from convlint.frameworks.common.signature import Signature, to_int, to_ints
from convlint.frameworks.torch.windows import Sizes, no_empty_dims, not_empty, not_negative, per_axis, positive
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown

for _name in ("_AdaptiveAvgPoolNd", "_AdaptiveMaxPoolNd", "_MaxUnpoolNd"):
    declare_class(f"torch.nn.{_name}", "torch.nn.Module")


def adaptive(
    cx: Context, count: int, input: Tensor, output_size: Any, return_indices: Any, maximum: bool = True
) -> Any:
    """(N?, C, …) with the last `count` sizes replaced; None keeps a size."""
    batch, (channels, *sizes) = split_batch(cx, input, count + 1)
    made = wanted_sizes(cx, count, output_size, tuple(sizes))
    not_negative(cx, made, "output_size")
    no_empty_dims(cx, (*sizes, channels) if batch.dims and maximum else tuple(sizes), input)
    return with_indices(input.like(with_batch(batch, (channels, *made))), return_indices)


def adaptive_mean(cx: Context, count: int, input: Tensor, output_size: Any) -> Any:
    """As `adaptive`; but with an output of (1, 1) or (1, 1, 1) it is a plain mean, which takes any number of leading dims."""
    shape = cx.facts.trailing(input.shape, count) if count > 1 else None
    if shape is not None:
        cut = len(shape.dims) - count
        made = wanted_sizes(cx, count, output_size, shape.dims[cut:])
        if all(cx.facts.equal(size, 1) is not Truth.NO for size in made):
            return input.like(Shape((*shape.dims[:cut], *made), shape.lead))
    return adaptive(cx, count, input, output_size, False, maximum=False)


def with_indices(result: Tensor, return_indices: Any) -> Any:
    """The result, with its indices where these are asked for."""
    if not isinstance(return_indices, bool):
        raise Undetermined("`return_indices` is not known")
    return (result, result.like(result.shape, "int")) if return_indices else result


def wanted_sizes(cx: Context, count: int, output_size: Any, sizes: Sizes) -> Sizes:
    """The sizes that an `output_size` asks for."""
    if isinstance(output_size, (Unknown, Tensor)):
        return tuple(cx.fresh(f"d{i}", 0) for i in range(count))
    if isinstance(output_size, int):
        return (int(output_size),) * count
    items = cx.items(output_size)
    if items is None:
        values = to_ints(cx, output_size, "output_size")
        return values * count if len(values) == 1 else values
    if len(items) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `output_size` but gets {len(items)}")
    return tuple(size if each is None else to_int(cx, each, "output_size") for each, size in zip(items, sizes))


def fractional(
    cx: Context, count: int, input: Tensor, kernel_size: Any, output_size: Any, output_ratio: Any, return_indices: Any
) -> Any:
    """(N?, C, …) with the last `count` sizes replaced; the kernel must fit."""
    batch, (channels, *sizes) = split_batch(cx, input, count + 1)
    if output_size is None and output_ratio is None:
        raise Mismatch("invalid-argument", "`{it}` needs an output_size or an output_ratio")
    kernel = per_axis(cx, kernel_size, count, "kernel_size", 1)
    if output_size is None:
        made = _shares(cx, count, output_ratio, tuple(sizes))
    else:
        made = per_axis(cx, output_size, count, "output_size")
        given = cx.items(output_size) if isinstance(output_size, (tuple, ListV)) else None
        if given is not None and len(given) != count:
            raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `output_size` but gets {len(given)}")
        not_negative(cx, made, "output_size")
    if output_size is not None or all(isinstance(size, int) for size in made):
        for size, window, out in zip(sizes, kernel, made):
            if cx.facts.less(size, out + window - (1 if count == 2 else 0)) is Truth.YES:
                text = f"`{{it}}` cannot make {cx.facts.resolve(out)} windows of {cx.facts.resolve(window)}"
                raise Mismatch("empty-output", f"{text} in a size of {cx.facts.resolve(size)}")
    return with_indices(input.like(with_batch(batch, (channels, *made))), return_indices)


def _shares(cx: Context, count: int, output_ratio: Any, sizes: Sizes) -> Sizes:
    """What share of each size is wanted, rounded down."""
    given = (output_ratio,) * count if isinstance(output_ratio, float) else cx.items(output_ratio)
    if given is not None and len(given) == count and all(isinstance(each, float) for each in given):
        return tuple(
            int(size * share) if isinstance(size, int) else cx.fresh("d", 0) for size, share in zip(sizes, given)
        )
    return tuple(cx.fresh(f"d{i}", 0) for i in range(count))


def unpool(
    cx: Context,
    count: int,
    input: Tensor,
    indices: Tensor,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    output_size: Any,
) -> Tensor:
    """(N?, C, …) with the sizes before the max pool; `indices` has the shape of the input."""
    batch, (channels, *sizes) = split_batch(cx, input, count + 1)
    if cx.facts.unify_shapes(input.shape, indices.shape) is Truth.NO:
        text = f"`{{it}}` needs indices of the input's shape {cx.describe(input.shape)} but gets {cx.describe(indices.shape)}"
        raise Mismatch("state-mismatch", text)
    kernel = per_axis(cx, kernel_size, count, "kernel_size")
    steps = kernel if stride is None else _first(cx, stride, count, "stride")
    around = _first(cx, padding, count, "padding")
    if count == 3:
        positive(cx, steps, "stride")
    usual = tuple(transposed_size(s, k, t, p, 0, 1) for s, k, t, p in zip(sizes, kernel, steps, around))
    made = usual if output_size is None else _unpooled(cx, count, output_size, usual, steps)
    not_empty(cx, made, input, least=0)
    return input.like(with_batch(batch, (channels, *made)))


def _first(cx: Context, value: Any, count: int, name: str) -> Sizes:
    """One value per axis; torch never looks at more than it needs."""
    items = cx.items(value) if isinstance(value, (tuple, ListV)) else None
    return per_axis(cx, value if items is None else tuple(items[:count]), count, name)


def _unpooled(cx: Context, count: int, output_size: Any, usual: Sizes, steps: Sizes) -> Sizes:
    if isinstance(output_size, Unknown):
        return tuple(cx.fresh(f"d{i}", 1) for i in range(count))
    sizes = to_ints(cx, output_size, "output_size")
    sizes = sizes[2:] if len(sizes) == count + 2 else sizes
    if len(sizes) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `output_size` but gets {len(sizes)}")
    for size, middle, step in zip(sizes, usual, steps):
        beyond = cx.facts.at_most(size, middle - step) is Truth.YES or cx.facts.less(size, middle + step) is Truth.NO
        if beyond:
            got, low, most = map(cx.facts.resolve, (size, middle - step + 1, middle + step - 1))
            raise Mismatch(
                "invalid-argument", f"`{{it}}` is asked for an output size of {got} but can make {low} to {most}"
            )
    return sizes


def check_fractional(cx: Context, self: Instance) -> None:
    """A size or a ratio."""
    if self.attrs["output_size"] is None and self.attrs["output_ratio"] is None:
        raise Mismatch("invalid-argument", "`{it}` needs an output_size or an output_ratio")


# --- declaring --------------------------------------------------------------------------------------------------------

FRACTIONAL = "kernel_size, output_size=None, output_ratio=None, return_indices=False, _random_samples=None"
UNPOOL = "kernel_size, stride=None, padding=0"


def _add(
    path: str, arguments: str, handler: Handler, parent: str, inputs: str = "input: Tensor", check: Any = None
) -> None:
    call = Signature.parse(f"self, {inputs}", returns="Tensor")
    add_layer((path,), Signature.parse(arguments), handler, call, parent, check, {})


def _declare(count: int) -> None:
    def average_layer(cx: Context, self: Instance, input: Tensor) -> Any:
        return adaptive_mean(cx, count, input, self.attrs["output_size"])

    def maximum_layer(cx: Context, self: Instance, input: Tensor) -> Any:
        return adaptive(cx, count, input, self.attrs["output_size"], self.attrs["return_indices"])

    def average(cx: Context, input: Tensor, output_size: Any) -> Any:
        return adaptive_mean(cx, count, input, output_size)

    def maximum(cx: Context, input: Tensor, output_size: Any, return_indices: Any = False) -> Any:
        return adaptive(cx, count, input, output_size, return_indices)

    def unpool_layer(cx: Context, self: Instance, input: Tensor, indices: Tensor, output_size: Any = None) -> Tensor:
        attrs = self.attrs
        return unpool(cx, count, input, indices, attrs["kernel_size"], attrs["stride"], attrs["padding"], output_size)

    def unpool_function(
        cx: Context, input: Tensor, indices: Tensor, kernel: Any, stride: Any, padding: Any, output_size: Any
    ) -> Tensor:
        return unpool(cx, count, input, indices, kernel, stride, padding, output_size)

    _add(f"torch.nn.AdaptiveAvgPool{count}d", "output_size", average_layer, "torch.nn._AdaptiveAvgPoolNd")
    arguments = "output_size, return_indices=False"
    _add(f"torch.nn.AdaptiveMaxPool{count}d", arguments, maximum_layer, "torch.nn._AdaptiveMaxPoolNd")
    inputs = "input: Tensor, indices: Tensor, output_size=None"
    _add(f"torch.nn.MaxUnpool{count}d", UNPOOL, unpool_layer, "torch.nn._MaxUnpoolNd", inputs)
    for name, handler, call in (
        (f"adaptive_avg_pool{count}d", average, "input: Tensor, output_size"),
        (f"adaptive_max_pool{count}d", maximum, "input: Tensor, output_size, return_indices=False"),
        (f"max_unpool{count}d", unpool_function, f"input: Tensor, indices: Tensor, {UNPOOL}, output_size=None"),
    ):
        add_function(f"torch.nn.functional.{name}", handler, Signature.parse(call, returns="Tensor"))

    def both(cx: Context, input: Tensor, output_size: Any, return_indices: Any = False) -> Any:
        return adaptive(cx, count, input, output_size, True)

    pair = Signature.parse("input: Tensor, output_size, return_indices=False", returns="Tensor, Tensor")
    add_function(f"torch.nn.functional.adaptive_max_pool{count}d_with_indices", both, pair)
    if count == 1:
        add_function(
            "torch.adaptive_avg_pool1d", average, Signature.parse("input: Tensor, output_size", returns="Tensor")
        )
        add_function(
            "torch.adaptive_max_pool1d", both, Signature.parse("input: Tensor, output_size", returns="Tensor, Tensor")
        )


def _declare_fractional(count: int) -> None:
    def layer(cx: Context, self: Instance, input: Tensor) -> Any:
        names = ("kernel_size", "output_size", "output_ratio", "return_indices")
        if count == 3:  # the only form that looks at it
            positive(cx, per_axis(cx, self.attrs["kernel_size"], count, "kernel_size", 1), "kernel_size")
        return fractional(cx, count, input, *(self.attrs[name] for name in names))

    def function(
        cx: Context, input: Tensor, kernel: Any, size: Any, ratio: Any, return_indices: Any, samples: Any
    ) -> Any:
        if count == 2 and size is None and isinstance(ratio, float):
            raise Mismatch("invalid-argument", f"`{{it}}` takes two values for `output_ratio` but gets {ratio}")
        return fractional(cx, count, input, kernel, size, ratio, return_indices)

    _add(f"torch.nn.FractionalMaxPool{count}d", FRACTIONAL, layer, "torch.nn.Module", check=check_fractional)
    call = Signature.parse(f"input: Tensor, {FRACTIONAL}", returns="Tensor")
    add_function(f"torch.nn.functional.fractional_max_pool{count}d", function, call)


for _count in (1, 2, 3):
    _declare(_count)
for _count in (2, 3):
    _declare_fractional(_count)
