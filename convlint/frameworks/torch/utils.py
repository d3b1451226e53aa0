"""`torch.nn.utils`: reparametrisations, pruning, gradients."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_functions, unknown_functions
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Shape, product
from convlint.values import Context, Instance, Tensor, Unknown

MODULE_ITSELF = """weight_norm spectral_norm remove_weight_norm remove_spectral_norm parametrizations.weight_norm
parametrizations.spectral_norm parametrizations.orthogonal convert_conv2d_weight_memory_format
convert_conv3d_weight_memory_format fuse_conv_bn_eval fuse_linear_bn_eval prune.identity prune.random_unstructured
prune.l1_unstructured prune.random_structured prune.ln_structured prune.custom_from_mask prune.remove
parametrize.remove_parametrizations""".split()


def _module(cx: Context, module: Any, *args: Any, **kwargs: Any) -> Any:
    return module


for _name in MODULE_ITSELF:
    add_function(f"torch.nn.utils.{_name}", _module, Signature.parse("module, *args, **kwargs"), counts=False)
for _name in ("fusion.fuse_conv_bn_eval", "fusion.fuse_linear_bn_eval"):
    add_function(f"torch.nn.utils.{_name}", _module, Signature.parse("module, *args, **kwargs"), counts=False)
inert_functions(
    "torch.nn.utils.clip_grad_value_", "torch.nn.utils.vector_to_parameters", "torch.nn.utils.prune.global_unstructured"
)
unknown_functions("torch.nn.utils.parametrize.is_parametrized", "torch.nn.utils.prune.is_pruned")


@op(
    "torch.nn.utils.clip_grad_norm_",
    "torch.nn.utils.clip_grad_norm",
    "torch.nn.utils.clip_grad.clip_grad_norm_",
    "torch.nn.utils.get_total_norm",
    counts=False,
)
def clip_grad_norm(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
    """The norm, a scalar."""
    return Tensor(Shape(), "float")


@op("torch.nn.utils.parameters_to_vector", counts=False)
def parameters_to_vector(cx: Context, parameters: Any) -> Tensor:
    """All parameters in one dim."""
    items = None if isinstance(parameters, (Tensor, Unknown)) else cx.items(parameters)
    if items and all(isinstance(each, Tensor) for each in items):
        shapes = [cx.facts.resolve_shape(each.shape) for each in items]
        if all(shape.lead is None for shape in shapes):
            count = sum((product(shape.dims) for shape in shapes[1:]), product(shapes[0].dims))
            return Tensor(Shape((count,)), items[0].dtype)
    return Tensor(Shape((cx.fresh("parameters"),)), "float")


@op("torch.nn.utils.skip_init", "torch.nn.utils.init.skip_init", counts=False)
def skip_init(cx: Context, module_cls: Any, *args: Any, **kwargs: Any) -> Any:
    """An instance of the class."""
    kwargs.pop("device", None)
    return cx.call(module_cls, args, kwargs)


@op("torch.nn.utils.parametrize.register_parametrization", counts=False)
def register_parametrization(
    cx: Context, module: Any, tensor_name: Any, parametrization: Any, *, unsafe: Any = False
) -> Any:
    """From now on the tensor is whatever the parametrisation makes of it."""
    if isinstance(module, Instance):
        cx.touch(module)
        if isinstance(tensor_name, str):
            module.attrs[tensor_name] = Unknown("a parametrisation")
        else:
            module.opaque = True
    return module
