"""Attention."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, inputs
from tests.truth.model import T

family = Family("attention", words=True, misuse=0.05)


def three(dice: Dice, same: bool) -> dict[str, Any]:
    """Query, value and, sometimes, key; `same`: queries and keys are of one width."""
    batch, steps, width = dice.randint(1, 3), dice.randint(1, 4), dice.randint(1, 5)
    query = T((batch, dice.randint(1, 4), width))
    with_key = dice.chance(0.5)
    value = T((batch, steps, width if same and not with_key else dice.randint(1, 5)))
    key = T((batch, steps, width if same else dice.randint(1, 5)))
    return {"query": query, "value": value, "key": key if with_key else OMIT}


def scores(dice: Dice) -> Any:
    return dice.maybe(dice.chance(0.6), 0.4)


@family.layer("keras.layers.MultiHeadAttention")
def multi_head(dice: Dice) -> Made:
    init = dice.keywords(
        num_heads=dice.randint(1, 4),
        key_dim=dice.randint(1, 4),
        value_dim=dice.maybe(dice.randint(1, 4), 0.3),
        output_shape=dice.maybe(dice.choice([3, (4,)]), 0.2),
        use_gate=dice.maybe(True, 0.1),
    )
    given = three(dice, False)
    causal = dice.maybe(True, 0.1)
    return init, inputs(
        *(each for each in given.values() if each is not OMIT),
        return_attention_scores=scores(dice),
        use_causal_mask=causal,
    )


@family.layer("keras.layers.GroupQueryAttention")
def grouped(dice: Dice) -> Made:
    groups = dice.randint(1, 3)
    init = dice.keywords(
        head_dim=dice.randint(1, 4), num_query_heads=groups * dice.randint(1, 3), num_key_value_heads=groups
    )
    given = three(dice, False)
    return init, inputs(*(each for each in given.values() if each is not OMIT), return_attention_scores=scores(dice))


@family.layer("keras.layers.Attention", "keras.layers.AdditiveAttention")
def plain(dice: Dice) -> Made:
    given = [each for each in three(dice, True).values() if each is not OMIT]
    return dice.keywords(use_scale=dice.maybe(dice.chance(0.5))), inputs(given, return_attention_scores=scores(dice))
