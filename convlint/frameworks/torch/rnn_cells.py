"""`RNNCell`, `LSTMCell` and `GRUCell`: one step."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import split_batch
from convlint.frameworks.common.registry import Handler, add_layer, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.linear import ending, need_features
from convlint.frameworks.torch.windows import keep_bias, size_of, whole
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

declare_class("torch.nn.RNNCellBase", "torch.nn.Module")
INIT = {
    "RNNCell": "input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None",
    "LSTMCell": "input_size, hidden_size, bias=True, device=None, dtype=None",
    "GRUCell": "input_size, hidden_size, bias=True, device=None, dtype=None",
}
GATES = {"RNNCell": 1, "LSTMCell": 4, "GRUCell": 3}


def check_cell(cx: Context, self: Instance) -> None:
    """Sizes must be ints."""
    whole(cx, self, "input_size", "hidden_size")
    keep_bias(cx, self)


def step(cx: Context, self: Instance, kind: str, input: Tensor, hx: Any) -> Any:
    """(N?, input_size) with states (N?, hidden_size) -> the next states."""
    split_batch(cx, input, 1)
    shape = need_features(cx, size_of(cx, self, "input_size"), input, "input_size")
    state = ending(shape, size_of(cx, self, "hidden_size"))
    for given in _given(cx, kind, hx):
        if isinstance(given, Tensor) and not _fits(cx, state, given.shape):
            text = f"`{{it}}` needs a state of {cx.describe(state)} but gets {cx.describe(given.shape)}"
            raise Mismatch("state-mismatch", text)
    state = cx.facts.resolve_shape(state)
    return (input.like(state), input.like(state)) if kind == "LSTMCell" else input.like(state)


def _fits(cx: Context, state: Shape, given: Shape) -> bool:
    """Whether a state is what it should be. Torch takes a matrix beside a vector where its first size is the hidden size."""
    if cx.facts.ranks(state) == (1, 1) and cx.facts.ranks(given) == (2, 2):
        if cx.facts.equal(cx.facts.resolve_shape(given).dims[0], state.dims[-1]) is Truth.NO:
            return False
        raise Undetermined("a matrix as the state of a vector")
    return cx.facts.unify_shapes(state, given) is not Truth.NO


def _given(cx: Context, kind: str, hx: Any) -> list[Any]:
    if hx is None or isinstance(hx, Unknown):
        return []
    if kind != "LSTMCell":
        return [hx]
    items = (None if isinstance(hx, Tensor) else cx.items(hx)) or []
    if len(items) > 2:
        raise Mismatch("state-mismatch", f"`{{it}}` takes two states but gets {len(items)}")
    return items


def _weights(gates: int) -> dict[str, Any]:
    def matrix(name: str) -> Any:
        def made(cx: Context, self: Instance) -> Any:
            return Tensor(Shape((gates * size_of(cx, self, "hidden_size"), self.attrs[name])), "float", parameter=True)

        return made

    return {"weight_ih": matrix("input_size"), "weight_hh": matrix("hidden_size")}


def _layer(kind: str) -> Handler:
    if kind == "LSTMCell":

        def pair(cx: Context, self: Instance, input: Tensor, hx: Any = None) -> Any:
            return step(cx, self, kind, input, hx)

        return pair

    def single(cx: Context, self: Instance, input: Tensor, hx: Any = None) -> Any:
        return step(cx, self, kind, input, hx)

    return single


for _kind, _init in INIT.items():
    _returns = "Tensor, Tensor" if _kind == "LSTMCell" else "Tensor"
    _call = Signature.parse("self, input: Tensor, hx=None", returns=_returns)
    add_layer((f"torch.nn.{_kind}",), Signature.parse(_init), _layer(_kind), _call, "torch.nn.RNNCellBase", check_cell,
              _weights(GATES[_kind]))  # fmt: skip
