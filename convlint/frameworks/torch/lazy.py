"""Lazy layers: what the first call brings fixes the size that the constructor leaves out, a symbol until then."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_layer, find_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch import conv, conv_transpose, linear, norm
from convlint.values import Context, Instance

NORM = "eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True"


def _declare(name: str, init: str, missing: str) -> None:
    eager = find_class(f"torch.nn.{name}")
    assert eager is not None
    assert eager.check is not None
    forward, check = eager.methods["forward"], eager.check

    def check_lazy(cx: Context, self: Instance) -> None:
        self.attrs[missing] = cx.fresh(missing, 1)
        check(cx, self)

    arguments = Signature.parse(init.replace(f"{missing}, ", "", 1))
    add_layer(
        (f"torch.nn.Lazy{name}",), arguments, forward.handler, forward.signature, eager.path, check_lazy, eager.weights
    )


_rows: list[tuple[str, str, Any]] = [
    ("Linear", "in_features, out_features, bias=True, device=None, dtype=None", "in_features")
]
for _count in (1, 2, 3):
    _rows += [
        (f"Conv{_count}d", conv.INIT, "in_channels"),
        (f"ConvTranspose{_count}d", conv_transpose.INIT, "in_channels"),
        (f"BatchNorm{_count}d", f"num_features, {NORM}", "num_features"),
        (f"InstanceNorm{_count}d", f"num_features, {NORM}", "num_features"),
    ]
for _row in _rows:
    _declare(*_row)

__all__ = ["linear", "norm"]  # imported for what they declare
