"""`torch.nn.init`: fills a tensor and returns it; some need a number of dims."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.inert import unknown_functions
from convlint.frameworks.common.registry import Handler, add_function
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Truth, product
from convlint.values import Context, Mismatch, Tensor

RANKS: dict[str, tuple[int, int | None]] = {
    "uniform": (0, None),
    "normal": (0, None),
    "trunc_normal": (0, None),
    "constant": (0, None),
    "ones": (0, None),
    "zeros": (0, None),
    "xavier_uniform": (2, None),
    "xavier_normal": (2, None),
    "kaiming_uniform": (2, None),
    "kaiming_normal": (2, None),
    "orthogonal": (2, None),
    "eye": (2, 2),
    "sparse": (2, 2),
    "dirac": (3, 5),
}


KEEPS_EMPTY = "kaiming"
"""Leaves a tensor without items as it is, before anything else is looked at."""


def _fill(name: str, least: int, most: int | None) -> Handler:
    def fill(cx: Context, tensor: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(tensor, Tensor) or (name.startswith(KEEPS_EMPTY) and may_be_empty(cx, tensor)):
            return tensor
        if cx.facts.limit_rank(tensor.shape, least, most) is Truth.NO:
            wanted = f"at least {least}" if most is None else str(least) if most == least else f"{least} to {most}"
            got = cx.describe(tensor.shape)
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a tensor of {wanted} dims but gets {got}")
        if name == "dirac":
            _check_groups(cx, tensor, *args, **kwargs)
        return tensor

    return fill


def may_be_empty(cx: Context, tensor: Tensor) -> bool:
    """Whether nothing says that it has items."""
    shape = cx.facts.resolve_shape(tensor.shape)
    return shape.lead is not None or any(cx.facts.less(0, size) is not Truth.YES for size in shape.dims)


def _check_groups(cx: Context, tensor: Tensor, groups: Any = 1) -> None:
    rows = cx.facts.dim(tensor.shape, 0)
    if groups == 0 or (
        isinstance(groups, int) and rows is not None and cx.facts.divides(abs(groups), rows) is Truth.NO
    ):
        text = f"`{{it}}` needs a first dim divisible by its {groups} groups but gets {cx.describe(tensor.shape)}"
        raise Mismatch("invalid-argument", text)


def fans(cx: Context, tensor: Tensor) -> Any:
    """fan_in and fan_out of a weight (out, in, *window)."""
    if cx.facts.limit_rank(tensor.shape, 2, None) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(tensor.shape)}")
    outside, inside, *window = known_dims(cx, tensor)
    return inside * product(window), outside * product(window)


for _name, _ranks in RANKS.items():
    for _path in (f"torch.nn.init.{_name}_", f"torch.nn.init.{_name}"):
        add_function(
            _path,
            _fill(_name, *_ranks),
            Signature.parse("tensor: Tensor, *args, **kwargs", returns="Tensor"),
            counts=False,
        )
add_function("torch.nn.init._calculate_fan_in_and_fan_out", fans, Signature.parse("tensor: Tensor"), counts=False)
unknown_functions("torch.nn.init.calculate_gain", "torch.nn.init._calculate_correct_fan")
