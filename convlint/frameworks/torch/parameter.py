"""`nn.Parameter`, `nn.Buffer` and their kin: tensors that belong to a module."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op, renamed
from convlint.values import Context, Tensor, Undetermined

renamed("torch.nn.parameter.", "torch.nn.")


@op("torch.nn.Parameter", counts=False)
def parameter(cx: Context, data: Any = None, requires_grad: Any = True) -> Tensor:
    """The tensor as a parameter; nothing yet is a tensor of one dim without elements."""
    if data is None:
        raise Undetermined("a parameter without data")
    if not isinstance(data, Tensor):
        return cx.unknown_tensor("parameter")
    return Tensor(data.shape, data.dtype, data.library, data.data, data.factors, parameter=True)


@op("torch.nn.Buffer", counts=False)
def buffer(cx: Context, data: Any = None, *, persistent: Any = True) -> Tensor:
    """The tensor as it is."""
    return data if isinstance(data, Tensor) else cx.unknown_tensor("buffer")


@op("torch.autograd.Variable", "torch.autograd.variable.Variable", counts=False)
def variable(cx: Context, data: Any = None, requires_grad: Any = False, volatile: Any = False) -> Tensor:
    """The tensor itself: what wrapped it before PyTorch 0.4."""
    return data if isinstance(data, Tensor) else cx.unknown_tensor("variable")


@op("torch.nn.UninitializedParameter", "torch.nn.UninitializedBuffer", counts=False)
def uninitialized(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
    """A shape that is fixed later."""
    return cx.unknown_tensor("parameter")
