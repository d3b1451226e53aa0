"""The losses of `tf.nn`, which take logits."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.network import known
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE = "loss-mismatch"


def _alike(cx: Context, one: tuple[Int, ...], other: tuple[Int, ...]) -> bool:
    return len(one) == len(other) and not any(sizes_differ(cx, a, b) for a, b in zip(one, other))


def _wrong(cx: Context, wanted: str, labels: Tensor, logits: Tensor) -> Mismatch:
    got = f"labels {text_of(cx, labels.shape)} for logits {text_of(cx, logits.shape)}"
    return Mismatch(RULE, f"`{{it}}` needs {wanted} but gets {got}")


@function("tensorflow.nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax(
    cx: Context, labels: Keras, logits: Keras, axis: Any = -1, name: Any = None, _sentinel: Any = None
) -> Tensor:
    """Classes (…) and logits (…, classes) -> (…)."""
    classes, scores = known(cx, labels, logits)
    if not scores:
        raise Undetermined("a number")
    if not _alike(cx, classes, scores[:-1]):
        raise _wrong(cx, "a class for each prediction", labels, logits)
    return logits.like(Shape(scores[:-1]), "float")


@function("tensorflow.nn.softmax_cross_entropy_with_logits", "tensorflow.nn.softmax_cross_entropy_with_logits_v2")
def softmax(
    cx: Context, labels: Keras, logits: Keras, axis: Any = -1, name: Any = None, _sentinel: Any = None
) -> Tensor:
    """(…, classes) twice -> (…)."""
    targets, scores = known(cx, labels, logits)
    if axis not in (-1, None) or not scores or len(targets) != len(scores):
        raise Undetermined("another axis, or tensors of other ranks")
    try:
        made = broadcast(cx, Shape(targets), Shape(scores))
    except Mismatch:
        raise _wrong(cx, "labels shaped like its predictions", labels, logits) from None
    return logits.like(Shape(made.dims[:-1]), "float")


@function(
    "tensorflow.nn.sigmoid_cross_entropy_with_logits",
    "tensorflow.nn.weighted_cross_entropy_with_logits",
)
def sigmoid(
    cx: Context, labels: Keras, logits: Keras, pos_weight: Any = None, name: Any = None, _sentinel: Any = None
) -> Tensor:
    """Two tensors of one shape -> the same."""
    targets, scores = known(cx, labels, logits)
    if not _alike(cx, targets, scores):
        raise _wrong(cx, "labels shaped like its predictions", labels, logits)
    return logits.like(logits.shape, "float")
