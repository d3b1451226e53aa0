"""Functions behind `contextlib.contextmanager`: the block of a `with` runs where they yield."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from convlint.engine.control import Flow
from convlint.engine.frame import Frame
from convlint.engine.mutation import walk
from convlint.engine.objects import Scope
from convlint.syntax import ir
from convlint.values import Undetermined, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


class Block:
    """The block of a `with`, in the place of what a generator has yielded.

    flow: how control left it when it ran last.
    """

    __slots__ = ("_outside", "_run", "_vm", "flow")

    def __init__(self, vm: Interpreter, run: Callable[[Any], Flow]) -> None:
        self._vm = vm
        self._run = run
        self._outside = _Surroundings(vm)
        self.flow = Flow.NEXT

    def run(self, value: Any) -> None:
        """Run the block, with what is yielded."""
        inside, vm, depth = _Surroundings(self._vm), self._vm, self._outside.depth
        calls = vm.stack[depth:]
        del vm.stack[depth:]
        self._outside.put(vm)
        try:
            self.flow = self._run(value)
        finally:
            vm.stack[depth:] = calls
            self._outside = _Surroundings(vm, depth)
            inside.put(vm)

    def leave(self) -> Flow:
        """The function has ended."""
        self._outside.put(self._vm)
        return self.flow


class _Surroundings:
    """What the interpreter notes of the function under way."""

    __slots__ = ("_notes", "depth")

    def __init__(self, vm: Interpreter, depth: int = -1) -> None:
        self.depth = len(vm.stack) if depth < 0 else depth  # of the calls around it
        self._notes = vm.loops, vm.branches, vm.argued, vm.left, vm.exits

    def put(self, vm: Interpreter) -> None:
        """Make it hold."""
        vm.loops, vm.branches, vm.argued, vm.left, vm.exits = self._notes


def run_scope(vm: Interpreter, scope: Scope, frame: Frame, body: Callable[[Any], Flow]) -> Flow:
    """Run the function and, where it yields, the block."""
    from convlint.engine.calls import bind_arguments

    function, node = scope.function, scope.function.node
    if not isinstance(node, ir.FunctionDef):
        return body(Unknown("a context"))
    own = Frame(function.module, function.frame, function, vm.journal.now)
    try:
        bind_arguments(vm, function, own, scope.args, scope.kwargs)
    except Undetermined:
        return body(Unknown("a context"))
    block = own.yields = Block(vm, body)
    vm.stack.append((vm.place, function, vm.uncertain))
    depth = len(vm.stack)
    vm.loops, vm.branches, vm.argued = [], 0, 0
    try:
        vm.run_block(node.body, own)
    finally:
        del vm.stack[depth - 1 :]
        flow = block.leave()
    if flow is Flow.RETURN and any(isinstance(each, ir.Try) and each.handlers for each in walk(node)):
        frame.result = Unknown("an exception may have been raised instead")
    return flow


__all__ = ["Block", "run_scope"]
