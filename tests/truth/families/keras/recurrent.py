"""Recurrent layers, their cells, and what wraps them."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, data_format, inputs, sequence, sizes
from tests.truth.model import Arguments, Layer, T

family = Family("recurrent", words=True, misuse=0.05)
STATES = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}


def flags(dice: Dice) -> dict[str, Any]:
    return {
        "return_sequences": dice.maybe(dice.chance(0.6)),
        "return_state": dice.maybe(dice.chance(0.6)),
        "go_backwards": dice.maybe(True, 0.2),
    }


def initial(dice: Dice, kind: str, batch: int, units: int) -> Any:
    states = [T((batch, units)) for _ in range(STATES[kind])]
    return dice.maybe(states[0] if len(states) == 1 and dice.chance(0.3) else states, 0.4)


def whole(kind: str, dice: Dice) -> Made:
    tensor, units = sequence(dice), dice.randint(1, 5)
    init = dice.keywords(units, **flags(dice))
    return init, inputs(tensor, initial_state=initial(dice, kind, tensor.sizes[0], units))


def cell(kind: str, dice: Dice) -> Made:
    batch, units = dice.randint(1, 3), dice.randint(1, 5)
    states = [T((batch, units)) for _ in range(STATES[kind])]
    given = states[0] if kind != "LSTM" and dice.chance(0.3) else states
    return dice.arguments(units=units), inputs(T((batch, dice.randint(1, 5))), given)


for name in STATES:
    family.add_layer(f"keras.layers.{name}", partial(whole, name))
    family.add_layer(f"keras.layers.{name}Cell", partial(cell, name))


def make_cell(dice: Dice) -> Layer:
    return Layer(f"keras.layers.{dice.choice(list(STATES))}Cell", Arguments([dice.randint(1, 5)]))


@family.layer("keras.layers.RNN")
def rnn(dice: Dice) -> Made:
    cells: Any = make_cell(dice) if dice.chance(0.6) else [make_cell(dice) for _ in range(dice.randint(1, 3))]
    return dice.keywords(cells, **flags(dice)), inputs(sequence(dice))


@family.layer("keras.layers.StackedRNNCells")
def stacked(dice: Dice) -> Made:
    batch, states, cells = dice.randint(1, 3), [], []
    for _ in range(dice.randint(1, 3)):
        made = make_cell(dice)
        kind = made.path.rpartition(".")[2].removesuffix("Cell")
        own = [T((batch, made.init.args[0])) for _ in range(STATES[kind])]
        states.append(own if kind == "LSTM" or dice.chance(0.5) else own[0])
        cells.append(made)
    return Arguments([cells]), inputs(T((batch, dice.randint(1, 4))), states)


# --- around layers ----------------------------------------------------------------------------------------------------


@family.layer("keras.layers.Bidirectional")
def bidirectional(dice: Dice) -> Made:
    inner = Layer(f"keras.layers.{dice.choice(list(STATES))}", dice.keywords(dice.randint(1, 4), **flags(dice)))
    merge = dice.maybe(dice.choice(["concat", "sum", "mul", "ave", None]), 0.6)
    return dice.arguments(inner, merge_mode=merge), inputs(sequence(dice))


def inner_layer(dice: Dice) -> tuple[Layer, tuple[int, ...]]:
    """A layer and the sizes of one sample for it."""
    how = dice.random()
    if how < 0.4:
        return Layer("keras.layers.Dense", Arguments([dice.randint(1, 4)])), (dice.randint(1, 4),)
    if how < 0.7:
        return Layer("keras.layers.Conv2D", Arguments([dice.randint(1, 3), dice.randint(1, 3)])), (5, 5, 2)
    if how < 0.85:
        return Layer("keras.layers.Flatten", Arguments()), (2, dice.randint(1, 3))
    return Layer("keras.layers.LSTM", Arguments([dice.randint(1, 4)])), (3, 2)


@family.layer("keras.layers.TimeDistributed")
def time_distributed(dice: Dice) -> Made:
    inner, sample = inner_layer(dice)
    return Arguments([inner]), inputs(T((dice.randint(1, 3), dice.randint(1, 4), *sample)))


@family.layer("keras.layers.SpectralNormalization")
def spectral(dice: Dice) -> Made:
    kind = dice.chance(0.5)
    inner = Layer("keras.layers.Dense" if kind else "keras.layers.Conv1D", Arguments([3] if kind else [3, 2]))
    return Arguments([inner]), inputs(sequence(dice))


# --- convolutional ----------------------------------------------------------------------------------------------------


def conv_lstm(count: int, dice: Dice) -> Made:
    format = data_format(dice)
    init = dice.keywords(
        dice.randint(1, 3),
        kernel_size=dice.per_axis(count, 1, 3),
        strides=dice.maybe(dice.per_axis(count, 1, 2), 0.4),
        padding=dice.maybe(dice.choice(["valid", "same"])),
        data_format=format,
        **flags(dice),
    )
    channels, space = dice.randint(1, 2), sizes(dice, count, 3, 5)
    inner = (channels, *space) if format == "channels_first" else (*space, channels)
    return init, inputs(T((dice.randint(1, 2), dice.randint(1, 3), *inner)))


for n in (1, 2, 3):
    family.add_layer(f"keras.layers.ConvLSTM{n}D", partial(conv_lstm, n))
