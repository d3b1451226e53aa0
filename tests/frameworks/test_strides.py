"""Views with symbolic sizes: what is said holds for every value of the symbols."""

from __future__ import annotations

from itertools import product as combinations
from random import Random

import pytest

from convlint.frameworks.common.strides import contiguous_strides, viewed
from convlint.symbolic import Dim, Facts, Int, Truth, substitute, symbol

VALUES = (1, 2, 3)


def value(dim: Int, given: dict[str, int], symbols: dict[str, Dim]) -> int:
    if isinstance(dim, int):
        return dim
    found = substitute(dim, {next(iter(symbols[name].symbols())): number for name, number in given.items()})
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize("seed", range(10))
def test_an_answer_holds_for_all_sizes(seed: int) -> None:
    dice = Random(seed)
    symbols = {name: made for name in "ABC" if isinstance(made := symbol(name, low=1), Dim)}
    for _ in range(20):
        dims = [dice.choice([*symbols.values(), 1, 2, 3]) for _ in range(dice.randint(2, 4))]
        order = dice.sample(range(len(dims)), len(dims))
        strides = contiguous_strides(dims)
        seen, steps = tuple(dims[i] for i in order), tuple(strides[i] for i in order)
        cuts = sorted(dice.sample(range(len(dims) + 1), dice.randint(0, 2)))
        new = []
        for start, stop in zip([0, *cuts], [*cuts, len(dims)]):
            size: Int = 1
            for dim in seen[start:stop]:
                size = size * dim
            new.append(size)
        answer = viewed(Facts(), seen, steps, tuple(new))
        if answer is Truth.OPEN:
            continue
        for numbers in combinations(VALUES, repeat=3):
            given = dict(zip("ABC", numbers))
            real = [tuple(value(dim, given, symbols) for dim in row) for row in (seen, steps, new)]
            known = viewed(Facts(), *real)
            assert (known is Truth.NO) == (answer is Truth.NO), (seen, steps, new, given)
