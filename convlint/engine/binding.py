"""Whether calls bind, where a `try` catches nothing but a TypeError: it asks whether the callee takes an argument."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from convlint.engine import attributes
from convlint.engine.frame import Frame
from convlint.engine.objects import Class, Function, LazyDefinition
from convlint.syntax import ir
from convlint.values import DictV, Instance, LibraryClass, Unbindable

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

PARTIAL = "functools.partial"


class Doubt(Exception):
    """A statement of which it is not known whether it raises a TypeError."""


def binds(vm: Interpreter, block: Sequence[Any], frame: Frame) -> bool | None:
    """Whether every call of a block takes its arguments; False where the first one certainly does not; None where that is open.

    A block that does more than call and assign is open, so is a call of something that passes arguments on.
    """
    try:
        for index, statement in enumerate(block):
            if not _statement_binds(vm, statement, frame):
                return None if index else False
    except Doubt:
        return None
    return True


def _statement_binds(vm: Interpreter, statement: Any, frame: Frame) -> bool:
    value = getattr(statement, "value", None)
    if isinstance(statement, (ir.Assign, ir.ExprStmt, ir.Return)):
        if isinstance(value, ir.Const):
            return True
        if isinstance(value, ir.Call) and isinstance(value.func, (ir.Name, ir.Attribute)):
            return _call_binds(vm, value, frame)
    raise Doubt


def _call_binds(vm: Interpreter, call: ir.Call, frame: Frame) -> bool:
    if any(isinstance(each, (ir.Starred, ir.Call)) for each in call.args):
        raise Doubt
    names = []
    for name, value in call.keywords:
        if isinstance(value, ir.Call):
            raise Doubt
        names += [name] if name else _spread(vm.eval(value, frame))
    return _takes(vm, vm.eval(call.func, frame), len(call.args), names)


def _spread(value: Any) -> list[str]:
    if not isinstance(value, DictV) or value.open or not all(isinstance(name, str) for name in value.items):
        raise Doubt
    return list(value.items)


def _takes(vm: Interpreter, function: Any, count: int, names: list[str]) -> bool:
    if isinstance(function, LazyDefinition):
        function = vm.loader.force(function)
    if isinstance(function, Instance) and getattr(function.cls, "path", "") == PARTIAL:
        first = function.attrs.get("args")
        if not isinstance(first, tuple):
            raise Doubt
        kept = [name for name in _spread(function.attrs.get("keywords")) if name not in names]
        return _takes(vm, function.attrs.get("func"), count + len(first), names + kept)
    if isinstance(function, LibraryClass):
        return _declared_takes(function, count, names)
    if isinstance(function, Class):
        function, count = attributes.find_in_class(function, "__init__"), count + 1
    if not isinstance(function, Function):
        raise Doubt
    return _own_takes(function, count, names)


def _declared_takes(cls: LibraryClass, count: int, names: list[str]) -> bool:
    if cls.entry.accepts is None:
        raise Doubt
    try:
        cls.entry.accepts.check(count, names)
    except Unbindable:
        return False
    return True


def _own_takes(function: Function, count: int, names: list[str]) -> bool:
    params = function.node.params
    if any(param.kind in ("vararg", "kwarg") for param in params):
        raise Doubt
    positional = [param.name for param in params if param.kind in ("positional", "normal")]
    named = {param.name for param in params if param.kind != "positional"}
    given = positional[:count] + names
    needed = {param.name for param in params} - set(function.defaults)
    return count <= len(positional) and set(names) <= named and len(set(given)) == len(given) and needed <= set(given)


__all__ = ["binds"]
