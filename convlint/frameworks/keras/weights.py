"""Weights of layers: their shapes, `get_weights` and `set_weights`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import lineage, op, prop
from convlint.frameworks.keras.layer import LAYER
from convlint.frameworks.keras.model import MODEL
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.numpy.arrays import to_array
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Remedy, Tensor, Undetermined, Unknown

RULE = "state-mismatch"
UNDECLARED = (
    *(
        "MultiHeadAttention",
        "GroupQueryAttention",
        "Attention",
        "AdditiveAttention",
        "EinsumDense",
        "ConvLSTM",
        "PReLU",
    ),
    *("RNN", "StackedRNNCells", "ReversibleEmbedding", "Normalization", "Discretization", "Pipeline", "Lambda"),
    *("TextVectorization", "IntegerLookup", "StringLookup", "TFSMLayer", "TorchModuleWrapper", "FlaxLayer", "JaxLayer"),
)
"""Layers that have weights which are not declared, by how their names begin."""
Spec = Callable[[Context, Instance], Any]


def built_for(self: Instance, name: str = "in") -> Int:
    """The size that the first call fixed. Undetermined before it."""
    size = self.hidden.get(name)
    if not isinstance(size, (int, Dim)):
        raise Undetermined("a layer that is not built")
    return size


def weight(sizes: Callable[[Context, Instance], tuple[Int, ...]], unless: str | None = None) -> Spec:
    """The spec of a weight: its sizes from the layer; None where the argument `unless` is False."""

    def make(cx: Context, self: Instance) -> Any:
        if unless is not None and self.attrs.get(unless) is not True:
            if self.attrs.get(unless) is False:
                return None
            raise Undetermined(f"`{unless}` is not known")
        return Tensor(Shape(sizes(cx, self)), "float", "keras", parameter=True)

    return make


def weights_of(cx: Context, self: Any) -> list[Tensor]:
    """All weights in Keras's order. Undetermined where one is not known."""
    if not isinstance(self, Instance) or self.opaque or not isinstance(self.cls, LibraryClass):
        raise Undetermined("the weights of a layer of the project")
    if _is_model(self):
        return [weight for layer in _flat(cx, self) for weight in weights_of(cx, layer)]
    if not self.cls.entry.layer and not self.cls.path.endswith(".InputLayer"):
        raise Undetermined("a class that is no layer")
    if self.hidden.get("inner") is not None or "hides_weights" in self.hidden:
        raise Undetermined("the weights of a layer around another")
    if self.cls.path.rpartition(".")[2].startswith(UNDECLARED):
        raise Undetermined("weights that are not declared")
    return [found for name in self.cls.entry.weights if (found := _known(cx.attribute(self, name))) is not None]


def _flat(cx: Context, model: Any) -> list[Any]:
    """The layers of a model and of the models in it, each once."""
    found: dict[int, Any] = {}
    waiting = [model]
    while waiting:
        each = waiting.pop()
        if _is_model(each):
            waiting += reversed(_layers(cx, each))
        else:
            found.setdefault(id(each), each)
    return list(found.values())


def _is_model(value: Any) -> bool:
    if not isinstance(value, Instance) or value.opaque or not isinstance(value.cls, LibraryClass):
        return False
    return value.cls.entry.path == MODEL or any(kin.path == MODEL for kin in lineage(value.cls.entry))


def _layers(cx: Context, self: Any) -> list[Any]:
    found = cx.items(cx.attribute(self, "layers"))
    if found is None:
        raise Undetermined("the layers of a model are not known")
    return found


def _known(value: Any) -> Tensor | None:
    if value is None or isinstance(value, Tensor):
        return value
    raise Undetermined("a weight that is not known")


@op(f"{LAYER}.get_weights", counts=False)
def get_weights(cx: Context, self: Any) -> Any:
    """Arrays, the kernel of a convolution as (height, width, in, out)."""
    return ListV([Tensor(each.shape, each.dtype, "numpy") for each in weights_of(cx, self)])


@prop(f"{LAYER}.weights", f"{LAYER}.variables")
def weights(cx: Context, self: Any) -> Any:
    """The variables."""
    return ListV(list(weights_of(cx, self)))


@prop(
    f"{LAYER}.trainable_weights",
    f"{LAYER}.non_trainable_weights",
    f"{LAYER}.trainable_variables",
    f"{LAYER}.non_trainable_variables",
)
def some_weights(cx: Context, self: Any) -> Any:
    """Which of them are to be trained is not followed."""
    return ListV(None, Unknown("a variable"))


@op(f"{LAYER}.set_weights", counts=False)
def set_weights(cx: Context, self: Any, weights: Any) -> Any:
    """Mismatch (`state-mismatch`) for another number of arrays, or an array of another shape."""
    own = weights_of(cx, self)
    given = cx.items(weights)
    if given is None:
        return
    if len(given) != len(own):
        raise Mismatch(RULE, f"`{{it}}` takes {len(own)} arrays of weights but gets {len(given)}")
    for mine, each in zip(own, given):
        if isinstance(each, Unknown):
            continue
        array = to_array(cx, each, "weights")
        if cx.facts.unify_shapes(mine.shape, array.shape) is Truth.NO:
            wanted, got = text_of(cx, mine.shape), text_of(cx, array.shape)
            order = (
                "the order is (height, width, in, out)" if len(mine.shape.dims) == 4 else f"give it the shape {wanted}"
            )
            raise Mismatch(RULE, f"`{{it}}` takes a weight of shape {wanted} but gets {got}", Remedy(order))
