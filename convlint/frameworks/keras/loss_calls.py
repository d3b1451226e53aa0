"""Losses that a program calls itself, as functions and as objects: what they give, and what they refuse."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, alias, declare_class, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.broadcasting import broadcast
from convlint.frameworks.keras.losses import CLASSES, SPARSE, WHOLE, same_rank, wrong_labels
from convlint.frameworks.keras.opensizes import same
from convlint.frameworks.keras.refusing import Strict, refuse
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.frameworks.keras.versions import before_3
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, LibraryClass, Mismatch, Tensor, Undetermined

_CALL = Signature.parse("self, y_true, y_pred, sample_weight=None", returns="Tensor")
_FUNCTION = Signature.parse("y_true: Keras, y_pred: Keras, *args, **kwargs", returns="Tensor")
ONE_NUMBER = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "auto")
ADJUSTED = """mean_squared_error mean_absolute_error mean_absolute_percentage_error mean_squared_logarithmic_error huber
log_cosh cosine_similarity""".split()
"""Functions that add or drop an axis of size 1 at the end, as all objects do."""
UNKNOWN = Shape.unknown


def of_each(cx: Context, kind: str, y_true: Tensor, y_pred: Tensor, adjusted: bool) -> Shape:
    """The loss of each prediction. Mismatch (`loss-mismatch`) for labels that do not fit, the batch included.

    adjusted: an axis of size 1 at the end is added or dropped first, as an object does it.
    """
    one, other = cx.facts.resolve_shape(y_true.shape), cx.facts.resolve_shape(y_pred.shape)
    if one.lead is not None or other.lead is not None:
        return UNKNOWN("loss")
    true, pred = one.dims, other.dims
    if kind in ("categorical_crossentropy", "categorical_focal_crossentropy") and not pred:
        raise wrong_labels(cx, kind, y_true, y_pred)
    if adjusted or kind in ADJUSTED:
        true, pred = same_rank(cx, true, pred)
    if true is None or pred is None:
        return UNKNOWN("loss")
    rule = _RULES.get(kind, _broadcast)
    made = rule(cx, true, pred)
    if made is not None:
        return made
    if before_3(cx):
        return UNKNOWN("loss")
    raise wrong_labels(cx, kind, y_true, y_pred)


def _broadcast(cx: Context, true: Any, pred: Any) -> Shape | None:
    try:
        return Shape(broadcast(cx, Shape(true), Shape(pred)).dims[:-1])
    except Mismatch:
        return None


def _whole(cx: Context, true: Any, pred: Any) -> Shape | None:
    return None if _broadcast(cx, true, pred) is None else Shape.of()


def _equal(cx: Context, true: Any, pred: Any) -> Shape | None:
    alike = len(true) == len(pred) and all(same(cx, a, b) is not Truth.NO for a, b in zip(true, pred))
    return Shape(pred[:-1]) if alike else None


def _classes(cx: Context, true: Any, pred: Any) -> Shape | None:
    return _equal(cx, true, pred) if pred else None


def _sparse(cx: Context, true: Any, pred: Any) -> Shape | None:
    if not pred:
        return None
    if true and len(true) == len(pred):
        last = cx.facts.equal(true[-1], 1)
        if last is Truth.OPEN:
            return UNKNOWN("loss")
        true = true[:-1] if last is Truth.YES else true
    return Shape(pred[:-1]) if _equal(cx, (*true, 1), (*pred[:-1], 1)) else None


def _generalized(cx: Context, true: Any, pred: Any) -> Shape | None:
    """Labels one by one as vectors, which broadcast with the predictions."""
    return _broadcast(cx, (*true, pred[-1]), pred) if pred else None


def _circle(cx: Context, true: Any, pred: Any) -> Shape | None:
    if len(pred) != 2 or len(true) > 2 or (len(true) == 2 and cx.facts.equal(true[1], 1) is not Truth.YES):
        raise Undetermined("labels of another rank")
    if not true or any(cx.facts.equal(size, 1) is not Truth.NO for size in (true[0], pred[0])):
        raise Undetermined("one label for all")
    return Shape(pred[:1]) if _equal(cx, true[:1], pred[:1]) else None


def _ctc(cx: Context, true: Any, pred: Any) -> Shape | None:
    fits = len(true) == 2 and len(pred) == 3 and same(cx, true[0], pred[0]) is not Truth.NO
    return Shape(pred[:1]) if fits else None


_RULES = {
    "binary_crossentropy": _equal,
    "binary_focal_crossentropy": _equal,
    "categorical_crossentropy": _classes,
    "categorical_generalized_cross_entropy": _generalized,
    "circle": _circle,
    "ctc": _ctc,
    SPARSE: _sparse,
    **dict.fromkeys(WHOLE, _whole),
}


# --- declaring --------------------------------------------------------------------------------------------------------


def _declare(name: str, kind: str) -> None:
    path = f"keras.losses.{name}"

    def init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
        refuse(cx, path, args, kwargs)
        init_loss(cx, self, *args, **kwargs)

    def call(cx: Context, self: Any, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Tensor:
        made = of_each(cx, kind, to_keras(cx, y_true, "y_true"), to_keras(cx, y_pred, "y_pred"), True)
        reduction = self.hidden.get("reduction", "mean")
        if reduction in (None, "none") and sample_weight is None:
            return Tensor(made, "float", "keras")
        return Tensor(Shape.of() if reduction in ONE_NUMBER else UNKNOWN("loss"), "float", "keras")

    def function(cx: Context, y_true: Keras, y_pred: Keras, *args: Any, **kwargs: Any) -> Tensor:
        made = of_each(cx, kind, y_true, y_pred, False)
        return Tensor(UNKNOWN("loss") if "axis" in kwargs else made, "float", "keras")

    declare_class(path, "keras.losses.Loss")
    add_function(f"{path}.__init__", init, Signature.of(init), counts=False)
    add_function(f"{path}.__call__", call, _CALL)
    for module in ("keras.losses", "keras.metrics"):
        at = f"{module}.{kind}"
        add_function(at, function, Strict.at(f"keras.losses.{kind}", _FUNCTION))


declare_class("keras.losses.Loss")


@op("keras.losses.Loss.__init__", counts=False)
def init_loss(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """Keeps what changes the comparison or the result. Mismatch (`invalid-argument`) for a reduction that there is not."""
    if not isinstance(self, Instance):
        return
    reduction = kwargs.get("reduction", "mean")
    self.hidden["reduction"] = reduction if not args else "by position"
    self.hidden["axis"] = kwargs.get("axis") if kwargs.get("axis") != -1 else None
    own = isinstance(self.cls, LibraryClass)
    if own and isinstance(reduction, str) and reduction not in (*ONE_NUMBER, "none") and not before_3(cx):
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the reduction {reduction!r}")


for _name, _kind in CLASSES.items():
    _declare(_name, _kind)
for _alias, _kind in {
    "MSE": "mean_squared_error",
    "mse": "mean_squared_error",
    "MAE": "mean_absolute_error",
    "mae": "mean_absolute_error",
}.items():
    for _module in ("keras.losses", "keras.metrics"):
        alias(f"{_module}.{_alias}", f"{_module}.{_kind}")
add_function("keras.losses.get", lambda cx, identifier: identifier, Signature.parse("identifier"), counts=False)
