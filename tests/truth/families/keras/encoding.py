"""Numbers and vectors for categories, texts and numbers. TensorFlow computes them, whichever backend is at work."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, inputs
from tests.truth.model import T

family = Family("encoding", words=True, misuse=0.15)
WORDS = ["a", "b", "c", "d"]


def mode(dice: Dice, *modes: str) -> Any:
    return dice.maybe(dice.choice(["int", "one_hot", "multi_hot", "count", *modes]), 0.8)


def column(dice: Dice, kind: str, below: int = 3) -> T:
    """(batch,), (batch, 1), (batch, values), seldom more or fewer dims."""
    sizes = (
        (2, 3, 2) if dice.chance(0.02) else dice.choice([(), (3,), (1,), (2,), (3, 1), (2, 4), (2, 3), (1, 1), (2, 1)])
    )
    return T(sizes, kind, below)


@family.layer("keras.layers.CategoryEncoding")
def categories(dice: Dice) -> Made:
    how = dice.maybe(dice.choice(["one_hot", "multi_hot", "count"]), 0.8)
    return dice.keywords(num_tokens=dice.randint(2, 30), output_mode=how), inputs(column(dice, "i", 2))


@family.layer("keras.layers.Hashing")
def hashing(dice: Dice) -> Made:
    init = dice.keywords(dice.randint(1, 9), output_mode=mode(dice), salt=dice.maybe(dice.choice([7, [1, 2]]), 0.2))
    return init, inputs(column(dice, dice.choice("is")))


@family.layer("keras.layers.Discretization")
def discretization(dice: Dice) -> Made:
    edges = [float(i) for i in range(dice.randint(1, 5))]
    return dice.keywords(bin_boundaries=edges, output_mode=mode(dice)), inputs(column(dice, "f"))


@family.layer("keras.layers.HashedCrossing")
def crossing(dice: Dice) -> Made:
    kind = dice.choice("is")
    one = T(dice.choice([(), (3,), (1,), (3, 1), (1, 1), (2, 1)]), kind, 3)
    other = T(one.sizes, kind, 3)
    init = dice.keywords(dice.randint(1, 9), output_mode=dice.maybe(dice.choice(["int", "one_hot"])))
    return init, inputs([one, other] if dice.chance(0.5) else (one, other))


def looked_up(dice: Dice, vocabulary: list[Any], oov: Any) -> dict[str, Any]:
    how = mode(dice, "tf_idf")
    return {
        "vocabulary": vocabulary,
        "max_tokens": dice.maybe(dice.randint(8, 12), 0.4),
        "num_oov_indices": dice.maybe(dice.randint(1, 2), 0.3),
        "oov_token": dice.maybe(oov, 0.2),
        "output_mode": how,
        "pad_to_max_tokens": dice.maybe(True, 0.3),
        "idf_weights": [1.0] * len(vocabulary) if how == "tf_idf" else OMIT,
    }


@family.layer("keras.layers.StringLookup")
def strings(dice: Dice) -> Made:
    words = WORDS[: dice.randint(1, 4)]
    init = dice.keywords(**looked_up(dice, words, "[UNK]"), mask_token=dice.maybe("[MASK]", 0.2))
    return init, inputs(column(dice, "s"))


@family.layer("keras.layers.IntegerLookup")
def integers(dice: Dice) -> Made:
    numbers = [3, 5, 7, 9][: dice.randint(1, 4)]
    if dice.chance(0.1):
        return dice.keywords(vocabulary=numbers, invert=True), inputs(any_tensor(dice, 1, 3, "i"))
    init = dice.keywords(**looked_up(dice, numbers, -1), mask_token=dice.maybe(0, 0.2))
    return init, inputs(column(dice, "i", 10))


@family.layer("keras.layers.TextVectorization")
def texts(dice: Dice) -> Made:
    how = dice.maybe(dice.choice(["int", "multi_hot", "count", "tf_idf"]), 0.7)
    as_numbers = how in (OMIT, "int")
    init = dice.keywords(
        vocabulary=WORDS[: dice.randint(1, 4)],
        max_tokens=dice.maybe(dice.randint(8, 12), 0.4),
        output_mode=how,
        output_sequence_length=dice.maybe(dice.randint(1, 6), 0.95) if as_numbers else OMIT,
        pad_to_max_tokens=dice.maybe(True, 0.3),
        split=dice.maybe(dice.choice(["whitespace", "character"]), 0.2),
        ngrams=dice.maybe(dice.randint(1, 2), 0.2),
        idf_weights=[1.0] * 4 if how == "tf_idf" else OMIT,
    )
    if "idf_weights" in init.kwargs:
        init.kwargs["idf_weights"] = [1.0] * len(init.kwargs["vocabulary"])
    return init, inputs(T(dice.choice([(3,), (2, 1), (1,), (1, 1), ()]), "s", 3))
