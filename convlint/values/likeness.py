"""What stands for any item of something, made into one item."""

from __future__ import annotations

from typing import Any

from convlint.symbolic import Dim, Shape
from convlint.values.context import Context
from convlint.values.objects import Instance
from convlint.values.tensor import Tensor


def another(cx: Context, element: Any) -> Any:
    """An item that is like `element`: what is open in it need not be the same as in the item before."""
    if isinstance(element, Dim):
        return cx.fresh("item", low=cx.facts.bounds(element)[0])
    if isinstance(element, tuple):
        return tuple(another(cx, item) for item in element)
    if isinstance(element, Instance) and not element.hidden and not element.opaque:
        if any(isinstance(item, Instance) for item in element.attrs.values()):
            return element
        return Instance(
            element.cls,
            {name: another(cx, item) for name, item in element.attrs.items()},
            element.origin,
            element.birth,
        )
    if isinstance(element, Tensor):
        shape = cx.facts.resolve_shape(element.shape)
        dims = tuple(size if isinstance(size, int) else another(cx, size) for size in shape.dims)
        return element.like(Shape(dims, shape.lead and Shape.unknown(shape.lead.name, shape.lead.given).lead))
    return element
