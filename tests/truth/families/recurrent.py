"""Recurrent layers and their cells."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("recurrent")


def recurrent(kind: str, dice: Dice) -> tuple[Arguments, Arguments]:
    inside, hidden, layers = dice.randint(1, 5), dice.randint(2, 5), dice.choice([1, 1, 2, 3])
    both, first = dice.chance(0.4), dice.chance(0.4)
    projected = dice.randint(1, hidden - 1) if kind == "LSTM" and dice.chance(0.3) else 0
    init = dice.keywords(
        inside,
        hidden,
        num_layers=layers if layers > 1 else dice.maybe(1, 0.2),
        bias=dice.maybe(False, 0.1),
        batch_first=first or OMIT,
        dropout=dice.maybe(dice.choice([0.0, 0.5, 1.0]), 0.2),
        bidirectional=both or OMIT,
        proj_size=projected or OMIT,
        nonlinearity=dice.maybe(dice.choice(["tanh", "relu"]), 0.3) if kind == "RNN" else OMIT,
    )
    batch, length = dice.randint(1, 4), dice.randint(1, 5)
    batched = dice.chance(0.75)
    sizes = ((batch, length) if first else (length, batch)) if batched else (length,)
    state: list[Any] = []
    if dice.chance(0.5):
        front = (layers * (1 + both), *([batch] if batched else []))
        state = [T((*front, projected or hidden))]
        if kind == "LSTM":
            state = [(state[0], T((*front, hidden)))]
    return init, Arguments([T((*sizes, inside)), *state])


def cell(kind: str, dice: Dice) -> tuple[Arguments, Arguments]:
    inside, hidden = dice.randint(1, 5), dice.randint(1, 5)
    init = dice.arguments(input_size=inside, hidden_size=hidden, bias=dice.maybe(False, 0.2))
    batch = (dice.randint(1, 4),) if dice.chance(0.7) else ()
    state: list[Any] = []
    if dice.chance(0.6):
        one = T((*batch, hidden))
        state = [(one, one)] if kind == "LSTM" else [one]
    return init, Arguments([T((*batch, inside)), *state])


for name in ("RNN", "LSTM", "GRU"):
    family.add_layer(f"torch.nn.{name}", partial(recurrent, name), count=200, words=True, misuse=0.1)
    family.add_layer(f"torch.nn.{name}Cell", partial(cell, name))
