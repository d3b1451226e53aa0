"""The shapes that the user gives to the parameters of functions that nothing calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from convlint.hints import Dims
from convlint.symbolic import Int, Shape
from convlint.values import Tensor

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.engine.objects import Class, Function, Module

NOTHING: dict[str, Dims] = {}


def given_to(vm: Interpreter, function: Function, framework: bool, cls: Class | None = None) -> dict[str, Dims]:
    """Parameter -> sizes. In the configuration a class stands for what its framework calls; comments come first.

    `cls` is the class of the object, which may have inherited the function.
    """
    owner = function.owner
    if owner is None:
        told = _configured(vm, function.module, function.name)
    else:
        told = _of_class(vm, owner, function.name, framework)
        if cls is not None and cls is not owner:
            told = {**told, **_of_class(vm, cls, function.name, framework)}
    name = function.name if owner is None else f"{owner.name}.{function.name}"
    return {**told, **function.module.file.inputs.get(name, NOTHING)}


def _of_class(vm: Interpreter, cls: Class, method: str, framework: bool) -> dict[str, Dims]:
    told = _configured(vm, cls.module, f"{cls.name}.{method}")
    return {**told, **_configured(vm, cls.module, cls.name)} if framework else told


def is_given(vm: Interpreter, cls: Class, method: str, framework: bool) -> bool:
    """Whether the user says with what a method is called."""
    if not vm.project.inputs_of(cls.module.file) and not cls.module.file.inputs:
        return False
    from convlint.engine.attributes import find_in_class
    from convlint.engine.objects import Function

    found = find_in_class(cls, method)
    return isinstance(found, Function) and bool(given_to(vm, found, framework, cls))


def _configured(vm: Interpreter, module: Module, name: str) -> dict[str, Dims]:
    inputs = vm.project.inputs_of(module.file)
    return dict(inputs.get(f"{module.name}.{name}", NOTHING)) if inputs else NOTHING


def sample(vm: Interpreter, dims: Dims, names: dict[str, Any], library: str) -> Tensor:
    """A tensor of these sizes; `names` holds what the names of one function stand for."""
    sizes = dims[1:] if dims[:1] == ("...",) else dims
    shape = tuple(_size(vm, size, names) for size in sizes)
    lead = Shape.unknown("batch").lead if len(sizes) < len(dims) else None
    return Tensor(Shape(shape, lead), library=library)


def _size(vm: Interpreter, size: int | str, names: dict[str, Any]) -> Int:
    return size if isinstance(size, int) else _value(vm, ast.parse(size.strip(), mode="eval").body, names)


def _value(vm: Interpreter, node: ast.expr, names: dict[str, Any]) -> Any:
    """A sum, difference or product of numbers and names: nothing else passes the reading of a shape."""
    if isinstance(node, ast.BinOp):
        left, right = _value(vm, node.left, names), _value(vm, node.right, names)
        if isinstance(node.op, ast.Mult):
            return left * right
        return left + right if isinstance(node.op, ast.Add) else left - right
    if isinstance(node, ast.Constant):
        return node.value
    assert isinstance(node, ast.Name)
    if node.id not in names:
        names[node.id] = vm.fresh(node.id, 1)
    return names[node.id]
