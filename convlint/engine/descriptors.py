"""Descriptors of the program: objects in a class that say what an attribute of that name is (`__get__`, `__set__`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine.objects import Class, Function
from convlint.frameworks.common.registry import find_class
from convlint.values import MISSING, BoundMethod, Instance, LibraryClass, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

PARTIAL_METHOD: Final = "functools.partialmethod"
MADE: Final = Unknown("made by `property`")
"""What stands for a property that is not written as a decorator."""


def is_own(value: Any) -> bool:
    """Whether a value that a class holds is an object of a class of the program."""
    return type(value) is Instance and isinstance(value.cls, Class)


def read(vm: Interpreter, held: Instance, value: Instance | None, cls: Class, name: str) -> Any:
    """What a class that holds an object gives for `value.name`; MISSING where the object's own attribute comes first."""
    getter = _method(held, "__get__")
    if getter is None:
        return held if value is None or name not in value.attrs else MISSING
    if value is not None and name in value.attrs and _method(held, "__set__") is None:
        return MISSING
    return vm.call(BoundMethod(held, getter, "__get__"), (value, cls))


def read_partial(vm: Interpreter, held: Instance, bound: Any) -> Any:
    """What `value.name` is where the class holds a `partialmethod`: a partial of the method, bound to the object."""
    entry = find_class("functools.partial")
    if entry is None or not {"args", "keywords"} <= held.attrs.keys():
        return Unknown("a partialmethod")
    return Instance(LibraryClass(entry.path, entry), {**held.attrs, "func": bound})


def is_partial_method(value: Any) -> bool:
    """Whether a class holds a method some of whose arguments are given."""
    return type(value) is Instance and isinstance(value.cls, LibraryClass) and value.cls.path == PARTIAL_METHOD


def write(vm: Interpreter, held: Instance, value: Instance, name: str, item: Any) -> bool:
    """Whether it was the descriptor that took the item of `value.name = item`."""
    setter = _method(held, "__set__")
    if setter is not None:
        vm.call(BoundMethod(held, setter, "__set__"), (value, item))
    return setter is not None


def tell_names(vm: Interpreter, cls: Class) -> None:
    """Tell the objects that a class holds their names there."""
    for name, held in list(cls.names.items()):
        told = _method(held, "__set_name__") if is_own(held) else None
        if told is not None:
            vm.call(BoundMethod(held, told, "__set_name__"), (cls, name))


def _method(held: Instance, name: str) -> Any:
    from convlint.engine.attributes import find_in_class

    found = find_in_class(held.cls, name)
    if found is MISSING and held.cls.open:
        return Unknown("a base that is not known") if name != "__set_name__" else None
    return found if isinstance(found, Function) else None


__all__ = ["is_own", "is_partial_method", "read", "read_partial", "tell_names", "write"]
