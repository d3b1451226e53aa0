"""The stored form of records, and how new ones are compared with old ones."""

from __future__ import annotations

import pytest

from tests.truth import store
from tests.truth.draw import Dice, spoil
from tests.truth.families import FAMILIES
from tests.truth.model import Arguments, Layer, Named, Raised, T, Via, decode, encode, encode_case
from tests.truth.record import changes
from tests.truth.table import records

VALUES = [
    T((2, 3)),
    T((), "i", 5),
    T((4,), "b"),
    "same",
    "f[2]",
    T(()),
    Named("torch.float32"),
    [1, (2, None), [T((1,))]],
    slice(0, None, 2),
    ...,
    Layer("torch.nn.ReLU", Arguments([True], {"p": 0.5})),
    Via(T((2, 3)), (("torch.Tensor.permute", (1, 0)), (Layer("torch.nn.ReLU", Arguments()), ()), (".mT", ()))),
    Raised("no"),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_values_survive_json(value: object) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize("framework", FAMILIES)
def test_rows_survive_reading(framework: str) -> None:
    """What is read and written again is the same, and no row is stored twice."""
    for family in store.families(framework):
        read = records(framework, family)
        for ops, rows in store.read_rows(framework, family).items():
            assert store.rows_of(read[ops.split()[-1]]) == rows
            assert len({str(row[:-1]) for row in rows}) == len(rows), ops


@pytest.mark.parametrize("family", [*FAMILIES["torch"], *FAMILIES["keras"]], ids=lambda family: family.name)
def test_drawing_is_repeatable(family: object) -> None:
    """The same seed draws the same calls: recording anew changes nothing unless the framework or a family has changed."""
    for drawn in family.draws:  # type: ignore[attr-defined]
        one, other = Dice(drawn.path), Dice(drawn.path)
        for _ in range(3):
            assert encode_case(spoil(one, drawn.draw(one))) == encode_case(spoil(other, drawn.draw(other)))


def test_changes_are_counted() -> None:
    before = [[["f[2]"], {}, "f[2]"], [["f[3]"], {}, "f[3]"]]
    after = [[["f[2]"], {}, "f[1]"], [["f[4]"], {}, {"error": "no"}]]
    assert changes(before, after) == "1 added, 1 removed, 1 changed outcomes"
    assert changes(before, before) == ""
