"""How the results of torch's ops lie in memory, as far as that is certain on every device; and views that cannot be.

What is said here was measured: `tests/truth/families/strides.py` draws chains of these ops that end in a view.
"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import follow
from convlint.frameworks.common.strides import reshaped_layout
from convlint.frameworks.torch.activation import DROPOUTS, FUNCTIONS, PARAMETERS
from convlint.frameworks.torch.content import carry
from convlint.frameworks.torch.elementwise import ARITHMETIC, COMPARING, COMPARISONS, MASKS, OPERATORS, UNARY
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Truth
from convlint.values import CONTIGUOUS, Context, Instance, Layout, ListV, Mismatch, Remedy, Tensor

FRESH = """torch.zeros torch.ones torch.empty torch.rand torch.randn torch.full torch.eye torch.randint torch.randperm torch.arange
torch.linspace torch.logspace torch.tril_indices torch.triu_indices torch.Tensor.new_zeros torch.Tensor.new_ones
torch.Tensor.new_empty torch.Tensor.new_full torch.Tensor.contiguous torch.nn.Linear torch.nn.Embedding
torch.nn.functional.embedding torch.bmm torch.Tensor.bmm torch.mm torch.Tensor.mm torch.baddbmm torch.Tensor.baddbmm"""
"""Contiguous results, whatever they are made from."""
PRODUCTS = "torch.matmul torch.Tensor.matmul torch.Tensor.__matmul__ torch.linalg.matmul torch.nn.functional.linear"
ALIKE = """torch.zeros_like torch.ones_like torch.empty_like torch.rand_like torch.randn_like torch.full_like torch.clone
torch.Tensor.clone torch.Tensor.float torch.Tensor.double torch.Tensor.half torch.Tensor.long torch.Tensor.int torch.Tensor.bool
torch.Tensor.to torch.Tensor.cuda torch.Tensor.cpu torch.Tensor.type_as torch.where torch.Tensor.where"""
"""Results that lie as the operands do."""
SAME_MEMORY = "torch.Tensor.detach torch.detach torch.nn.Parameter torch.Tensor.alias"
FROM_CONTIGUOUS = """torch.nn.LayerNorm torch.nn.functional.layer_norm torch.nn.RMSNorm torch.nn.GroupNorm
torch.nn.functional.group_norm torch.nn.BatchNorm1d torch.nn.BatchNorm2d torch.nn.BatchNorm3d torch.nn.InstanceNorm1d
torch.nn.InstanceNorm2d torch.nn.InstanceNorm3d torch.nn.Conv1d torch.nn.Conv2d torch.nn.Conv3d torch.nn.ConvTranspose1d
torch.nn.ConvTranspose2d torch.nn.ConvTranspose3d torch.nn.MaxPool1d torch.nn.MaxPool2d torch.nn.MaxPool3d torch.nn.AvgPool1d
torch.nn.AvgPool2d torch.nn.AvgPool3d torch.nn.AdaptiveAvgPool1d torch.nn.AdaptiveAvgPool2d torch.nn.AdaptiveMaxPool1d
torch.nn.AdaptiveMaxPool2d torch.nn.functional.max_pool1d torch.nn.functional.max_pool2d torch.nn.functional.avg_pool1d
torch.nn.functional.avg_pool2d torch.nn.functional.adaptive_avg_pool1d torch.nn.functional.adaptive_avg_pool2d torch.nn.Softmax
torch.nn.LogSoftmax torch.nn.functional.softmax torch.nn.functional.log_softmax torch.nn.Dropout1d torch.nn.Dropout2d
torch.nn.Dropout3d torch.nn.PReLU torch.nn.PixelShuffle torch.nn.functional.pixel_shuffle torch.nn.functional.normalize
torch.nn.functional.interpolate torch.nn.Upsample torch.nn.functional.pad torch.nn.functional.one_hot torch.cat torch.concat
torch.stack torch.hstack torch.vstack torch.outer torch.Tensor.outer"""
"""Contiguous results of contiguous tensors."""
REDUCTIONS = """sum mean amax amin max min argmax argmin any all prod std var cumsum cumprod softmax log_softmax logsumexp topk sort
gather index_select masked_fill tril triu roll flip repeat_interleave"""
RESHAPING = "torch.Tensor.reshape torch.reshape torch.Tensor.flatten torch.flatten torch.Tensor.ravel torch.ravel"
NOT_POINTWISE = frozenset("conj conj_physical positive renorm".split())


def noted(result: Any, layout: Layout | None) -> None:
    """Note how a new tensor, or several, lie in memory."""
    if layout is None:
        return
    for each in result if isinstance(result, tuple) else (result,):
        if isinstance(each, Tensor) and each.library == "torch":
            each.layout = layout


def _operands(args: list[Any], kwargs: dict[str, Any]) -> list[Tensor]:
    """The tensors with dims that something is made from."""
    found: list[Tensor] = []
    for value in (*args, *kwargs.values()):
        parts = value if isinstance(value, tuple) else value.items or () if isinstance(value, ListV) else (value,)
        found += [part for part in parts if isinstance(part, Tensor) and (part.shape.dims or part.shape.lead)]
    return found


def _is_own(result: Any, args: list[Any], given: dict[str, Any]) -> bool:
    """Whether the result is a tensor of its own, that lies as the op likes."""
    if "memory_format" in given or "out" in given or "layout" in given:
        return False
    for value in args:
        if value is result:
            return False
    return not (args and isinstance(args[0], Instance) and "memory_format" in args[0].hidden)


def fresh(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A contiguous result."""
    if _is_own(result, args, given):
        noted(result, CONTIGUOUS)


def listed(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """Contiguous, unless it is the copy of a tensor."""
    if args and not isinstance(args[0], Tensor):
        fresh(cx, result, args, kwargs, given)


def product(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A product of matrices is contiguous, unless torch turns the operands around."""
    one, other = (cx.facts.rank(value.shape) if isinstance(value, Tensor) else None for value in (*args, None)[:2])
    if one is not None and other is not None and one >= other >= 2:
        fresh(cx, result, args, kwargs, given)


def from_contiguous(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A contiguous result where all operands are."""
    operands = _operands(args, kwargs)
    for value in operands:
        if value.layout != CONTIGUOUS:
            return
    if operands:
        fresh(cx, result, args, kwargs, given)


def _alike(
    cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any], copy: bool
) -> None:
    operands = _operands(args, kwargs)
    for value in operands:
        if value.layout is None:
            return
    if not operands or not _is_own(result, args, given):
        return
    layouts = [value.layout for value in operands if value.layout is not None]
    if all(layout.strides is None for layout in layouts) or (copy and all(layout.ordered for layout in layouts)):
        noted(result, CONTIGUOUS._replace(exact=all(layout.exact for layout in layouts)))
    elif layouts[0].dense and _lie_alike(cx, operands):
        noted(result, layouts[0]._replace(exact=False))


def _lie_alike(cx: Context, operands: list[Tensor]) -> bool:
    """Whether tensors have one shape and lie in one way."""
    shapes = {cx.facts.resolve_shape(each.shape) for each in operands}
    return len(shapes) == 1 and len({each.layout and each.layout.strides for each in operands}) == 1


def pointwise(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A new tensor whose dims lie in the operands' order, without gaps."""
    _alike(cx, result, args, kwargs, given, True)


def activation(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """As `pointwise`, but it may be the operand itself, gaps and all."""
    _alike(cx, result, args, kwargs, given, False)


def same_memory(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """The operand's own memory."""
    if args and isinstance(args[0], Tensor) and result is not args[0]:
        noted(result, args[0].layout)


def repeated(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """Contiguous copies."""
    carry(result, args)
    fresh(cx, result, args, kwargs, given)


def reshaped(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A view where there can be one, else a copy."""
    carry(result, args)
    if isinstance(result, Tensor) and isinstance(args[0], Tensor) and result is not args[0]:
        layout = reshaped_layout(cx, args[0], result.shape)
        noted(result, CONTIGUOUS if layout is Truth.NO else layout if isinstance(layout, Layout) else None)


def view(cx: Context, result: Any, args: list[Any], kwargs: dict[str, Any], given: dict[str, Any]) -> None:
    """A view. Mismatch where dims would have to be merged that do not lie one after the other."""
    if not isinstance(result, Tensor) or not isinstance(args[0], Tensor):
        return
    carry(result, args)
    layout = reshaped_layout(cx, args[0], result.shape)
    if layout is Truth.NO:
        came, made = cx.describe(args[0].shape), cx.describe(result.shape)
        text = f"`{{it}}` cannot make {made} of {came} without a copy: the elements do not lie in that order in memory"
        raise Mismatch("invalid-reshape", text, Remedy("use `reshape`, or call `contiguous()` before"))
    noted(result, layout if isinstance(layout, Layout) else None)


def rows(cx: Context, result: Any, tensor: Any, index: Any) -> None:
    """What an index list or tensor picks along the first dim of a contiguous tensor is a contiguous copy."""
    if isinstance(index, ListV):
        picks = bool(index.items) and all(type(each) in (int, bool) for each in index.items or ())
    else:
        picks = isinstance(index, Tensor) and _lies_plainly(index) and bool(cx.facts.rank(index.shape))
    if picks and _lies_plainly(tensor):
        noted(result, CONTIGUOUS._replace(exact=False))


def _lies_plainly(value: Any) -> bool:
    return isinstance(value, Tensor) and value.layout is not None and value.layout.strides is None


def _named(names: str) -> list[str]:
    return [path for path in both(*names.split()) if path != "torch.repeat"]


for _rule, _paths in (
    (fresh, FRESH.split()),
    (repeated, ["torch.Tensor.repeat", "torch.Tensor.tile", "torch.tile"]),
    (listed, ["torch.tensor"]),
    (product, PRODUCTS.split()),
    (from_contiguous, [*FROM_CONTIGUOUS.split(), *_named(REDUCTIONS)]),
    (activation, ALIKE.split()),
    (activation, [f"torch.nn.functional.{name}" for name in (*FUNCTIONS, *DROPOUTS)] + [f"torch.nn.{name}" for name in PARAMETERS]),
    (pointwise, both(*(name for name in (*UNARY, *MASKS, *ARITHMETIC, *COMPARISONS) if name not in NOT_POINTWISE))),
    (pointwise, [f"torch.Tensor.__{name}__" for name in ("neg", "abs", *OPERATORS, *COMPARING)]),
    (pointwise, [f"torch.Tensor.__r{name}__" for name in OPERATORS]),
    (same_memory, SAME_MEMORY.split()),
    (reshaped, RESHAPING.split()),
    (view, ["torch.Tensor.view", "torch.Tensor.view_as", "torch.Tensor.unflatten", "torch.unflatten"]),
):  # fmt: skip
    for _path in _paths:
        follow(_path, _rule)
