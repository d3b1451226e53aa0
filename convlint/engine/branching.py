"""Branches whose condition is open: settled by choosing a world, or both followed and merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from convlint.engine import parting
from convlint.engine.control import BudgetSpent, Flow, Raised
from convlint.engine.frame import Frame
from convlint.engine.journal import Changes
from convlint.engine.objects import Condition, Param
from convlint.engine.parting import Exits
from convlint.symbolic import Truth
from convlint.values import FloatV, Unknown
from convlint.values.mismatch import Stops

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

Outcome = tuple["Flow | None", Any, Changes, Exits]
"""Where control went (None: the branch cannot be taken, or raises), what it returned, what it changed; what left within it."""


def as_condition(vm: Interpreter, value: Any) -> Condition:
    """The open truth of a value as a condition."""
    if isinstance(value, Condition):
        return value
    if isinstance(value, Param):
        return Condition(value.why, ("true", value))
    data = bool(getattr(value, "data", True)) if isinstance(value, (Unknown, FloatV)) else True
    return Condition("an open truth", data=data)


def possible(vm: Interpreter, condition: Condition, truth: bool) -> bool:
    """Whether the condition may have that truth, by what is known."""
    if condition.learn is None:
        return True
    mark = vm.facts.mark()
    try:
        return bool(condition.learn(vm, truth))
    finally:
        vm.facts.undo(mark)


def decide(vm: Interpreter, value: Any) -> bool | None:
    """`bool(value)` where known, or settled in this world (what follows from it is learnt); None where it stays open."""
    truth = vm.truth(value)
    if truth is not Truth.OPEN:
        return truth is Truth.YES
    condition = as_condition(vm, value)
    if condition.learn is not None:
        for verdict in (True, False):
            if not possible(vm, condition, verdict):
                condition.learn(vm, not verdict)
                return not verdict
    key, flip = condition.key, False
    while isinstance(key, tuple) and key[0] == "not":
        key, flip = key[1], not flip
    chosen = None if key is None else vm.choose(key, _order(key))
    if chosen is None:
        return None
    chosen = chosen is not flip
    if condition.learn is not None:
        condition.learn(vm, chosen)
    return bool(chosen)


def _order(key: Any) -> tuple[bool, bool]:
    """Which answer is tried first: an argument whose default is None is None first."""
    rather_none = isinstance(key, tuple) and key[0] in ("true", "not none") and getattr(key[1], "rather_none", False)
    return (False, True) if rather_none else (True, False)


def fork(
    vm: Interpreter,
    frame: Frame,
    condition: Condition,
    one: Callable[[], Any],
    other: Callable[[], Any],
    argued: bool = False,
    parts: bool = False,
) -> tuple[Flow, Any]:
    """Follow both branches and merge what they did. `one` and `other` return a Flow, or (Flow.NEXT, value) of an expression.

    argued: the condition asks for what the arguments of the function are. parts: `parting.run_rest` follows.
    """
    vm.argued += argued
    try:
        outcomes = [_try(vm, frame, condition, truth, run) for truth, run in ((True, one), (False, other))]
    finally:
        vm.argued -= argued
    alive = [i for i, outcome in enumerate(outcomes) if outcome[0] is not None]
    exits = [*outcomes[0][3], *outcomes[1][3]]
    if not alive:
        parting.hand_on(vm, frame, exits)
        raise Raised
    if len(alive) == 1:
        flow, value, changes, _ = outcomes[alive[0]]
        assert flow is not None
        _settle(vm, condition, alive[0] == 0)
        _go_on(vm, frame, flow, [changes], exits, parts)
        return _leave(frame, flow, value)
    return _merge(vm, frame, condition, outcomes[0], outcomes[1], exits, parts)


def _go_on(vm: Interpreter, frame: Frame, flow: Flow, going: Exits, exits: Exits, parts: bool) -> None:
    """Make what the branches did so that go on, or leave together; some paths have left within them, or by the other one."""
    if not exits:
        if len(going) == 1:
            vm.journal.apply(going[0])
        else:
            vm.journal.merge(vm.join, going[0], going[1])
    elif parts and flow is Flow.NEXT:
        parting.part(vm, exits, going)
    else:
        parting.meet(vm, frame, exits, going)


def _settle(vm: Interpreter, condition: Condition, truth: bool) -> None:
    if condition.learn is not None:
        condition.learn(vm, truth)


def _leave(frame: Frame, flow: Flow, value: Any) -> tuple[Flow, Any]:
    if flow is Flow.RETURN:
        frame.result = value
    return flow, value


def _try(vm: Interpreter, frame: Frame, condition: Condition, truth: bool, run: Callable[[], Any]) -> Outcome:
    """Run one branch and take back what it did."""
    mark, depth = vm.facts.mark(), len(vm.stack)
    vm.journal.open()
    vm.uncertain += 1
    vm.branches += 1
    opaque = condition.learn is None and not condition.data
    vm.silent += opaque
    flow: Flow | None = None
    value: Any = None
    spent = False
    exits: Exits = []
    outer, vm.exits = vm.exits, exits
    try:
        if condition.learn is None or condition.learn(vm, truth):
            outcome = run()
            flow, value = outcome if isinstance(outcome, tuple) else (outcome, None)
            if flow is Flow.RETURN:
                value = frame.result
    except (Raised, Stops):
        flow = None
    except BudgetSpent:
        spent = True
    vm.exits = outer
    vm.silent -= opaque
    vm.uncertain -= 1
    vm.branches -= 1
    del vm.stack[depth:]
    changes = vm.journal.take_back()
    vm.facts.undo(mark)
    if spent:
        raise BudgetSpent  # one that was caught would hold all that went on, and this frame it
    return flow, value, changes, exits


def _merge(
    vm: Interpreter, frame: Frame, condition: Condition, one: Outcome, other: Outcome, exits: Exits, parts: bool
) -> tuple[Flow, Any]:
    flows = (one[0], other[0])
    if flows[0] is flows[1] and flows[0] is not None:
        _go_on(vm, frame, flows[0], [one[2], other[2]], exits, parts)
        value = vm.join(one[1], other[1]) if flows[0] in (Flow.RETURN, Flow.NEXT) else None
        return _leave(frame, flows[0], value)
    # one branch goes on, the other leaves: names are those of the branch that goes on, objects at the end those of either
    first = flows[0] is Flow.NEXT or flows[1] is Flow.RETURN
    going, leaving = (one, other) if first else (other, one)
    flow, there = going[0], leaving[2].get(id(frame))
    assert flow is not None
    left = {key: entry for key, entry in leaving[2].items() if key != id(frame)}
    _leaving(vm, frame, leaving, there)
    parts = parts and (leaving[0] is Flow.RETURN or vm.exits is None)
    _go_on(vm, frame, flow, [going[2]], [left, *exits], parts)
    _settle(vm, condition, first)
    return _leave(frame, flow, going[1])


def _leaving(vm: Interpreter, frame: Frame, outcome: Outcome, names: Any) -> None:
    """Note a branch that may have left: by `return`, or to the end or the next turn of a loop."""
    vm.left += 1
    vm.parted = vm.facts.version
    if outcome[0] is Flow.RETURN:
        frame.returned.append(outcome[1])
    elif vm.loops:
        state = names[1] if names is not None else frame.save()
        vm.loops[-1].append((outcome[0], frame, state))
