"""Loops: run out over what is known, followed to a fixpoint over what is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import parting
from convlint.engine.control import BudgetSpent, Flow, Raised
from convlint.engine.frame import Frame
from convlint.engine.objects import is_driven
from convlint.frameworks.python.support import steps
from convlint.symbolic import Dim, Shape, Truth
from convlint.syntax import ir
from convlint.values import EndlessV, Instance, IteratorV, ListV, Perhaps, SetV, StreamV, Tensor, Unknown
from convlint.values.base import next_serial
from convlint.values.mismatch import Stops

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

MOST_TURNS: Final = 4096
"""Turns of one `while` that are run out."""
MOST_ENDLESS_TURNS: Final = 32
"""Turns of a `while True` that are run out before it is taken for one that ends by chance or never."""
SETTLED_AFTER: Final = 3
"""A loop over numbers whose turns change nothing but numbers is not run further than this."""
CHEAP_STEPS: Final = 1_500
"""A loop that took no more steps than that is run out anyway ..."""
LIGHT_TURN: Final = 16
LIGHT_STEPS: Final = 4_000
"""... or no more than these, where a turn takes few: it gathers data rather than trains, and how much counts."""
MOST_STEPS: Final = 60_000
"""Steps that one loop may take before the rest of its turns are summed up."""
LONGEST: Final = 10_000
"""A loop over more numbers repeats something rather than makes it: it takes few steps, whatever its turns change."""
LONG_LIST: Final = 128
"""Items of a list; of a longer one that every turn adds to, as records of training are, the number is let be."""
MOST_NESTED: Final = 20
"""How deep values are compared; what is deeper counts as changed."""

Turn = Callable[[], Any]


def run_for(vm: Interpreter, node: ir.For, frame: Frame) -> Flow:
    """A `for` statement."""
    return run_over(vm, node, vm.eval(node.iter, frame), frame)


def run_over(vm: Interpreter, node: ir.For, source: Any, frame: Frame) -> Flow:
    """A `for` statement over a value."""
    from convlint.engine.statements import assign

    place = vm.reporter.at(frame.module, node.iter)
    try:
        items = _at_once(vm, source)
        if items is None:
            vm.reporter.passed()
    finally:
        vm.reporter.leave(place)

    def body() -> Flow:
        return vm.run_block(node.body, frame)

    if items is None:
        endless = isinstance(source, EndlessV)
        first = source.first if isinstance(source, StreamV) else None

        def turn(begins: bool = False) -> None:
            assign(vm, node.target, first if begins and first is not None else vm.element(source), frame)

        flow = _unknown_turns(vm, frame, turn, body, endless)
    else:
        flow = _known_turns(vm, frame, node, source, items, body)
    if flow is Flow.NEXT and node.orelse:
        return vm.run_block(node.orelse, frame)
    return Flow.NEXT if flow is Flow.BREAK else flow


def _at_once(vm: Interpreter, source: Any) -> Sequence[Any] | None:
    """What there is to run over now; None where it is not known item by item."""
    if isinstance(source, IteratorV):
        return source.items[source.position :]
    return source if isinstance(source, range) else vm.items(source)


def _known_turns(
    vm: Interpreter, frame: Frame, node: ir.For, source: Any, items: Sequence[Any], body: Callable[[], Flow]
) -> Flow:
    """Run each turn; a long loop that only computes is cut short and its rest summed up."""
    from convlint.engine.statements import assign

    start = vm.steps
    exits = Exits(frame)
    numbers = isinstance(source, range) or _in_a_row(items)
    most = CHEAP_STEPS if isinstance(source, range) and source[LONGEST:] else MOST_STEPS
    for count, item in enumerate(steps(vm, source) if isinstance(source, (ListV, IteratorV)) else items):
        turn = partial(assign, vm, node.target, item, frame)
        spent = vm.steps - start
        settled, flow = spent > most or isinstance(item, Perhaps), Flow.NEXT
        if numbers and _may_settle(count, spent) and not settled:
            settled, flow = _watched_turn(vm, frame, turn, body, exits)
        elif not settled:
            turn()
            flow = _turn(vm, frame, body, exits)
        if settled:
            flow = _unknown_turns(
                vm, frame, lambda begins: assign(vm, node.target, vm.element(source), frame), body, False
            )
            _rejoin(vm, frame, exits)
            return flow
        if flow in (Flow.BREAK, Flow.RETURN):
            if flow is Flow.BREAK:
                _rejoin(vm, frame, exits)
            return flow
    _rejoin(vm, frame, exits)
    return Flow.NEXT


def _may_settle(turns: int, spent: int) -> bool:
    """Whether a loop has run for so many turns and steps that the rest of it may be summed up."""
    return turns >= SETTLED_AFTER and spent > (CHEAP_STEPS if spent > LIGHT_TURN * turns else LIGHT_STEPS)


def _in_a_row(items: Sequence[Any]) -> bool:
    """Whether items are numbers in a row, or rows of such, as `enumerate` gives them."""
    rows = [each if type(each) is tuple else (each,) for each in items]
    if len(rows) <= SETTLED_AFTER or any(type(number) is not int for row in rows for number in row):
        return False
    return all(last - first == len(rows) - 1 for first, last in zip(rows[0], rows[-1]))


def _watched_turn(
    vm: Interpreter, frame: Frame, turn: Turn, body: Callable[[], Flow], exits: Exits
) -> tuple[bool, Flow]:
    """Run one turn: whether it changed nothing that later turns could build upon (but numbers), and where control goes.

    What it made itself is of no concern: later turns reach it through what they found there, or not at all.
    """
    begun = next_serial()
    vm.journal.open()
    try:
        turn()
        flow = _turn(vm, frame, body, exits)
    except BaseException:
        vm.journal.keep()
        raise
    before = vm.journal.keep()
    if flow in (Flow.BREAK, Flow.RETURN):
        return False, flow
    older = [(value, state) for value, state in before.values() if value.serial < begun]
    return all(_alike(vm, state, value.save()) for value, state in older), flow


def _alike(vm: Interpreter, one: Any, other: Any, depth: int = 0) -> bool:
    if one is other:
        return True
    if depth > MOST_NESTED:
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(vm, one[key], other[key], depth + 1) for key in one)
    if isinstance(one, list) and isinstance(other, list) and _gathers(vm, one, other, depth):
        return True
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(_alike(vm, a, b, depth + 1) for a, b in zip(one, other))
    if isinstance(one, (int, float, Dim, str)) and isinstance(other, (int, float, Dim, str)):
        return True
    if isinstance(one, Tensor) and isinstance(other, Tensor):
        return one.shape == other.shape or _alike_in_size(vm, one.shape, other.shape)
    if isinstance(one, ListV) and isinstance(other, ListV):
        if one.items is None or other.items is None:
            return False
        return len(one.items) == len(other.items) or _gathers(vm, one.items, other.items, depth)
    if isinstance(one, SetV):
        return isinstance(other, SetV)
    return type(one) is type(other) and (isinstance(one, Unknown) or _plain(one) == _plain(other))


def _alike_in_size(vm: Interpreter, one: Shape, other: Shape) -> bool:
    """Whether what is known of two shapes is the same: sizes that nobody knows are other ones in each turn."""
    one, other = vm.facts.resolve_shape(one), vm.facts.resolve_shape(other)
    return (
        len(one.dims) == len(other.dims)
        and (one.lead is None) == (other.lead is None)
        and all(a == b or (isinstance(a, Dim) and isinstance(b, Dim)) for a, b in zip(one.dims, other.dims))
    )


def _gathers(vm: Interpreter, one: list[Any], other: list[Any], depth: int) -> bool:
    """Whether a list is long already and gathers the like of what it has: no layers, of which networks are made."""
    if min(len(one), len(other)) < LONG_LIST:
        return False
    last = other[-2:]
    layers = any(isinstance(each, Instance) and is_driven(each.cls) for each in last)
    return not layers and _alike(vm, last[0], last[1], depth + 1)


def _plain(value: Any) -> Any:
    return getattr(value, "path", None) or getattr(value, "cls", None) or type(value)


class Exits:
    """The ways out of a loop before its end that open branches may have taken: by `break`, and by `return`."""

    __slots__ = ("broken", "returned")

    def __init__(self, frame: Frame) -> None:
        self.broken: list[Any] = []
        self.returned = len(frame.returned)

    def taken(self, frame: Frame) -> bool:
        return bool(self.broken) or len(frame.returned) > self.returned


def _turn(vm: Interpreter, frame: Frame, body: Callable[[], Flow], exits: Exits) -> Flow:
    """One turn; `continue` under an open branch is joined at its end, `break` kept for the loop's end."""
    vm.loops.append([])
    left = vm.loops[-1]
    try:
        flow = parting.apart(vm, frame, body, vm.facts.version) if exits.taken(frame) else body()
    except (Raised, Stops):
        if not left:
            raise
        flow, where, state = left.pop()  # the branch that goes on raises: only those that left the turn are alive
        vm.touch(where)
        where.restore(state)
    finally:
        vm.loops.pop()
    exits.broken.extend(entry for entry in left if entry[0] is Flow.BREAK)
    for kind, where, state in left:
        if kind is Flow.CONTINUE and flow in (Flow.NEXT, Flow.CONTINUE):
            vm.touch(where)
            where.merge(vm.join, where.save(), state)
    return flow


def _rejoin(vm: Interpreter, frame: Frame, exits: Exits) -> None:
    """Names after the loop: those of its end, or of an open `break`."""
    for _, where, state in exits.broken:
        vm.touch(where)
        where.merge(vm.join, where.save(), state)


def _unknown_turns(
    vm: Interpreter, frame: Frame, turn: Callable[[bool], Any], body: Callable[[], Flow], endless: bool
) -> Flow:
    """A loop that may run any number of times: its first turn as it would be, then one that stands for all others."""
    exits = Exits(frame)
    raised = False
    mark = vm.facts.mark()
    for quiet in (False, True):
        vm.journal.open()
        vm.uncertain += 1
        vm.silent += quiet
        flow: Flow | None = None
        spent = False
        depth = len(vm.stack)
        try:
            turn(not quiet)
            flow = _turn(vm, frame, body, exits)
        except Raised:
            flow = None
            if not quiet and not exits.broken and not frame.returned:
                raised = True  # no turn can be taken: what follows is not judged by a loop that never ran
        except Stops:
            flow = None
        except BudgetSpent:
            spent = True
        vm.uncertain -= 1
        vm.silent -= quiet
        del vm.stack[depth:]
        after = vm.journal.take_back()
        if spent:
            raise BudgetSpent  # one that was caught would hold all that went on, and this frame it
        if flow is Flow.RETURN:
            frame.returned.append(frame.result)
        if flow is None:
            break
        vm.journal.merge(vm.join, after, {})
        if flow in (Flow.RETURN, Flow.BREAK):
            break
    vm.facts.undo(mark)
    if raised:
        raise Raised
    _rejoin(vm, frame, exits)
    if endless and not exits.broken and flow is not Flow.BREAK:
        return _never_ends(frame)
    return Flow.NEXT


def _never_ends(frame: Frame) -> Flow:
    """Behind a loop without end nothing runs but the returns out of it."""
    if frame.returned:
        frame.result = frame.returned.pop()
        return Flow.RETURN
    raise Stops


def run_while(vm: Interpreter, node: ir.While, frame: Frame) -> Flow:
    """A `while` statement: run out while its condition is known."""
    start = vm.steps
    exits = Exits(frame)
    endless = isinstance(node.test, ir.Const) and bool(node.test.value)
    body = partial(vm.run_block, node.body, frame)
    for count in range(MOST_ENDLESS_TURNS if endless else MOST_TURNS):
        truth = vm.truth(vm.eval(node.test, frame))
        if truth is Truth.NO:
            _rejoin(vm, frame, exits)
            return vm.run_block(node.orelse, frame) if node.orelse else Flow.NEXT
        spent = vm.steps - start
        if truth is Truth.OPEN or exits.broken or spent > MOST_STEPS:
            break
        if _may_settle(count, spent):
            settled, flow = _watched_turn(vm, frame, _nothing, body, exits)
            if settled:
                break
        else:
            flow = _turn(vm, frame, body, exits)
        if flow is Flow.BREAK:
            _rejoin(vm, frame, exits)
            return Flow.NEXT
        if flow is Flow.RETURN:
            return flow
    flow = _unknown_turns(vm, frame, lambda begins: vm.eval(node.test, frame), body, endless)
    _rejoin(vm, frame, exits)
    return flow


def _nothing() -> None:
    """What a `while` assigns before a turn."""
