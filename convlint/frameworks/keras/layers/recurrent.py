"""`SimpleRNN`, `LSTM`, `GRU`, and their cells."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.declaring import declare_layer, late
from convlint.frameworks.keras.graph import leaves
from convlint.frameworks.keras.help import STEPS, Sizes, fixed, need_rank
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Remedy, Tensor, Undetermined, Unknown

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


def check_states(cx: Context, kind: str, given: Any, units: Int, batch: Int) -> Int:
    """The batch that the initial states and the input have in common.

    Mismatch (`state-mismatch`) for states of another shape than (batch, units); Undetermined for some of another rank.
    """
    states = [] if given is None else leaves(given)
    if any(not isinstance(state, Tensor) for state in states):
        return batch
    if given is not None and len(states) < STATES[kind]:
        raise Mismatch("state-mismatch", f"`{{it}}` needs {STATES[kind]} initial states but gets {len(states)}")
    for i, state in enumerate(states[: STATES[kind]]):
        batch = _checked_state(cx, kind, state, units, batch, i == 0)
    return batch


def _checked_state(cx: Context, kind: str, state: Tensor, units: Int, batch: Int, multiplied: bool) -> Int:
    """The batch. `multiplied`: the state is multiplied with a kernel, so that its width may not be 1 for any.

    A GRU takes its gates apart along axis 1: of a sequence of states it adds 2 or 3 times `units` to `units`.
    """
    shape = cx.facts.resolve_shape(state.shape)
    if shape.lead is not None:
        return batch
    fits = not shape.dims or _wide_enough(cx, shape.dims[-1], units, multiplied)
    if kind == "GRU" and len(shape.dims) > 2 and cx.facts.less(1, units) is Truth.YES:
        fits = False
    if fits and len(shape.dims) == 2:
        try:
            return broadcast(cx, Shape.of(batch), Shape(shape.dims[:1])).dims[0]
        except Mismatch:
            fits = False
    if not fits:
        wanted = f"({cx.facts.resolve(batch)}, {cx.facts.resolve(units)})"
        wanted = wanted if not is_open(cx, batch) else f"(None, {cx.facts.resolve(units)})"
        raise Mismatch(
            "state-mismatch", f"`{{it}}` needs initial states of shape {wanted} but gets {text_of(cx, shape)}"
        )
    raise Undetermined("states of another rank")


def _wide_enough(cx: Context, width: Int, units: Int, multiplied: bool) -> bool:
    if multiplied:
        return not sizes_differ(cx, width, units)
    width, units = cx.facts.resolve(width), cx.facts.resolve(units)
    return not (isinstance(width, int) and isinstance(units, int) and width != units and 1 not in (width, units))


def _batch(cx: Context, self: Instance, kind: str, initial_state: Any, batch: Int) -> Int:
    """The batch of sequences and states. States that do not fit are refused only with data: a graph has its results still."""
    mark = cx.facts.mark()
    try:
        return check_states(cx, kind, initial_state, self.attrs["units"], batch)
    except Mismatch as mismatch:
        if mismatch.rule != "state-mismatch" or not self.hidden.get("symbolic"):
            raise
        cx.facts.undo(mark)
        return batch


def _keep_batch(cx: Context, self: Instance, sequences: Tensor, batch: Int) -> None:
    """A stateful layer keeps a state for each sample of its first batch.

    Mismatch (`open-length`) where that is None, (`state-mismatch`) for another batch.
    """
    if self.attrs.get("stateful") is not True:
        return
    known = self.hidden.get("batch")
    if known is None:
        if is_open(cx, batch):
            text = (
                f"`{{it}}` keeps its states and so needs a known batch, which is open in {text_of(cx, sequences.shape)}"
            )
            raise Mismatch("open-length", text, Remedy("give the input a `batch_shape`"))
        cx.touch(self)
        self.hidden["batch"] = batch
    elif isinstance(known, (int, Dim)) and not is_open(cx, batch) and cx.facts.unify(known, batch) is Truth.NO:
        wanted, got = cx.facts.resolve(known), cx.facts.resolve(batch)
        raise Mismatch("state-mismatch", f"`{{it}}` keeps states for a batch of {wanted} but gets {got}")


def _call(kind: str) -> Any:
    @late("state-mismatch", "feature-mismatch")
    def call(
        cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
    ) -> Any:
        need_rank(cx, sequences, 3, 3, STEPS)
        dims = cx.facts.exact(sequences.shape, 3)
        assert dims is not None
        fixed(cx, self, "in", dims[2], sequences, "feature-mismatch", "features")
        _keep_batch(cx, self, sequences, dims[0])
        units = self.attrs["units"]
        batch = _batch(cx, self, kind, initial_state, dims[0])
        if initial_state is not None and len(leaves(initial_state)) > STATES[kind]:
            raise Undetermined("more states than there are")
        return outputs(self, sequences, (batch, dims[1]), (units,), [(units,)] * STATES[kind])

    return call


def _cell(kind: str) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, states: Any, training: Any = None) -> Any:
        """(batch, features), states -> (batch, units), states."""
        shape = cx.facts.resolve_shape(inputs.shape)
        if shape.lead is not None or len(shape.dims) != 2:
            raise Undetermined("no matrix")
        fixed(cx, self, "in", shape.dims[-1], inputs, "feature-mismatch", "features")
        batch = check_states(cx, kind, states, self.attrs["units"], shape.dims[0])
        made = [inputs.like(Shape.of(batch, self.attrs["units"]), "float") for _ in range(STATES[kind])]
        if not isinstance(states, (ListV, tuple, Tensor)):
            return made[0], Unknown("states in a structure that is not known")
        return made[0], made[0] if isinstance(states, Tensor) else ListV(list(made))

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
