"""`try`: its body, its handlers and what runs at last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.binding import binds
from convlint.engine.branching import fork
from convlint.engine.classes import annotation_text
from convlint.engine.control import Flow, Raised
from convlint.engine.frame import Frame
from convlint.engine.harmless import harmless
from convlint.engine.leaving import attempt
from convlint.engine.mutation import walk
from convlint.engine.objects import Condition
from convlint.engine.parting import joined
from convlint.syntax import ir
from convlint.values import Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def run_try(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    """A `try` statement. A `finally` that jumps drops what was raised."""
    if any(map(_jumps, node.final)):
        flow = attempt(vm, frame, node, lambda: _guarded(vm, node, frame), lambda error: Flow.NEXT, True)
    elif node.final:
        flow = joined(vm, lambda: _guarded(vm, node, frame))
    else:
        flow = _guarded(vm, node, frame)
    if node.final:
        last = vm.run_block(node.final, frame)
        if last is not Flow.NEXT:
            return last
    return flow


def _jumps(statement: Any) -> bool:
    """Whether control may leave a block by a statement of it."""
    if isinstance(statement, (ir.Return, ir.Break, ir.Continue)):
        return True
    if isinstance(statement, (ir.For, ir.While)):
        return any(isinstance(each, ir.Return) for each in walk(statement))
    if isinstance(statement, ir.If):
        return any(map(_jumps, (*statement.body, *statement.orelse)))
    return isinstance(statement, ir.With) and any(map(_jumps, statement.body))


def _guarded(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    if not node.handlers:
        return vm.run_block(node.body, frame)
    if _only_missing_imports(node) or harmless(vm, node.body, frame):
        return _body_and_else(vm, node, frame)
    if _handler_names(node) == ["TypeError"]:
        taken = binds(vm, node.body, frame)
        if taken is not None:
            return _body_and_else(vm, node, frame) if taken else _handler(vm, node.handlers[0], frame)
    if _imports(node.body[0]):
        return _as_if_there(vm, node, frame)
    returns = False

    def body() -> Flow:
        nonlocal returns
        flow = _body_and_else(vm, node, frame)
        returns = flow is Flow.RETURN
        return flow

    def instead(error: Raised | None) -> Flow:
        if error is not None:
            return _handled(vm, node, frame)
        return _returned_instead(vm, node, frame) if returns else _any_handler(vm, node, frame)

    quiet, raises_on = _swallows_shapes(node), all(map(_only_raises, node.handlers))
    return attempt(vm, frame, node, body, instead, quiet, raises_on)


def _as_if_there(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    """A body that imports is read as if what it asks for were there."""
    depth, meant = len(vm.stack), _catches_shapes(node)
    vm.silent += meant
    try:
        return joined(vm, lambda: _body_and_else(vm, node, frame))
    except Raised:
        vm.silent -= meant
        meant = False
        del vm.stack[depth:]
        return _handled(vm, node, frame)
    finally:
        vm.silent -= meant


def _imports(statement: Any) -> bool:
    """Whether a statement imports, be it by a function."""
    if isinstance(statement, ir.Assign) and isinstance(statement.value, ir.Call):
        return annotation_text(statement.value.func).rpartition(".")[2] in ("__import__", "import_module")
    return isinstance(statement, (ir.Import, ir.ImportFrom))


def _only_raises(handler: ir.Handler) -> bool:
    """Whether nothing comes out of a handler but another exception."""
    *before, last = handler.body or (None,)
    return isinstance(last, ir.Raise) and all(isinstance(each, (ir.ExprStmt, ir.Assign)) for each in before)


def _body_and_else(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    flow = vm.run_block(node.body, frame)
    if flow is Flow.NEXT and node.orelse:
        return vm.run_block(node.orelse, frame)
    return flow


def _handler_names(node: ir.Try) -> list[str]:
    return [name for handler in node.handlers for name in _caught_by(handler)]


def _caught_by(handler: ir.Handler) -> list[str]:
    kinds = handler.type.items if isinstance(handler.type, ir.TupleExpr) else (handler.type,)
    return ["" if kind is None else annotation_text(kind).rpartition(".")[2] for kind in kinds]


def _only_missing_imports(node: ir.Try) -> bool:
    """`try: import x` is read as if x were there."""
    return all(name in ("ImportError", "ModuleNotFoundError") for name in _handler_names(node))


OTHER_ERRORS: Final = frozenset(
    "ImportError ModuleNotFoundError KeyboardInterrupt FileNotFoundError KeyError AttributeError StopIteration OSError IOError "
    "SystemExit EOFError MemoryError OutOfMemoryError PermissionError FileExistsError NotADirectoryError IsADirectoryError "
    "ConnectionError BrokenPipeError TimeoutError UnicodeDecodeError JSONDecodeError GeneratorExit StopAsyncIteration "
    "CancelledError CalledProcessError URLError HTTPError BadZipFile UnpicklingError UnidentifiedImageError".split()
)
"""Exceptions that no framework raises for shapes."""


def _catches_shapes(node: ir.Try) -> bool:
    """Whether a handler catches what a framework raises for shapes (and so the body may be meant to fail)."""
    return any(name not in OTHER_ERRORS for name in _handler_names(node))


def _swallows_shapes(node: ir.Try) -> bool:
    """Whether the program may go on after such an exception: a handler that always raises again lets it fail all the same."""
    return _catches_shapes(node) and not all(_always_raises(handler.body) for handler in _catching(node))


def _catching(node: ir.Try) -> list[ir.Handler]:
    return [each for each in node.handlers if any(name not in OTHER_ERRORS for name in _caught_by(each))]


def _always_raises(block: Sequence[Any]) -> bool:
    """Whether a block that runs to its end raises what only who awaits a shape's exception catches, and is not left otherwise."""
    if not block or not isinstance(block[-1], ir.Raise) or any(map(_leaves, block)):
        return False
    raised = block[-1].exc
    kind = raised.func if isinstance(raised, ir.Call) else raised
    return kind is None or annotation_text(kind).rpartition(".")[2] not in OTHER_ERRORS


def _leaves(statement: Any) -> bool:
    """Whether a statement may leave a handler without an exception, or catches exceptions itself."""
    return any(isinstance(each, (ir.Return, ir.Break, ir.Continue, ir.Try)) for each in walk(statement))


def _handled(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    if len(node.handlers) == 1:
        return _handler(vm, node.handlers[0], frame)
    return _any_handler(vm, node, frame)


def _any_handler(vm: Interpreter, node: ir.Try, frame: Frame, start: int = 0) -> Flow:
    if start == len(node.handlers) - 1:
        return _handler(vm, node.handlers[start], frame)
    return fork(
        vm,
        frame,
        Condition("which exception"),
        lambda: _handler(vm, node.handlers[start], frame),
        lambda: _any_handler(vm, node, frame, start + 1),
    )[0]


def _returned_instead(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    """What a handler returns where the body would have returned. What follows it is not judged: it may never run."""
    vm.silent += 1
    try:
        flow = _any_handler(vm, node, frame)
    finally:
        vm.silent -= 1
    if flow is not Flow.RETURN:
        frame.result = Unknown("what follows a handler")
    return Flow.RETURN


def _handler(vm: Interpreter, handler: ir.Handler, frame: Frame) -> Flow:
    if handler.name is not None:
        vm.bind(frame, handler.name, Unknown("an exception", data=True))
    return vm.run_block(handler.body, frame)


__all__ = ["run_try"]
