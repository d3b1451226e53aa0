"""`F.pad` and the padding layers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import Handler, add_layer, declare_class, op
from convlint.frameworks.common.signature import Signature, to_ints
from convlint.frameworks.torch.norm import ranked
from convlint.frameworks.torch.windows import Sizes, no_empty_dims, not_empty
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

KINDS = {
    "Zero": "constant",
    "Constant": "constant",
    "Reflection": "reflect",
    "Replication": "replicate",
    "Circular": "circular",
}
MODES = frozenset(KINDS.values())


def padded(cx: Context, input: Tensor, pads: Sizes, mode: Any) -> Tensor:
    """(left, right) for the last dim, then for the one before, … A negative pad cuts off.

    Errors: an odd number of pads, too many of them, a rank that the mode does not know, a mirror larger than what it mirrors.
    """
    if not isinstance(mode, str):
        raise Undetermined("the mode is not known")
    if mode not in MODES:
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the padding mode {mode!r}")
    if len(pads) % 2:
        raise Mismatch("invalid-argument", f"`{{it}}` needs two pads for each dim but gets {len(pads)}")
    count = len(pads) // 2
    shape = cx.facts.trailing(input.shape, count)
    if shape is None:
        got = f"{len(pads)} pads for {cx.describe(input.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` gets {got}")
    if mode != "constant" and count:
        _check_rank(cx, input, count, mode)
        shape = cx.facts.resolve_shape(shape)
        if mode != "circular" and shape.lead is None:
            no_empty_dims(cx, shape.dims[len(shape.dims) - count - 1 :], input)
    start = len(shape.dims) - count
    pairs = [(pads[i], pads[i + 1]) for i in range(0, len(pads), 2)][::-1]
    made = tuple(_one(cx, input, size, pair, mode) for size, pair in zip(shape.dims[start:], pairs))
    if mode in ("reflect", "replicate") and made and all(cx.facts.less(size, 1) is Truth.YES for size in made):
        raise Mismatch("empty-output", f"nothing is left of {cx.describe(input.shape)} after `{{it}}`")
    return input.like(Shape((*shape.dims[:start], *made), shape.lead))


def _check_rank(cx: Context, input: Tensor, count: int, mode: str) -> None:
    if count > 3 or cx.facts.limit_rank(input.shape, count + 1, count + 2) is Truth.NO:
        text = f"`{{it}}` pads {count} dims by {mode!r}, for which it takes a {count + 1}-D or {count + 2}-D tensor"
        raise Mismatch("rank-mismatch", f"{text} but gets {cx.describe(input.shape)}")


def _one(cx: Context, input: Tensor, size: Int, pair: tuple[Int, Int], mode: str) -> Int:
    result = size + pair[0] + pair[1]
    cuts = [pad for pad in pair if isinstance(pad, int) and pad < 0]
    not_empty(cx, (result, size + sum(cuts)), input, least=0)
    if mode == "constant":
        return result
    no_empty_dims(cx, (size,), input)
    for pad in pair:
        mirrored = mode == "reflect" and cx.facts.less(pad, size) is Truth.NO
        if mirrored or (mode == "circular" and cx.facts.at_most(pad, size) is Truth.NO):
            text = f"`{{it}}` pads {cx.facts.resolve(pad)} by {mode!r} where {cx.describe(input.shape)} has only"
            raise Mismatch("invalid-argument", f"{text} {cx.facts.resolve(size)}")
    return result


@op("torch.nn.functional.pad", "torch._C._nn.pad")
def pad(cx: Context, input: Tensor, pad: Any, mode: Any = "constant", value: Any = None) -> Tensor:
    """Pairs of pads from the last dim on."""
    if isinstance(pad, int):
        raise Mismatch("invalid-argument", f"`{{it}}` needs a tuple of pads but gets {pad}")
    return padded(cx, input, to_ints(cx, pad, "pad"), mode)


# --- layers -----------------------------------------------------------------------------------------------------------


def check_pad(cx: Context, self: Instance, count: int) -> None:
    """A single number stands for every side."""
    given = self.attrs["padding"]
    if isinstance(given, Unknown) or cx.items(given) is not None:
        return
    try:
        self.attrs["padding"] = to_ints(cx, given, "padding") * (2 * count)
    except Mismatch:  # a float fails only when the layer is called
        return


def _layer(kind: str, count: int) -> Handler:
    def forward(cx: Context, self: Instance, input: Tensor) -> Tensor:
        if kind == "Circular":
            ranked(cx, input, count + 1, count + 2)
        given = self.attrs["padding"]
        if isinstance(given, Unknown):
            return input.like(_resized(cx, input, count))
        return padded(cx, input, to_ints(cx, given, "padding"), KINDS[kind])

    return forward


def _resized(cx: Context, input: Tensor, count: int) -> Shape:
    """The last `count` sizes are not known any more."""
    shape = cx.facts.trailing(input.shape, count)
    if shape is None:
        raise Undetermined("how the sides are padded is not known")
    return Shape((*shape.dims[: len(shape.dims) - count], *(cx.fresh("size") for _ in range(count))), shape.lead)


def _check(count: int) -> Any:
    return lambda cx, self: check_pad(cx, self, count)


for _kind in KINDS:
    declare_class(f"torch.nn._{_kind}PadNd", "torch.nn.Module")
    for _count in (1, 2, 3):
        _init = Signature.parse("padding, value" if _kind == "Constant" else "padding")
        _call = Signature.parse("self, input: Tensor", returns="Tensor")
        add_layer((f"torch.nn.{_kind}Pad{_count}d",), _init, _layer(_kind, _count), _call, f"torch.nn._{_kind}PadNd",
                  _check(_count), {})  # fmt: skip
