"""Attributes set: `value.name = item`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine import hooks
from convlint.engine.attributes import find_in_class, kinship, library_value, namespace
from convlint.engine.mutation import let_go
from convlint.engine.objects import Class, Function, Module
from convlint.frameworks.common.registry import ClassEntry, find_class
from convlint.values import (
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    Raises,
    Tensor,
    Unknown,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def set_attribute(vm: Interpreter, value: Any, name: str, item: Any) -> None:
    """`value.name = item`."""
    if isinstance(value, Instance):
        _set_on_instance(vm, value, name, item)
    elif isinstance(value, Class):
        vm.touch(value)
        value.names[name] = item
    elif isinstance(value, Module):
        vm.bind(vm.loader.ready(value).frame, name, item)
    elif isinstance(value, Function):
        if name == "__wrapped__" and item is not value:
            value.wrapped = item
    elif isinstance(value, Unknown):
        let_go(vm, item)
    elif isinstance(value, (Library, LibraryClass)):
        vm.loader.replaced.add(f"{value.path}.{name}")
        vm.journal.epoch += 1
    elif isinstance(value, Tensor) and name == "data" and isinstance(item, Tensor):
        vm.touch(value)
        value.shape, value.data, value.layout = item.shape, item.data, item.layout
    elif isinstance(value, Tensor) and name in ("shape", "T", "dtype"):  # the bytes read otherwise, with another dtype
        vm.touch(value)
        value.shape, value.data, value.layout = vm.unknown_tensor().shape, None, None
        value.dtype = None if name == "dtype" else value.dtype


def is_known(path: str) -> bool:
    """Whether a path of a library stands for something of which anything is known, or lies in a declared class."""
    return find_class(path.rpartition(".")[0]) is not None or not isinstance(library_value(path), (Library, Unknown))


def _set_on_instance(vm: Interpreter, value: Instance, name: str, item: Any) -> None:
    entry = None
    if isinstance(value.cls, Class):
        found = find_in_class(value.cls, name)
        if isinstance(found, Function) and "property" in found.marks and "cached" not in found.marks:
            setter = find_in_class(value.cls, f"{name}.setter")
            if isinstance(setter, Function):
                vm.call(setter, (value, item))
            else:
                vm.forget(value)
            return
        hook = find_in_class(value.cls, "__setattr__")
        if isinstance(hook, (Function, LibraryFunction)):
            hooks.tell(vm, value, hook, name, item)
            return
        entry = hook if isinstance(hook, ClassEntry) else None
    else:
        entry = next((kin for kin in kinship(value) if "__setattr__" in kin.methods), None)
    if entry is not None and "__setattr__" in entry.methods:
        try:
            entry.methods["__setattr__"].handler(vm, value, name, item)
        except Raises:
            vm.touch(value)
            value.attrs[name] = item
        return
    entries = namespace(value)
    vm.touch(value if entries is None else entries)
    (value.attrs if entries is None else entries.items)[name] = item
