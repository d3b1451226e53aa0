"""`compile`, `fit`, `evaluate`, `predict` and the `*_on_batch` of a model, with arrays and data sets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import floor
from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.registry import declare_class, op, prop
from convlint.frameworks.keras import callbacks
from convlint.frameworks.keras.graph import layers_in, leaves, rebuilt
from convlint.frameworks.keras.losses import check_loss
from convlint.frameworks.keras.model import MODEL, graph_of
from convlint.frameworks.keras.opensizes import is_open
from convlint.frameworks.keras.positional import no_tensor
from convlint.frameworks.keras.streams import batches_of, is_indexed, is_stream
from convlint.frameworks.keras.tensors import with_data
from convlint.frameworks.keras.versions import before_3, may_be_2
from convlint.symbolic import Dim, Int, Shape, Truth, substitute
from convlint.values import (
    BoundMethod,
    Context,
    DictV,
    Instance,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    Remedy,
    Tensor,
    Unknown,
)

DEFAULT_BATCH = 32
SPLIT_AT = 4  # `validation_split` among what `fit` takes behind the labels
HISTORY = declare_class("keras.callbacks.History")


@prop("keras.callbacks.History.history")
def history(cx: Context, self: Any) -> Any:
    """Lists of numbers by name."""
    return DictV(open=True)


@op(f"{MODEL}.compile", counts=False)
def compile(cx: Context, self: Any, optimizer: Any = "rmsprop", loss: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Keeps the loss, also as `self.loss`."""
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["loss"] = loss
        if loss is not None:
            self.attrs["loss"] = loss
        self.hidden["loss_weights"] = kwargs.get("loss_weights", args[0] if args else None)


@op(f"{MODEL}.compile_from_config", counts=False)
def compile_from_config(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """The loss is not known."""
    compile(cx, self, None, Unknown("a loss"))


# --- data -------------------------------------------------------------------------------------------------------------


def _samples(cx: Context, data: Any) -> list[Int]:
    """The first sizes of all arrays."""
    found = (cx.facts.resolve_shape(leaf.shape) for leaf in leaves(data) if isinstance(leaf, Tensor))
    return [shape.dims[0] for shape in found if shape.lead is None and shape.dims]


def check_samples(cx: Context, x: Any, y: Any, split: bool = False) -> None:
    """Mismatch (`loss-mismatch`) for arrays of different numbers of samples.

    split: a part is held out; all arrays are cut as the first one is, so that only fewer samples show.
    """
    counts = [cx.facts.resolve(count) for count in (*_samples(cx, x), *_samples(cx, y))]
    if split and len(_samples(cx, x)) < len(leaves(x)):
        return  # the first array is not known
    for other in counts[1:]:
        wrong = cx.facts.less(other, counts[0]) is Truth.YES if split else cx.facts.equal(counts[0], other) is Truth.NO
        if wrong:
            raise Mismatch(
                "loss-mismatch", f"`{{it}}` needs as many labels as samples but gets arrays of {counts[0]} and {other}"
            )


def _batch(data: Any, size: Int, share: float) -> Any:
    """A batch of the samples of arrays. share: of the samples that come in one batch or another."""
    return with_data(rebuilt(data, lambda leaf: _batched(leaf, size, share)))


def _batched(leaf: Any, size: Int, share: float) -> Any:
    if not isinstance(leaf, Tensor) or leaf.shape.lead is not None or not leaf.shape.dims:
        return leaf
    made = Tensor(Shape((size, *leaf.shape.dims[1:])), leaf.dtype, leaf.library, factors=leaf.factors)
    return carry(leaf, made, share)


@dataclass(frozen=True)
class Way:
    """How arrays are cut. size: of a batch, None for Keras's own choice, 0 for all samples at once; split: the part held out.

    weights: what weighs the samples, or None. steps: how many batches are used, None for all.
    """

    size: Any = None
    split: Any = None
    weights: Any = None
    steps: Any = None

    def share(self) -> float:
        """The part of the samples that surely are used."""
        if self.steps is not None or not isinstance(self.split, (int, float, type(None))):
            return 0.0
        return 1.0 - min(max(self.split or 0.0, 0.0), 1.0)

    def first(self, cx: Context, x: Any) -> int | None:
        """How many samples the first batch has, where that is known."""
        counts = _samples(cx, x) if len(_samples(cx, x)) == len(leaves(x)) else []
        count = cx.facts.resolve(counts[0]) if counts else None
        wanted = DEFAULT_BATCH if self.size is None else self.size
        if type(count) is not int or type(wanted) is not int or not isinstance(self.split, (int, float, type(None))):
            return None
        count = floor(count * (1.0 - self.split)) if self.split else count
        return (min(count, wanted) if wanted > 0 else count) or None


def _given(cx: Context, x: Any, y: Any, way: Way | None = None) -> tuple[Any, Any, Dim]:
    """A batch of data and labels, from arrays or from a data set; and the symbol of its size, where `way` does not tell it."""
    size = cx.fresh("batch", 1)
    element = batches_of(cx, x)
    if element is not None:
        x, y = element[:2] if isinstance(element, tuple) and len(element) >= 2 else (element, None)
        return with_data(x), with_data(y), size
    x, y = _arrays(cx, x), _arrays(cx, y)
    check_samples(cx, x, y, way is not None and bool(way.split))
    known = None if way is None else way.first(cx, x)
    share = 1.0 if way is None else way.share()
    return _batch(x, known or size, share), _batch(y, known or size, share), size


def _arrays(cx: Context, data: Any) -> Any:
    """Data with its shapes resolved."""
    return rebuilt(data, lambda leaf: _resolved(cx, leaf))


def _resolved(cx: Context, leaf: Any) -> Any:
    if not isinstance(leaf, Tensor):
        return leaf
    made = Tensor(cx.facts.resolve_shape(leaf.shape), leaf.dtype, leaf.library, factors=leaf.factors)
    return carry(leaf, made)


# --- labels -----------------------------------------------------------------------------------------------------------


def check_labels(cx: Context, self: Instance, y: Any, predicted: Any) -> None:
    """Hold labels against outputs, loss by loss. Mismatch where one must refuse them, or where their number is another."""
    loss = self.hidden.get("loss")
    if loss is None or isinstance(loss, Unknown) or y is None or isinstance(y, Unknown):
        return
    outputs = leaves(predicted)
    if not before_3(cx):
        check_structure(cx, self, loss, y, predicted)
    if len(outputs) == 1:
        labels = leaves(y)
        if len(labels) == 1 and len(leaves(loss)) == 1:
            check_loss(
                cx, leaves(loss)[0], _column(cx, labels[0], outputs[0]) if may_be_2(cx) else labels[0], outputs[0]
            )
        return
    if isinstance(y, Tensor) and all(isinstance(output, Tensor) for output in outputs) and not _has_none(loss):
        if before_3(cx):
            return  # Keras 2 holds it against each output
        raise Mismatch(
            "loss-mismatch", f"`{{it}}` needs labels for each of the model's {len(outputs)} outputs but gets one array"
        )
    names = output_names(self, predicted, outputs)
    if names is not None and (isinstance(y, DictV) or isinstance(loss, DictV)):
        _check_named(cx, loss, y, dict(zip(names, outputs)))
        return
    _check_each(cx, loss, y, predicted, outputs)


def _column(cx: Context, labels: Any, output: Any) -> Any:
    """A vector of labels for a matrix as Keras 2 takes it, in a column (`data_adapter.expand_1d`)."""
    if not isinstance(labels, Tensor) or not isinstance(output, Tensor):
        return labels
    shape, wanted = cx.facts.resolve_shape(labels.shape), cx.facts.resolve_shape(output.shape)
    if shape.lead is not None or len(shape.dims) != 1 or wanted.lead is not None or len(wanted.dims) != 2:
        return labels
    return Tensor(Shape((*shape.dims, 1)), labels.dtype, labels.library)


def check_structure(cx: Context, self: Instance, loss: Any, y: Any, predicted: Any) -> None:
    """Mismatch (`loss-mismatch`) where losses, their weights or labels are not as many as the outputs, or have other names."""
    outputs = leaves(predicted)
    count = len(outputs)
    if not all(isinstance(each, Tensor) for each in outputs) or isinstance(predicted, DictV):
        return
    labels, losses, weights = (_items(cx, value) for value in (y, loss, self.hidden.get("loss_weights")))
    if losses is not None and count > 1 and len(losses) > count:
        raise Mismatch("loss-mismatch", f"`{{it}}` has {len(losses)} losses for the model's {count} outputs")
    if losses is not None and weights is not None and len(losses) != len(weights):
        raise Mismatch("loss-mismatch", f"`{{it}}` has {len(weights)} weights for {len(losses)} losses")
    arrays = labels is not None and all(isinstance(each, Tensor) for each in labels)  # Keras 2 takes lists of numbers
    if labels is not None and arrays and len(labels) != count and not _has_none(loss):
        raise Mismatch(
            "loss-mismatch", f"`{{it}}` needs labels for each of the model's {count} outputs but gets {len(labels)}"
        )
    names = output_names(self, predicted, outputs)
    for what, value in (("losses", loss), ("labels", y)):
        if names is not None and isinstance(value, DictV) and not value.open:
            other = next((key for key in value.items if isinstance(key, str) and key not in names), None)
            if other is not None:
                text = f"`{{it}}` gets {what} for {other!r}, but the model's outputs are {', '.join(map(repr, names))}"
                raise Mismatch("loss-mismatch", text)


def _items(cx: Context, value: Any) -> list[Any] | None:
    return cx.items(value) if isinstance(value, (ListV, tuple)) else None


def output_names(self: Instance, predicted: Any, outputs: list[Any]) -> list[str] | None:
    """The names of a model's outputs: the keys of a dict, else the names of the layers that make them; None where one is open."""
    if isinstance(predicted, DictV):
        names = sorted(predicted.items, key=str)  # as `leaves` has them
        return None if predicted.open or len(names) != len(outputs) else names
    graph = graph_of(self)
    made = [] if graph is None else leaves(graph[1])
    layers = [getattr(getattr(tensor, "source", None), "layer", None) for tensor in made]
    found = [layer.attrs.get("name") if isinstance(layer, Instance) else None for layer in layers]
    named = len(found) == len(outputs) == len(set(map(str, found))) and all(isinstance(name, str) for name in found)
    return [str(name) for name in found] if named else None


def _check_named(cx: Context, loss: Any, y: Any, outputs: dict[str, Any]) -> None:
    """Labels, losses or both by the names of the outputs."""
    labels, losses = by_name(cx, y, outputs), by_name(cx, loss, outputs)
    for name, output in outputs.items():
        if name in labels and name in losses:
            check_loss(cx, losses[name], labels[name], output)


def by_name(cx: Context, value: Any, outputs: dict[str, Any]) -> dict[str, Any]:
    """A dict, a list in the order of the outputs, or one loss for all, by the names of the outputs."""
    if isinstance(value, DictV):
        return {} if value.open else value.items
    items = cx.items(value) if isinstance(value, (ListV, tuple)) else [value] * len(outputs)
    fits = items is not None and len(items) == len(outputs) and not isinstance(value, (Tensor, Unknown))
    return dict(zip(outputs, items)) if fits and items is not None else {}


def _has_none(loss: Any) -> bool:
    return None in leaves(loss) or isinstance(loss, DictV)


def _check_each(cx: Context, loss: Any, y: Any, predicted: Any, outputs: list[Any]) -> None:
    """Several outputs with a list of labels each."""
    labels = cx.items(y) if isinstance(y, (ListV, tuple)) else None
    losses = cx.items(loss) if isinstance(loss, (ListV, tuple)) else [loss] * len(outputs)
    if labels is None or losses is None or isinstance(loss, DictV) or not isinstance(predicted, (ListV, tuple)):
        return
    if len(labels) == len(outputs) == len(losses):
        for each, label, output in zip(losses, labels, outputs):
            check_loss(cx, each, label, output)


# --- methods ----------------------------------------------------------------------------------------------------------


def check_has_loss(cx: Context, self: Instance) -> None:
    """Mismatch (`loss-mismatch`) for a model without a loss that is made of Keras's own layers alone, none of which adds one."""
    if self.hidden.get("loss", "") is None and not self.hidden.get("added loss") and adds_no_loss(cx, self):
        raise Mismatch(
            "loss-mismatch", "`{it}` has no loss to compute: `compile` was given none", Remedy("give it a loss")
        )


def _says_no_loss(cx: Context, layer: Instance) -> bool:
    """Whether a layer of this very file adds no loss: nothing in it speaks of one, and it holds no other layers that might."""
    name = re.escape(getattr(layer.cls, "name", ""))
    plain = cx.mentions(rf"(?m)^class {name}\((?:\w+\.)*Layer\):") and not cx.mentions("add_loss|egularizer")
    parts = [part for value in layer.attrs.values() for part in leaves(value) if isinstance(part, Instance)]
    return plain and not layer.hidden.get("added loss") and all(adds_no_loss(cx, part) for part in parts)


def adds_no_loss(cx: Context, layer: Any) -> bool:
    """Whether a layer or model surely adds no loss, with all that is in it."""
    if not isinstance(layer, Instance) or layer.opaque:
        return False
    if not isinstance(layer.cls, LibraryClass):
        return _says_no_loss(cx, layer)
    if any(value is not None for name, value in layer.attrs.items() if name.endswith("regularizer")):
        return False
    if layer.cls.path.startswith("keras.layers."):
        plain = not layer.cls.path.endswith(("ActivityRegularization", "Lambda", "TFSMLayer", "TorchModuleWrapper"))
        inner = layer.hidden.get("inner")
        return plain and not layer.hidden.get("added loss") and (inner is None or adds_no_loss(cx, inner))
    found = layer.hidden.get("layers")
    if isinstance(found, ListV) and found.items is not None:
        return bool(found.items) and all(adds_no_loss(cx, each) for each in found.items)
    graph = graph_of(layer)
    return graph is not None and all(adds_no_loss(cx, each) for each in layers_in(graph[1]))


def _own(cx: Context, self: Any, name: str) -> bool:
    """Whether the model has a training step of its own."""
    if not isinstance(self, Instance):
        return True
    found = cx.find_attribute(self, name)
    return isinstance(found, BoundMethod) and not isinstance(found.function, LibraryFunction)


def _train(cx: Context, self: Any, x: Any, y: Any, step: str, way: Way) -> None:
    """Try a batch; what is learnt of one whose size is known does not hold for other data."""
    if not isinstance(self, Instance) or self.opaque:
        return
    mark = cx.facts.mark()
    try:
        _try_batch(cx, self, x, y, step, way)
        rest = _rest(cx, self, x, way)
        if rest is not None:
            _try_batch(cx, self, x, y, step, rest)
    finally:
        if is_indexed(cx, x) or way.first(cx, _arrays(cx, x)) is not None:
            cx.facts.undo(mark)


def _rest(cx: Context, self: Instance, x: Any, way: Way) -> Way | None:
    """How the last batch is cut, if it is a smaller one and the model keeps states for each sample."""
    counts = [cx.facts.resolve(count) for count in _samples(cx, _arrays(cx, x))]
    size = DEFAULT_BATCH if way.size is None else way.size
    graph = graph_of(self)
    if way.split or way.steps is not None or graph is None or type(size) is not int or size < 1 or not counts:
        return None
    left = counts[0] % size if type(counts[0]) is int and counts[0] > size else 0
    stateful = any(isinstance(each, Instance) and each.attrs.get("stateful") is True for each in layers_in(graph[1]))
    return replace(way, size=left) if left and stateful else None


def _try_batch(cx: Context, self: Instance, x: Any, y: Any, step: str, way: Way) -> None:
    _refuse_data(cx, x, y)
    data, labels, _ = _given(cx, x, y, way)
    if _own(cx, self, step):
        _build_first(cx, self, data)
        cx.call(cx.attribute(self, step), (_step_data(cx, x, data, labels, way.weights),))
        return
    found = cx.reported()
    predicted = cx.call(self, (data,))
    if _own(cx, self, "compute_loss"):
        wanted = cx.parameters(cx.find_attribute(self, "compute_loss"))
        given = {"x": data, "y": labels, "y_pred": predicted}
        named = {name: given[name] for name in given if wanted is None or name in wanted}
        cx.call(cx.attribute(self, "compute_loss"), (), named)
        return
    if cx.reported() > found:
        return
    check_has_loss(cx, self)
    has_loss = not isinstance(self.hidden.get("loss"), (Unknown, type(None)))
    if labels is None and has_loss and _is_data(x) and adds_no_loss(cx, self):
        raise Mismatch("loss-mismatch", "`{it}` needs labels for its loss but gets none")
    check_labels(cx, self, labels, predicted)


def _build_first(cx: Context, self: Instance, data: Any) -> None:
    """Keras 3 calls a model that was never called, before a training step of its own."""
    if not before_3(cx) and _own(cx, self, "call") and cx.find_attribute(self, "built") is False:
        cx.call(self, (data,))


def _refuse_nothing(cx: Context, x: Any) -> None:
    """Mismatch (`empty-output`) for arrays without a single sample, which may be held out but not trained or evaluated on."""
    counts = [cx.facts.resolve(count) for count in _samples(cx, x)] if _is_data(x) else []
    if counts and all(type(count) is int and count == 0 for count in counts):
        raise Mismatch("empty-output", "`{it}` gets no samples")


def _refuse_data(cx: Context, *given: Any) -> None:
    """Mismatch (`invalid-argument`) for a layer, a model or a function in the place of data."""
    for value in given:
        what = None if isinstance(value, str) or is_stream(cx, value) else no_tensor(cx, value)
        if isinstance(value, (bool, int, float)) and _is_data(given[0]):  # else the steps of `fit_generator`
            what = f"the number {value}"
        if what is not None:
            raise Mismatch("invalid-argument", f"`{{it}}` takes data but gets {what}")


def _is_data(x: Any) -> bool:
    """Whether there are arrays, and no data set that may have labels of its own."""
    found = leaves(x)
    return bool(found) and all(isinstance(leaf, Tensor) for leaf in found)


def _step_data(cx: Context, x: Any, data: Any, labels: Any, weights: Any) -> Any:
    """What a training step gets: what a data set gives, else samples, labels and weights as far as there are any.

    Several arrays without labels come in a tuple (`data_adapter_utils.pack_x_y_sample_weight`).
    """
    weighed = () if weights is None else (cx.unknown_tensor("weights", "keras"),)
    element = batches_of(cx, x)
    if element is not None:
        if is_indexed(cx, x) and isinstance(element, (Tensor, ListV)):
            items = [element] if isinstance(element, Tensor) else cx.items(element)
            element = Unknown("a batch") if items is None else tuple(items)
        own = with_data(element)
        return (*own, *weighed) if isinstance(own, tuple) and len(own) == 2 else own
    if labels is None:
        return (data,) if isinstance(data, (tuple, ListV)) else data
    return (data, labels, *weighed)


@op(f"{MODEL}.fit", f"{MODEL}.fit_generator", counts=False)
def fit(
    cx: Context, self: Any, x: Any = None, y: Any = None, *args: Any, validation_data: Any = None, **kwargs: Any
) -> Any:
    """Mismatch where the data does not fit the model, or the labels its outputs and loss."""
    _refuse_nothing(cx, x)
    split = kwargs.get("validation_split", args[SPLIT_AT] if len(args) > SPLIT_AT else None)
    split = split if validation_data is None else None
    size = kwargs.get("batch_size", args[0] if args else None)
    if isinstance(x, Tensor):
        check_samples(cx, _arrays(cx, x), _arrays(cx, kwargs.get("sample_weight")), bool(split))
    epoch = Unknown("an epoch") if "initial_epoch" in kwargs else 0
    found = cx.reported()
    if isinstance(self, Instance):
        callbacks.run(cx, self, kwargs.get("callbacks"), callbacks.BEFORE, epoch)
    _train(cx, self, x, y, "train_step", Way(size, split, _weights(kwargs), kwargs.get("steps_per_epoch")))
    held_out = cx.items(validation_data) if isinstance(validation_data, (tuple, ListV)) else None
    if held_out is not None and len(held_out) >= 2:
        weighed = held_out[2] if len(held_out) > 2 else None
        way = Way(kwargs.get("validation_batch_size", size), weights=weighed)
        _train(cx, self, held_out[0], held_out[1], "test_step", way)
    if isinstance(self, Instance) and cx.reported() == found:
        callbacks.run(cx, self, kwargs.get("callbacks"), callbacks.AFTER, epoch)
    return cx.call(_class_of_history())


def _weights(given: dict[str, Any]) -> Any:
    """What weighs samples or classes, if anything does."""
    return given["sample_weight"] if given.get("sample_weight") is not None else given.get("class_weight")


def _class_of_history() -> Any:
    return LibraryClass(HISTORY.path, HISTORY)


@op(f"{MODEL}.evaluate", f"{MODEL}.evaluate_generator", counts=False)
def evaluate(cx: Context, self: Any, x: Any = None, y: Any = None, *args: Any, **kwargs: Any) -> Any:
    """As `fit`."""
    _refuse_nothing(cx, x)
    size = kwargs.get("batch_size", args[0] if args else None)
    _train(cx, self, x, y, "test_step", Way(size, weights=kwargs.get("sample_weight"), steps=kwargs.get("steps")))
    return Unknown("losses and metrics", data=True)


@op(f"{MODEL}.train_on_batch", counts=False)
def train_on_batch(cx: Context, self: Any, x: Any, y: Any = None, *args: Any, **kwargs: Any) -> Any:
    """As `fit`, with one batch."""
    _train(cx, self, x, y, "train_step", Way(0, weights=args[0] if args else _weights(kwargs)))
    return Unknown("losses and metrics", data=True)


@op(f"{MODEL}.test_on_batch", counts=False)
def evaluate_on_batch(cx: Context, self: Any, x: Any, y: Any = None, *args: Any, **kwargs: Any) -> Any:
    """As `evaluate`, with one batch."""
    _train(cx, self, x, y, "test_step", Way(0, weights=kwargs.get("sample_weight", args[0] if args else None)))
    return Unknown("losses and metrics", data=True)


@op(f"{MODEL}.predict", f"{MODEL}.predict_on_batch", f"{MODEL}.predict_generator", counts=False)
def predict(cx: Context, self: Any, x: Any, *args: Any, **kwargs: Any) -> Any:
    """Arrays of what the model gives for each sample."""
    if not isinstance(self, Instance) or self.opaque:
        return Unknown("predictions of a model that is not known")
    _refuse_data(cx, x)
    _refuse_nothing(cx, x)
    if not any(isinstance(leaf, Tensor) for leaf in leaves(x)) and not is_stream(cx, x):
        return _like_outputs(cx, self)
    counts = _samples(cx, _arrays(cx, x))
    way = Way(kwargs.get("batch_size", args[0] if args else None))
    at_once = counts and way.first(cx, _arrays(cx, x)) == counts[0]
    data, _, size = _given(cx, x, None, way if at_once else None)
    if _own(cx, self, "predict_step"):
        return Unknown("predictions of a step of the project")
    total: Int = counts[0] if counts else cx.fresh("samples")
    mark = cx.facts.mark()
    try:
        result = cx.call(self, (data,))
        rest = _rest(cx, self, x, way)
        if rest is not None:
            cx.call(self, (_given(cx, x, None, rest)[0],))
        return rebuilt(result, lambda leaf: _as_array(cx, leaf, size, total))
    finally:
        if at_once:
            cx.facts.undo(mark)


def _like_outputs(cx: Context, self: Instance) -> Any:
    """Predictions for data of which nothing is known: arrays shaped like the model's outputs."""
    graph = graph_of(self)
    if graph is None:
        return Unknown("predictions")
    outputs = leaves(graph[1])
    made = rebuilt(graph[1], lambda leaf: _as_array(cx, leaf, None, cx.fresh("samples")))
    return made if len(outputs) != 1 else leaves(made)[0]


def _as_array(cx: Context, leaf: Any, size: Dim | None, total: Int) -> Any:
    if not isinstance(leaf, Tensor):
        return Unknown("a prediction", data=True)
    shape = cx.facts.resolve_shape(leaf.shape)
    if shape.lead is not None:
        return Tensor(shape, leaf.dtype, "numpy")
    symbol = size.as_symbol() if size is not None else None
    dims = [dim if symbol is None else substitute(dim, {symbol: total}) for dim in shape.dims]
    if symbol is None and dims:
        dims[0] = total
    return Tensor(Shape(tuple(cx.fresh("size", 1) if is_open(cx, dim) else dim for dim in dims)), leaf.dtype, "numpy")
