"""`RNN`, `LSTM` and `GRU`: outputs and states, from tensors and packed sequences."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import Handler, add_layer, declare_class, op
from convlint.frameworks.common.signature import Signature, to_int, to_tensor
from convlint.frameworks.torch.linear import ending, need_features
from convlint.frameworks.torch.packed import is_packed, repacked, settled
from convlint.frameworks.torch.windows import not_negative, positive, size_of
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

declare_class("torch.nn.RNNBase", "torch.nn.Module")
SIZES = ("input_size", "hidden_size", "num_layers")
REST = "bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None"
INIT = {
    "RNN": f"input_size, hidden_size, num_layers=1, nonlinearity='tanh', {REST}",
    "LSTM": f"input_size, hidden_size, num_layers=1, {REST}",
    "GRU": f"input_size, hidden_size, num_layers=1, {REST}",
}
GATES = {"RNN": 1, "LSTM": 4, "GRU": 3}


def check_rnn(cx: Context, self: Instance, kind: str) -> None:
    """Sizes are positive ints; only an LSTM has projections, smaller than its hidden size."""
    attrs = self.attrs
    for name in SIZES:
        if isinstance(attrs[name], str):
            raise Mismatch("invalid-argument", f"`{{it}}` needs an int for `{name}` but gets {attrs[name]!r}")
        attrs[name] = to_int(cx, attrs[name], name)
        positive(cx, (attrs[name],), name)
    proj = attrs["proj_size"] = to_int(cx, attrs["proj_size"], "proj_size")
    if kind != "LSTM" and cx.facts.equal(proj, 0) is Truth.NO:
        raise Mismatch("invalid-argument", f"`{{it}}` has no projections but gets proj_size={cx.facts.resolve(proj)}")
    not_negative(cx, (proj,), "proj_size")
    _check_words(attrs)
    if cx.facts.less(proj, attrs["hidden_size"]) is Truth.NO:
        text = f"`{{it}}` needs a proj_size below its hidden_size of {cx.facts.resolve(attrs['hidden_size'])}"
        raise Mismatch("invalid-argument", f"{text} but gets {cx.facts.resolve(proj)}")


def _check_words(attrs: dict[str, Any]) -> None:
    """A share of dropout, and an activation that there is."""
    dropout, activation = attrs["dropout"], attrs.get("nonlinearity")
    if isinstance(dropout, (bool, str)) or (isinstance(dropout, (int, float)) and not 0 <= dropout <= 1):
        raise Mismatch("invalid-argument", f"`{{it}}` needs a dropout from 0 to 1 but gets {dropout!r}")
    if isinstance(activation, (str, bool, int)) and activation not in ("tanh", "relu"):
        raise Mismatch("invalid-argument", f"`{{it}}` has the nonlinearities 'tanh' and 'relu' but gets {activation!r}")


def directions(cx: Context, self: Instance) -> Int:
    """1, or 2 where the layer is bidirectional."""
    both = self.attrs["bidirectional"]
    return 1 + int(both) if isinstance(both, (bool, int)) else cx.fresh("directions", 1)


def width(cx: Context, self: Instance) -> Int:
    """The size of one output of one direction: that of the projection, if there is one."""
    proj = size_of(cx, self, "proj_size")
    if cx.facts.equal(proj, 0) is Truth.YES:
        return size_of(cx, self, "hidden_size")
    return proj if cx.facts.equal(proj, 0) is Truth.NO else cx.fresh("proj_size", 1)


def run(cx: Context, self: Instance, kind: str, input: Any, hx: Any) -> Any:
    """(L, N, input_size) or (L, input_size), or N first -> the outputs, and the last state or states.

    Errors: rank, features, a state of another shape (always with the batch second).
    """
    sides, out = directions(cx, self), width(cx, self)
    layers = sides * size_of(cx, self, "num_layers")
    input = settled(cx, input)
    if is_packed(input):
        need_features(cx, size_of(cx, self, "input_size"), input.attrs["data"], "input_size")
        states = last_states(cx, self, kind, input.attrs["data"], (layers, input.hidden["batch"]), out, hx, True)
        return repacked(cx, input, sides * out), states
    tensor = to_tensor(cx, input, "input")
    _learn_rank(cx, kind, tensor, hx)
    shape = need_features(cx, size_of(cx, self, "input_size"), tensor, "input_size")
    dims = cx.dims(tensor.like(shape))
    if dims is None:
        state = cx.facts.fresh_shape((out,), (2, 3), "h")
        cells = cx.facts.fresh_shape((size_of(cx, self, "hidden_size"),), (2, 3), "c")
        states = _as_results(kind, tensor.like(state), tensor.like(cells))
    else:
        shape = Shape(dims)
        leading = _leading(cx, self, layers, dims)
        states = last_states(cx, self, kind, tensor, leading, out, hx, len(dims) == 3)
    return tensor.like(ending(shape, sides * out)), states


def _leading(cx: Context, self: Instance, layers: Int, dims: tuple[Int, ...]) -> tuple[Int, ...]:
    """What stands before the width in a state: the layers, and the batch where there is one."""
    if len(dims) == 2:
        return (layers,)
    first = self.attrs["batch_first"]
    return (layers, dims[0 if first else 1] if isinstance(first, (bool, int)) else cx.fresh("N"))


def _as_results(kind: str, state: Tensor, cell: Tensor) -> Any:
    return (state, cell) if kind == "LSTM" else state


def _learn_rank(cx: Context, kind: str, tensor: Tensor, hx: Any) -> None:
    if cx.facts.limit_rank(tensor.shape, 2, 3) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 2-D or 3-D tensor but gets {cx.describe(tensor.shape)}")
    first = next(iter(_given(cx, kind, hx)), None)
    rank = cx.facts.rank(first.shape) if isinstance(first, Tensor) else None
    if rank is not None and cx.facts.limit_rank(tensor.shape, rank, rank) is Truth.NO:
        assert isinstance(first, Tensor)
        got = f"{cx.describe(tensor.shape)} and a state of {cx.describe(first.shape)}"
        raise Mismatch("state-mismatch", f"`{{it}}` needs a state with as many dims as its input but gets {got}")


def _given(cx: Context, kind: str, hx: Any) -> list[Any]:
    """The states that are handed over, as far as they are known."""
    if hx is None or isinstance(hx, Unknown):
        return []
    if kind != "LSTM":
        return [hx]
    items = cx.items(hx) if not isinstance(hx, Tensor) else None
    if items is not None and len(items) != 2:
        raise Mismatch("state-mismatch", f"`{{it}}` takes two states but gets {len(items)}")
    return items or []


def last_states(
    cx: Context, self: Instance, kind: str, tensor: Tensor, leading: tuple[Int, ...], out: Int, hx: Any, batched: bool
) -> Any:
    """(layers, N, width), for an LSTM also the cells; the states that are handed over must have these shapes."""
    wanted = (Shape((*leading, out)), Shape((*leading, size_of(cx, self, "hidden_size"))))
    for shape, state in zip(wanted, _given(cx, kind, hx)):
        if isinstance(state, Tensor) and cx.facts.unify_shapes(shape, state.shape) is Truth.NO:
            text = f"`{{it}}` needs a state of {cx.describe(shape)} but gets {cx.describe(state.shape)}"
            raise Mismatch("state-mismatch", text)
    return _as_results(kind, tensor.like(wanted[0]), tensor.like(wanted[1]))


def weights_of(kind: str) -> dict[str, Any]:
    """The first layers' weights: (gates * hidden, input), (gates * hidden, width), (gates * hidden,)."""

    def into(layer: int) -> Any:
        def made(cx: Context, self: Instance) -> Any:
            size = size_of(cx, self, "input_size") if layer == 0 else directions(cx, self) * width(cx, self)
            return Tensor(Shape((GATES[kind] * size_of(cx, self, "hidden_size"), size)), "float", parameter=True)

        return made

    def across(cx: Context, self: Instance) -> Any:
        return Tensor(Shape((GATES[kind] * size_of(cx, self, "hidden_size"), width(cx, self))), "float", parameter=True)

    def bias(cx: Context, self: Instance) -> Any:
        return Tensor(Shape((GATES[kind] * size_of(cx, self, "hidden_size"),)), "float", parameter=True)

    found: dict[str, Any] = {}
    for layer in range(2):
        for side in ("", "_reverse"):
            found[f"weight_ih_l{layer}{side}"] = into(layer)
            found[f"weight_hh_l{layer}{side}"] = across
            found[f"bias_ih_l{layer}{side}"] = found[f"bias_hh_l{layer}{side}"] = bias
    return found


def _layer(kind: str) -> Handler:
    def forward(cx: Context, self: Instance, input: Any, hx: Any = None) -> Any:
        try:
            return run(cx, self, kind, input, hx)
        except Undetermined:
            result, state = cx.unknown_tensor("output"), cx.unknown_tensor("h")
            return result, _as_results(kind, state, cx.unknown_tensor("c"))

    return forward


def _check(kind: str) -> Any:
    return lambda cx, self: check_rnn(cx, self, kind)


for _kind, _init in INIT.items():
    _call = Signature.parse("self, input, hx=None")
    add_layer((f"torch.nn.{_kind}",), Signature.parse(_init), _layer(_kind), _call, "torch.nn.RNNBase", _check(_kind),
              weights_of(_kind))  # fmt: skip


@op("torch.nn.RNNBase.flatten_parameters", "torch.nn.RNNBase.reset_parameters", counts=False)
def flatten_parameters(cx: Context, self: Any) -> Any:
    """Changes no shape."""
    return None
