"""What stands for any item of something, made into one item."""

from __future__ import annotations

from typing import Any, Final

from convlint.symbolic import Dim, Shape
from convlint.values.containers import DictV, ListV
from convlint.values.context import Context
from convlint.values.objects import Instance
from convlint.values.tensor import Tensor

LARGEST: Final = 500
"""An object of more parts is not made anew: nothing is said of it then."""


def another(cx: Context, element: Any) -> Any:
    """An item that is like `element`: what is open in it need not be the same as in the item before.

    An object with parts in which nothing is open stays itself, with whatever is done to it.
    """
    copy = _Copy(cx)
    made = copy.of(element)
    whole = isinstance(element, Instance) and (bool(element.hidden) or len(copy.made) > 1)
    return element if whole and not copy.is_open else made


class _Copy:
    """One copy of what objects hold: an object that is held twice is copied once."""

    def __init__(self, cx: Context) -> None:
        self.cx = cx
        self.made: dict[int, Any] = {}
        self.is_open = False

    def of(self, value: Any) -> Any:
        if isinstance(value, Dim):
            self.is_open = True
            return self.cx.fresh("item", low=self.cx.facts.bounds(value)[0])
        if isinstance(value, tuple):
            return tuple(map(self.of, value))
        if isinstance(value, Tensor):
            return self._tensor(value)
        if isinstance(value, Instance) and not value.opaque:
            return self.made[id(value)] if id(value) in self.made else self._instance(value)
        return value

    def _tensor(self, value: Tensor) -> Tensor:
        shape = self.cx.facts.resolve_shape(value.shape)
        self.is_open |= shape.lead is not None
        dims = tuple(size if isinstance(size, int) else self.of(size) for size in shape.dims)
        return value.like(Shape(dims, shape.lead and Shape.unknown(shape.lead.name, shape.lead.given).lead))

    def _instance(self, value: Instance) -> Instance:
        made = self.made[id(value)] = Instance(value.cls, None, value.origin, value.birth)
        made.opaque = len(self.made) > LARGEST
        self.is_open |= made.opaque
        if not made.opaque:
            made.attrs = {name: self.of(item) for name, item in value.attrs.items()}
            made.hidden = {name: self._note(item) for name, item in value.hidden.items()}
        return made

    def _note(self, value: Any) -> Any:
        """What a declaration keeps of its own, children in a dict or list."""
        if isinstance(value, DictV):
            made = DictV(
                {key: self.of(item) for key, item in value.items.items()}, value.open, value.factory, value.path
            )
            made.rest = value.rest
            return made
        if isinstance(value, ListV) and value.items is not None:
            return ListV([self.of(item) for item in value.items])
        return self.of(value)
