"""Losses: which shapes of labels and predictions Keras refuses."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import refuse_above
from convlint.frameworks.keras.opensizes import same, text_of
from convlint.frameworks.keras.tensors import to_keras
from convlint.frameworks.keras.versions import before_3
from convlint.symbolic import Int, Shape, Truth
from convlint.values import (
    Context,
    Instance,
    LibraryClass,
    LibraryFunction,
    Mismatch,
    Remedy,
    Tensor,
    Undetermined,
    Unknown,
)

RULE = "loss-mismatch"
CLASSES = {
    "CategoricalCrossentropy": "categorical_crossentropy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
    "BinaryCrossentropy": "binary_crossentropy",
    "MeanSquaredError": "mean_squared_error",
    "MeanAbsoluteError": "mean_absolute_error",
    "MeanAbsolutePercentageError": "mean_absolute_percentage_error",
    "MeanSquaredLogarithmicError": "mean_squared_logarithmic_error",
    "Huber": "huber",
    "LogCosh": "log_cosh",
    "Hinge": "hinge",
    "SquaredHinge": "squared_hinge",
    "CategoricalHinge": "categorical_hinge",
    "Poisson": "poisson",
    "KLDivergence": "kl_divergence",
    "CosineSimilarity": "cosine_similarity",
    "BinaryFocalCrossentropy": "binary_focal_crossentropy",
    "CategoricalFocalCrossentropy": "categorical_focal_crossentropy",
    "CategoricalGeneralizedCrossEntropy": "categorical_generalized_cross_entropy",
    "Circle": "circle",
    "CTC": "ctc",
    "Dice": "dice",
    "Tversky": "tversky",
}
SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "kld": "kl_divergence",
    "logcosh": "log_cosh",
    "bce": "binary_crossentropy",
    "kullback_leibler_divergence": "kl_divergence",
    "mean_squared_error": "mean_squared_error",
} | {name.lower(): name.lower() for name in CLASSES.values()}
SHORT |= {name.upper(): kind for name, kind in SHORT.items() if len(name) < 5}
EQUAL = ("categorical_crossentropy", "binary_crossentropy", "binary_focal_crossentropy")
WHOLE = ("dice", "tversky")
"""Losses that give one number."""
BY_LABEL = ("categorical_generalized_cross_entropy", "circle", "ctc")
"""Losses that take one label, or a sequence of labels, for each prediction."""
SPARSE = "sparse_categorical_crossentropy"


def kind_of_loss(loss: Any) -> str | None:
    """The name of a loss that is known, whether it comes as a text, a class or a function."""
    if isinstance(loss, str):
        return SHORT.get(loss) or CLASSES.get(loss)
    if isinstance(loss, Instance) and isinstance(loss.cls, LibraryClass) and not loss.opaque:
        name = loss.cls.path.rpartition(".")[2]
        return CLASSES.get(name) if loss.hidden.get("axis") is None else None
    if isinstance(loss, LibraryFunction):
        return SHORT.get(loss.path.rpartition(".")[2])
    return None


def check_loss(cx: Context, loss: Any, y_true: Any, y_pred: Any) -> None:
    """Mismatch (`loss-mismatch`) where a loss must refuse its labels. Any other loss of the project is called."""
    if loss is None or isinstance(loss, Unknown) or not isinstance(y_true, Tensor) or not isinstance(y_pred, Tensor):
        return
    kind = kind_of_loss(loss)
    if kind is not None:
        compare(cx, kind, to_keras(cx, y_true, "y_true"), to_keras(cx, y_pred, "y_pred"))
        return
    call = cx.find_attribute(loss, "call") if isinstance(loss, Instance) else loss
    own = not isinstance(loss, (str, LibraryFunction)) and not getattr(loss, "opaque", False)
    if isinstance(loss, Instance) and cx.parameters(call) is None:
        return  # no method of the project
    given = (to_keras(cx, y_true, "y_true"), to_keras(cx, y_pred, "y_pred"))
    ranks = [cx.facts.rank(each.shape) for each in given]
    if own and None not in ranks:
        if ranks[0] != ranks[1]:
            if isinstance(loss, Instance) or before_3(cx):
                return
            given = _with_same_rank(cx, *given)
        cx.call(call, given)


def _with_same_rank(cx: Context, y_true: Tensor, y_pred: Tensor) -> tuple[Tensor, Tensor]:
    """What a function gets as its labels and predictions. Undetermined where it is open whether an axis is dropped."""
    true, pred = same_rank(cx, cx.facts.resolve_shape(y_true.shape).dims, cx.facts.resolve_shape(y_pred.shape).dims)
    if true is None or pred is None:
        raise Undetermined("the last size may be 1")
    return y_true.like(Shape(tuple(true))), y_pred.like(Shape(tuple(pred)))


def compare(cx: Context, kind: str, y_true: Tensor, y_pred: Tensor) -> None:
    """What the losses of a kind compare; a last axis of size 1 is added or dropped first, as Keras does."""
    if cx.facts.rank(y_true.shape) is None or cx.facts.rank(y_pred.shape) is None:
        return
    given = cx.facts.resolve_shape(y_true.shape).dims, cx.facts.resolve_shape(y_pred.shape).dims
    true, pred = same_rank(cx, *given)
    if kind in BY_LABEL:
        return
    if true is None or pred is None:
        if not before_3(cx) and not _fits_either_way(cx, kind, *given):
            raise wrong_labels(cx, kind, y_true, y_pred)
        return
    if kind in EQUAL and len(true) != len(pred) and before_3(cx):
        return  # Keras 2 broadcasts
    if not _fits(cx, kind, true, pred):
        raise wrong_labels(cx, kind, y_true, y_pred)
    if kind == SPARSE and pred:
        refuse_above(y_true, cx.facts.resolve(pred[-1]), "classes")


def _fits(cx: Context, kind: str, true: Any, pred: Any) -> bool:
    if kind == SPARSE:
        return _sparse_fits(cx, true, pred)
    return _equal(cx, true, pred) if kind in EQUAL else _broadcasts(cx, true, pred)


def _fits_either_way(cx: Context, kind: str, true: Any, pred: Any) -> bool:
    """Whether labels and predictions may go together where a last axis is dropped if it should be of size 1."""
    mark = cx.facts.mark()
    try:
        if _fits(cx, kind, true, pred):
            return True
        cx.facts.undo(mark)
        cx.facts.unify(max(true, pred, key=len)[-1], 1)
        one, other = same_rank(cx, *(tuple(cx.facts.resolve(dim) for dim in dims) for dims in (true, pred)))
        return one is None or other is None or _fits(cx, kind, one, other)
    finally:
        cx.facts.undo(mark)


def same_rank(cx: Context, true: Any, pred: Any) -> tuple[Any, Any]:
    """None where it is open whether an axis is dropped."""
    if len(true) == len(pred) + 1:
        last = cx.facts.equal(true[-1], 1)
        if last is Truth.OPEN:
            return None, None
        if last is Truth.YES:
            return (true, (*pred, 1)) if len(pred) == 1 else (true[:-1], pred)
    elif len(pred) == len(true) + 1:
        last = cx.facts.equal(pred[-1], 1)
        if last is Truth.OPEN:
            return None, None
        if last is Truth.YES:
            return ((*true, 1), pred) if len(true) == 1 else (true, pred[:-1])
    return true, pred


def _equal(cx: Context, true: Any, pred: Any) -> bool:
    return len(true) == len(pred) and all(same(cx, a, b) is not Truth.NO for a, b in zip(true, pred))


def _sparse_fits(cx: Context, true: Any, pred: Any) -> bool:
    if not pred:
        return True
    if len(true) == len(pred):
        last = cx.facts.equal(true[-1], 1)
        if last is not Truth.NO:
            return last is Truth.OPEN or _equal(cx, true[:-1], pred[:-1])
    return _equal(cx, true, pred[:-1])


def _broadcasts(cx: Context, true: Any, pred: Any) -> bool:
    return (
        cx.facts.broadcast(
            Shape(true[1:] if len(true) == len(pred) else true), Shape(pred[1:] if len(true) == len(pred) else pred)
        )
        is not None
    )


def wrong_labels(cx: Context, kind: str, y_true: Tensor, y_pred: Tensor) -> Mismatch:
    wanted = "one label for each prediction" if kind == SPARSE else "labels shaped like its predictions"
    got = f"labels {text_of(cx, y_true.shape)} for predictions {text_of(cx, y_pred.shape)}"
    advice = None
    one_hot = (
        kind == SPARSE
        and bool(y_true.shape.dims)
        and same(cx, y_true.shape.dims[-1], y_pred.shape.dims[-1]) is Truth.YES
    )
    if one_hot:
        advice = Remedy("one-hot labels go with categorical_crossentropy")
    elif kind == "categorical_crossentropy" and len(y_true.shape.dims) < len(y_pred.shape.dims):
        advice = Remedy("integer labels go with sparse_categorical_crossentropy")
    elif kind != SPARSE:
        advice = _width_remedy(cx, y_true.shape.dims, y_pred.shape.dims)
    return Mismatch(RULE, f"`{{it}}`: {kind} needs {wanted} but gets {got}", advice)


def _width_remedy(cx: Context, true: tuple[Int, ...], pred: tuple[Int, ...]) -> Remedy | None:
    """Where nothing but the last sizes differ."""
    if len(true) != len(pred) or len(true) < 2:
        return None
    last, other = cx.facts.resolve(true[-1]), cx.facts.resolve(pred[-1])
    same_before = all(same(cx, a, b) is not Truth.NO for a, b in zip(true[:-1], pred[:-1]))
    if not same_before or not isinstance(last, int) or not isinstance(other, int) or last == other:
        return None
    return Remedy(f"let the model end in {last} values for each label, or make labels of {other}")
