"""What all losses share: how they are reduced, how they are declared, and how shapes must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from convlint.frameworks.common.registry import add_function, add_layer, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, Mismatch, Remedy, Tensor, Undetermined

LEGACY = "size_average=None, reduce=None, reduction='mean'"
declare_class("torch.nn._Loss", "torch.nn.Module", init=LEGACY)
declare_class("torch.nn._WeightedLoss", "torch.nn._Loss", init=f"weight=None, {LEGACY}")
REDUCTIONS = ("none", "mean", "sum", "batchmean", "elementwise_mean")
Core = Callable[[Context, tuple[Tensor, ...], Mapping[str, Any]], Shape]


def reduced(cx: Context, shape: Shape, given: Mapping[str, Any]) -> Shape:
    """The shape after the reduction: as it is for "none", else that of a scalar."""
    how = given.get("reduction", "mean")
    if given.get("reduce") is not None or given.get("size_average") is not None:
        if not isinstance(given.get("reduce"), (bool, type(None))):
            raise Undetermined("the reduction is not known")
        how = "none" if given.get("reduce") is False else "mean"
    if not isinstance(how, str):
        raise Undetermined("the reduction is not known")
    if how not in REDUCTIONS:
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the reduction {how!r}")
    return shape if how == "none" else Shape()


def declare_loss(layer: str, init: str, function: str, call: str, inputs: str, core: Core) -> None:
    """Declare a loss as a layer and as a function. `core` gives the shape before the reduction."""
    count = inputs.count(",") + 1

    def forward(cx: Context, self: Instance, *tensors: Any) -> Any:
        return _result(cx, tensors, self.attrs, core)

    kept = "self, " + ", ".join(f"{name.strip()}: Tensor" for name in inputs.split(","))
    parent = "torch.nn._WeightedLoss" if "weight" in init else "torch.nn._Loss"
    add_layer((f"torch.nn.{layer}",), Signature.parse(init), forward, Signature.parse(kept, "Tensor"), parent, None, {})
    typed = kept.removeprefix("self, ")
    signature = Signature.parse(f"{typed}, {call}", "Tensor")

    def run(cx: Context, *args: Any, **kwargs: Any) -> Any:
        names = [p.name for p in signature.parameters]
        return _result(cx, args[:count], dict(zip(names[count:], args[count:])) | kwargs, core)

    add_function(f"torch.nn.functional.{function}", run, signature)


def _result(cx: Context, tensors: tuple[Any, ...], given: Mapping[str, Any], core: Core) -> Any:
    shape = core(cx, tensors, given)
    return tensors[0].like(reduced(cx, shape, given))


# --- how shapes must agree --------------------------------------------------------------------------------------------


def clash(cx: Context, what: str, *tensors: Tensor, remedy: Remedy | None = None) -> Mismatch:
    """The mismatch that says what was expected, and shows the shapes that came."""
    shown = " and ".join(cx.describe(each.shape) for each in tensors)
    return Mismatch("loss-mismatch", f"`{{it}}` {what} but gets {shown}", remedy)


def same_shape(cx: Context, input: Tensor, target: Tensor) -> Shape:
    """Learn that both have one shape."""
    if cx.facts.unify_shapes(input.shape, target.shape) is Truth.NO:
        raise clash(
            cx, "needs an input and a target of the same shape", input, target, remedy=squeeze_hint(cx, input, target)
        )
    return cx.facts.resolve_shape(input.shape)


def broadcast(cx: Context, *tensors: Tensor) -> Shape:
    """The common shape that they broadcast to."""
    shape: Shape | None = tensors[0].shape
    for each in tensors[1:]:
        shape = None if shape is None else cx.facts.broadcast(shape, each.shape)
    if shape is None:
        raise clash(cx, "needs shapes that broadcast", *tensors, remedy=squeeze_hint(cx, *tensors[:2]))
    return shape


def squeeze_hint(cx: Context, input: Tensor, target: Tensor) -> Remedy | None:
    """What to do where one of them has a trailing dim of 1 that the other lacks."""
    ranks = cx.facts.rank(input.shape), cx.facts.rank(target.shape)
    if ranks[0] is None or ranks[1] is None or abs(ranks[0] - ranks[1]) != 1:
        return None
    longer, name = (input, "input") if ranks[0] > ranks[1] else (target, "target")
    last = cx.facts.dim(longer.shape, -1)
    if last is not None and cx.facts.equal(last, 1) is Truth.YES:
        return Remedy(f"squeeze the last dim of the {name}: `.squeeze(-1)`")
    return None


def equal_ranks(cx: Context, *tensors: Tensor) -> None:
    """Mismatch where ranks are known to differ."""
    for each in tensors[1:]:
        one, other = cx.facts.ranks(tensors[0].shape), cx.facts.ranks(each.shape)
        if (one[1] is not None and other[0] > one[1]) or (other[1] is not None and one[0] > other[1]):
            raise clash(cx, "needs tensors with equally many dims", *tensors)


def dims_if_known(cx: Context, tensor: Tensor) -> tuple[Any, ...] | None:
    """The sizes where the rank is known without a choice."""
    shape = cx.facts.resolve_shape(tensor.shape)
    return shape.dims if shape.lead is None else None
