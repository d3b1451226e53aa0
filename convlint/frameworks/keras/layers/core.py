"""`Dense`, `Embedding`, `Lambda`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import refuse_above
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.declaring import REGULAR, layer
from convlint.frameworks.keras.graph import leaves
from convlint.frameworks.keras.help import ending, fixed, last_size, need_rank, number
from convlint.frameworks.keras.layer import shapes_of
from convlint.frameworks.keras.opensizes import is_open, open_size, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.versions import before_3
from convlint.frameworks.keras.weights import built_for, weight
from convlint.symbolic import Dim, Shape, Truth
from convlint.values import Context, DictV, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown


def whole(cx: Context, self: Instance, *names: str) -> None:
    """Make sizes of a constructor's arguments. Mismatch for a float or one that must be below 1."""
    for name in names:
        if isinstance(self.attrs.get(name), float) and before_3(cx):  # Keras 2 rounds it down
            self.attrs[name] = int(self.attrs[name])
        number(cx, self.attrs.get(name), name)
        given, self.attrs[name] = self.attrs.get(name), cx.fresh(name)  # a size, whatever becomes of what was given
        size = self.attrs[name] = to_int(cx, given, name)
        if cx.facts.less(size, 1) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` needs a positive `{name}` but gets {cx.facts.resolve(size)}")


def at_least(self: Instance, name: str, low: int) -> None:
    """Mismatch (`invalid-argument`) for a number below the least that is taken."""
    value = self.attrs.get(name)
    if isinstance(value, (int, float)) and value < low:
        raise Mismatch("invalid-argument", f"`{{it}}` needs a `{name}` of at least {low} but gets {value}")


def one_of(self: Instance, name: str, *allowed: str) -> None:
    """Mismatch (`invalid-argument`) for a word that there is not."""
    given = self.attrs.get(name)
    if isinstance(given, str) and given not in allowed:
        choice = f"{', '.join(map(repr, allowed[:-1]))} or {allowed[-1]!r}"
        raise Mismatch("invalid-argument", f"`{{it}}` takes {choice} as `{name}` but gets {given!r}")


def _check_dense(cx: Context, self: Instance) -> None:
    whole(cx, self, "units")


@layer(
    "Dense",
    f"units, activation=None, use_bias=True, {REGULAR}",
    _check_dense,
    kernel=weight(lambda cx, self: (built_for(self), self.attrs["units"])),
    bias=weight(lambda cx, self: (self.attrs["units"],), "use_bias"),
)
def dense(cx: Context, self: Instance, inputs: Keras, training: Any = None) -> Tensor:
    """(batch, …, features) -> (batch, …, units). The first call fixes the features."""
    need_rank(cx, inputs, 2)
    fixed(cx, self, "in", last_size(cx, inputs), inputs, "feature-mismatch", "features")
    return ending(cx, inputs, self.attrs["units"])


def _check_embedding(cx: Context, self: Instance) -> None:
    whole(cx, self, "input_dim", "output_dim")


def _check_weights(cx: Context, self: Instance) -> None:
    """Mismatch (`state-mismatch`) for a given matrix of another shape."""
    _check_embedding(cx, self)
    given = self.attrs.pop("weights", None)
    items = cx.items(given) if isinstance(given, ListV) else [given]
    matrix = items[0] if items is not None and len(items) == 1 else None
    wanted = Shape.of(self.attrs["input_dim"], self.attrs["output_dim"])
    if isinstance(matrix, Tensor) and cx.facts.unify_shapes(matrix.shape, wanted) is Truth.NO:
        text = f"`{{it}}` takes weights of shape {text_of(cx, wanted)} but gets {text_of(cx, matrix.shape)}"
        raise Mismatch("state-mismatch", text)


@layer(
    "Embedding",
    """input_dim, output_dim, embeddings_initializer='uniform', embeddings_regularizer=None, embeddings_constraint=None,
    mask_zero=False, weights=None""",
    _check_weights,
    embeddings=weight(lambda cx, self: (self.attrs["input_dim"], self.attrs["output_dim"])),
)
def embedding(cx: Context, self: Instance, inputs: Keras) -> Tensor:
    """(…) -> (…, output_dim). Mismatch for a row that there is not."""
    refuse_above(inputs, self.attrs["input_dim"], "rows")
    shape = cx.facts.resolve_shape(inputs.shape)
    return inputs.like(Shape((*shape.dims, self.attrs["output_dim"]), shape.lead), "float")


@layer(
    "ReversibleEmbedding",
    """input_dim, output_dim, tie_weights=True, embeddings_initializer='uniform', embeddings_regularizer=None,
    embeddings_constraint=None, mask_zero=False, reverse_dtype=None, logit_soft_cap=None""",
    _check_embedding,
)
def reversible_embedding(cx: Context, self: Instance, inputs: Keras, reverse: Any = False) -> Tensor:
    """As `Embedding`; reversed (…, output_dim) -> (…, input_dim)."""
    if reverse is False:
        return embedding(cx, self, inputs)  # type: ignore[no-any-return]
    if reverse is not True:
        raise Undetermined("`reverse` is not known")
    width = last_size(cx, inputs)
    if sizes_differ(cx, width, self.attrs["output_dim"]):
        text = f"`{{it}}` takes {self.attrs['output_dim']} features but gets {cx.facts.resolve(width)}"
        raise Mismatch("feature-mismatch", text)
    return ending(cx, inputs, self.attrs["input_dim"])


# --- Lambda -----------------------------------------------------------------------------------------------------------


@layer("Lambda", "function, output_shape=None, mask=None, arguments=None")
def lambda_layer(cx: Context, self: Instance, inputs: Any, mask: Any = None, training: Any = None) -> Any:
    """What its function gives; with a declared shape, Keras 3 does not call it on symbolic tensors."""
    declared = None if before_3(cx) else _declared(cx, self.attrs["output_shape"], inputs)
    if declared is None and self.hidden.get("symbolic") and not before_3(cx):
        declared = _told(cx, self.attrs["output_shape"], inputs)
    if declared is not None:
        return declared
    arguments = self.attrs["arguments"]
    if isinstance(arguments, (int, float, str)):
        raise Mismatch("invalid-argument", f"`{{it}}` takes a dict as `arguments` but gets {arguments!r}")
    kwargs = dict(arguments.items) if isinstance(arguments, DictV) and not arguments.open else {}
    parameters = cx.parameters(self.attrs["function"])
    if parameters is not None and "mask" in parameters and "mask" not in kwargs:
        kwargs["mask"] = None
    if parameters is not None and "training" in parameters and "training" not in kwargs:
        kwargs["training"] = Unknown("training mode", data=True)
    return cx.call(self.attrs["function"], (inputs,), kwargs)


def _told(cx: Context, function: Any, inputs: Any) -> Tensor | None:
    """The symbolic tensor of the shape that the program's own function makes of the shape of the input."""
    if cx.parameters(function) is None:
        return None
    made = cx.call(function, (shapes_of(cx, inputs),))
    items = cx.items(made) if isinstance(made, (tuple, ListV)) else None
    tensors = [leaf for leaf in leaves(inputs) if isinstance(leaf, Tensor)]
    if not items or not tensors or not all(map(_is_size, items)):
        raise Undetermined("the shape that a function of the program gives")
    batch = cx.facts.resolve_shape(tensors[0].shape).dims[:1]
    first = batch[0] if batch and items[0] is None else items[0]
    sizes = (open_size("a Lambda") if item is None else item for item in items[1:])
    return tensors[0].like(Shape((open_size("a Lambda") if first is None else first, *sizes)), "float")


def _is_size(item: Any) -> bool:
    return item is None or isinstance(item, (int, Dim))


def _declared(cx: Context, declared: Any, inputs: Any) -> Tensor | None:
    """The symbolic tensor of the shape that the program declares."""
    tensors = [leaf for leaf in leaves(inputs) if isinstance(leaf, Tensor)]
    symbolic = bool(tensors) and all(
        t.shape.lead is None and t.shape.dims and is_open(cx, t.shape.dims[0]) for t in tensors
    )
    items = cx.items(declared) if isinstance(declared, tuple) else None
    if not symbolic or items is None or any(isinstance(item, Unknown) for item in items):
        return None
    if not all(map(_is_size, items)):
        raise Undetermined("the shape that a Lambda declares")
    sizes = (open_size("a Lambda") if item is None else item for item in items)
    return tensors[0].like(Shape((tensors[0].shape.dims[0], *sizes)), "float")
