"""The greater and the lesser of sizes, taken only as far as they are not known."""

from __future__ import annotations

from collections.abc import Sequence

from convlint.symbolic.atoms import Extreme, Key, key_of
from convlint.symbolic.bounds import bounds
from convlint.symbolic.dim import MAX_DEPTH, MAX_WEIGHT, Int, of_atom, too_large


def dim_max(a: Int, b: Int) -> Int:
    """The greater of the two."""
    return max(a, b) if isinstance(a, int) and isinstance(b, int) else extreme("max", [a, b])


def dim_min(a: Int, b: Int) -> Int:
    """The lesser of the two."""
    return min(a, b) if isinstance(a, int) and isinstance(b, int) else extreme("min", [a, b])


def extreme(kind: str, values: Sequence[Int]) -> Int:
    """`max` or `min` of several: nested ones flattened, what can never win dropped, a common offset taken out."""
    candidates: list[Int] = []
    parts = [part for value in values for part in _parts(kind, value)]
    for part in sorted(parts, key=_constants_first):
        if not any(_beats(kind, other, part) for other in candidates):
            candidates = [other for other in candidates if not _beats(kind, part, other)] + [part]
    offset = min(value if isinstance(value, int) else value.constant for value in candidates)
    if len(candidates) == 1:
        return candidates[0]
    atom = Extreme(kind, [value - offset for value in candidates])
    fits = atom.depth <= MAX_DEPTH and atom.weight <= MAX_WEIGHT
    return of_atom(atom) + offset if fits else too_large(atom.certain)


def _parts(kind: str, value: Int) -> list[Int]:
    atoms = [] if isinstance(value, int) else [atom for atom in value.atoms() if isinstance(atom, Extreme)]
    if len(atoms) == 1 and atoms[0].kind == kind:
        offset = value - of_atom(atoms[0])
        if isinstance(offset, int):
            return [arg + offset for arg in atoms[0].args]
    return [value]


def _constants_first(value: Int) -> tuple[bool, Key]:
    return (not isinstance(value, int), key_of(value))


def _beats(kind: str, winner: Int, loser: Int) -> bool:
    low, _ = bounds(winner - loser if kind == "max" else loser - winner)
    return low is not None and low >= 0
