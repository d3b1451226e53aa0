"""`module._modules`, `_parameters` and `_buffers`: what is registered in a module, as a dict that may be written to."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class, op, prop
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import library_class, named_children
from convlint.values import Context, DictV, Instance, Unknown

NAMES = "torch.nn.Module.registered"
declare_class(NAMES)
KINDS = ("_modules", "_parameters", "_buffers")


def _registered(kind: str) -> Any:
    def get(cx: Context, self: Any) -> Any:
        return Instance(library_class(NAMES), {"of": self, "kind": kind})

    return get


for _kind in KINDS:
    prop(f"torch.nn.Module.{_kind}")(_registered(_kind))


def _known(cx: Context, self: Any) -> DictV | None:
    """The modules by their names; None where they are not known, or others than modules are asked for."""
    of = self.attrs["of"]
    if self.attrs["kind"] != "_modules" or not isinstance(of, Instance):
        return None
    found = named_children(cx, of)
    return None if found is None else DictV(dict(found))


def _asked(method: str) -> Any:
    def ask(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
        known = _known(cx, self)
        if known is None:
            return Unknown("what is registered in a module")
        return cx.call(cx.attribute(known, method), args, kwargs)

    return ask


_ANY = Signature.parse("self, *args, **kwargs")
for _name in ("__contains__", "__iter__", "__len__", "get", "items", "keys", "values"):
    add_function(f"{NAMES}.{_name}", _asked(_name), _ANY, counts=False)


@op(f"{NAMES}.__getitem__", counts=False)
def item(cx: Context, self: Any, name: Any) -> Any:
    """As the attribute."""
    return cx.attribute(self.attrs["of"], name) if isinstance(name, str) else Unknown("something registered")


@op(f"{NAMES}.__setitem__", counts=False)
def set_item(cx: Context, self: Any, name: Any, value: Any) -> None:
    """As an assignment to the attribute."""
    if isinstance(name, str):
        cx.set_attribute(self.attrs["of"], name, value)
    else:
        cx.forget(self.attrs["of"])


def _changed(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    cx.forget(self.attrs["of"])
    return Unknown("something registered")


for _name in ("__delitem__", "setdefault", "pop", "popitem", "clear", "update", "move_to_end", "__ior__"):
    add_function(f"{NAMES}.{_name}", _changed, _ANY, counts=False)
