"""What is known of sizes: bound symbols, ranges, equations, inequalities. `SizeFacts` learns, answers, and forgets."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final, TypeVar

from convlint.symbolic.atoms import Floor, Symbol
from convlint.symbolic.bounds import atom_bounds, bounds
from convlint.symbolic.dim import Dim, Int, of_atom
from convlint.symbolic.divide import divides
from convlint.symbolic.equations import isolated, pivot, primitive, reduce
from convlint.symbolic.evaluation import occurs_once, replace_atom, substitute
from convlint.symbolic.interval import (
    EVERYTHING,
    Interval,
    above_floor,
    add,
    excludes,
    hull,
    is_empty,
    meet,
    scale,
    shrunk,
)
from convlint.symbolic.memo import bounds_under, known_of, never_zero_under
from convlint.symbolic.monomial import Monomial
from convlint.symbolic.solve import Progression, always_zero, solutions
from convlint.symbolic.trail import Mark, Table, Trail
from convlint.symbolic.truth import Truth

V = TypeVar("V")
Outset = tuple[Mark, int]
"""A moment, and the serial of the first symbol after it."""
MAX_CHAIN: Final = 1000
MAX_EQUATIONS: Final = 64


class SizeFacts:
    """The constraint store for sizes. Answers hold for every assignment that fits what was learnt."""

    def __init__(self) -> None:
        self._trail = Trail()
        self._bindings: Table[Symbol, Int] = Table(self._trail)
        self._ranges: Table[Symbol, Interval] = Table(self._trail)
        self._equations: Table[Monomial, Dim] = Table(self._trail)  # sizes that are 0, by their pivot
        self._spans: Table[Dim, Interval] = Table(self._trail)  # ranges of primitive sizes without constant
        self._distinct: Table[Dim, bool] = Table(self._trail)  # primitive sizes that are not 0
        self._answers: dict[Dim, Truth] = {}
        self._resolved: dict[Dim, Int] = {}
        self._version = 0
        self._related: tuple[int, frozenset[Symbol]] = (-1, frozenset())
        self._outset: Outset = (self.mark(), 0)
        self._strays: tuple[int, bool] = (-1, False)
        self.effort = 0  # how often a proof was looked for: the costly part of what is asked

    def mark(self) -> Mark:
        """This moment, for `undo`."""
        return self._trail.mark()

    @property
    def state(self) -> int:
        """Names what is known: the same number only where nothing else was learnt."""
        return self._trail.state

    @property
    def version(self) -> int:
        """This moment, for `forget_since`; unlike a mark it stands for itself whatever is undone in between."""
        return self._trail.version

    def forget_since(self, version: int) -> None:
        """Forget all that was learnt after that moment."""
        self._trail.forget_since(version)

    def undo(self, mark: Mark) -> None:
        """Forget all that was learnt after the mark."""
        self._trail.undo(mark)

    def changed_since(self, mark: Mark) -> bool:
        """Whether anything was learnt after the mark."""
        return self._trail.changed_since(mark)

    def resolve(self, a: Int) -> Int:
        """`a` with every bound symbol replaced by what it is bound to, and every floor that has one value by that."""
        if isinstance(a, int):
            return a
        bindings, ranges = self._bindings.entries, self._ranges.entries
        for name in a.variables():
            if name in bindings or name in ranges:
                break
        else:
            return a
        self._refresh()
        known = self._resolved.get(a)
        if known is None:
            known = self._resolved[a] = self._pinned(self._substituted(a))
        return known

    def bounds(self, a: Int) -> Interval:
        """A least and a greatest value, None where there is none known."""
        a = self.resolve(a)
        if isinstance(a, int):
            return (a, a)
        name = a.as_symbol()
        if name is not None:
            return self._range(name)
        found = bounds_under(a, known_of(a, self._ranges.entries))
        return meet(found, self._span(a)) if self._spans.entries else found

    def begin(self) -> Outset:
        """What is learnt from here on of symbols that are there already concerns `_has_strayed`; gives what `resume` takes."""
        before = self._outset
        self._outset = (self.mark(), Symbol("start").serial)
        self._strays = (-1, False)
        return before

    def resume(self, outset: Outset) -> None:
        """As it was before `begin`."""
        self._outset = outset
        self._strays = (-1, False)

    def _has_strayed(self) -> bool:
        """Whether something was learnt of a symbol that is older than the last `begin`."""
        version, found = self._strays
        if version != self._trail.version:
            mark, first = self._outset
            found = any(name.serial < first for entry in self._trail.learnt_since(mark) for name in _named(*entry))
            self._strays = (self._trail.version, found)
        return found

    def _is_related(self, names: Collection[Symbol]) -> bool:
        """Whether more is known of a symbol among these than its range."""
        version, related = self._related
        if version != self._trail.version:
            tables = (self._equations.entries.values(), self._spans.keys, self._distinct.keys)
            related = frozenset().union(*[each.symbols() for table in tables for each in table])
            self._related = (self._trail.version, related)
        return not (related.isdisjoint(names) and self._bindings.keys.isdisjoint(names))

    def equal(self, a: Int, b: Int) -> Truth:
        """Whether they are the same number."""
        if a is b:
            return Truth.YES
        if isinstance(a, int) and isinstance(b, int):
            return Truth.YES if a == b else Truth.NO
        return self._is_zero(self.resolve(a) - self.resolve(b))

    def less(self, a: Int, b: Int) -> Truth:
        """Whether a < b."""
        return self.at_most(b, a).negated

    def at_most(self, a: Int, b: Int) -> Truth:
        """Whether a <= b."""
        if isinstance(a, int) and isinstance(b, int):
            return Truth.YES if a <= b else Truth.NO
        gap = self.resolve(b) - self.resolve(a)
        answer = _is_natural(self.bounds(gap))
        if answer is Truth.OPEN and self._equations.entries:
            answer = _is_natural(self.bounds(reduce(gap, self._equations.entries.values())))
        return answer

    def divides(self, k: Int, a: Int) -> Truth:
        """Whether a is a multiple of k."""
        k, a = self.resolve(k), self.resolve(a)
        found = divides(k, a, self._range)
        if found is Truth.OPEN and self._may_be_one(k, a):
            return self._known_multiple(k, a)
        if found is Truth.OPEN and not isinstance(a, int):
            remainder = a % k if k != 0 else a
            if a.certain:
                return self._is_zero(remainder)
        return found

    def _known_multiple(self, k: Int, a: Int) -> Truth:
        """Whether it was learnt that k divides a."""
        if not self._equations.entries:
            return Truth.OPEN
        return Truth.YES if reduce(a % k, self._equations.entries.values()) == 0 else Truth.OPEN

    def _may_be_one(self, k: Int, a: Int) -> bool:
        """Whether k is a symbol of its own that nothing keeps from being 1: then it may divide a, whatever a is."""
        name = None if isinstance(k, int) else k.as_symbol()
        if name is None or (not isinstance(a, int) and name in a.symbols()):
            return False
        low = self._range(name)[0]
        return low is None or low <= 1

    def unify(self, a: Int, b: Int) -> Truth:
        """Take them for equal from now on. NO, with nothing learnt, where they cannot be.

        A symbol is taken for at least 1, yet data may be empty: beside 0 that is no proof (OPEN, with nothing learnt).
        """
        if isinstance(a, int) and isinstance(b, int):
            return Truth.YES if a == b else Truth.NO
        mark = self.mark()
        gap = self.resolve(a) - self.resolve(b)
        if self._learn_zero(gap):
            return Truth.YES
        self.undo(mark)
        return Truth.OPEN if _may_be_empty(gap) and 0 in (self.resolve(a), self.resolve(b)) else Truth.NO

    def assume_at_least(self, a: Int, k: int) -> Truth:
        """Take a >= k for given. NO, with nothing learnt, where it cannot be."""
        return self._assume_within(a, (k, None))

    def assume_at_most(self, a: Int, k: int) -> Truth:
        """Take a <= k for given. NO, with nothing learnt, where it cannot be."""
        return self._assume_within(a, (None, k))

    def assume_different(self, a: Int, b: Int) -> Truth:
        """Take a != b for given. NO, with nothing learnt, where they are equal."""
        answer = self.equal(a, b)
        if answer is not Truth.OPEN:
            return answer.negated
        mark = self.mark()
        if self._learn_nonzero(self.resolve(a) - self.resolve(b)):
            return Truth.YES
        self.undo(mark)
        return Truth.NO

    @staticmethod
    def _is_free(a: Dim, table: Table[Symbol, V]) -> bool:
        """Whether the table says nothing of any symbol in `a`."""
        return table.keys.isdisjoint(a.symbols())

    def _refresh(self) -> None:
        if self._version != self._trail.version:
            self._version = self._trail.version
            self._answers.clear()
            self._resolved.clear()

    def _substituted(self, a: Int) -> Int:
        for _ in range(MAX_CHAIN):
            if isinstance(a, int) or self._is_free(a, self._bindings):
                break
            a = substitute(a, self._bindings.entries)
        return a

    def _pinned(self, a: Int) -> Int:
        if isinstance(a, int):
            return a
        for atom in a.atoms():
            if not isinstance(atom, Symbol):
                low, high = atom_bounds(atom, self._range)
                if low is not None and low == high and not isinstance(a, int):
                    a = replace_atom(a, atom, low)
        return a

    def _range(self, name: Symbol) -> Interval:
        return self._ranges.entries.get(name) or (name.low, name.high)

    def _span(self, a: Dim) -> Interval:
        """What was assumed about a, or about a size that differs from a multiple of it by a constant."""
        moving = a - a.constant
        if isinstance(moving, int):
            return EVERYTHING
        kernel, factor = primitive(moving)
        low, high = self._spans.entries.get(kernel, EVERYTHING)
        if factor < 0:
            low, high = high, low
        return (
            None if low is None else low * factor + a.constant,
            None if high is None else high * factor + a.constant,
        )

    def _is_zero(self, value: Int) -> Truth:
        """Whether a resolved size is 0."""
        if isinstance(value, int):
            return Truth.YES if value == 0 else Truth.NO
        self._refresh()
        answer = self._answers.get(value)
        if answer is None:
            answer = self._answers[value] = self._decide_zero(value)
        return answer

    def _decide_zero(self, value: Dim) -> Truth:
        self.effort += 1
        span = self.bounds(value)
        if span == (0, 0):
            return Truth.YES
        if excludes(span, 0) or primitive(value)[0] in self._distinct.entries:
            return Truth.NO
        reduced = reduce(value, self._equations.entries.values())
        if reduced == 0:
            return Truth.YES
        if self._never_zero(value) or (reduced != value and self._never_zero(reduced)):
            return Truth.NO
        return Truth.YES if always_zero(value) else Truth.OPEN

    def _never_zero(self, value: Int) -> bool:
        return value != 0 if isinstance(value, int) else never_zero_under(value, known_of(value, self._ranges.entries))

    def _learn_zero(self, value: Int) -> bool:
        """Learn that a resolved size is 0; False where it cannot be."""
        answer = self._is_zero(value)
        if answer is not Truth.OPEN or isinstance(value, int):
            return answer is not Truth.NO
        solved = isolated(value)
        if solved is not None:
            return self._bind(*solved)
        names = value.symbols()
        if len(names) == 1:
            name = next(iter(names))
            found = solutions(value, name, self._range)
            if found and not self._keep_solutions(name, found):
                return False
        return self._remember(self.resolve(value))

    def _keep_solutions(self, name: Symbol, found: list[Progression]) -> bool:
        """All that a symbol can be: one number, every so many-th number, or at least within a range."""
        only = found[0]
        if len(found) == 1 and only.step > 1 and only.span[0] != only.span[1]:
            counter = Symbol(f"{name.name}\N{PRIME}", *only.span, origin=name.origin)
            return self._bind(name, of_atom(counter) * only.step + only.offset)
        whole = found[0].hull
        for progression in found[1:]:
            whole = hull(whole, progression.hull)
        return self._learn_within(of_atom(name), whole)

    def _remember(self, value: Int) -> bool:
        """Keep an equation that nothing could be solved from."""
        value = reduce(value, self._equations.entries.values())
        if isinstance(value, int):
            return value == 0
        if len(self._equations.entries) < MAX_EQUATIONS:
            self._equations.put(pivot(value), primitive(value)[0])
        return True

    def _bind(self, name: Symbol, value: Int) -> bool:
        """Replace the symbol from now on, and see what that means for all that is known of it."""
        span = self._range(name)
        self._bindings.put(name, value)
        return self._learn_within(self.resolve(value), span) and self._relearn(name)

    def _relearn(self, name: Symbol) -> bool:
        equations = [(key, rule) for key, rule in self._equations.entries.items() if name in rule.symbols()]
        spans = [(kernel, span) for kernel, span in self._spans.entries.items() if name in kernel.symbols()]
        distinct = [kernel for kernel in self._distinct.entries if name in kernel.symbols()]
        for key, _ in equations:
            self._equations.drop(key)
        for kernel, _ in spans:
            self._spans.drop(kernel)
        for kernel in distinct:
            self._distinct.drop(kernel)
        return (
            all(self._learn_zero(self.resolve(rule)) for _, rule in equations)
            and all(self._learn_within(self.resolve(kernel), span) for kernel, span in spans)
            and all(self._learn_nonzero(self.resolve(kernel)) for kernel in distinct)
        )

    def _learn_nonzero(self, value: Int) -> bool:
        """Learn that a resolved size is not 0; False where it is."""
        answer = self._is_zero(value)
        if answer is not Truth.OPEN or isinstance(value, int):
            return answer is not Truth.YES
        self._distinct.put(primitive(value)[0], True)
        low, high = self.bounds(value)
        if value.certain and low == 0:
            return self._learn_within(value, (1, None))
        if value.certain and high == 0:
            return self._learn_within(value, (None, -1))
        return True

    def _assume_within(self, a: Int, wanted: Interval) -> Truth:
        mark = self.mark()
        if self._learn_within(self.resolve(a), wanted):
            return Truth.YES
        self.undo(mark)
        return Truth.NO

    def _learn_within(self, value: Int, wanted: Interval) -> bool:
        """Learn that a resolved size lies in an interval; False where it cannot."""
        known = self.bounds(value)
        joint = meet(known, wanted)
        if is_empty(joint):
            return False
        if joint == known or isinstance(value, int):
            return True
        moving = value - value.constant
        if isinstance(moving, int):
            return True
        kernel, factor = primitive(moving)
        span = shrunk(wanted, value.constant, factor, value.certain)
        atom = kernel.as_atom()
        if isinstance(atom, Symbol):
            return self._narrow(atom, span)
        self._spans.put(kernel, meet(self._spans.entries.get(kernel, EVERYTHING), span))
        if isinstance(atom, Floor) and isinstance(atom.den, int):
            return self._learn_within(atom.num, above_floor(span, atom.den))
        return self._narrow_terms(kernel, span)

    def _narrow(self, name: Symbol, wanted: Interval) -> bool:
        known = self._range(name)
        joint = meet(known, wanted)
        if is_empty(joint):
            return False
        if joint != known:
            self._ranges.put(name, joint)
            if name.certain and joint[0] is not None and joint[0] == joint[1]:
                return self._bind(name, joint[0])
        return True

    def _narrow_terms(self, kernel: Dim, span: Interval) -> bool:
        """What a range of a sum means for each plain symbol in it, given the ranges of the rest."""
        for monomial, coefficient in kernel.terms:
            name = monomial[0][0]
            if not isinstance(name, Symbol) or name in self._bindings.entries or not occurs_once(kernel, name):
                continue
            rest = bounds(kernel - of_atom(name) * coefficient, self._range)
            room = add(span, scale(rest, -1))
            if not self._narrow(name, shrunk(room, 0, coefficient, kernel.certain)):
                return False
        return True


def _may_be_empty(size: Int) -> bool:
    """Whether a size is 0 where its symbols are."""
    return isinstance(size, Dim) and size.constant == 0


def _is_natural(span: Interval) -> Truth:
    """Whether what lies in the interval is at least 0."""
    low, high = span
    if low is not None and low >= 0:
        return Truth.YES
    return Truth.NO if high is not None and high < 0 else Truth.OPEN


def _named(key: Any, value: Any) -> Iterable[Symbol]:
    """The symbols that an entry of a table tells something of."""
    if isinstance(key, Symbol):
        return (key,)
    return [name for each in (key, value) if isinstance(each, Dim) for name in each.variables()]
