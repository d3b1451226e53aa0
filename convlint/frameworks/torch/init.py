"""`torch.nn.init`: fills a tensor in place and returns it; some schemes need a number of dims."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import unknown_functions
from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Truth
from convlint.values import Context, Mismatch, Tensor

RANKS: dict[str, tuple[int, int | None]] = {
    "constant": (0, None), "normal": (0, None), "ones": (0, None), "trunc_normal": (0, None), "uniform": (0, None),
    "zeros": (0, None), "kaiming_normal": (2, None), "kaiming_uniform": (2, None), "xavier_normal": (2, None),
    "xavier_uniform": (2, None), "orthogonal": (2, None), "dirac": (3, 5), "eye": (2, 2), "sparse": (2, 2),
}  # fmt: skip
OLD_NAMES = set(RANKS) - {"zeros", "ones", "trunc_normal"}
_SIGNATURE = Signature.parse("tensor, *args, **kwargs")


def _filled(least: int, most: int | None) -> Any:
    wanted = f"a {least}-D tensor" if least == most else f"a {least}-D to {most}-D tensor" if most else f"at least {least} dims"

    def handler(cx: Context, tensor: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(tensor, Tensor):
            if cx.facts.limit_rank(tensor.shape, least, most) is Truth.NO:
                raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} but gets {cx.describe(tensor.shape)}")
            if tensor.data is not None:
                cx.touch(tensor)
                tensor.data = None
        return tensor

    return handler


for _name, _ranks in RANKS.items():
    for _path in (f"torch.nn.init.{_name}_", *((f"torch.nn.init.{_name}",) if _name in OLD_NAMES else ())):
        add_function(_path, _filled(*_ranks), _SIGNATURE, counts=False)
unknown_functions("torch.nn.init.calculate_gain", "torch.nn.init._calculate_fan_in_and_fan_out", "torch.nn.init._calculate_correct_fan")
