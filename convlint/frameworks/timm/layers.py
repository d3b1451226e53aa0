"""`timm.layers`, long known as `timm.models.layers`: stochastic depth, tuples of sizes, initialisers. As of timm 1.0."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op, renamed
from convlint.frameworks.common.spec import same_shape, same_shape_layer
from convlint.frameworks.torch.parameter import uninitialized  # noqa: F401  (torch's layers come first)
from convlint.values import Context, Instance, ListV, Undetermined, Unknown

for _old in ("timm.models.layers.", "timm.layers.drop.", "timm.layers.helpers.", "timm.layers.weight_init."):
    renamed(_old, "timm.layers.")

same_shape_layer("timm.layers.DropPath(drop_prob=0.0, scale_by_keep=True)")
same_shape("timm.layers.drop_path")


@op(
    *(
        f"timm.layers.{name}"
        for name in "trunc_normal_ trunc_normal_tf_ variance_scaling_ lecun_normal_ init_weight_vit".split()
    ),
    counts=False,
)
def initialised(cx: Context, tensor: Any, *args: Any, **kwargs: Any) -> Any:
    """Fills a tensor in place."""
    return tensor


def _repeated(cx: Context, value: Any, count: int) -> Any:
    """A number so many times; an iterable as a tuple, whatever its length."""
    if isinstance(value, (tuple, ListV)):
        items = cx.items(value)
        return Unknown("a tuple of unknown length") if items is None else tuple(items)
    if isinstance(value, (Unknown, Instance)):
        raise Undetermined("one number or several")
    return (value,) * count


@op("timm.layers.to_1tuple", counts=False)
def to_1tuple(cx: Context, x: Any) -> Any:
    return _repeated(cx, x, 1)


@op("timm.layers.to_2tuple", counts=False)
def to_2tuple(cx: Context, x: Any) -> Any:
    return _repeated(cx, x, 2)


@op("timm.layers.to_3tuple", counts=False)
def to_3tuple(cx: Context, x: Any) -> Any:
    return _repeated(cx, x, 3)


@op("timm.layers.to_4tuple", counts=False)
def to_4tuple(cx: Context, x: Any) -> Any:
    return _repeated(cx, x, 4)


@op("timm.layers.make_divisible", counts=False)
def make_divisible(cx: Context, v: Any, divisor: Any = 8, min_value: Any = None, round_limit: Any = 0.9) -> Any:
    """The multiple of the divisor that is nearest, at most a tenth less."""
    numbers = (v, divisor, min_value or 0, round_limit)
    if not all(isinstance(number, (int, float)) for number in numbers):
        raise Undetermined("a number that is not known")
    made = max(min_value or divisor, int(v + divisor / 2) // divisor * divisor)
    return made + divisor if made < round_limit * v else made
