"""`SimpleRNN`, `LSTM`, `GRU`, their cells, `RNN` over cells, and `ConvLSTM`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.declaring import declare_layer, layer
from convlint.frameworks.keras.graph import leaves
from convlint.frameworks.keras.help import Sizes, channels_first, fixed, images, last_size, need_rank
from convlint.frameworks.keras.layers.conv import check_padding, check_windows, slid
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Tensor, Undetermined

CELL = """units, activation='tanh', recurrent_activation='sigmoid', use_bias=True, kernel_initializer=None,
recurrent_initializer=None, bias_initializer=None, unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None,
bias_regularizer=None, kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
recurrent_dropout=0.0, seed=None, reset_after=True"""
FLAGS = "return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False"
SIMPLE = CELL.replace("recurrent_activation='sigmoid', ", "")
CALL = Signature.parse("self, sequences: Keras, initial_state=None, mask=None, training=None", returns="")
GATES = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}
STATES = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}


def flag(self: Instance, name: str) -> bool:
    """An argument that is True or False. Undetermined where it is not known."""
    value = self.attrs.get(name, False)
    if isinstance(value, (bool, int)):
        return bool(value)
    raise Undetermined(f"`{name}` is not known")


def outputs(self: Instance, tensor: Tensor, steps: Sizes, result: Sizes, states: list[Sizes]) -> Any:
    """All outputs or the last one, and the states where they are asked for. `steps`: the batch and the number of steps."""
    shape = (*steps, *result) if flag(self, "return_sequences") else (steps[0], *result)
    made = tensor.like(Shape(shape), "float")
    if not flag(self, "return_state"):
        return made
    return (made, *(tensor.like(Shape((steps[0], *state)), "float") for state in states))


def check_states(cx: Context, kind: str, given: Any, units: Int) -> None:
    """Mismatch (`state-mismatch`) for initial states of another number or shape than (batch, units)."""
    if given is None:
        return
    states = leaves(given)
    tensors = [state for state in states if isinstance(state, Tensor)]
    if len(tensors) != len(states):
        return
    if len(states) < STATES[kind]:
        raise Mismatch("state-mismatch", f"`{{it}}` needs {STATES[kind]} initial states but gets {len(states)}")
    for state in tensors[: STATES[kind]]:
        shape = cx.facts.resolve_shape(state.shape)
        if shape.lead is not None:
            continue
        if len(shape.dims) != 2 or sizes_differ(cx, shape.dims[-1], units):
            text = f"`{{it}}` needs initial states of shape (batch, {cx.facts.resolve(units)}) but gets {text_of(cx, shape)}"
            raise Mismatch("state-mismatch", text)


def _call(kind: str) -> Any:
    def call(
        cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
    ) -> Any:
        need_rank(cx, sequences, 3, 3, "(batch, steps, features)")
        dims = cx.facts.exact(sequences.shape, 3)
        assert dims is not None
        fixed(cx, self, "in", dims[2], sequences, "feature-mismatch", "features")
        units = self.attrs["units"]
        check_states(cx, kind, initial_state, units)
        return outputs(self, sequences, dims[:2], (units,), [(units,)] * STATES[kind])

    return call


def _cell(kind: str) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, states: Any, training: Any = None) -> Any:
        """(batch, features), states -> (batch, units), states."""
        need_rank(cx, inputs, 2, 2, "(batch, features)")
        fixed(cx, self, "in", last_size(cx, inputs), inputs, "feature-mismatch", "features")
        check_states(cx, kind, states, self.attrs["units"])
        dims = cx.facts.exact(inputs.shape, 2)
        assert dims is not None
        made = [inputs.like(Shape.of(dims[0], self.attrs["units"]), "float") for _ in range(STATES[kind])]
        return made[0], ListV(list(made))

    return call


def _check(cx: Context, self: Instance) -> None:
    whole(cx, self, "units")


def _weights(kind: str) -> dict[str, Any]:
    gates = GATES[kind]

    def bias(cx: Context, self: Instance) -> Sizes:
        wide = gates * self.attrs["units"]
        return (2, wide) if kind == "GRU" and flag(self, "reset_after") else (wide,)

    return {
        "kernel": weight(lambda cx, self: (built_for(self), gates * self.attrs["units"])),
        "recurrent_kernel": weight(lambda cx, self: (self.attrs["units"], gates * self.attrs["units"])),
        "bias": weight(bias, "use_bias"),
    }


_CELL_CALL = Signature.parse("self, inputs: Keras, states, training=None", returns="")
for _kind in GATES:
    _init = SIMPLE if _kind == "SimpleRNN" else CELL
    declare_layer(_kind, f"{_init}, {FLAGS}, use_cudnn='auto'", _call(_kind), CALL, _check, **_weights(_kind))
    declare_layer(f"{_kind}Cell", _init, _cell(_kind), _CELL_CALL, _check, **_weights(_kind))


# --- RNN over cells ---------------------------------------------------------------------------------------------------


def units_of(cx: Context, cell: Any) -> Int:
    """What a cell of Keras's own, or the last of several, gives for each step. Undetermined for any other."""
    items = cx.items(cell) if isinstance(cell, (ListV, tuple)) else None
    if items:
        return units_of(cx, items[-1])
    if isinstance(cell, Instance) and isinstance(cell.cls, LibraryClass) and not cell.opaque:
        if "units" in cell.attrs:
            return cell.attrs["units"]  # type: ignore[no-any-return]
        if "cells" in cell.attrs:
            return units_of(cx, cell.attrs["cells"])
    raise Undetermined("a cell of the project")


@layer("RNN", f"cell, {FLAGS}, zero_output_for_mask=False")
def rnn(
    cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
) -> Any:
    """(batch, steps, features) -> what its cell gives for the steps, or for the last one."""
    units = units_of(cx, self.attrs["cell"])
    need_rank(cx, sequences, 3, None, "(batch, steps, features)")
    dims = cx.facts.exact(sequences.shape, 3)
    if dims is None or flag(self, "return_state"):
        raise Undetermined("states of cells")
    cells = cx.items(self.attrs["cell"]) if not isinstance(self.attrs["cell"], Instance) else None
    cell = cells[0] if cells else self.attrs["cell"]
    if isinstance(cell, Instance) and "units" in cell.attrs:
        fixed(cx, cell, "in", dims[2], sequences, "feature-mismatch", "features")
    return outputs(self, sequences, dims[:2], (units,), [])


@layer("StackedRNNCells", "cells")
def stacked(cx: Context, self: Instance, inputs: Any, states: Any, training: Any = None) -> Any:
    """Not followed step by step."""
    raise Undetermined("stacked cells")


# --- ConvLSTM ---------------------------------------------------------------------------------------------------------

CONV = f"""filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, activation='tanh',
recurrent_activation='sigmoid', use_bias=True, kernel_initializer=None, recurrent_initializer=None, bias_initializer=None,
unit_forget_bias=True, dropout=0.0, recurrent_dropout=0.0, seed=None, {FLAGS}"""


def _check_conv(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        whole(cx, self, "filters")
        check_padding(self, "valid", "same")
        check_windows(cx, self, count)

    return check


def _conv(count: int) -> Any:
    def call(
        cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
    ) -> Any:
        need_rank(cx, sequences, count + 3, count + 3, "(batch, steps, …sizes, channels)")
        attrs, first = self.attrs, channels_first(cx, self)
        dims = images(cx, sequences, count + 1)
        channels, sizes = (dims[2], dims[3:]) if first else (dims[-1], dims[2:-1])
        fixed(cx, self, "in", channels, sequences, "channel-mismatch", "channels")
        made = slid(cx, self, sizes, attrs["kernel_size"], attrs["strides"], attrs["dilation_rate"], sequences)
        result = (attrs["filters"], *made) if first else (*made, attrs["filters"])
        return outputs(self, sequences, dims[:2], result, [result, result])

    return call


for _count in (1, 2, 3):
    declare_layer(f"ConvLSTM{_count}D", CONV, _conv(_count), CALL, _check_conv(_count))
