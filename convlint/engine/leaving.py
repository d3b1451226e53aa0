"""Blocks that an exception may leave before their end, and what goes on from there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from convlint.engine.branching import fork
from convlint.engine.control import Flow, Raised
from convlint.engine.frame import Frame
from convlint.engine.journal import Changes
from convlint.engine.mutation import walk
from convlint.engine.objects import Condition
from convlint.engine.parting import joined
from convlint.syntax import ir
from convlint.values import Unknown
from convlint.values.base import ONE_SIDED

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def attempt(
    vm: Interpreter,
    frame: Frame,
    node: ir.Try | ir.With,
    run: Callable[[], Flow],
    instead: Callable[[Raised | None], Flow],
    quiet: bool,
    raises_on: bool = False,
) -> Flow:
    """Run what an exception may leave before its end, and follow what runs instead: any part of it may have been done.

    run: the body of `node`. instead: what catches the exception, which is given where it is certain that it is raised.
    quiet: whether shapes may be what it is raised for. raises_on: whether all that runs instead is to raise something else.
    """
    version, depth = vm.facts.version, len(vm.stack)
    vm.journal.open()
    vm.silent += quiet
    error: Raised | None = None
    try:
        flow = joined(vm, run)
    except Raised as raised:
        error = raised
    except BaseException:
        vm.journal.keep()
        raise
    finally:
        vm.silent -= quiet
    if error is not None:
        vm.journal.keep()
        del vm.stack[depth:]
        return instead(error)
    if flow is Flow.RETURN and raises_on:
        vm.journal.keep()
        return flow
    result, after, goes_on = frame.result, vm.journal.take_back(), []

    def done() -> Flow:
        vm.journal.apply(after)
        frame.result = result
        return flow

    def left() -> Flow:
        _do_partly(vm, frame, node, after)
        where = instead(None)
        goes_on.append(where is not Flow.RETURN)
        return where

    where = fork(vm, frame, Condition("nothing was raised"), done, left)[0]
    if any(goes_on):
        vm.facts.forget_since(version)  # what the body has taught may not hold
    return where


def _do_partly(vm: Interpreter, frame: Frame, node: ir.Try | ir.With, after: Changes) -> None:
    """What a block did may have been done or not; a name that had no value has that of the block, or nobody can use it."""
    vm.journal.merge(vm.join, {key: entry for key, entry in after.items() if key != id(frame)}, {})
    if id(frame) not in after:
        return
    before, later = frame.save(), after[id(frame)][1]
    often = _given_often(node.body)
    names: dict[str, Any] = {}
    for name in (*before, *(each for each in later if each not in before)):
        if name in often:
            names[name] = Unknown(f"`{name}` had several values before an exception")
        elif name not in later:
            names[name] = ONE_SIDED
        else:
            names[name] = vm.join(before[name], later[name]) if name in before else later[name]
    vm.touch(frame)
    frame.restore(names)


def _given_often(block: Sequence[Any]) -> set[str]:
    """The names that a block gives values more than once: by several statements, or in a loop."""
    found: Counter[str] = Counter()
    for statement in block:
        for node in walk(statement):
            names = list(_given(node))
            found.update(names)
            if isinstance(node, (ir.For, ir.While)):
                found.update(name for each in walk(node.body) for name in _given(each))
                found.update(names)
    return {name for name, times in found.items() if times > 1}


def _given(node: Any) -> Iterator[str]:
    """The names to which a statement or a walrus gives a value."""
    if isinstance(node, ir.Assign):
        yield from _names(node.targets)
    elif isinstance(node, (ir.AugAssign, ir.AnnAssign, ir.For, ir.Walrus)):
        yield from _names(node.target)


def _names(target: Any) -> Iterator[str]:
    if isinstance(target, ir.Name):
        yield target.id
    elif isinstance(target, tuple):
        for each in target:
            yield from _names(each)
    elif isinstance(target, (ir.TupleExpr, ir.ListExpr)):
        yield from _names(target.items)
    elif isinstance(target, ir.Starred):
        yield from _names(target.value)


__all__ = ["attempt"]
