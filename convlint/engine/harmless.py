"""Blocks that cannot raise, so that no handler of theirs runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.attributes import find_in_class
from convlint.engine.control import Raised
from convlint.engine.frame import Frame
from convlint.engine.objects import Class, Function
from convlint.frameworks.common.registry import ClassEntry
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    BoundMethod,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    Tensor,
    Undetermined,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

PLAIN: Final = (bool, int, float, str, type(None))
QUESTIONS: Final = frozenset(f"builtins.{name}" for name in "hasattr isinstance issubclass callable len".split())
DEEPEST: Final = 3
"""Calls within calls that are looked into."""


class Doubt(Exception):
    """An expression of which it is not known that it cannot raise."""


def harmless(vm: Interpreter, block: Sequence[Any], frame: Frame) -> bool:
    """Whether a block only asks after values which are known, be it by functions of the project that do no more."""
    try:
        _passes(vm, block, frame, 0)
    except (Doubt, Raised, Undetermined):
        return False
    return True


def _passes(vm: Interpreter, block: Sequence[Any], frame: Frame, depth: int) -> bool:
    """Whether a block is left by its `return`. Raises Doubt where it may do anything else than ask."""
    for statement in block:
        if isinstance(statement, ir.If):
            chosen = statement.body if _answer(vm, statement.test, frame) else statement.orelse
            if _passes(vm, chosen, frame, depth):
                return True
        elif isinstance(statement, ir.Return):
            if statement.value is not None:
                _answer(vm, statement.value, frame)
            return True
        elif isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Call):
            _check(vm, statement.value, frame, depth)
        elif not isinstance(statement, ir.Pass) and not _is_text(statement):
            raise Doubt
    return False


def _is_text(statement: Any) -> bool:
    return isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Const)


def _check(vm: Interpreter, node: ir.Call, frame: Frame, depth: int) -> None:
    """A call whose result nobody wants: `self._check_options(strict)`."""
    from convlint.engine.calls import bind_arguments

    method = _value(vm, node.func, frame)
    function = method.function if isinstance(method, BoundMethod) else method
    if not isinstance(function, Function) or depth > DEEPEST or not isinstance(function.node, ir.FunctionDef):
        raise Doubt
    if function.marks or function.wrapped is not None or function.node.is_async or function.node.is_generator:
        raise Doubt
    args = [_value(vm, each, frame) for each in node.args]
    kwargs = {name: _value(vm, each, frame) for name, each in node.keywords if name}
    if len(kwargs) < len(node.keywords):
        raise Doubt
    own = Frame(function.module, function.frame, function, vm.journal.now)
    bind_arguments(
        vm, function, own, (method.receiver, *args) if isinstance(method, BoundMethod) else tuple(args), kwargs
    )
    _passes(vm, function.node.body, own, depth + 1)


def _answer(vm: Interpreter, node: Any, frame: Frame) -> Any:
    value = _value(vm, node, frame)
    if not isinstance(value, PLAIN):
        raise Doubt
    return value


def _value(vm: Interpreter, node: Any, frame: Frame) -> Any:
    """What an expression gives, where each of its parts is known not to raise."""
    if isinstance(node, ir.Boolean):
        value = None
        for each in node.values:
            value = _answer(vm, each, frame)
            if bool(value) is (node.op == "or"):
                break
        return value
    if isinstance(node, ir.Unary):
        _answer(vm, node.operand, frame)
    elif isinstance(node, ir.Compare):
        for each in (node.left, *node.rights):
            _value(vm, each, frame)
    elif isinstance(node, ir.Attribute):
        owner = _value(vm, node.value, frame)
        if not isinstance(owner, (Tensor, Library, *PLAIN)) and not _has_plainly(owner, node.attr):
            raise Doubt
    elif isinstance(node, ir.Call):
        _question(vm, node, frame)
    elif not isinstance(node, (ir.Const, ir.Name, ir.TupleExpr)):
        raise Doubt
    return vm.eval(node, frame)


def _has_plainly(owner: Any, name: str) -> bool:
    """Whether an object of the project certainly has an attribute that no code of its own gives."""
    if not isinstance(owner, Instance) or owner.opaque or not isinstance(owner.cls, Class):
        return False
    found = find_in_class(owner.cls, name)
    if found is MISSING or isinstance(found, ClassEntry):
        return name in owner.attrs
    return not (isinstance(found, Function) and "property" in found.marks)


def _question(vm: Interpreter, node: ir.Call, frame: Frame) -> None:
    function = vm.eval(node.func, frame)
    if not isinstance(function, (LibraryFunction, LibraryClass)) or function.path not in QUESTIONS or node.keywords:
        raise Doubt
    for each in node.args:
        _value(vm, each, frame)
