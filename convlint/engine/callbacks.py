"""Functions that are given to code which is not known: they may be called, any number of times, and change what they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from convlint.engine.attributes import find_in_class
from convlint.engine.frame import Frame
from convlint.engine.mutation import summary, walk
from convlint.engine.objects import Class, Function, LazyDefinition, Scope
from convlint.syntax import ir
from convlint.values import BoundMethod, DictV, Instance, IteratorV, ListV, SetV, Unknown
from convlint.values.context import HANDED_OVER
from convlint.values.objects import FILLED_LATER

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

CONTAINERS = (ListV, DictV, SetV)
MANAGING = ("__enter__", "__exit__", "__aenter__", "__aexit__")
LATER = Unknown("a function that is called elsewhere may change it")


def hand_over(vm: Interpreter, values: Iterable[Any], later: bool = True) -> None:
    """Forget what code that is not known may change: the containers that it gets, and what the functions among them change.

    `later`: it may keep the functions, and call them at any time, as what hooks are registered with does.
    """
    for value in values:
        if isinstance(value, LazyDefinition):
            value = vm.loader.force(value)
        if _reaches_objects(value):
            vm.notes[HANDED_OVER] = True
        if isinstance(value, CONTAINERS):
            vm.forget(value)
        elif isinstance(value, IteratorV):
            vm.items(value)
        elif isinstance(value, BoundMethod):
            if isinstance(value.receiver, CONTAINERS):
                vm.forget(value.receiver)
            elif isinstance(value.function, Function):
                change(vm, value.function, (value.receiver,))
                if later and isinstance(value.receiver, Instance):
                    _fills_later(vm, value.receiver, value.function)
        elif isinstance(value, Function):
            change(vm, value)
        elif isinstance(value, Scope):  # as `ExitStack.enter_context` gets it
            change(vm, value.function, value.args, value.kwargs)
        elif isinstance(value, Instance) and isinstance(value.cls, Class):
            for method in (find_in_class(value.cls, name) for name in MANAGING):
                if isinstance(method, Function):
                    change(vm, method, (value,))


def _fills_later(vm: Interpreter, value: Instance, function: Function) -> None:
    """What an object is given from now on under the names that a method fills does not stay as it is."""
    assigned, filled, _ = summary(function)
    names = assigned | filled
    if names:
        vm.touch(value)
        known = value.hidden.get(FILLED_LATER, ())
        if isinstance(known, tuple):
            value.hidden[FILLED_LATER] = tuple(sorted({*known, *names}))


def _reaches_objects(value: Any) -> bool:
    """Whether code that gets a value may call methods of objects, of which some change no shapes (`eval()`)."""
    if isinstance(value, tuple):
        return any(map(_reaches_objects, value))
    return isinstance(value, (Instance, BoundMethod, Function, *CONTAINERS))


def change(vm: Interpreter, function: Function, args: tuple[Any, ...] = (), kwargs: Any = None) -> None:
    """What the text of a function changes of what is there already."""
    params = [param.name for param in function.node.params]
    own = {**dict.fromkeys(params), **dict(zip(params, args)), **(kwargs or {})}
    for node in walk(function.node.body):
        if isinstance(node, (ir.Global, ir.Nonlocal)):
            for name in node.names:
                _rebind(vm, function, name, isinstance(node, ir.Global))
        elif isinstance(node, ir.Assign):
            for target in node.targets:
                _assigned(vm, function, own, target)
        elif isinstance(node, ir.AugAssign):
            _assigned(vm, function, own, node.target)
        elif isinstance(node, ir.Call):
            _called(vm, function, own, node)


def _named(vm: Interpreter, function: Function, own: dict[str, Any], node: Any) -> Any:
    """What a name stands for that a function did not make itself; else None."""
    if isinstance(node, ir.Attribute):
        owner = _named(vm, function, own, node.value)
        return owner.attrs.get(node.attr) if isinstance(owner, Instance) else None
    if not isinstance(node, ir.Name):
        return None
    if node.id in own:
        return own[node.id]
    frame = _holding(function, node.id)
    found = None if frame is None else frame.names[node.id]
    return vm.loader.force(found) if isinstance(found, LazyDefinition) else found


def _holding(function: Function, name: str) -> Frame | None:
    scope: Frame | None = function.frame
    while scope is not None:
        if name in scope.names and not scope.is_class:
            return scope
        scope = scope.outer
    return function.module.frame if name in function.module.frame.names else None


def _rebind(vm: Interpreter, function: Function, name: str, of_module: bool) -> None:
    frame = function.module.frame if of_module else _holding(function, name)
    if frame is not None:
        vm.touch(frame)
        frame.names[name] = LATER


def _assigned(vm: Interpreter, function: Function, own: dict[str, Any], target: Any) -> None:
    if isinstance(target, ir.Subscript):
        held = _named(vm, function, own, target.value)
        if isinstance(held, CONTAINERS):
            vm.forget(held)
    elif isinstance(target, ir.Attribute):
        _set(vm, _named(vm, function, own, target.value), target.attr)


def _called(vm: Interpreter, function: Function, own: dict[str, Any], node: ir.Call) -> None:
    if isinstance(node.func, ir.Attribute):
        held = _named(vm, function, own, node.func.value)
        if isinstance(held, CONTAINERS):
            vm.forget(held)
    elif isinstance(node.func, ir.Name) and node.func.id == "setattr" and len(node.args) > 1:
        name = node.args[1]
        held = _named(vm, function, own, node.args[0])
        if isinstance(name, ir.Const) and isinstance(name.value, str):
            _set(vm, held, name.value)
        elif isinstance(held, Instance):
            vm.forget(held)


def _set(vm: Interpreter, held: Any, name: str) -> None:
    if isinstance(held, Class) or (isinstance(held, Instance) and not isinstance(held.attrs.get(name), Instance)):
        vm.touch(held)
        (held.names if isinstance(held, Class) else held.attrs)[name] = LATER


__all__ = ["change", "hand_over"]
