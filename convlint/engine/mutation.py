"""What else may change an object: the attributes that other methods assign or fill.

A method that is tried on a fresh object may count on others having been called before it (`reset`, `observe`, a callback), so what
those set is not known. Layers stay: a framework's object that is replaced later must have worked before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.attributes import find_in_class
from convlint.engine.objects import Class, Function
from convlint.frameworks.common.registry import ClassEntry
from convlint.symbolic import Dim
from convlint.syntax import ir
from convlint.values import DictV, Instance, ListV, SetV, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

Summary = tuple[frozenset[str], frozenset[str], frozenset[str]]


def forget_what_others_set(vm: Interpreter, instance: Instance, method: str) -> None:
    """Before `method` is tried on a fresh object: forget what methods other than it and the constructor's may have set."""
    _forget_in(vm, instance, method, set())


def _forget_in(vm: Interpreter, instance: Instance, method: str, met: set[int]) -> None:
    """`met`: the objects that were come to, for they may hold each other."""
    met.add(instance.serial)
    assigned, filled, named = changed_elsewhere(instance.cls, method)
    if isinstance(find_in_class(instance.cls, "__len__"), ClassEntry):
        _forget_if_empty(vm, instance)
    for name, value in list(instance.attrs.items()):
        if isinstance(value, (ListV, DictV, SetV)):
            if name in assigned or name in filled or not value.items:
                vm.touch(instance)
                instance.attrs[name] = Unknown(f"`{name}` may be filled elsewhere")
        elif isinstance(value, Instance):
            if name in named and value.serial not in met and _is_plain(value):
                _forget_in(vm, value, "", met)
            elif name in filled:
                _forget_if_empty(vm, value)
        elif name in assigned or (name in filled and not isinstance(value, FIXED)):
            vm.touch(instance)
            instance.attrs[name] = Unknown(f"`{name}` may be set elsewhere")


def let_go(vm: Interpreter, value: Any) -> None:
    """Something that is not understood has got hold of a value, and may call methods of it, or of the layers in it."""
    waiting, met = [value], set[int]()  # a container may hold itself
    while waiting:
        each = waiting.pop()
        if not isinstance(each, Instance) or each.serial in met:
            continue
        met.add(each.serial)
        if isinstance(each.cls, Class):
            forget_what_others_set(vm, each, "")
            continue
        for held in each.hidden.values():
            if isinstance(held, (ListV, DictV)) and held.items:
                waiting += held.items.values() if isinstance(held, DictV) else held.items


def _is_plain(value: Instance) -> bool:
    """Whether it is an object of the program's own, and no layer: other methods may call any method of it."""
    return isinstance(value.cls, Class) and all(isinstance(base, Class) for base in value.cls.mro)


FIXED: Final = (bool, int, float, str, type(None), Dim)
"""What no call of one of its methods changes."""


def _forget_if_empty(vm: Interpreter, container: Instance) -> None:
    """A container of its framework that is made empty is filled elsewhere."""
    for held in container.hidden.values():
        if isinstance(held, (ListV, DictV)) and not held.items:
            vm.touch(held)
            held.forget()


def changed_elsewhere(cls: Class, method: str) -> tuple[set[str], ...]:
    """The attributes that methods other than this one, the constructor and what it calls assign; call upon; name."""
    functions = {
        name: value
        for base in cls.mro[::-1]
        if isinstance(base, Class)
        for name, value in base.names.items()
        if isinstance(value, Function)
    }
    inside: set[str] = set()
    queue = ["__init__", "__post_init__"]
    while queue:
        name = queue.pop()
        if name in functions and name not in inside:
            inside.add(name)
            queue.extend(summary(functions[name])[2])
    inside.add(method)
    others = [summary(function) for name, function in functions.items() if name not in inside]
    return tuple({attr for each in others for attr in each[kind]} for kind in range(3))


def summary(function: Function) -> Summary:
    """The attributes of `self` that a method assigns, those that it changes by a call, and the methods of `self` that it calls."""
    known: Summary | None = function.module.summaries.get(function.node.at)
    if known is None:
        known = function.module.summaries[function.node.at] = _scan(function.node)
    return known


def _scan(node: Any) -> Summary:
    if not node.params:
        return frozenset(), frozenset(), frozenset()
    me = node.params[0].name
    changed: set[str] = set()
    filled: set[str] = set()
    called: set[str] = set()
    for each in walk(node):
        if isinstance(each, ir.Assign):
            for target in each.targets:
                changed.update(_targets(target, me))
        elif isinstance(each, (ir.AugAssign, ir.AnnAssign)):
            changed.update(_targets(each.target, me))
        elif (
            isinstance(each, ir.ExprStmt)
            and isinstance(each.value, ir.Call)
            and isinstance(each.value.func, ir.Attribute)
        ):
            filled.update(_targets(each.value.func.value, me))
        if isinstance(each, ir.Attribute) and isinstance(each.value, ir.Name) and each.value.id == me:
            called.add(each.attr)
    return frozenset(changed), frozenset(filled), frozenset(called)


def _targets(target: Any, me: str) -> Iterator[str]:
    if isinstance(target, (ir.TupleExpr, ir.ListExpr)):
        for item in target.items:
            yield from _targets(item, me)
    elif isinstance(target, (ir.Subscript, ir.Starred)):
        yield from _targets(target.value, me)
    elif isinstance(target, ir.Attribute):
        if isinstance(target.value, ir.Name) and target.value.id == me:
            yield target.attr
        else:
            yield from _targets(target.value, me)


def walk(node: Any) -> list[Any]:
    """Every node below a node, itself first."""
    found: list[Any] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if type(current) is tuple:
            stack.extend(current)
        elif isinstance(current, (ir.Name, ir.Const)):  # most nodes, and nothing is below them
            found.append(current)
        elif isinstance(current, (ir.Node, ir.Clause, ir.Case)):
            found.append(current)
            stack.extend([getattr(current, name) for name in current.fields])
    return found
