"""`copy`: real copies of what is mutable; what is shared within a thing stays shared within its copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import lineage
from convlint.frameworks.python.support import declare, own_method
from convlint.values import (
    AttributesV,
    BoundMethod,
    Context,
    DictV,
    EndlessV,
    Instance,
    IteratorV,
    LibraryClass,
    LibraryFunction,
    ListV,
    SetV,
    Tensor,
    Unknown,
)

DEEPEST = 60
RESTORING = ("__setstate__", "__reduce__", "__reduce_ex__", "__getstate__", "__getnewargs__")
Inner = Callable[[Any], Any]


@declare("copy.copy")
def shallow(cx: Context, x: Any) -> Any:
    own = _project_method(cx, x, "__copy__")
    if (
        own is None and isinstance(x, Instance) and _is_driven(x)
    ):  # a module and its copy have one dict of weights and modules
        cx.forget(x)
        return Unknown("a copy that shares what is registered")
    return cx.call(own) if own is not None else _duplicate(x, lambda item: item, lambda made: None)


@declare("copy.deepcopy")
def deep(cx: Context, x: Any, memo: Any = None) -> Any:
    return _Copier(cx).copy(x)


def _is_driven(value: Instance) -> bool:
    """Whether it is an object of a framework's class that has a `forward` or `call`."""
    classes = [value.cls] if isinstance(value.cls, LibraryClass) else getattr(value.cls, "mro", ())
    return any(isinstance(each, LibraryClass) and any(kin.driven for kin in lineage(each.entry)) for each in classes)


def _project_method(cx: Context, x: Any, name: str) -> BoundMethod | None:
    """How a class of the project copies its objects."""
    method = own_method(cx, x, name) if isinstance(x, Instance) else None
    return None if method is None or isinstance(method.function, LibraryFunction) else method


class _Copier:
    """One deep copy."""

    def __init__(self, cx: Context) -> None:
        self.cx = cx
        self.made: dict[int, Any] = {}
        self.depth = 0

    def copy(self, value: Any) -> Any:
        if id(value) in self.made:
            return self.made[id(value)]
        if isinstance(value, tuple):
            return tuple(self.copy(item) for item in value)
        if self.depth >= DEEPEST:
            return Unknown("a copy too deep")
        own = _project_method(self.cx, value, "__deepcopy__")
        self.depth += 1
        try:
            if own is not None:
                return self.cx.call(own, (DictV(open=True),))
            return _duplicate(value, self.copy, lambda made: self.made.update({id(value): made}))
        finally:
            self.depth -= 1


def _duplicate(value: Any, inner: Inner, note: Callable[[Any], None]) -> Any:
    """A new object like `value`, made of `inner(item)`; `note` is told of it before its content is made."""
    made: Any
    if isinstance(value, Instance):
        if any(name in getattr(each, "names", ()) for each in getattr(value.cls, "mro", ()) for name in RESTORING):
            return Unknown("a copy that its class makes")
        made = Instance(value.cls, origin=value.origin)
        note(made)
        made.attrs = {name: inner(item) for name, item in value.attrs.items()}
        made.hidden = {name: inner(item) for name, item in value.hidden.items()}
        made.opaque = value.opaque
        return made
    if isinstance(value, ListV):
        made = ListV([], None, value.path, value.limit)
        note(made)
        made.items = None if value.items is None else [inner(item) for item in value.items]
        made.element = inner(value.element)
        return made
    if isinstance(value, DictV):
        made = DictV({}, value.open, value.factory, "builtins.dict" if isinstance(value, AttributesV) else value.path)
        note(made)
        made.items = {key: inner(item) for key, item in value.items.items()}
        return made
    return _duplicate_leaf(value, inner, note)


def _duplicate_leaf(value: Any, inner: Inner, note: Callable[[Any], None]) -> Any:
    made: Any = value
    if isinstance(value, SetV):
        made = SetV(None if value.items is None else dict(value.items), value.path)
    elif isinstance(value, EndlessV):
        made = EndlessV(value.course.at, value.element)
        made.course.position = value.course.position
    elif isinstance(value, IteratorV):
        value.rest()
        made = IteratorV([inner(item) for item in value.items])
        made.open = value.open
        made.position = value.position
    elif isinstance(value, Tensor):
        made = Tensor(
            value.shape, value.dtype, value.library, value.data, value.factors, value.assumed, value.parameter
        )
        made.prefix = value.prefix
    note(made)
    return made
