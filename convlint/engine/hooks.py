"""Attribute access that a class of the project defines itself: `__getattribute__`, `__getattr__`, `__setattr__`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.control import Raised
from convlint.engine.objects import Class, Function, Thunk
from convlint.frameworks.common.registry import find_class
from convlint.values import MISSING, DictV, Instance, LibraryClass, Stops, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

REFUSAL = "builtins.AttributeError"


def ask(vm: Interpreter, value: Instance, hook: Any, name: str) -> Any:
    """What such a hook gives for an attribute that is not found elsewhere; MISSING where it raises AttributeError."""
    try:
        return vm.call(hook, (value, name))
    except Raised as error:
        if _is_attribute_error(error.error):
            return MISSING
    except Stops:
        pass
    return Unknown(f"`{getattr(hook, 'name', '__getattr__')}` refuses `{name}`")


def _is_attribute_error(error: Any) -> bool:
    return getattr(error if isinstance(error, LibraryClass) else getattr(error, "cls", None), "path", "") == REFUSAL


def tell(vm: Interpreter, value: Instance, hook: Any, name: str, item: Any) -> None:
    """`value.name = item` by the class's `__setattr__`. What it does with the item is believed where it is seen."""
    vm.touch(value)
    before = value.attrs.pop(name, None)
    content = value.hidden.get("content")
    kept = isinstance(content, DictV) and name in content.items
    try:
        vm.call(hook, (value, name, item))
    except (Raised, Stops):
        if before is not None:
            value.attrs[name] = before
            value.note_change()
        raise
    kept |= isinstance(content, DictV) and name in content.items
    if name not in value.attrs and not kept and not _reads_back(vm, value, name, item):
        value.attrs[name] = Unknown("set by `__setattr__`")
        value.note_change()


def _reads_back(vm: Interpreter, value: Instance, name: str, item: Any) -> bool:
    """Whether the class's own `__getattribute__` finds the item where `__setattr__` has put it, under another name."""
    from convlint.engine.attributes import find_in_class

    hook = find_in_class(value.cls, "__getattribute__")
    return isinstance(hook, Function) and ask(vm, value, hook, name) is item


def plain_super(receiver: Any, name: str) -> Thunk:
    """`super().name` where only `object` has it."""

    def run(vm: Interpreter, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name == "__getattr__":
            raise _refusal()
        if name == "__new__":
            cls = args[0] if args else None
            return (
                Instance(cls, origin=vm.place, birth=vm.journal.now) if isinstance(cls, Class) else Unknown("__new__")
            )
        if name == "__getattribute__" and isinstance(receiver, Instance) and args and isinstance(args[0], str):
            return _found(vm, receiver, args[0])
        if name == "__setattr__" and isinstance(receiver, Instance):
            vm.touch(receiver)
            if len(args) == 2 and isinstance(args[0], str):
                receiver.attrs[args[0]] = args[1]
            else:
                vm.forget(receiver)
        return None

    return Thunk(f"object.{name}", run)


def _found(vm: Interpreter, receiver: Instance, name: str) -> Any:
    """An attribute as Python finds it, without `__getattr__`."""
    from convlint.engine.attributes import find, found_plainly

    if name in receiver.attrs:
        return receiver.attrs[name]
    if not isinstance(receiver.cls, Class):
        found = find(vm, receiver, name)
        return Unknown(f"attribute `{name}`") if found is MISSING else found
    found = found_plainly(vm, receiver, name)
    if found is MISSING:
        raise _refusal()
    return found


def _refusal() -> Raised:
    entry = find_class(REFUSAL)
    return Raised(LibraryClass(REFUSAL, entry) if entry else None)


def entries(value: Any) -> Any:
    """The dict behind a value: itself, or what an object of a project's dict class holds."""
    return value.hidden.get("content") if isinstance(value, Instance) and not value.opaque else value
