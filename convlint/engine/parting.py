"""Paths that leave a function, or a turn of a loop, early: what they did is kept aside while the others go on.

What follows `if open: return` sees only what the branch has done that goes on; at its end both come together. Within a branch that
is the end of the function rather than its own: what has left is handed on to where the branches meet (`Interpreter.exits`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from convlint.engine.control import Flow, Raised
from convlint.engine.frame import Frame
from convlint.engine.journal import Changes
from convlint.syntax import ir
from convlint.values.mismatch import Stops

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

Exits = list[Changes]
"""What each of the paths did that have left, since the branch began that it was in."""
WHOLE: Final[Exits] = []
"""In the place of such a list: the block is of the function itself, which does not catch what is raised in it."""


def run_rest(vm: Interpreter, rest: ir.Block, frame: Frame, flow: Flow) -> Flow:
    """Run what follows a statement by which a branch may have left the block."""
    aside, vm.aside = vm.aside, None
    if flow is not Flow.NEXT or not rest:
        vm.facts.forget_since(vm.parted)
        return flow if aside is None else _go_on(vm, frame, lambda: flow, aside, vm.parted)
    run = partial(vm.run_block, rest, frame)
    return apart(vm, frame, run, vm.parted) if aside is None else _go_on(vm, frame, run, aside, vm.parted)


def settled(vm: Interpreter, frame: Frame, flow: Flow) -> Flow:
    """What a statement gave behind which nothing follows in this block."""
    return flow if vm.aside is None else run_rest(vm, (), frame, flow)


def apart(vm: Interpreter, frame: Frame, run: Callable[[], Flow], version: int) -> Flow:
    """Run what some path may have left out: what it does to objects may not have been done, what it learns holds for it alone.

    version: what was known where the paths parted.
    """
    vm.journal.open()
    return _go_on(vm, frame, run, {}, version)


def part(vm: Interpreter, aside: Exits, going: Exits) -> None:
    """Let those paths go on that have not left; `run_rest` is to follow."""
    vm.aside = vm.journal.joined(vm.join, aside)
    rest = vm.journal.joined(vm.join, going)
    vm.journal.open()
    vm.journal.apply(rest)


def meet(vm: Interpreter, frame: Frame, exits: Exits, going: Exits) -> None:
    """Let all come together here: the names of a frame are those of the paths that go on."""
    made = dict(vm.journal.joined(vm.join, going))
    here = made.pop(id(frame), None)
    vm.journal.merge(vm.join, made, vm.journal.joined(vm.join, exits))
    if here is not None:
        vm.journal.apply({id(frame): here})


def joined(vm: Interpreter, run: Callable[[], Flow]) -> Flow:
    """Run a part of a function behind which something is done on all paths, or from which exceptions do not leave the function."""
    outer, vm.exits = vm.exits, None
    try:
        return run()
    finally:
        vm.exits = outer


def hand_on(vm: Interpreter, frame: Frame, exits: Exits) -> None:
    """All that is left of a statement are the paths that have left: the others raise."""
    if not exits:
        return
    left = vm.journal.joined(vm.join, exits)
    if vm.exits is None or vm.exits is WHOLE:
        vm.journal.apply(left)
    else:
        vm.exits.append(_without(vm.journal.since_opened(left), frame))


def _go_on(vm: Interpreter, frame: Frame, run: Callable[[], Flow], aside: Changes, version: int) -> Flow:
    """Run what only some paths come to, in the scope at hand."""
    own: Exits = []
    outer, vm.exits = vm.exits, own
    error: Exception | None = None
    flow = Flow.NEXT
    try:
        flow = run()
    except (Raised, Stops) as raised:
        error = raised
    except BaseException:
        vm.journal.keep()
        raise
    finally:
        vm.exits = outer
    vm.facts.forget_since(version)
    _end(vm, frame, [aside, *own], error is not None)
    if error is not None:
        raise error
    return flow


def _end(vm: Interpreter, frame: Frame, exits: Exits, raised: bool) -> None:
    """End the scope of what only some paths came to."""
    number = vm.journal.now
    rest = vm.journal.take_back()
    here = rest.pop(id(frame), None)
    left = vm.journal.joined(vm.join, exits)
    if vm.exits is None:
        vm.journal.merge(vm.join, rest, left)
    elif vm.exits is not WHOLE:
        vm.exits.append(_without(vm.journal.since_opened(left), frame))
        vm.journal.apply(rest)
    elif raised:
        vm.journal.apply(left)
    else:
        vm.journal.merge(vm.join, rest, left)
    vm.journal.adopt(number)
    if here is not None:
        vm.journal.apply({id(frame): here})


def _without(changes: Changes, frame: Frame) -> Changes:
    return {key: entry for key, entry in changes.items() if key != id(frame)}


__all__ = ["WHOLE", "Exits", "apart", "hand_on", "joined", "meet", "part", "run_rest", "settled"]
