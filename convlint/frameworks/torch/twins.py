"""In-place forms that change a tensor's shape: `unsqueeze_`, `squeeze_`, `transpose_`, `t_`, `as_strided_`, …"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function
from convlint.frameworks.torch import reshape
from convlint.frameworks.torch.tensor import TENSOR, written
from convlint.symbolic import Shape
from convlint.values import Context, Tensor, Undetermined

RESHAPING = "unsqueeze squeeze transpose swapaxes swapdims t as_strided".split()
KEEPING = "tril triu".split()


def _changed(handler: Any) -> Any:
    def in_place(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        try:
            made = handler(cx, self, *args, **kwargs)
        except Undetermined:
            made = cx.unknown_tensor("changed").shape
        cx.touch(self)
        self.shape = made if isinstance(made, Shape) else made.shape
        self.data = self.layout = None
        return self

    return in_place


def _kept(handler: Any) -> Any:
    def in_place(cx: Context, self: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        handler(cx, self, *args, **kwargs)
        return written(cx, self)

    return in_place


assert reshape  # its declarations come first
for _names, _wrap in ((RESHAPING, _changed), (KEEPING, _kept)):
    for _name in _names:
        _entry = TENSOR.methods[_name]
        add_function(f"torch.Tensor.{_name}_", _wrap(_entry.handler), _entry.signature)
