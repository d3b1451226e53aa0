"""Blocks that cannot raise, so that no handler of theirs runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from convlint.engine.control import Raised
from convlint.engine.frame import Frame
from convlint.syntax import ir
from convlint.values import Library, LibraryClass, LibraryFunction, Tensor

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

PLAIN = (bool, int, float, str, type(None))
QUESTIONS = frozenset(f"builtins.{name}" for name in "hasattr isinstance issubclass callable len".split())


class Doubt(Exception):
    """An expression of which it is not known that it cannot raise."""


def harmless(vm: Interpreter, block: Sequence[Any], frame: Frame) -> bool:
    """Whether a block is a single statement that only asks after values which are known."""
    try:
        return len(block) == 1 and _passes(vm, block[0], frame)
    except (Doubt, Raised):
        return False


def _passes(vm: Interpreter, statement: Any, frame: Frame) -> bool:
    if isinstance(statement, ir.If):
        block = statement.body if _answer(vm, statement.test, frame) else statement.orelse
        return not block or harmless(vm, block, frame)
    if isinstance(statement, ir.Return):
        return statement.value is None or isinstance(_answer(vm, statement.value, frame), PLAIN)
    return isinstance(statement, ir.Pass)


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
        if not isinstance(_value(vm, node.value, frame), (Tensor, Library, *PLAIN)):
            raise Doubt
    elif isinstance(node, ir.Call):
        _question(vm, node, frame)
    elif not isinstance(node, (ir.Const, ir.Name, ir.TupleExpr)):
        raise Doubt
    return vm.eval(node, frame)


def _question(vm: Interpreter, node: ir.Call, frame: Frame) -> None:
    function = vm.eval(node.func, frame)
    if not isinstance(function, (LibraryFunction, LibraryClass)) or function.path not in QUESTIONS or node.keywords:
        raise Doubt
    for each in node.args:
        _value(vm, each, frame)
