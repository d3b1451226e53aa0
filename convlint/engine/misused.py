"""A tuple or list of tensors used as if it were one: what a layer or a function gave was not unpacked.

`out = lstm(x)` and then `out[:, -1]`, `out.view(…)` or `out + x` raise a TypeError or an AttributeError of Python's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from convlint.engine import attributes
from convlint.frameworks.common.registry import TENSOR_CLASSES
from convlint.values import ListV, Mismatch, SizeRow, Sizes, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

NUMBERS = (int, float)
DEPTH = 3
"""How deep tensors are looked for: a list may hold itself."""


def tensor_in(value: Any, depth: int = DEPTH) -> Tensor | None:
    """The first tensor of a tuple or list, where there is one; not one of which an annotation alone tells."""
    held: Sequence[Any] = ()
    if isinstance(value, ListV) and value.path == "builtins.list":
        held = (value.element,) if value.items is None else value.items
    elif isinstance(value, tuple) and not isinstance(value, (Sizes, SizeRow)):
        held = value
    for item in held:
        found = item if isinstance(item, Tensor) else tensor_in(item, depth - 1) if depth else None
        if found is not None and (found.shape.dims or found.shape.lead is None or not found.shape.lead.given):
            return found
    return None


def attribute(vm: Interpreter, value: Any, name: str) -> Any:
    """`value.name`, which there is not: a must-fail where a tensor would have it."""
    held = tensor_in(value)
    if held is not None and attributes.declares(TENSOR_CLASSES.get(held.library, ""), name):
        return _told(vm, value, f"`.{name}`")
    return Unknown(f"attribute `{name}`")


def item(vm: Interpreter, value: Any, index: Any) -> Any:
    """`value[index]` with an index that only a tensor takes, else None."""
    if (index is None or index is Ellipsis or isinstance(index, tuple)) and tensor_in(value) is not None:
        return _told(vm, value, "an index along several dims")
    return None


def operand(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    """Arithmetic of a tuple with a number, which no tuple takes; else None. An int repeats it."""
    value, number = (left, right) if isinstance(left, tuple) else (right, left)
    repeats = op == "*" and not isinstance(number, float)
    if not isinstance(number, NUMBERS) or repeats or tensor_in(value) is None:
        return None
    return _told(vm, value, f"`{op}`")


def _told(vm: Interpreter, value: Any, what: str) -> Unknown:
    if isinstance(value, ListV):
        given = "a list" if value.items is None else f"a list of {len(value.items)}"
    else:
        given = f"a tuple of {len(value)}"
    vm.reporter.mismatch(Mismatch("invalid-argument", f"{what} needs a tensor but gets {given}"))
    return Unknown("a tuple where a tensor is needed")
