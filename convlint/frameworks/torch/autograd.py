"""Going backwards: what must be a single number, and what must have the shape of what is derived."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.torch.tensor import TENSOR
from convlint.symbolic import Truth
from convlint.values import Context, ListV, Mismatch, Remedy, Tensor, Undetermined

REDUCE = Remedy("reduce it to one number first, with `mean()` or `sum()`")


def _derivable(cx: Context, output: Any, gradient: Any) -> None:
    """Mismatch for an output of more than one element without a gradient, or with one of another shape."""
    if not isinstance(output, Tensor):
        return
    shape = cx.facts.resolve_shape(output.shape)
    if gradient is None:
        if any(cx.facts.equal(size, 1) is Truth.NO for size in shape.dims):
            raise Mismatch(
                "rank-mismatch", f"`{{it}}` starts from one number but gets a tensor of {cx.describe(shape)}", REDUCE
            )
    elif isinstance(gradient, Tensor):
        got = cx.describe(gradient.shape)
        if cx.facts.unify_shapes(shape, gradient.shape) is Truth.NO:
            raise Mismatch(
                "broadcast-mismatch", f"`{{it}}` needs a gradient of the output's {cx.describe(shape)} but gets {got}"
            )


def _several(cx: Context, outputs: Any, gradients: Any) -> None:
    if isinstance(outputs, Tensor):
        _derivable(cx, outputs, _only(cx, gradients))
        return
    given = cx.items(outputs) if isinstance(outputs, (tuple, ListV)) else None
    wanted = [None] * len(given or ()) if gradients is None else cx.items(gradients)
    for output, gradient in zip(given or (), wanted or ()):
        _derivable(cx, output, gradient)


def _only(cx: Context, gradients: Any) -> Any:
    """The gradient of a single output: itself, or alone in a list."""
    if not isinstance(gradients, (tuple, ListV)):
        return gradients
    items = cx.items(gradients)
    return items[0] if items and len(items) == 1 else ()


@op(f"{TENSOR.path}.backward", counts=False)
def backward(
    cx: Context,
    self: Tensor,
    gradient: Any = None,
    retain_graph: Any = None,
    create_graph: Any = False,
    inputs: Any = None,
) -> None:
    """From a scalar, or with a gradient of the same shape."""
    _derivable(cx, self, gradient)


@op("torch.autograd.backward", counts=False)
def backward_all(
    cx: Context,
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: Any = None,
    create_graph: Any = False,
    grad_variables: Any = None,
    inputs: Any = None,
) -> None:
    """The same of several tensors."""
    _several(cx, tensors, grad_variables if grad_tensors is None else grad_tensors)


@op("torch.autograd.grad", counts=False)
def grad(
    cx: Context,
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: Any = None,
    create_graph: Any = False,
    only_inputs: Any = True,
    allow_unused: Any = None,
    is_grads_batched: Any = False,
    materialize_grads: Any = False,
) -> Any:
    """One gradient of the shape of each input."""
    if is_grads_batched is False:
        _several(cx, outputs, grad_outputs)
    given = [inputs] if isinstance(inputs, Tensor) else cx.items(inputs)
    if given is None or not all(isinstance(each, Tensor) for each in given):
        raise Undetermined("the inputs are not known")
    return tuple(each.like(each.shape) for each in given)
