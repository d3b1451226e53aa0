"""Decorators that do no more than write documentation, as their text tells: they need not be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.mutation import walk
from convlint.engine.objects import Function
from convlint.syntax import ir
from convlint.values import Library, LibraryClass, LibraryFunction

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

DEEPEST = 8
"""Calls within each other that are followed."""
HARMLESS = frozenset(
    "getattr hasattr isinstance issubclass len str repr type id vars dir callable print "
    "debug info warning warn warning_once".split()
)
"""Builtins, and methods of loggers, that keep nothing of what they are given."""
CHANGES = frozenset("add append extend insert pop remove set setdefault update".split())
"""Methods that change what they are called on."""


def only_documents(vm: Interpreter, function: Function, skip: int = 0) -> bool:
    """Whether a decorator gives back what it is given, and neither keeps it nor changes more of it than `__doc__` and its like."""
    known = vm.loader.documenting.get(id(function.node))
    if known is None or known[0] is not function.node:
        answer = gives_back(vm, function, skip) and not _keeps(vm, function, skip, 0)
        known = vm.loader.documenting[id(function.node)] = (function.node, answer)
    return known[1]


def _keeps(vm: Interpreter, function: Function, at: int, depth: int) -> bool:
    """Whether a function may store its argument, or what it makes of it, where others see it."""
    node = function.node
    if depth > DEEPEST or len(node.params) <= at or not isinstance(node, ir.FunctionDef):
        return True
    name = node.params[at].name
    inner = {each.name: each for each in walk(node.body) if isinstance(each, ir.FunctionDef)}
    own = {each.name for each in node.params} | inner.keys()
    own |= {target for each in walk(node.body) for target in _bound(each)}
    outer = {n for each in walk(node.body) if isinstance(each, (ir.Global, ir.Nonlocal)) for n in each.names}
    for each in walk(node.body):
        if isinstance(each, ir.Assign) and _stores(each, name, own):
            return True
        if not outer.isdisjoint(_bound(each)) and (not isinstance(each, ir.Assign) or _mentions(each.value, name)):
            return True
        if isinstance(each, ir.Call) and _call_keeps(vm, function, each, name, own, inner, depth):
            return True
    return False


def _bound(node: Any) -> list[str]:
    """The names that a statement assigns."""
    targets: list[Any] = list(node.targets) if isinstance(node, ir.Assign) else [getattr(node, "target", None)]
    for each in targets:  # which grows
        if isinstance(each, (ir.TupleExpr, ir.ListExpr)):
            targets += each.items
    return [each.id for each in targets if isinstance(each, ir.Name)]


def _stores(node: ir.Assign, name: str, own: set[str]) -> bool:
    if isinstance(node.value, ir.Name) and node.value.id == name:
        return True
    for target in node.targets:
        if isinstance(target, ir.Attribute) and not target.attr.startswith("__"):
            return True
        if isinstance(target, ir.Subscript) and (_root(target) not in own or _mentions(node.value, name)):
            return True
    return False


def _root(node: Any) -> str:
    while isinstance(node, (ir.Attribute, ir.Subscript, ir.Call)):
        node = node.func if isinstance(node, ir.Call) else node.value
    return node.id if isinstance(node, ir.Name) else ""


def _mentions(node: Any, name: str) -> bool:
    return any(isinstance(each, ir.Name) and each.id == name for each in walk(node))


def _call_keeps(
    vm: Interpreter,
    function: Function,
    node: ir.Call,
    name: str,
    own: set[str],
    inner: dict[str, ir.FunctionDef],
    depth: int,
) -> bool:
    given = [index for index, each in enumerate(node.args) if isinstance(each, ir.Name) and each.id == name]
    if isinstance(node.func, ir.Name):
        if not given or node.func.id in HARMLESS:
            return node.func.id == "setattr"
        if node.func.id in inner:
            called: Any = Function(inner[node.func.id], node.func.id, function.frame, {})
        else:
            called = vm.loader.name_in(function.module, node.func.id)
        if isinstance(called, Function):
            return any(_keeps(vm, called, index, depth + 1) for index in given)
        return not isinstance(called, (Library, LibraryFunction, LibraryClass))
    if not isinstance(node.func, ir.Attribute) or node.func.attr in HARMLESS:
        return False
    root = _root(node.func)
    if root == name:
        return node.func.attr.startswith(("set", "add", "register"))
    if root in own or not root or not (given or node.func.attr in CHANGES or node.func.attr.startswith("register")):
        return bool(given)
    found = vm.loader.name_in(function.module, root)
    return not isinstance(found, (Library, LibraryFunction, LibraryClass))


def gives_back(vm: Interpreter, function: Function, skip: int = 0, depth: int = 0) -> bool:
    """Whether every way out of a function returns its first argument, or what another such function gives for it.

    `skip` arguments before it are bound.
    """
    node = function.node
    if not isinstance(node, ir.FunctionDef) or len(node.params) <= skip or node.is_generator or depth > DEEPEST:
        return False
    name = node.params[skip].name
    inner = {each.name: each for each in node.body if isinstance(each, ir.FunctionDef)}
    found = list(_returns(node.body, name))
    return bool(found) and all(_is_given(vm, function, each, name, inner, depth) for each in found)


def _returns(block: ir.Block, name: str) -> list[Any]:
    """What the statements return, functions within them apart; nothing behind a branch taken where the argument is there."""
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


__all__ = ["gives_back", "only_documents"]
