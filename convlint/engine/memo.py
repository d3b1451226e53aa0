"""Calls that were made before with the like arguments, and their outcomes.

A call is remembered where it changed nothing but what it made, learnt nothing, reported nothing and took no choice; so the same
call gives the same again, and nobody could tell. Its outcome may hold sizes that nobody knows: they are other ones each time.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from convlint.engine.calls import is_spread
from convlint.engine.journal import NOTHING
from convlint.engine.objects import Class, Condition, Function
from convlint.engine.signing import ATOMS, Signer, Unsigned
from convlint.engine.statistics import APPLICATIONS
from convlint.engine.templates import Filler, Keeper, Start, Unkept
from convlint.symbolic import Dim
from convlint.values import Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

PATIENCE = 16
"""A callee that was tried so often in vain is not tried any more ..."""
WORTH = 8
"""... unless one try in so many was of use."""
_counts = attrgetter(*APPLICATIONS)
_IMMUTABLE = ATOMS | {Unknown, Condition, Dim}


def _plain(values: tuple[Any, ...]) -> bool:
    """Whether values are hashable and never change."""
    return all(type(each) in _IMMUTABLE or (type(each) is tuple and _plain(each)) for each in values)


class Outcome:
    """What a call gave, as a template, with the places it got past and what it added to the statistics."""

    __slots__ = ("counts", "passed", "result", "start")

    def __init__(self, result: Any, start: Start, passed: frozenset[Any], counts: tuple[int, ...] | None) -> None:
        self.result = result
        self.start = start
        self.passed = passed
        self.counts = counts


class Memo:
    """The outcomes of calls: those that hold for the whole project here, those that speak of open sizes, or of
    shared objects as the entry at hand has changed them, in each world."""

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self._outcomes: dict[Any, Outcome] = {}
        self._under_way: set[Any] = set()
        self._tries: dict[int, list[int]] = {}  # by callee: how often tried, of how much use

    def call(
        self, callee: Function | Class, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
    ) -> tuple[Any, bool]:
        """What `run` gives, or what it would give; and whether it was remembered."""
        vm = self.vm
        if not vm.stack:
            return (self._of_module(run) if vm.world is None else run()), False
        world = vm.world
        outcomes = vm.journal.outcomes if world is None else world.outcomes
        if outcomes is None or "**" in kwargs or is_spread(args):
            return run(), False
        tries = self._tries.setdefault(id(callee.node), [0, 0])
        if tries[0] >= PATIENCE and tries[1] * WORTH < tries[0] and not _plain((*args, *kwargs.values())):
            return run(), False
        tries[0] += 1
        signer = Signer(vm.journal.shared)
        try:
            signer.sign(callee)
            signer.all(args)
            signer.names(kwargs)
        except Unsigned:
            return run(), False
        epoch = vm.journal.epoch
        own = world is None or signer.bound or epoch > 0  # what has changed may hold open sizes as well
        state = (vm.facts.state if own else -1, vm.uncertain > 0, vm.silent > 0, world is None and vm.left > 0)
        key = (tuple(signer.out), state, epoch)
        known = None if own else self._outcomes.get(key)
        apart = world is None or own or bool(world.findings)
        if apart:
            known = known or outcomes.get(key)
        if known is not None:
            tries[1] += 1
            return self._again(known, signer), True
        if key in self._under_way:
            vm.journal.spoil()
            return Unknown("a call within the same call"), False
        return self._first(key, signer, outcomes if apart else self._outcomes, run), False

    def _of_module(self, run: Callable[[], Any]) -> Any:
        """What a call gives that the code of a module makes. What calls within it gave holds until it ends."""
        journal = self.vm.journal
        journal.shared.begin_entry()
        journal.epoch, journal.outcomes = 0, {}
        try:
            return run()
        finally:
            journal.shared.clear()
            journal.epoch, journal.outcomes = 0, None

    def call_cached(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
    ) -> Any:
        """What `run` gives, of a function behind `functools.lru_cache`: that remembers what it gave itself."""
        world = self.vm.world
        if world is None or not _plain((*args, *kwargs.values())):
            return self.call(function, args, kwargs, run)[0]
        key = (function, args, tuple(kwargs.items()))
        if key in world.cached:
            return world.cached[key]
        result = self.call(function, args, kwargs, run)[0]
        holds = not self.vm.uncertain or type(result) is Unknown  # a branch may know more than holds behind it
        if holds and _plain((result,)):
            world.cached[key] = result
        return result

    def _again(self, known: Outcome, signer: Signer) -> Any:
        vm = self.vm
        vm.step()
        if vm.world is not None and not vm.world.findings:
            vm.world.passed |= known.passed
        if known.counts is not None:
            for name, count in zip(APPLICATIONS, known.counts):
                setattr(vm.statistics, name, getattr(vm.statistics, name) + count)
        if type(known.result) in ATOMS:
            return known.result
        return Filler(signer.objects, known.start, vm.journal.now).copy(known.result)

    def _first(self, key: Any, signer: Signer, outcomes: dict[Any, Outcome], run: Callable[[], Any]) -> Any:
        """Run, and keep what it gave among these outcomes."""
        vm = self.vm
        world, journal, epoch = vm.world, vm.journal, vm.journal.epoch
        before, journal.oldest = journal.oldest, NOTHING
        counts, state, start = _counts(vm.statistics), vm.facts.state, Start()
        asked = 0 if world is None else world.asked
        inner: set[Any] = set()
        if world is not None:
            passed, world.passed = world.passed, inner
        self._under_way.add(key)
        try:
            result = run()
        finally:
            self._under_way.discard(key)
            oldest, journal.oldest = journal.oldest, min(before, journal.oldest)
            if world is not None:
                world.passed = passed
                passed |= inner
        everywhere = world is not None and outcomes is self._outcomes
        settled = not everywhere or (world.asked == asked and not world.findings)
        if oldest >= start.objects and vm.facts.state == state and settled and journal.epoch == epoch:
            try:
                kept = Keeper(signer.objects, start, journal.shared).copy(result)
            except Unkept:
                return result
            added = tuple(new - old for new, old in zip(_counts(vm.statistics), counts))
            outcomes[key] = Outcome(kept, start, frozenset(inner), added if any(added) else None)
        return result
