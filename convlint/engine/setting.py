"""Attributes set: `value.name = item`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine import descriptors, hooks
from convlint.engine.attributes import class_path, declares, find_in_class, kinship, library_value, namespace
from convlint.engine.mutation import let_go
from convlint.engine.objects import Class, Function, Module
from convlint.frameworks.common.registry import ClassEntry, find_class
from convlint.values import (
    REACHED,
    DictV,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    Raises,
    Tensor,
    Unknown,
)
from convlint.values.objects import is_filled_later

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def set_attribute(vm: Interpreter, value: Any, name: str, item: Any) -> None:
    """`value.name = item`."""
    if isinstance(value, Instance):
        _set_on_instance(vm, value, name, item)
    elif isinstance(value, Class):
        vm.touch(value)
        value.names[name] = item
        if name == "__bases__":
            value.mro, value.names, value.open = [value], {}, True
    elif isinstance(value, Module):
        vm.bind(vm.loader.ready(value).frame, name, item)
    elif isinstance(value, Function):
        if name == "__wrapped__" and item is not value:
            value.wrapped = item
        elif name in ("__code__", "__defaults__", "__kwdefaults__"):
            become_unknown(vm, value)
    elif isinstance(value, Unknown):
        let_go(vm, item)
        if isinstance(item, (Instance, Tensor, Unknown)):
            change_reached(vm)
    elif isinstance(value, (Library, LibraryClass)):
        vm.loader.replaced.add(f"{value.path}.{name}")
        vm.journal.epoch += 1
    elif isinstance(value, Tensor) and name == "data" and isinstance(item, Tensor):
        if item.shape != value.shape and (owner := getattr(value, "owner", None)) is not None:
            forget_all(vm, owner)
        vm.touch(value)
        value.shape, value.data, value.layout = item.shape, item.data, item.layout
    elif isinstance(value, Tensor) and name in ("shape", "T", "dtype"):  # the bytes read otherwise, with another dtype
        vm.touch(value)
        value.shape, value.data, value.layout = vm.unknown_tensor().shape, None, None
        value.dtype = None if name == "dtype" else value.dtype
    elif isinstance(value, Tensor) and declares(class_path(value), name):  # `x.view = other`
        vm.loader.replaced.add(f"{class_path(value)}.{name}")
        vm.journal.epoch += 1


def is_known(path: str) -> bool:
    """Whether a path of a library stands for something of which anything is known, or lies in a declared class."""
    return find_class(path.rpartition(".")[0]) is not None or not isinstance(library_value(path), (Library, Unknown))


def _set_on_instance(vm: Interpreter, value: Instance, name: str, item: Any) -> None:
    entry = None
    if name == "__class__":
        _become(vm, value, item)
        return
    if isinstance(value.cls, Class):
        found = find_in_class(value.cls, name)
        if descriptors.is_own(found) and descriptors.write(vm, found, value, name, item):
            return
        if found is descriptors.MADE:  # what it writes to is not known
            vm.forget(value)
            return
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
    if isinstance(item, (ListV, DictV)) and is_filled_later(value, name):
        item = Unknown("filled by what is called elsewhere")
    entries = namespace(value)
    vm.touch(value if entries is None else entries)
    (value.attrs if entries is None else entries.items)[name] = item


def become_unknown(vm: Interpreter, function: Function) -> None:
    """A function is not what its text says any more."""
    function.marks |= {"unknown"}
    vm.journal.epoch += 1


def delete_attribute(vm: Interpreter, value: Any, name: str) -> None:
    """`del value.name`."""
    if isinstance(value, Instance):
        vm.touch(value)
        value.attrs.pop(name, None)
    elif isinstance(value, Class):
        vm.touch(value)
        value.names.pop(name, None)


def _become(vm: Interpreter, value: Instance, cls: Any) -> None:
    """`value.__class__ = cls`."""
    if isinstance(cls, (Class, LibraryClass)) and not vm.uncertain:
        vm.touch(value)
        value.cls = cls
    else:
        forget_all(vm, value)


def forget_all(vm: Interpreter, value: Any) -> None:
    """Something was done to an object, or to one of those in it."""
    waiting: list[Any] = [value]
    met = set[int]()
    while waiting:
        each = waiting.pop()
        if isinstance(each, (ListV, DictV)) and each.items:
            waiting += each.items.values() if isinstance(each, DictV) else each.items
        elif isinstance(each, Instance) and each.serial not in met:
            met.add(each.serial)
            waiting += [*each.attrs.values(), *each.hidden.values()]
            vm.forget(each)


def change_reached(vm: Interpreter) -> None:
    """An object that is not known was changed: it may be one of those that were found under computed names."""
    for value in vm.notes.pop(REACHED, ()):
        forget_all(vm, value)
