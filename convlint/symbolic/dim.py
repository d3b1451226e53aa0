"""`Dim`: integer polynomials in one canonical form, so that equal expressions are equal objects.

A `Dim` is a sorted tuple of (monomial, coefficient), a monomial a sorted tuple of (atom, power). Constants are
plain ints: no operation returns a `Dim` that holds one.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd
from operator import attrgetter, itemgetter
from typing import Final, Union

from convlint.symbolic.atoms import Atom, Floor, Key, Symbol
from convlint.symbolic.caching import remembered
from convlint.symbolic.monomial import ONE, Monomial, common, degree, is_certain, order, over, times

Int = Union[int, "Dim"]
Terms = dict[Monomial, int]

_FIRST: Final = itemgetter(0)
_BIRTH: Final = attrgetter("serial")
MAX_TERMS: Final = 64
MAX_DEGREE: Final = 16
MAX_DEPTH: Final = 12
MAX_WEIGHT: Final = 200


class Dim:
    """An immutable polynomial with integer coefficients; equality is structural."""

    __slots__ = ("_hash", "_key", "_symbols", "_variables", "certain", "terms")

    def __init__(self, terms: tuple[tuple[Monomial, int], ...]) -> None:
        """For `polynomial` only: `terms` are canonical and hold at least one atom."""
        self.terms = terms
        self._hash = hash(terms)
        self._key: Key | None = None
        self._symbols: frozenset[Symbol] | None = None
        self._variables: tuple[Symbol, ...] | None = None
        self.certain = True
        for monomial, _ in terms:
            for atom, _ in monomial:
                if not atom.certain:
                    self.certain = False

    def symbols(self) -> frozenset[Symbol]:
        """All symbols in it, those inside floors and extremes included."""
        if self._symbols is None:
            atoms = self.atoms()
            self._symbols = (
                frozenset().union(*[atom.symbols for atom in atoms]) if len(atoms) > 1 else atoms.pop().symbols
            )
        return self._symbols

    def variables(self) -> tuple[Symbol, ...]:
        """The same in the order of their birth."""
        if self._variables is None:
            symbols = self.symbols()
            self._variables = tuple(sorted(symbols, key=_BIRTH) if len(symbols) > 1 else symbols)
        return self._variables

    def atoms(self) -> set[Atom]:
        """The atoms of its monomials, not those inside other atoms."""
        return {atom for monomial, _ in self.terms for atom, _ in monomial}

    def as_atom(self) -> Atom | None:
        """The atom that is all of it, if it is one."""
        monomial, coefficient = self.terms[0]
        if len(self.terms) == 1 and coefficient == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            return monomial[0][0]
        return None

    def as_symbol(self) -> Symbol | None:
        """The symbol that is all of it, if it is one."""
        atom = self.as_atom()
        return atom if isinstance(atom, Symbol) else None

    @property
    def constant(self) -> int:
        """The term without atoms."""
        monomial, coefficient = self.terms[-1]
        return 0 if monomial else coefficient

    @property
    def depth(self) -> int:
        """How deeply floors and extremes are nested in it."""
        return max(atom.depth for atom in self.atoms())

    @property
    def weight(self) -> int:
        """How many atoms it is written with, those within atoms included."""
        return sum(atom.weight for atom in self.atoms())

    @property
    def key(self) -> Key:
        """Its place in the total order of sizes."""
        if self._key is None:
            self._key = tuple((order(monomial), coefficient) for monomial, coefficient in self.terms)
        return self._key

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dim) and self._hash == other._hash and self.terms == other.terms)

    def __hash__(self) -> int:
        return self._hash

    def __add__(self, other: Int) -> Int:
        if isinstance(other, int):
            return _plus_constant(self, other) if other else self
        if isinstance(other, Dim):
            return polynomial(_added(dict(self.terms), other.terms))
        return NotImplemented

    def __radd__(self, other: int) -> Int:
        return self + other

    def __neg__(self) -> Dim:
        return Dim(tuple((monomial, -coefficient) for monomial, coefficient in self.terms))

    def __sub__(self, other: Int) -> Int:
        if isinstance(other, int):
            return _plus_constant(self, -other) if other else self
        if isinstance(other, Dim):
            return polynomial(_added(dict(self.terms), [(monomial, -factor) for monomial, factor in other.terms]))
        return NotImplemented

    def __rsub__(self, other: Int) -> Int:
        return -self + other if isinstance(other, int) else NotImplemented

    def __mul__(self, other: Int) -> Int:
        if isinstance(other, int):
            if other == 1:
                return self
            return Dim(tuple((monomial, coefficient * other) for monomial, coefficient in self.terms)) if other else 0
        if isinstance(other, Dim):
            return polynomial(multiplied(dict(self.terms), other.terms))
        return NotImplemented

    def __rmul__(self, other: int) -> Int:
        return self * other

    def __pow__(self, power: int) -> Int:
        if not isinstance(power, int) or power < 0:
            return NotImplemented
        if power > MAX_DEGREE:
            return too_large(self.certain)
        return product([self] * power)

    def __floordiv__(self, other: Int) -> Int:
        return floor_div(self, other) if isinstance(other, (int, Dim)) else NotImplemented

    def __rfloordiv__(self, other: Int) -> Int:
        return floor_div(other, self) if isinstance(other, int) else NotImplemented

    def __mod__(self, other: Int) -> Int:
        return self - other * floor_div(self, other) if isinstance(other, (int, Dim)) else NotImplemented

    def __rmod__(self, other: Int) -> Int:
        return other - self * floor_div(other, self) if isinstance(other, int) else NotImplemented

    def __str__(self) -> str:
        from convlint.symbolic.text import dim_text  # text reads Dims; only printing needs it

        return dim_text(self)

    def __repr__(self) -> str:
        return str(self)


def symbol(
    name: str, low: int | None = 1, high: int | None = None, origin: str | None = None, certain: bool = True
) -> Dim:
    """A fresh symbol as a size."""
    return of_atom(Symbol(name, low, high, origin, certain))


def of_atom(atom: Atom) -> Dim:
    """The size that is just this atom."""
    return Dim(((((atom, 1),), 1),))


def too_large(certain: bool = True) -> Dim:
    """What an expression beyond MAX_TERMS, MAX_DEGREE, MAX_DEPTH or MAX_WEIGHT becomes: a fresh symbol that may be anything.

    Sound, because nothing is known of it: every later comparison with it is open.
    """
    return symbol("?", low=None, certain=certain)


def product(factors: Iterable[Int]) -> Int:
    """All of them multiplied; 1 for none."""
    result: Int = 1
    for factor in factors:
        result = result * factor
    return result


def ceil_div(a: Int, b: Int) -> Int:
    """a/b rounded up."""
    return -floor_div(-a, b)


@remembered
def floor_div(a: Int, b: Int) -> Int:
    """a // b as Python has it (rounded down); raises ZeroDivisionError for the constant 0 alone."""
    if isinstance(b, int):
        if isinstance(a, int):
            return a // b
        if b == 0:
            raise ZeroDivisionError("division of a size by zero")
        return _floor_by_constant(a, b) if b > 0 else _floor_by_constant(-a, -b)
    if b.terms[0][1] < 0:
        a, b = -a, -b
    return _floor_by_dim(a, b)


def polynomial(terms: Terms) -> Int:
    """The canonical size of these terms."""
    kept = [item for item in terms.items() if item[1]]
    if not kept:
        return 0
    if len(kept) > MAX_TERMS or any(degree(monomial) > MAX_DEGREE for monomial, _ in kept):
        return too_large(all(atom.certain for monomial, _ in kept for atom, _ in monomial))
    if len(kept) == 1:
        return Dim(tuple(kept)) if kept[0][0] else kept[0][1]
    keyed = [(order(monomial), monomial, factor) for monomial, factor in kept]
    keyed.sort(key=_FIRST)
    return Dim(tuple([(monomial, factor) for _, monomial, factor in keyed]))


def multiplied(left: Terms, right: Iterable[tuple[Monomial, int]]) -> Terms:
    """The terms of a product, not yet canonical."""
    result: Terms = {}
    for other, factor in right:
        for monomial, coefficient in left.items():
            joint = times(monomial, other)
            result[joint] = result.get(joint, 0) + coefficient * factor
    return result


def exact_quotient(a: Int, b: Dim) -> Int | None:
    """q with a == q * b as polynomials, or None; long division by the leading term."""
    lead, factor = b.terms[0]
    quotient: Int = 0
    for _ in range(MAX_TERMS):
        if isinstance(a, int):
            return quotient if a == 0 else None
        monomial, coefficient = a.terms[0]
        rest = over(monomial, lead)
        if rest is None or coefficient % factor:
            return None
        step = polynomial({rest: coefficient // factor})
        quotient, a = quotient + step, a - step * b
    return None


def _plus_constant(dim: Dim, number: int) -> Int:
    """dim + number; the term without atoms is the last one."""
    constant = dim.constant + number
    terms = dim.terms if dim.terms[-1][0] else dim.terms[:-1]
    if not constant:
        return Dim(terms)
    return Dim((*terms, (ONE, constant))) if len(terms) < MAX_TERMS else too_large(dim.certain)


def _added(terms: Terms, more: Iterable[tuple[Monomial, int]]) -> Terms:
    for monomial, coefficient in more:
        terms[monomial] = terms.get(monomial, 0) + coefficient
    return terms


def _floor_atom(num: Int, den: Int) -> Dim:
    atom = Floor(num, den)
    return of_atom(atom) if atom.depth <= MAX_DEPTH and atom.weight <= MAX_WEIGHT else too_large()


def _floor_by_constant(num: Dim, den: int) -> Int:
    """Splits off what is a whole multiple, so that (4*a + 3)//2 is 2*a + 1 and (H - 2)//2 is ⌊H/2⌋ - 1."""
    if num.certain and all(coefficient < 0 for monomial, coefficient in num.terms if monomial):
        return -floor_div(-num + (den - 1), den)  # rounding -x down is rounding x up
    whole: Terms = {}
    left: Terms = {}
    for monomial, coefficient in num.terms:
        if is_certain(monomial):
            whole[monomial], left[monomial] = divmod(coefficient, den)
        else:
            left[monomial] = coefficient
    return polynomial(whole) + _floor_of_rest(polynomial(left), den)


def _floor_of_rest(rest: Int, den: int) -> Int:
    if isinstance(rest, int):
        return rest // den
    if not rest.certain:
        return _floor_atom(rest, den)
    shared = gcd(den, *(coefficient for monomial, coefficient in rest.terms if monomial))
    if shared > 1:
        # ⌊(g*p + c)/(g*k)⌋ = ⌊(p + ⌊c/g⌋)/k⌋
        reduced = polynomial({monomial: coefficient // shared for monomial, coefficient in rest.terms})
        return floor_div(reduced, den // shared)
    inner = _only_floor(rest)
    if inner is None:
        return _floor_atom(rest, den)
    # ⌊(⌊p/a⌋ + q)/b⌋ = ⌊(p + a*q)/(a*b)⌋: chains of poolings become one floor
    return floor_div(inner.num + inner.den * (rest - of_atom(inner)), inner.den * den)


def _only_floor(rest: Dim) -> Floor | None:
    """The floor by a constant in `rest`, if there is exactly one and it stands alone with coefficient 1."""
    floors = [atom for atom in rest.atoms() if isinstance(atom, Floor) and isinstance(atom.den, int)]
    if len(floors) != 1:
        return None
    uses = [(monomial, factor) for monomial, factor in rest.terms if any(atom == floors[0] for atom, _ in monomial)]
    return floors[0] if uses == [(((floors[0], 1),), 1)] else None


def _floor_by_dim(num: Int, den: Dim) -> Int:
    exact = exact_quotient(num, den)
    if exact is not None and (isinstance(exact, int) or exact.certain):
        return exact
    whole: Int = 0
    if not isinstance(num, int) and len(den.terms) == 1:
        whole = _multiples(num, *den.terms[0])
        num = num - whole * den
    if isinstance(num, int):
        return whole + (_floor_atom(num, den) if num else 0)
    num, reduced = _cancelled(num, den)
    return whole + (floor_div(num, reduced) if isinstance(reduced, int) else _floor_atom(num, reduced))


def _multiples(num: Dim, monomial: Monomial, factor: int) -> Int:
    """The part of num / (factor * monomial) that is a whole polynomial."""
    whole: Terms = {}
    for term, coefficient in num.terms:
        rest = over(term, monomial)
        if rest is not None and is_certain(rest):
            whole[rest] = coefficient // factor
    return polynomial(whole)


def _cancelled(num: Dim, den: Dim) -> tuple[Int, Int]:
    """num and den without their common factor, as in (H*W)/(N*H)."""
    both = num.terms + den.terms
    shared = common(monomial for monomial, _ in both)
    factor = gcd(*(coefficient for _, coefficient in both))
    if not shared and factor == 1:
        return num, den
    return (_divided(num, shared, factor), _divided(den, shared, factor))


def _divided(dim: Dim, monomial: Monomial, factor: int) -> Int:
    return polynomial({over(term, monomial) or ONE: coefficient // factor for term, coefficient in dim.terms})
