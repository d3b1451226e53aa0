"""The interpreter: what holds while a program is read, and what declarations may ask of it (`values.Context`).

The work itself is in the modules beside this one, one idea each; they are functions that take the interpreter first.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from convlint.engine import (
    attributes,
    branching,
    calls,
    containers,
    implicit,
    instances,
    join,
    operators,
    parting,
    registering,
    setting,
)
from convlint.engine.callbacks import hand_over
from convlint.engine.control import BudgetSpent, Flow
from convlint.engine.frame import Frame
from convlint.engine.journal import Changes, Journal
from convlint.engine.loading import MOST_SECONDS, Loader
from convlint.engine.memo import Memo
from convlint.engine.objects import Module
from convlint.engine.report import Reporter
from convlint.engine.statistics import Statistics
from convlint.engine.worlds import World
from convlint.project import Project
from convlint.symbolic import Dim, Facts, Int, Shape, Truth, symbol
from convlint.syntax import ir
from convlint.values import HeapObject, Tensor

Evaluate = Callable[["Interpreter", Any, Frame], Any]
NO_SHARES: Final = (0, 0, 0)


class Interpreter:
    """One analysis of a project."""

    def __init__(self, project: Project) -> None:
        from convlint.engine import expressions, statements

        self.project = project
        self.facts = Facts()
        self.notes: dict[str, Any] = {}
        self.journal = Journal()
        self.loader = Loader(self)
        self.reporter = Reporter(self)
        self.memo = Memo(self)
        self.statistics = Statistics()
        self.world: World | None = None
        self.stack: list[tuple[Any, Any, int]] = []  # calls under way: place, callee, how uncertain
        self.silent = 0  # > 0: findings are not believed here
        self.uncertain = 0  # > 0: within a branch or loop that may not run
        self.unset_open = False  # whether arguments whose default stands for none are left open
        self.argued = 0  # > 0: and that condition asks for what the function's arguments are
        self.parted = 0  # the version of the facts where the last branch left
        self.exits: parting.Exits | None = None  # of the branch at hand: the paths that have left the function in it
        self.aside: Changes | None = None  # what those did that have left by the statement just run
        self.left = 0  # > 0: the function under way may have been left before, or its loop
        self.entered: Any = None  # the definition of an entry whose further positional arguments are left open
        self.branches = 0  # > 0: within a branch, of the function under way, whose condition is open
        self.revealed: dict[Any, set[str]] | None = None  # shapes of assigned tensors, where they are asked for
        self.loops: list[Any] = []
        self._mentions: dict[tuple[Module, str], bool] = {}
        self.implicit = False  # whether some class changes something where it is printed, compared, hashed
        self.finalized = False  # or let go of
        self.callee: Any = None  # what the program itself calls in the operation under way
        self.steps = 0
        self.deep_calls = 0
        self.limit = 0
        self.shares = NO_SHARES
        self.deadline = float("inf")
        self._evaluators = expressions.EVALUATORS
        self._executors: dict[type, Any] = statements.EXECUTORS

    # --- running -------------------------------------------------------------------------------------------------

    def eval(self, node: Any, frame: Frame) -> Any:
        """The value of an expression."""
        return self._evaluators[type(node)](self, node, frame)

    def exec(self, node: Any, frame: Frame) -> Flow:
        """Run a statement; returns where control goes."""
        self.step()
        flow: Flow = self._executors[type(node)](self, node, frame)
        return parting.settled(self, frame, flow)

    def close(self) -> None:
        """Let go of what holds each other, so that nobody has to look for it."""
        self.memo.close()
        self.loader.close()

    def step(self, cost: int = 1) -> None:
        """Spend budget."""
        self.steps += cost
        if self.steps > self.limit:
            self._give_more()
        if self.steps & 1023 < cost and time.process_time() > self.deadline:
            raise BudgetSpent

    def _give_more(self) -> None:
        """Where a module has spent its first share: the rest of its budget, if it has to do with tensors."""
        share, rest, applied = self.shares
        if self.limit != share or self.statistics.applied == applied:
            raise BudgetSpent
        self.shares, self.limit = NO_SHARES, rest

    def give(self, steps: int, share: int = 0) -> None:
        """A new budget; where a share of it is told, the rest only for code that has applied an op by then."""
        self.statistics.steps += self.steps
        self.steps = self.deep_calls = 0
        self.shares = (share, steps, self.statistics.applied) if share else NO_SHARES
        self.limit = share or steps
        self.deadline = time.process_time() + MOST_SECONDS

    def bind(self, frame: Frame, name: str, value: Any) -> None:
        """Give a name of a frame a value."""
        if name in frame.globals:
            frame = frame.module.frame
        elif name in frame.nonlocals:
            frame = next((f for f in self.outer_frames(frame) if name in f.names), frame)
        self.journal.touch(frame)
        if self.finalized:
            implicit.let_go(self, (frame.names.get(name),))
        frame.names[name] = value

    @staticmethod
    def outer_frames(frame: Frame) -> list[Frame]:
        """The frames that enclose a frame, nearest first."""
        found = []
        while frame.outer is not None:
            frame = frame.outer
            found.append(frame)
        return found

    def join(self, one: Any, other: Any) -> Any:
        """What is known of a value that is one or the other."""
        return join.join(self.facts, one, other)

    @property
    def place(self) -> tuple[Module, Any] | None:
        """The operation under way: its module and node."""
        return self.reporter.current

    # --- what declarations may ask (values.Context) ----------------------------------------------------------------

    def fresh(self, name: str, low: int | None = 0) -> Dim:
        return symbol(name, low=low, certain=low is not None)

    def parameter_symbol(self, name: str, certain: bool) -> Dim:
        """The number that an argument left open stands for."""
        return symbol(name, low=None, certain=certain, origin=f"argument `{name}`")

    def unknown_tensor(self, name: str = "x", library: str = "torch") -> Tensor:
        return Tensor(Shape.unknown(name), library=library)

    def dims(self, tensor: Tensor) -> tuple[Int, ...] | None:
        shape = self.facts.resolve_shape(tensor.shape)
        if shape.lead is None:
            return tuple(shape.dims)
        least, most = self.facts.ranks(shape)
        if most is None or most - least > 2:
            return None
        rank = self.choose(("rank", shape.lead), tuple(range(most, least - 1, -1)))
        return None if rank is None else self.facts.exact(shape, rank)

    def choose(self, key: object, options: tuple[Any, ...]) -> Any:
        world = self.world
        if world is None:
            return None
        world.asked += 1
        if self.uncertain:
            return None
        made = len(world.made)
        chosen = world.choose(key, options)
        if len(world.made) > made:
            self.journal.spoil()
        return chosen

    def call(self, function: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> Any:
        return calls.call(self, function, tuple(args), dict(kwargs or {}))

    def parameters(self, function: Any) -> dict[str, bool] | None:
        return calls.parameters(function)

    def signature(self, function: Any) -> list[tuple[str, str, tuple[Any, ...]]] | None:
        return calls.signature(self, function)

    def module(self, name: str) -> Any:
        return self.loader.imported(name)

    def settle(self, registry: Any, name: str) -> bool:
        return registering.settle(self.loader, registry, name)

    def attribute(self, value: Any, name: str) -> Any:
        return attributes.get(self, value, name)

    def find_attribute(self, value: Any, name: str) -> Any:
        return attributes.find(self, value, name)

    def set_attribute(self, value: Any, name: str, item: Any) -> None:
        setting.set_attribute(self, value, name, item)

    def items(self, value: Any) -> list[Any] | None:
        return containers.items(self, value)

    def element(self, value: Any) -> Any:
        return containers.element(self, value)

    def length(self, value: Any) -> Int | None:
        return containers.length(self, value)

    def getitem(self, value: Any, index: Any) -> Any:
        return containers.getitem(self, value, index)

    def truth(self, value: Any) -> Truth:
        return operators.truth(self, value)

    def equal(self, one: Any, other: Any) -> Truth:
        return operators.equal(self, one, other)

    def binary(self, op: str, left: Any, right: Any) -> Any:
        return operators.binary(self, op, left, right)

    def is_instance(self, value: Any, cls: Any) -> Truth:
        return instances.is_instance(self, value, cls)

    def touch(self, value: HeapObject) -> None:
        self.journal.touch(value)

    def forget(self, value: Any) -> None:
        containers.forget(self, value)

    def hand_over(self, values: Iterable[Any]) -> None:
        hand_over(self, values)

    def mentions(self, pattern: str) -> bool:
        module = self.place[0] if self.place else None
        if module is None:
            return False
        key = (module, pattern)
        if key not in self._mentions:
            self._mentions[key] = re.search(pattern, module.file.text) is not None
        return self._mentions[key]

    def warn(self, rule: str, message: str) -> None:
        self.reporter.warn(rule, message)

    def reported(self) -> int:
        return self.reporter.count

    def describe(self, shape: Shape) -> str:
        return str(self.facts.resolve_shape(shape))

    # --- branches ------------------------------------------------------------------------------------------------

    def decide(self, value: Any) -> bool | None:
        """`bool(value)` where it is known, or settled in this world; None where both must be followed."""
        return branching.decide(self, value)

    def run_block(self, block: ir.Block, frame: Frame) -> Flow:
        """Run statements until control leaves them."""
        executors, left = self._executors, self.left
        for number, statement in enumerate(block):
            self.step()
            flow: Flow = executors[type(statement)](self, statement, frame)
            if self.left != left:
                return parting.run_rest(self, block[number + 1 :], frame, flow)
            if flow is not Flow.NEXT:
                return flow
        return Flow.NEXT
