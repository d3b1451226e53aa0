"""Work that is done within so many steps, or taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.callbacks import change, hand_over
from convlint.engine.control import BudgetSpent
from convlint.engine.giving import gives_back
from convlint.engine.loading import MANY_FILES
from convlint.engine.objects import Class, Function
from convlint.values import Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

CALL_STEPS: Final = 2_000
"""What a call may take that a module makes which is only imported, in a project of many files, before it applies an op."""


def within(vm: Interpreter, steps: int, run: Callable[[], Any], unless_applied: bool = False) -> tuple[Any, bool]:
    """What `run` gives, True; or None, False where it takes more steps, with all that it did taken back.

    unless_applied: what has applied an op by then may go on.
    """
    own = vm.steps + steps
    if own >= vm.limit:
        return run(), True
    saved = (len(vm.stack), len(vm.loops), vm.silent, vm.uncertain, vm.reporter.current, vm.limit, vm.shares)
    if unless_applied:
        vm.shares = (own, vm.limit, vm.statistics.applied)
    mark, vm.limit = vm.facts.mark(), own
    vm.journal.open()
    try:
        made = run()
        vm.journal.keep()
        return made, True
    except BudgetSpent:
        vm.journal.undo()
        vm.facts.undo(mark)
        del vm.stack[saved[0] :], vm.loops[saved[1] :]
        vm.silent, vm.uncertain, vm.reporter.current = saved[2:5]
        return None, False
    except BaseException:
        vm.journal.keep()
        raise
    finally:
        vm.limit, vm.shares = saved[5:]


def call_of_module(
    vm: Interpreter, callee: Function | Class, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
) -> Any:
    """What a call gives that the code of a module makes; of a long one behind an import, what its text changes is forgotten."""
    place = vm.reporter.current
    if place is None or vm.project.count <= MANY_FILES or place[0].file in vm.loader.entered:
        return run()
    laborious = vm.loader.laborious
    if id(callee.node) not in laborious:
        made, ended = within(vm, CALL_STEPS, run, unless_applied=True)
        if ended:
            return made
        laborious[id(callee.node)] = callee
    hand_over(vm, (*args, *kwargs.values()))
    if isinstance(callee, Function):
        change(vm, callee, args, kwargs)
        if args and gives_back(vm, callee):
            return args[0]
    return Unknown("a call that works long")


__all__ = ["call_of_module", "within"]
