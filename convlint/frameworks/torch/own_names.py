"""`module.__dict__`: what is asked of it. Modules, parameters and buffers are kept elsewhere, so they are not in it."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class, op, prop
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import BESIDE, is_module, library_class
from convlint.symbolic import Truth
from convlint.values import OPEN_NAMES, Context, DictV, Instance, Tensor, Unknown

NAMES = "torch.nn.Module.own_names"
declare_class(NAMES)
INTERNAL = frozenset(
    """training _parameters _buffers _non_persistent_buffers_set _backward_pre_hooks _backward_hooks
_is_full_backward_hook _forward_hooks _forward_hooks_with_kwargs _forward_hooks_always_called _forward_pre_hooks
_forward_pre_hooks_with_kwargs _state_dict_hooks _state_dict_pre_hooks _load_state_dict_pre_hooks
_load_state_dict_post_hooks _modules""".split()
)


@prop("torch.nn.Module.__dict__")
def own_names(cx: Context, self: Any) -> Any:
    """May be asked for names; what else is done with it is not followed."""
    return Instance(library_class(NAMES), {"of": self})


def _has(cx: Context, module: Any, name: Any) -> Truth:
    if not isinstance(module, Instance) or module.opaque or not isinstance(name, str):
        return Truth.OPEN
    if name not in module.attrs:
        if getattr(module.cls, "open", False) or OPEN_NAMES in module.hidden or name in ("__dict__", "__class__"):
            return Truth.OPEN
        return Truth.YES if name in INTERNAL else Truth.NO
    value = module.attrs[name]
    if isinstance(value, (Tensor, Unknown)) or value is None:  # a parameter or buffer may be None
        return Truth.OPEN
    return is_module(cx, value).negated


@op(f"{NAMES}.__contains__", counts=False)
def contains(cx: Context, self: Any, name: Any) -> Any:
    """Whether there is such an attribute that is no module, parameter or buffer."""
    there = _has(cx, self.attrs["of"], name)
    return Unknown("whether a module has an attribute") if there is Truth.OPEN else there is Truth.YES


@op(f"{NAMES}.__getitem__", counts=False)
def item(cx: Context, self: Any, name: Any) -> Any:
    """The attribute's value."""
    return get(cx, self, name, Unknown("an attribute that is not there"))


@op(f"{NAMES}.get", counts=False)
def get(cx: Context, self: Any, name: Any, default: Any = None) -> Any:
    """The attribute's value, or the default."""
    module = self.attrs["of"]
    there = _has(cx, module, name)
    if there is Truth.YES and name in module.attrs:
        return module.attrs[name]
    return default if there is Truth.NO else Unknown("an attribute of a module")


@op(f"{NAMES}.__setitem__", counts=False)
def set_item(cx: Context, self: Any, name: Any, value: Any) -> None:
    """Sets an attribute that is found before any module of its name, and registers nothing."""
    module = self.attrs["of"]
    if not isinstance(name, str) or not isinstance(module, Instance) or _is_registered(cx, module, name):
        cx.forget(module)
        return
    cx.touch(module)
    module.attrs[name] = value
    module.hidden[BESIDE + name] = True


def _is_registered(cx: Context, module: Instance, name: str) -> bool:
    """Whether there may be a module, parameter or buffer of this name, which stays what it was; or weights follow from it."""
    if name == "training" or module.hidden.get("weights"):
        return True
    if name not in module.attrs or BESIDE + name in module.hidden:
        return False
    value = module.attrs[name]
    return isinstance(value, Tensor) or is_module(cx, value) is not Truth.NO


@op(f"{NAMES}.update", counts=False)
def update(cx: Context, self: Any, other: Any = None, **named: Any) -> None:
    """Sets each attribute that is given."""
    given = {} if other is None else other.items if isinstance(other, DictV) and not other.open else None
    if given is None or "**" in named:
        cx.forget(self.attrs["of"])
        return
    for name, value in {**given, **named}.items():
        set_item(cx, self, name, value)


def _changed(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    cx.forget(self.attrs["of"])
    return Unknown("an attribute of a module")


for _name in ("__delitem__", "setdefault", "pop", "popitem", "clear", "__ior__"):
    add_function(f"{NAMES}.{_name}", _changed, Signature.parse("self, *args, **kwargs"), counts=False)


@op(f"{NAMES}.__iter__", counts=False)
def names(cx: Context, self: Any) -> Any:
    """Not followed."""
    return Unknown("the names of a module's attributes")
