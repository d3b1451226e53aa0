"""Small functions of `timm.layers`: tuples, rounded channels, initialisers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import unknown_functions
from convlint.frameworks.common.registry import add_function, alias, op, renamed
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Dim
from convlint.values import Context, FloatV, Undetermined, Unknown

LAYERS = "timm.layers"
MODULES = """activations adaptive_avgmax_pool attention_pool blur_pool classifier config conv2d_same conv_bn_act create_act
create_conv2d drop format grn helpers layer_scale mlp norm norm_act padding patch_embed pos_embed squeeze_excite trace_utils
weight_init""".split()

renamed("timm.models.layers.", f"{LAYERS}.")
for _name in MODULES:
    renamed(f"{LAYERS}.{_name}.", f"{LAYERS}.")
alias("timm.create_model", "timm.models.create_model")
for _place in ("factory", "_factory"):
    alias(f"timm.models.{_place}.create_model", "timm.models.create_model")


def _tuple(count: int) -> Any:
    def repeated(cx: Context, x: Any) -> Any:
        if isinstance(x, (int, float, str, Dim, FloatV)) or x is None:
            return (x,) * count
        items = cx.items(x)
        if items is None or isinstance(x, Unknown):
            raise Undetermined("a number or several")
        return tuple(items)

    return repeated


for _count in (1, 2, 3, 4):
    add_function(f"{LAYERS}.to_{_count}tuple", _tuple(_count), Signature.parse("x"), counts=False)


@op(f"{LAYERS}.make_divisible", counts=False)
def make_divisible(cx: Context, v: Any, divisor: Any = 8, min_value: Any = None, round_limit: Any = 0.9) -> Any:
    """The nearest multiple of the divisor that is not much smaller."""
    numbers = (v, divisor, round_limit, 0 if min_value is None else min_value)
    if not all(isinstance(number, (int, float)) for number in numbers) or divisor < 1:
        return cx.fresh("channels", 1)
    least = min_value or divisor
    made = max(least, int(v + divisor / 2) // divisor * divisor)
    return made + divisor if made < round_limit * v else made


def _itself(cx: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
    return value


_ITSELF = Signature.parse("value, *args, **kwargs")
for (
    _name
) in """trunc_normal_ trunc_normal_tf_ variance_scaling_ lecun_normal_ init_weight_vit init_weight_jax""".split():
    add_function(f"{LAYERS}.{_name}", _itself, _ITSELF, counts=False)
for _path in (
    "timm.models.register_model",
    "timm.models.registry.register_model",
    "timm.models._registry.register_model",
    f"{LAYERS}.register_notrace_module",
    f"{LAYERS}.register_notrace_function",
    "timm.models.register_notrace_module",
    "timm.models.register_notrace_function",
):
    add_function(_path, _itself, _ITSELF, counts=False)
unknown_functions(
    *(f"{LAYERS}.{name}" for name in "use_fused_attn is_scriptable is_exportable is_no_jit set_fused_attn".split()),
    "timm.list_models",
    "timm.is_model",
)
