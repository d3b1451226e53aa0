"""Pools whose windows slide: `MaxPool`, `AvgPool` and `LPPool` of one to three dimensions, as layers and as functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.frameworks.common.help import split_batch, window_size, with_batch
from convlint.frameworks.common.registry import Handler, add_function, add_layer, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.windows import Sizes, no_empty_dims, not_empty, per_axis, positive
from convlint.symbolic import Int, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined

NAMES = {
    "MaxPool": "max_pool{}d",
    "AvgPool": "avg_pool{}d",
    "LPPool": "lp_pool{}d",
}
ARGUMENTS = {
    "MaxPool": "kernel_size, stride=None, padding=0, dilation=1, return_indices=False, ceil_mode=False",
    "AvgPool": "kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None",
    "LPPool": "norm_type, kernel_size, stride=None, ceil_mode=False",
}
CALLS = {
    **ARGUMENTS,
    "MaxPool": "kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False",
}
for _name in NAMES:
    declare_class(f"torch.nn._{_name}Nd", "torch.nn.Module")


def pool(cx: Context, count: int, input: Tensor, given: Mapping[str, Any]) -> Any:
    """(N?, C, …) with each of the last `count` sizes replaced by the number of windows; twice with `return_indices`.

    Errors: rank, a padding above half the kernel, an empty output.
    """
    indices = given.get("return_indices", False)
    batch, (channels, *sizes) = split_batch(cx, input, count + 1)
    kernel = per_axis(cx, given["kernel_size"], count, "kernel_size", 1)
    stride = kernel if _omitted(cx, given["stride"]) else per_axis(cx, given["stride"], count, "stride", 1)
    padding = per_axis(cx, given.get("padding", 0), count, "padding")
    dilation = per_axis(cx, given.get("dilation", 1), count, "dilation", 1)
    for name, values in {"kernel_size": kernel, "stride": stride, "dilation": dilation}.items():
        positive(cx, values, name)
    no_empty_dims(cx, (*sizes, channels) if batch.dims else tuple(sizes), input)
    _check_padding(cx, padding, kernel)
    _check_average(cx, count, input, given, tuple(sizes), kernel)
    made = _sizes(cx, given.get("ceil_mode", False), tuple(sizes), kernel, stride, padding, dilation)
    not_empty(cx, made, input)
    result = input.like(with_batch(batch, (channels, *made)))
    if indices is False:
        return result
    if indices is True:
        return result, input.like(result.shape, "int")
    raise Undetermined("`return_indices` is not known")


def _omitted(cx: Context, stride: Any) -> bool:
    return stride is None or cx.items(stride) == []


def _check_average(
    cx: Context, count: int, input: Tensor, given: Mapping[str, Any], sizes: Sizes, kernel: Sizes
) -> None:
    """What only average pools refuse: no divisor, and in three dims a kernel above the size without its padding."""
    if given.get("divisor_override") == 0:
        raise Mismatch("invalid-argument", "`{it}` gets a divisor_override of 0")
    if count == 3 and "dilation" not in given and any(cx.facts.less(s, k) is Truth.YES for s, k in zip(sizes, kernel)):
        raise Mismatch("empty-output", f"the kernel of `{{it}}` is larger than {cx.describe(input.shape)}")
    if "norm_type" in given:
        if given["norm_type"] == 0:
            raise Mismatch("invalid-argument", "`{it}` gets a norm_type of 0")
        _check_power(cx, count, given["kernel_size"])


def _check_power(cx: Context, count: int, kernel_size: Any) -> None:
    """Power pools calculate with the kernel, in which (3,) is no number and no pair."""
    items = cx.items(kernel_size) if isinstance(kernel_size, (tuple, ListV)) else None
    if items is not None and (count == 1 or len(items) != count):
        raise Mismatch("invalid-argument", f"`{{it}}` gets a kernel_size of {len(items)} values")


def _check_padding(cx: Context, padding: Sizes, kernel: Sizes) -> None:
    for pad, size in zip(padding, kernel):
        pad, size = cx.facts.resolve(pad), cx.facts.resolve(size)
        if cx.facts.less(pad, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` gets a negative padding, {pad}")
        if cx.facts.at_most(2 * pad, size) is Truth.NO:
            text = f"`{{it}}` pads by {pad}, which is more than half of its kernel of {size}"
            raise Mismatch("invalid-argument", text)


def _sizes(
    cx: Context, ceil: Any, sizes: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes
) -> Sizes:
    if ceil is False:
        return tuple(window_size(s, k, t, p, p, d) for s, k, t, p, d in zip(sizes, kernel, stride, padding, dilation))
    if ceil is not True:
        return tuple(cx.fresh(f"d{i}", 1) for i in range(len(sizes)))
    return tuple(_rounded_up(cx, *each) for each in zip(sizes, kernel, stride, padding, dilation))


def _rounded_up(cx: Context, size: Int, kernel: Int, stride: Int, pad: Int, dilation: Int) -> Int:
    """The number of windows with `ceil_mode`: a last one that would start in the padding behind is left out.

    Where stride + padding <= the kernel's extent there is none such.
    """
    size = cx.facts.resolve(size)
    extent = dilation * (kernel - 1) + 1
    known = all(isinstance(each, int) for each in (size, kernel, stride, pad, dilation))
    if known or cx.facts.at_most(stride + pad, extent) is Truth.YES:
        return window_size(size, kernel, stride, pad, pad, dilation, ceil=True)
    return cx.fresh("size", 1)


def _layer(count: int) -> Handler:
    def forward(cx: Context, self: Instance, input: Tensor) -> Tensor | Any:
        return pool(cx, count, input, self.attrs)

    return forward


def _function(count: int, signature: Signature, returns_indices: bool) -> Handler:
    def call(cx: Context, input: Tensor, *args: Any) -> Tensor | Any:
        given = dict(zip([p.name for p in signature.parameters[1:]], args))
        if returns_indices:
            given["return_indices"] = True
        return pool(cx, count, input, given)

    return call


def _declare(name: str, count: int) -> None:
    """Torch keeps the arguments of a pool as they are given, so there is nothing to check when it is made."""
    forward = Signature.parse("self, input: Tensor", returns="Tensor")
    parent = f"torch.nn._{name}Nd"
    add_layer((f"torch.nn.{name}{count}d",), Signature.parse(ARGUMENTS[name]), _layer(count), forward, parent, None, {})
    arguments = f"input: Tensor, {CALLS[name]}"
    plain = NAMES[name].format(count)
    call = Signature.parse(arguments, returns="Tensor")
    pair = Signature.parse(arguments, returns="Tensor, Tensor")
    for module in ("torch.nn.functional", "torch"):
        add_function(f"{module}.{plain}", _function(count, call, False), call)
        if name == "MaxPool":
            add_function(f"{module}.{plain}_with_indices", _function(count, pair, True), pair)


for _name in NAMES:
    for _count in (1, 2, 3):
        _declare(_name, _count)
