"""The greater and the lesser of sizes, taken only as far as they are not known."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.symbolic.atoms import Extreme, Key, Symbol, key_of
from convlint.symbolic.bounds import bounds
from convlint.symbolic.dim import MAX_DEPTH, MAX_WEIGHT, Int, of_atom, too_large

Part = tuple[Int, int]
"""What a value consists of, and which of the values that is."""


def dim_max(a: Int, b: Int) -> Int:
    """The greater of the two."""
    return max(a, b) if isinstance(a, int) and isinstance(b, int) else extreme("max", [a, b])


def dim_min(a: Int, b: Int) -> Int:
    """The lesser of the two."""
    return min(a, b) if isinstance(a, int) and isinstance(b, int) else extreme("min", [a, b])


def extreme(kind: str, values: Sequence[Int]) -> Int:
    """`max` or `min` of several: nested ones flattened, what can never win dropped, a common offset taken out."""
    parts = [(part, place) for place, value in enumerate(values) for part in _parts(kind, value)]
    candidates: list[Part] = []
    for part in sorted(parts, key=_constants_first):
        if not any(_beats(kind, other, part) for other in candidates):
            candidates = [other for other in candidates if not _beats(kind, part, other)] + [part]
    offset = min(value if isinstance(value, int) else value.constant for value, _ in candidates)
    if len(candidates) == 1:
        return candidates[0][0]
    atom = Extreme(kind, [value - offset for value, _ in candidates])
    fits = atom.depth <= MAX_DEPTH and atom.weight <= MAX_WEIGHT
    return of_atom(atom) + offset if fits else too_large(atom.certain)


def _parts(kind: str, value: Int) -> list[Int]:
    atoms = [] if isinstance(value, int) else [atom for atom in value.atoms() if isinstance(atom, Extreme)]
    if len(atoms) == 1 and atoms[0].kind == kind:
        offset = value - of_atom(atoms[0])
        if isinstance(offset, int):
            return [arg + offset for arg in atoms[0].args]
    return [value]


def _constants_first(part: Part) -> tuple[bool, Key]:
    return (not isinstance(part[0], int), key_of(part[0]))


def _beats(kind: str, winner: Part, loser: Part) -> bool:
    """Whether the one can be left out for the other; those of one extreme were held against each other when it was made."""
    if winner[1] == loser[1]:
        return False
    more, less = (winner[0], loser[0]) if kind == "max" else (loser[0], winner[0])
    if _outgrows(less, more):
        return False
    low, _ = bounds(more - less)
    return low is not None and low >= 0


def _outgrows(value: Int, other: Int) -> bool:
    """Whether `value` is a symbol without upper end, and a constant, while `other` does not depend on it."""
    if isinstance(value, int) or len(value.terms) > 1 + (value.constant != 0):
        return False
    monomial, factor = value.terms[0]
    name, power = monomial[0]
    if factor < 1 or power > 1 or len(monomial) > 1 or not isinstance(name, Symbol) or name.high is not None:
        return False
    return isinstance(other, int) or name not in other.symbols()
