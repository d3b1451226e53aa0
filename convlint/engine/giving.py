"""Whether a decorator gives back what it is given, as its text tells: for those whose work takes too long to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.mutation import walk
from convlint.engine.objects import Function
from convlint.syntax import ir

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

DEEPEST = 4
"""Calls within each other that are followed."""


def gives_back(vm: Interpreter, function: Function, skip: int = 0, depth: int = 0) -> bool:
    """Whether every way out of a function returns its first argument (behind `skip` that are bound), or hands it on to another such."""
    node = function.node
    if not isinstance(node, ir.FunctionDef) or len(node.params) <= skip or node.is_generator or depth > DEEPEST:
        return False
    name = node.params[skip].name
    inner = {each.name: each for each in node.body if isinstance(each, ir.FunctionDef)}
    found = list(_returns(node.body, name))
    return bool(found) and all(_is_given(vm, function, each, name, inner, depth) for each in found)


def _returns(block: ir.Block, name: str) -> list[Any]:
    """What the statements return, functions within them apart; nothing behind a branch that is taken where the argument is there."""
    found: list[Any] = []
    for statement in block:
        if isinstance(statement, ir.Return):
            return [*found, statement.value]
        if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
            continue
        if isinstance(statement, ir.If) and _is_there(statement.test, name):
            found += _returns(statement.body, name)
            if isinstance(statement.body[-1], (ir.Return, ir.Raise)):
                return found
            continue
        if any(_sets(each, name) for each in walk(statement)):
            return [None]
        found += [each.value for each in walk(statement) if isinstance(each, ir.Return)]
    return found


def _is_there(test: Any, name: str) -> bool:
    """`name` or `name is not None`."""
    if isinstance(test, ir.Compare) and test.ops == ("is not",):
        test = test.left
    return isinstance(test, ir.Name) and test.id == name


def _sets(node: Any, name: str) -> bool:
    targets = node.targets if isinstance(node, ir.Assign) else (getattr(node, "target", None),)
    return any(isinstance(each, ir.Name) and each.id == name for each in targets)


def _is_given(
    vm: Interpreter, function: Function, value: Any, name: str, inner: dict[str, ir.FunctionDef], depth: int
) -> bool:
    if isinstance(value, ir.Name):
        return value.id == name
    if not isinstance(value, ir.Call) or not value.args or not isinstance(value.func, ir.Name):
        return False
    first = value.args[0]
    if not isinstance(first, ir.Name) or first.id != name:
        return False
    if value.func.id in inner:
        called: Any = Function(inner[value.func.id], value.func.id, function.frame, {})
    else:
        called = vm.loader.name_in(function.module, value.func.id)
    return isinstance(called, Function) and gives_back(vm, called, 0, depth + 1)


__all__ = ["gives_back"]
