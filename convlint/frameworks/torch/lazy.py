"""Lazy layers: what the first call brings fixes the size that the constructor leaves out, a symbol until then."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_layer, find_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch import conv, conv_transpose, linear, norm
from convlint.symbolic import Truth
from convlint.values import Context, Instance, Tensor, Undetermined

NORM = "eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *, bias=True"


def _declare(name: str, init: str, missing: str) -> None:
    eager = find_class(f"torch.nn.{name}")
    assert eager is not None
    assert eager.check is not None
    forward, check = eager.methods["forward"], eager.check

    def check_lazy(cx: Context, self: Instance) -> None:
        self.attrs[missing] = cx.fresh(missing, 0)
        check(cx, self)

    def with_inputs(cx: Context, self: Instance, input: Tensor, *args: Any) -> Any:
        size = cx.facts.dim(input.shape, -1 if name == "Linear" else 1)
        if size is not None and cx.facts.equal(size, 0) is Truth.YES:
            raise Undetermined("a layer without inputs")
        return forward.handler(cx, self, input, *args)

    def second_dim_first(cx: Context, self: Instance, input: Tensor) -> Any:
        size = cx.facts.dim(input.shape, 1)
        if size is not None and cx.facts.rank(input.shape) is not None:
            cx.facts.unify(self.attrs[missing], size)  # also where there is no batch, and the channels come first
        return with_inputs(cx, self, input)

    arguments = Signature.parse(init.replace(f"{missing}, ", "", 1))
    handler = second_dim_first if missing == "num_features" else with_inputs
    add_layer((f"torch.nn.Lazy{name}",), arguments, handler, forward.signature, eager.path, check_lazy, eager.weights)


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
