"""`torch.nn.init`: fills a tensor and returns it; some need a number of dims."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import unknown_functions
from convlint.frameworks.common.registry import Handler, add_function
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Truth
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


def _fill(least: int, most: int | None) -> Handler:
    def fill(cx: Context, tensor: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(tensor, Tensor) and cx.facts.limit_rank(tensor.shape, least, most) is Truth.NO:
            wanted = f"at least {least}" if most is None else str(least) if most == least else f"{least} to {most}"
            got = cx.describe(tensor.shape)
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a tensor of {wanted} dims but gets {got}")
        return tensor

    return fill


for _name, _ranks in RANKS.items():
    for _path in (f"torch.nn.init.{_name}_", f"torch.nn.init.{_name}"):
        add_function(_path, _fill(*_ranks), Signature.parse("tensor, *args, **kwargs"), counts=False)
unknown_functions(
    "torch.nn.init.calculate_gain",
    "torch.nn.init._calculate_fan_in_and_fan_out",
    "torch.nn.init._calculate_correct_fan",
)
