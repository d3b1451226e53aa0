"""`function.__code__`: what decorators ask of a function of the project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convlint.engine.objects import Function
from convlint.frameworks.common.registry import find_class
from convlint.syntax import ir
from convlint.values import Instance, LibraryClass, Unknown

CODE = "types.CodeType"
TARGETS = ("target", "targets")
ORDER = ("positional", "normal", "keyword", "vararg", "kwarg")


def code_of(function: Function) -> Any:
    """Its names: the parameters in Python's order, behind them what the body binds, in the order of the text."""
    entry = find_class(CODE)
    if entry is None or not isinstance(function.node, ir.FunctionDef):
        return Unknown("the code of a function")
    params = sorted(function.node.params, key=lambda param: ORDER.index(param.kind))
    names = [param.name for param in params]
    attrs = {
        "co_name": function.name,
        "co_varnames": tuple(dict.fromkeys([*names, *_bound(function.node.body)])),
        "co_argcount": sum(param.kind in ORDER[:2] for param in params),
        "co_kwonlyargcount": sum(param.kind == "keyword" for param in params),
    }
    return Instance(LibraryClass(CODE, entry), attrs)


def _bound(node: Any, target: bool = False) -> Iterator[str]:
    """The names that code binds; what functions and classes in it bind is their own."""
    if isinstance(node, tuple):
        for each in node:
            yield from _bound(each, target)
    elif isinstance(node, ir.Name):
        if target:
            yield node.id
    elif isinstance(node, (ir.FunctionDef, ir.ClassDef)):
        yield node.name
    elif isinstance(node, ir.With):
        for value, name in node.items:
            yield from (*_bound(value), *_bound(name, True))
        yield from _bound(node.body)
    elif isinstance(node, (ir.Attribute, ir.Subscript)):
        yield from _bound(node.value)
    elif isinstance(node, (ir.Node, ir.Clause, ir.Case)) and not isinstance(node, ir.Lambda):
        for part in node.fields:
            yield from _bound(getattr(node, part), target or part in TARGETS)
