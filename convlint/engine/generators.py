"""Generators: their items are made when they are asked for, one by one, of what the names hold then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import operators
from convlint.engine.control import Flow
from convlint.engine.frame import Frame
from convlint.engine.loops import run_over
from convlint.engine.mutation import walk
from convlint.engine.parting import joined
from convlint.frameworks.python.support import bare, steps
from convlint.syntax import ir
from convlint.values import IteratorV, ListV, Perhaps, Stops, StreamV, Unknown
from convlint.values.iterators import END

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


LONG: Final = 64
"""A loop over more numbers than that is run as a whole, and summed up where it can be."""


def generator(vm: Interpreter, node: ir.Comprehension, scope: Frame) -> Any:
    """The value of a generator expression. What the first `for` runs over is evaluated at once."""
    source = vm.eval(node.clauses[0].iter, scope)
    if isinstance(source, (ListV, IteratorV)) and (source.items is not None):
        return IteratorV([], _course(vm, node, 0, scope, source))
    items = vm.items(source)
    if items is not None:
        return IteratorV([], _course(vm, node, 0, scope, ListV(items)))
    made = [bare(item) for item in _course(vm, node, 0, scope, ListV(None, vm.element(source)))]
    return StreamV(vm.element(ListV(made)) if made else Unknown("an item of something unknown"))


def _course(vm: Interpreter, node: ir.Comprehension, depth: int, scope: Frame, source: Any) -> Iterator[Any]:
    """The items that the clauses from `depth` on make, `Perhaps` where it is not known how many."""
    from convlint.engine.expressions import passes
    from convlint.engine.statements import assign

    clause = node.clauses[depth]
    for item in steps(vm, source):
        vm.step()
        assign(vm, clause.target, bare(item), scope)
        taken = passes(vm, clause.ifs, scope)
        if taken is False:
            continue
        sure = taken is True and not isinstance(item, Perhaps)
        if depth + 1 == len(node.clauses):
            made = vm.eval(node.element, scope)
            yield made if sure else Perhaps(made)
        else:
            inner = vm.eval(node.clauses[depth + 1].iter, scope)
            for made in _course(vm, node, depth + 1, scope, inner):
                yield made if sure or isinstance(made, Perhaps) else Perhaps(made)


# --- functions --------------------------------------------------------------------------------------------------------


def run_at_once(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> Any:
    """A generator is run at once; under an open branch or loop only its typical item is known."""
    frame.yields = []
    _gathered(vm, frame, lambda: vm.run_block(node.body, frame))
    if not frame.endless:
        return IteratorV(frame.yields)
    made = ListV([])
    made.items = frame.yields
    return StreamV(vm.element(made) if frame.yields else Unknown("an item of a generator"))


def _gathered(vm: Interpreter, frame: Frame, run: Callable[[], Flow]) -> Flow:
    """Run code that adds to what a frame has yielded."""
    outer, vm.uncertain = vm.uncertain, 0
    vm.journal.open()
    try:
        return joined(vm, run)
    except Stops:  # `while True: yield`
        if not frame.yields:
            raise
        frame.endless = True
        return Flow.RETURN
    finally:
        vm.uncertain = outer
        _do_later(vm, frame)


def _do_later(vm: Interpreter, frame: Frame) -> None:
    """What a generator does to what is there already is done when somebody asks for its items."""
    if vm.journal.changes_others(frame):
        vm.journal.close(vm.join, frame)
        frame.yields = [Unknown("counted by a generator") if operators.is_int(each) else each for each in frame.yields]
    else:
        vm.journal.keep()


def is_stepwise(node: ir.FunctionDef) -> bool:
    """Whether a generator can be run from one `yield` to the next: not where an endless loop or an expression holds one."""
    return _in_steps(node.body)


def _in_steps(block: ir.Block) -> bool:
    return all(_kind(statement) is not None for statement in block)


@lru_cache(maxsize=1024)
def _kind(statement: Any) -> bool | None:
    """Whether a statement holds a `yield`; None where it cannot be left at it."""
    if isinstance(statement, (ir.FunctionDef, ir.ClassDef)):
        return False
    if not any(isinstance(each, ir.Yield) for each in walk(statement)):
        return False
    if isinstance(statement, ir.ExprStmt):
        return True if isinstance(statement.value, ir.Yield) else None
    if isinstance(statement, (ir.If, ir.For, ir.While)):
        endless = isinstance(statement, ir.While) and isinstance(statement.test, ir.Const)
        return None if endless or not _in_steps((*statement.body, *statement.orelse)) else True
    return None


def run_later(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> IteratorV:
    """What a call of a generator gives: nothing of its body has run yet."""
    return IteratorV([], _resumed(vm, frame, _Steps(vm, frame).block(node.body)))


def _resumed(vm: Interpreter, frame: Frame, running: Iterator[Any]) -> Iterator[Any]:
    """Go on with the body of a function whenever an item is asked for."""
    function = frame.function
    loops: list[Any] = []
    while True:
        before = len(vm.stack)
        vm.stack.append((vm.place, function, vm.uncertain))
        outer = vm.loops, vm.branches, vm.argued, vm.left, vm.exits
        vm.loops, vm.branches, vm.argued, vm.exits = loops, 0, 0, None
        try:
            item = next(running, END)
        finally:
            vm.loops, vm.branches, vm.argued, vm.left, vm.exits = outer
            del vm.stack[before:]
        if item is END:
            return
        yield item


class _Steps:
    """The body of a generator, run from one `yield` to the next. `flow`: how the block that has ended was left."""

    def __init__(self, vm: Interpreter, frame: Frame) -> None:
        self.vm = vm
        self.frame = frame
        self.flow = Flow.NEXT

    def block(self, block: ir.Block) -> Iterator[Any]:
        self.flow = Flow.NEXT
        for statement in block:
            self.vm.step()
            if _kind(statement):
                yield from self._statement(statement)
            else:
                yield from self._plain(statement)
            if self.flow is not Flow.NEXT:
                return

    def _plain(self, statement: Any) -> Iterator[Any]:
        """A statement without a `yield`. Where it may have left the function or a loop, nothing is known of what follows."""
        vm = self.vm
        left = vm.left
        vm.loops.append([])
        try:
            self.flow = vm.exec(statement, self.frame)
        finally:
            unsure = vm.loops.pop() or vm.left != left
        if unsure:
            yield Perhaps(Unknown("an item of a generator"))
            self.flow = Flow.RETURN

    def _statement(self, statement: Any) -> Iterator[Any]:
        from convlint.engine.expressions import tested

        if isinstance(statement, ir.ExprStmt) and isinstance(statement.value, ir.Yield):
            yield from self._given(statement.value)
        elif isinstance(statement, ir.If):
            decided = self.vm.decide(tested(self.vm, statement.test, self.frame))
            if decided is None:
                yield from self._at_once(partial(self.vm.exec, statement, self.frame))
            else:
                yield from self.block(statement.body if decided else statement.orelse)
        elif isinstance(statement, ir.For):
            yield from self._for(statement)
        else:
            yield from self._while(statement)

    def _given(self, node: ir.Yield) -> Iterator[Any]:
        value = None if node.value is None else self.vm.eval(node.value, self.frame)
        if node.whole:
            yield from steps(self.vm, value)
        else:
            yield value

    def _for(self, node: ir.For) -> Iterator[Any]:
        from convlint.engine.statements import assign

        vm, frame = self.vm, self.frame
        source = vm.eval(node.iter, frame)
        if isinstance(source, range) and source[LONG:]:
            yield from self._at_once(partial(run_over, vm, node, source, frame))
            return
        for item in steps(vm, source):
            if isinstance(item, Perhaps):
                yield from self._at_once(partial(run_over, vm, node, StreamV(item.value), frame))
                return
            assign(vm, node.target, item, frame)
            yield from self.block(node.body)
            if self.flow not in (Flow.NEXT, Flow.CONTINUE):
                break
        yield from self._left_loop(node)

    def _while(self, node: ir.While) -> Iterator[Any]:
        for _ in range(LONG):
            decided = self.vm.decide(self.vm.eval(node.test, self.frame))
            if not decided:
                break
            yield from self.block(node.body)
            if self.flow not in (Flow.NEXT, Flow.CONTINUE):
                break
        else:
            decided = None
        if decided is None:
            yield from self._at_once(partial(self.vm.exec, node, self.frame))
        else:
            yield from self._left_loop(node)

    def _left_loop(self, node: ir.For | ir.While) -> Iterator[Any]:
        if self.flow in (Flow.NEXT, Flow.CONTINUE):
            yield from self.block(node.orelse)
        elif self.flow is Flow.BREAK:
            self.flow = Flow.NEXT

    def _at_once(self, run: Callable[[], Flow]) -> Iterator[Any]:
        """What a statement gives that is run as a whole."""
        left, frame = self.vm.left, self.frame
        frame.yields, frame.endless = [], False
        self.flow = _gathered(self.vm, frame, run)
        given, frame.yields = frame.yields, None
        yield from [Perhaps(item) for item in given] if frame.endless else given
        if frame.endless and not given:
            yield Perhaps(Unknown("an item of a generator"))
        if self.vm.left != left:
            yield Perhaps(Unknown("an item of a generator"))
            self.flow = Flow.RETURN


__all__ = ["generator", "is_stepwise", "run_at_once", "run_later"]
