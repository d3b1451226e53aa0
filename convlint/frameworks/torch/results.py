"""`torch.return_types`: tuples whose items have names."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, prop
from convlint.values import Context


class Fields(tuple[Any, ...]):
    """A tuple with named items; `declared` is the class that names them."""

    __slots__ = ()
    declared = ""


def fields(name: str, *names: str) -> type[Fields]:
    """Declare a result such as `torch.return_types.max(values, indices)`."""
    path = f"torch.return_types.{name}"
    declare_class(path, "builtins.tuple")
    for i, each in enumerate(names):
        prop(f"{path}.{each}")(_item(i))
    return type(name, (Fields,), {"__slots__": (), "declared": path})


def _item(i: int) -> Any:
    def handler(cx: Context, self: Any) -> Any:
        return self[i]

    return handler


Found = fields("found", "values", "indices")
"""What `max`, `sort`, `topk` and their kin return."""
