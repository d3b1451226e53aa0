"""`torch.nn.modules.utils`: one value per axis."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import Handler, add_function
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Dim
from convlint.values import Context, Undetermined

COUNTS = {"_single": 1, "_pair": 2, "_triple": 3, "_quadruple": 4}


def _repeated(count: int) -> Handler:
    def repeat(cx: Context, x: Any) -> Any:
        """A number several times; the items of an iterable."""
        if isinstance(x, (int, float, Dim)):
            return (x,) * count
        items = cx.items(x)
        if items is None:
            raise Undetermined("one value or several")
        return tuple(items)

    return repeat


for _name, _count in COUNTS.items():
    for _module in ("torch.nn.modules.utils", "torch.nn.functional"):
        add_function(f"{_module}.{_name}", _repeated(_count), Signature.parse("x"), counts=False)
