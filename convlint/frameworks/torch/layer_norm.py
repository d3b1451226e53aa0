"""Norms that go by the last dims or by neighbours: `LayerNorm`, `RMSNorm`, `LocalResponseNorm`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import exact_dims
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.torch.linear import origin
from convlint.frameworks.torch.norm import kept, ranked
from convlint.frameworks.torch.windows import Sizes, is_empty, keep_bias, positive
from convlint.symbolic import Dim, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Remedy, Tensor, Undetermined, Unknown


def check_layer_norm(cx: Context, self: Instance) -> None:
    """`normalized_shape` as a tuple of ints."""
    given = self.attrs["normalized_shape"]
    try:
        self.attrs["normalized_shape"] = to_ints(cx, given, "normalized_shape")
    except Undetermined:
        if not isinstance(given, Unknown):
            raise
    keep_bias(cx, self)
    self.hidden["weights"] = ("weight", "bias")


def weight_of(cx: Context, self: Instance) -> Any:
    """A tensor of `normalized_shape`, or None."""
    shape, affine = self.attrs["normalized_shape"], self.attrs.get("elementwise_affine")
    if affine is False:
        return None
    return (
        Tensor(Shape(shape), "float", parameter=True)
        if affine is True and isinstance(shape, tuple)
        else Unknown("weight")
    )


def need_last(cx: Context, wanted: Sizes, input: Tensor, argument: str | None) -> Tensor:
    """Learn that the last dims are `wanted`; a result of the same shape."""
    if not wanted:
        raise Mismatch("invalid-argument", "`{it}` needs at least one size in its normalized_shape")
    shape = cx.facts.trailing(input.shape, len(wanted))
    if shape is None:
        text = f"`{{it}}` takes at least a {len(wanted)}-D tensor but gets {cx.describe(input.shape)}"
        raise Mismatch("rank-mismatch", text)
    for size, got in zip(wanted, shape.dims[len(shape.dims) - len(wanted) :]):
        if cx.facts.unify(size, got) is Truth.NO:
            _complain(cx, wanted, input, argument)
    return kept(input)


def _complain(cx: Context, wanted: Sizes, input: Tensor, argument: str | None) -> None:
    got = cx.facts.resolve_shape(input.shape).dims[-len(wanted) :]
    resolved = tuple(cx.facts.resolve(size) for size in wanted)
    right = str(got[0]) if len(got) == 1 else str(got)
    known = argument is not None and all(isinstance(size, int) for size in got)
    remedy = Remedy(f"`{argument}` should be {right}", argument, right) if known else None
    if len(wanted) == 1:
        text = f"`{{it}}` takes {resolved[0]} features but gets {got[0]}{origin(input)} in {cx.describe(input.shape)}"
    else:
        sizes = ", ".join(map(str, resolved))
        text = f"`{{it}}` takes tensors that end in ({sizes}) but gets {cx.describe(input.shape)}"
    raise Mismatch("feature-mismatch", text, remedy)


def _same_as_shape(cx: Context, wanted: Sizes, **vectors: Any) -> None:
    for name, each in vectors.items():
        if isinstance(each, Tensor) and cx.facts.unify_shapes(each.shape, Shape(wanted)) is Truth.NO:
            text = f"`{{it}}` needs a `{name}` of its normalized_shape {cx.describe(Shape(wanted))}"
            raise Mismatch("state-mismatch", f"{text} but gets {cx.describe(each.shape)}")


def _apply(cx: Context, self: Instance, input: Tensor) -> Tensor:
    shape = self.attrs["normalized_shape"]
    replaced = self.attrs.get("weight")
    if not isinstance(shape, tuple) or isinstance(replaced, Unknown):
        return kept(input)
    _same_as_shape(cx, shape, weight=replaced)
    return need_last(cx, shape, input, "normalized_shape")


@layer(
    "torch.nn.LayerNorm",
    init="normalized_shape, eps=1e-05, elementwise_affine=True, bias=True, device=None, dtype=None",
    check=check_layer_norm,
    weight=weight_of,
    bias=weight_of,
)
def layer_norm_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*, *normalized_shape)."""
    return _apply(cx, self, input)


@layer(
    "torch.nn.RMSNorm",
    init="normalized_shape, eps=None, elementwise_affine=True, device=None, dtype=None",
    check=check_layer_norm,
    weight=weight_of,
)
def rms_norm_layer(cx: Context, self: Instance, x: Tensor) -> Tensor:
    """(*, *normalized_shape)."""
    return _apply(cx, self, x)


@op("torch.nn.functional.layer_norm", "torch.layer_norm")
def layer_norm(
    cx: Context, input: Tensor, normalized_shape: Any, weight: Any = None, bias: Any = None, eps: Any = 1e-5, *more: Any
) -> Tensor:
    """(*, *normalized_shape); weight and bias have just that shape."""
    wanted = _sizes(cx, normalized_shape)
    _same_as_shape(cx, wanted, weight=weight, bias=bias)
    return need_last(cx, wanted, input, None)


@op("torch.nn.functional.rms_norm", "torch.rms_norm")
def rms_norm(cx: Context, input: Tensor, normalized_shape: Any, weight: Any = None, eps: Any = None) -> Tensor:
    """(*, *normalized_shape); the weight has just that shape."""
    wanted = _sizes(cx, normalized_shape)
    _same_as_shape(cx, wanted, weight=weight)
    return need_last(cx, wanted, input, None)


def _sizes(cx: Context, normalized_shape: Any) -> Sizes:
    if isinstance(normalized_shape, int):
        raise Mismatch("invalid-argument", f"`{{it}}` needs a tuple as normalized_shape but gets {normalized_shape}")
    return to_ints(cx, normalized_shape, "normalized_shape")


@layer("torch.nn.LocalResponseNorm", init="size, alpha=0.0001, beta=0.75, k=1.0")
def local_response_norm_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, *), at least 3-D."""
    return _local(cx, input, self.attrs["size"])


@op("torch.nn.functional.local_response_norm")
def local_response_norm(
    cx: Context, input: Tensor, size: Any, alpha: Any = 0.0001, beta: Any = 0.75, k: Any = 1.0
) -> Tensor:
    """(N, C, *), at least 3-D."""
    return _local(cx, input, size)


def _local(cx: Context, input: Tensor, size: Any) -> Tensor:
    ranked(cx, input, 3, None)
    if isinstance(size, int) and not is_empty(cx, input):
        positive(cx, (size,), "size")
    return kept(input)


def check_window(cx: Context, self: Instance) -> None:
    """torch divides by the window."""
    size = self.attrs["size"]
    if isinstance(size, (int, Dim)) and cx.facts.equal(size, 0) is Truth.YES:
        raise Mismatch("invalid-argument", "`{it}` gets size=0")


@layer("torch.nn.CrossMapLRN2d", init="size, alpha=0.0001, beta=0.75, k=1", check=check_window)
def cross_map_norm(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, C, H, W)."""
    exact_dims(cx, input, 4)
    return kept(input)
