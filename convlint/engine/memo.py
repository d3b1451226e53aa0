"""Calls that were made before with the like arguments, and their outcomes.

A call is remembered where it changed nothing but what it made, learnt nothing, reported nothing and took no choice; so the same
call gives the same again, and nobody could tell. Its outcome may hold sizes that nobody knows: they are other ones each time.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.calls import is_spread
from convlint.engine.journal import NOTHING
from convlint.engine.objects import Class, Condition, Function
from convlint.engine.signing import ATOMS, Numbers, Signer, Unsigned
from convlint.engine.statistics import APPLICATIONS
from convlint.engine.templates import Filler, Keeper, Start, Unkept
from convlint.engine.unread import unread
from convlint.engine.within import call_of_module
from convlint.symbolic import Dim
from convlint.values import Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.engine.worlds import World

Key = tuple[Any, ...]
PATIENCE = 64
"""A callee that was tried so often in vain is not tried any more ..."""
MORE_PATIENCE = 256
"""... or so often, where the arguments are plain, ..."""
WORTH: Final = 8
"""... unless one try in so many was of use."""
TRIFLE: Final = 2
"""Who never took more steps is sooner run than remembered."""
USUAL: Final = 4
"""What a callee does with its arguments is looked at when it is called so often."""
_counts: Final = attrgetter(*APPLICATIONS)
_IMMUTABLE: Final = ATOMS | {Unknown, Condition, Dim}


def _plain(values: tuple[Any, ...]) -> bool:
    """Whether values are hashable and never change."""
    return all(type(each) in _IMMUTABLE or (type(each) is tuple and _plain(each)) for each in values)


class Signature:
    """What was signed. Its hash, which takes a walk through all of it, is asked for several times."""

    __slots__ = ("_hash", "parts")

    def __init__(self, parts: Key) -> None:
        self.parts = parts
        self._hash = hash(parts)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Signature) and self.parts == other.parts)

    def __hash__(self) -> int:
        return self._hash


class Tries:
    """How often a callee was tried, of how much use; how often it ran, and the most steps that it took."""

    __slots__ = ("most", "runs", "times", "useful")

    def __init__(self) -> None:
        self.times = self.useful = self.runs = self.most = 0

    def is_over(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether to try again is not worth while."""
        if self.times < PATIENCE or self.useful * WORTH >= self.times:
            return False
        return self.times >= MORE_PATIENCE or not _plain((*args, *kwargs.values()))

    def is_trifle(self) -> bool:
        """Whether to look it up takes longer than to run it."""
        return self.most <= TRIFLE and self.runs >= USUAL

    def ran(self, steps: int) -> None:
        """Note a run."""
        self.runs += 1
        self.most = max(self.most, steps)


class Outcome:
    """What a call gave, as a template, with the places it got past and what it added to the statistics.

    symbols, leads: the open sizes and ranks of the arguments that it was made with.
    """

    __slots__ = ("counts", "leads", "passed", "result", "start", "symbols")

    def __init__(
        self, result: Any, start: Start, signer: Signer, passed: frozenset[Any], counts: tuple[int, ...] | None
    ) -> None:
        self.result = result
        self.start = start
        self.symbols = tuple(signer.symbols)
        self.leads = tuple(signer.leads)
        self.passed = passed
        self.counts = counts


class Memo:
    """The outcomes of calls: those that hold for the whole project here, those that speak of open sizes, or of
    shared objects as the entry at hand has changed them, in each world."""

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self._outcomes: dict[Key, Outcome] = {}
        self._numbers: Numbers = {}
        self._under_way: set[Any] = set()
        self._cached: dict[Key, Any] = {}  # what functions behind `functools.lru_cache` gave to the code of modules
        self._tries: dict[int, Tries] = {}  # by callee
        self._unread: dict[int, frozenset[int]] = {}  # by callee: the arguments that make no difference to it

    def call(
        self, callee: Function | Class, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
    ) -> tuple[Any, bool]:
        """What `run` gives, or what it would give; and whether it was remembered."""
        vm = self.vm
        if not vm.stack and vm.world is None:
            return self._of_module(callee, args, kwargs, run), False
        outcomes = vm.journal.outcomes if vm.world is None else vm.world.outcomes
        if outcomes is None or "**" in kwargs or is_spread(args) or vm.journal.leaks:
            return run(), False
        tries = self._tried(callee)
        if tries.is_trifle():
            return self._run(tries, run), False
        if tries.is_over(args, kwargs):
            return run(), False
        tries.times += 1
        signer = Signer(vm.journal.shared, vm.facts, self._numbers)
        try:
            signer.sign(callee)
            signer.all(args if tries.times < USUAL else self._read(callee, args))
            signer.names(kwargs)
        except Unsigned:
            return run(), False
        anyhow, own = self._keys(signer)
        known = self._known(anyhow, own, outcomes)
        if known is not None:
            tries.useful += 1
            return self._again(known, signer), True
        key = anyhow or own
        if key in self._under_way:
            vm.journal.spoil()
            return Unknown("a call within the same call"), False
        self._under_way.add(key)
        try:
            return self._first(anyhow, own, signer, outcomes, tries, run), False
        finally:
            self._under_way.discard(key)

    def close(self) -> None:
        """Forget all outcomes."""
        self._outcomes.clear()
        self._cached.clear()
        self._numbers.clear()

    def _tried(self, callee: Function | Class) -> Tries:
        tries = self._tries.get(id(callee.node))
        if tries is None:
            tries = self._tries[id(callee.node)] = Tries()
        return tries

    def _run(self, tries: Tries, run: Callable[[], Any]) -> Any:
        before = self.vm.steps
        result = run()
        tries.ran(self.vm.steps - before)
        return result

    def _read(self, callee: Function | Class, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments, without those that make no difference."""
        places = self._unread.get(id(callee.node))
        if places is None:
            places = self._unread[id(callee.node)] = unread(callee)
        return tuple([None if at in places else each for at, each in enumerate(args)]) if places else args

    def _keys(self, signer: Signer) -> tuple[Key | None, Key]:
        """What tells a call from others whatever its open sizes are, None where that matters; and with these very sizes."""
        vm = self.vm
        flags = (vm.uncertain > 0, vm.silent > 0, vm.world is None and vm.left > 0, vm.journal.epoch)
        call, symbols, leads = Signature(tuple(signer.out)), tuple(signer.symbols), tuple(signer.leads)
        bound = signer.bound or vm.journal.epoch > 0  # what has changed may hold open sizes as well
        known = None if bound else vm.facts.known_apart(symbols, leads)
        return None if known is None else (call, known, flags), (call, symbols, leads, vm.facts.state, flags)

    def _known(self, anyhow: Key | None, own: Key, outcomes: dict[Key, Outcome]) -> Outcome | None:
        found = None
        if anyhow is not None:
            found = self._outcomes.get(anyhow) if self._is_everywhere() else None
            found = found or outcomes.get(anyhow)
        return found or outcomes.get(own)

    def _is_everywhere(self) -> bool:
        """Whether what is shared is as the whole project sees it."""
        return self.vm.world is not None and self.vm.journal.epoch == 0

    def _of_module(
        self, callee: Function | Class, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
    ) -> Any:
        """What a call gives that the code of a module makes. What calls within it gave holds until it ends."""
        journal, facts = self.vm.journal, self.vm.facts
        journal.begin()
        journal.outcomes, outset = {}, facts.begin()
        try:
            return call_of_module(self.vm, callee, args, kwargs, run)
        finally:
            facts.resume(outset)
            journal.shared.clear()
            journal.epoch, journal.outcomes = 0, None

    def call_cached(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], run: Callable[[], Any]
    ) -> Any:
        """What `run` gives, of a function behind `functools.lru_cache`: that remembers what it gave itself."""
        world = self.vm.world
        if not _plain((*args, *kwargs.values())):
            return self.call(function, args, kwargs, run)[0]
        cached = self._cached if world is None else world.cached
        key = (function, args, tuple(kwargs.items()))
        if key in cached:
            result = cached[key]
        else:
            result = self.call(function, args, kwargs, run)[0]
            if not self.vm.uncertain or type(result) is Unknown:  # a branch may know more than holds behind it
                cached[key] = result
        if not _plain((result,)):  # one object for all who ask
            self.vm.journal.spoil()
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
        return Filler(signer, known.start, vm.journal.now, known.symbols, known.leads).copy(known.result)

    def _first(
        self,
        anyhow: Key | None,
        own: Key,
        signer: Signer,
        outcomes: dict[Key, Outcome],
        tries: Tries,
        run: Callable[[], Any],
    ) -> Any:
        """Run, and keep what it gave: for all where it rests on nothing that this world has chosen or found."""
        vm = self.vm
        world, journal, epoch = vm.world, vm.journal, vm.journal.epoch
        before, journal.oldest = journal.oldest, NOTHING
        counts, state, start = _counts(vm.statistics), vm.facts.state, Start()
        asked, inner = _asked(world), set[Any]()
        if world is not None:
            passed, world.passed = world.passed, inner
        try:
            result = self._run(tries, run)
        finally:
            oldest, journal.oldest = journal.oldest, min(before, journal.oldest)
            if world is not None:
                world.passed = passed
                passed |= inner
        if oldest < start.objects or vm.facts.state != state or journal.epoch != epoch:
            return result
        if _asked(world) != asked:
            anyhow = None
        try:
            kept = Keeper(signer, start, anyhow is not None).copy(result)
        except Unkept:
            return result
        added = tuple(new - old for new, old in zip(_counts(vm.statistics), counts))
        outcome = Outcome(kept, start, signer, frozenset(inner), added if any(added) else None)
        if anyhow is None:
            outcomes[own] = outcome
        elif self._is_everywhere() and world is not None and not world.findings:
            self._outcomes[anyhow] = outcome
        else:
            outcomes[anyhow] = outcome
        return result


def _asked(world: World | None) -> int:
    return 0 if world is None else world.asked
