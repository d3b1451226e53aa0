"""Layers with a vocabulary, and crossed features: how long their codes are."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.declaring import ONE, declare_layer
from convlint.frameworks.keras.layers.core import at_least, one_of
from convlint.frameworks.keras.layers.encoding import CALL, MODES, encoded, vectors
from convlint.frameworks.keras.tensors import Keras, to_keras
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined

FIRST = "max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=None, vocabulary=None"
OLD = "max_values=None, vocabulary_size=None"
TEXTS = """max_tokens=None, standardize='lower_and_strip_punctuation', split='whitespace', ngrams=None, output_mode='int',
output_sequence_length=None, pad_to_max_tokens=False, vocabulary=None, idf_weights=None, sparse=False, ragged=False,
encoding='utf-8'"""
RENAMED = {"binary": "multi_hot", "tf-idf": "tf_idf"}
CHOICES = {
    "standardize": ("lower_and_strip_punctuation", "lower", "strip_punctuation"),
    "split": ("whitespace", "character"),
}


def _check_tokens(cx: Context, self: Instance) -> None:
    """Sizes and modes that go together."""
    given, most = self.attrs["output_mode"], self.attrs["max_tokens"]
    mode = self.attrs["output_mode"] = RENAMED.get(given, given) if isinstance(given, str) else given
    one_of(self, "output_mode", *MODES, "tf_idf")
    at_least(self, "max_tokens", 2)
    if self.attrs["pad_to_max_tokens"] is True and most is None:
        raise Mismatch("invalid-argument", "`{it}` needs `max_tokens` where it is to pad to them")
    weights = self.attrs["idf_weights"]
    if weights is not None and isinstance(mode, str) and mode != "tf_idf":
        raise Mismatch("invalid-argument", f"`{{it}}` takes `idf_weights` only as tf_idf, not as {mode!r}")
    if weights is None and mode == "tf_idf" and isinstance(self.attrs["vocabulary"], (ListV, tuple)):
        raise Mismatch("invalid-argument", "`{it}` needs `idf_weights` for its vocabulary")
    _check_vocabulary(cx, self.attrs["vocabulary"], weights, most)


def _check_vocabulary(cx: Context, vocabulary: Any, weights: Any, most: Any) -> None:
    words, numbers = (cx.items(each) if isinstance(each, (ListV, tuple)) else None for each in (vocabulary, weights))
    if words is None or not all(isinstance(word, (str, int)) for word in words):
        return
    if not words:
        raise Mismatch("invalid-argument", "`{it}` gets an empty vocabulary")
    if len({*words}) < len(words):
        twice = next(word for word in words if words.count(word) > 1)
        raise Mismatch("invalid-argument", f"`{{it}}` gets {twice!r} twice in its vocabulary")
    if isinstance(most, int) and len(words) > most:
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(words)} words, more than max_tokens={most}")
    if numbers is not None and len(numbers) != len(words):
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(numbers)} `idf_weights` for {len(words)} words")


def _check_lookup(cx: Context, self: Instance) -> None:
    _check_tokens(cx, self)
    at_least(self, "num_oov_indices", 0)
    if self.attrs["num_oov_indices"] is not None:
        to_int(cx, self.attrs["num_oov_indices"], "num_oov_indices")
    if self.attrs["invert"] is True and self.attrs["output_mode"] in (*MODES[1:], "tf_idf"):
        raise Mismatch("invalid-argument", "`{it}` cannot invert codes: only numbers")


def _length(cx: Context, self: Instance, oov: Any) -> Any:
    """How many different codes there are; None where that is not known."""
    vocabulary = self.attrs["vocabulary"]
    if self.attrs["pad_to_max_tokens"] is True:
        return self.attrs["max_tokens"]
    words = cx.items(vocabulary) if isinstance(vocabulary, (ListV, tuple)) else None
    return None if words is None or not isinstance(oov, int) or self.attrs["pad_to_max_tokens"] else len(words) + oov


def _looked_up(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """Numbers for words, words for numbers, or a vector for each sample."""
    if self.attrs["invert"] is not False:
        return Tensor(cx.facts.resolve_shape(inputs.shape), None, "keras")
    return encoded(cx, self, inputs, _length(cx, self, self.attrs["num_oov_indices"]))


declare_layer(
    "IntegerLookup",
    f"""{FIRST}, vocabulary_dtype='int64', idf_weights=None, invert=False, output_mode='int', sparse=False,
    pad_to_max_tokens=False, oov_method='floormod', salt=None, *, encoding=None, {OLD}""",
    _looked_up,
    ONE,
    _check_lookup,
)
declare_layer(
    "StringLookup",
    f"""{FIRST}, idf_weights=None, invert=False, output_mode='int', pad_to_max_tokens=False, sparse=False, encoding='utf-8',
    *, salt=None, {OLD}""",
    _looked_up,
    ONE,
    _check_lookup,
)


# --- texts ------------------------------------------------------------------------------------------------------------


def _check_texts(cx: Context, self: Instance) -> None:
    _check_tokens(cx, self)
    for name, allowed in CHOICES.items():
        given = self.attrs[name]
        if isinstance(given, (str, int)) and given not in allowed:
            raise Mismatch("invalid-argument", f"`{{it}}` does not know {given!r} as `{name}`")
    length = self.attrs["output_sequence_length"]
    if length is not None and self.attrs["output_mode"] in (*MODES[1:], "tf_idf"):
        raise Mismatch("invalid-argument", "`{it}` takes `output_sequence_length` only where `output_mode` is 'int'")
    at_least(self, "output_sequence_length", 0)


def _tokens(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(batch,) or (batch, 1) of texts -> (batch, output_sequence_length), or (batch, words of the vocabulary)."""
    shape = cx.facts.resolve_shape(inputs.shape)
    mode = self.attrs["output_mode"]
    size = self.attrs["output_sequence_length"] if mode == "int" else _length(cx, self, 1)
    if shape.lead is not None or len(shape.dims) > 2 or mode not in (*MODES, "tf_idf") or self.attrs["split"] is None:
        raise Undetermined("the rank is not known")
    if len(shape.dims) == 2 and cx.facts.equal(shape.dims[1], 1) is Truth.NO:
        text = f"`{{it}}` takes texts of shape (batch,) or (batch, 1) but gets {cx.describe(inputs.shape)}"
        raise Mismatch("rank-mismatch", text)
    if mode == "one_hot" or (size is None and mode != "int"):
        raise Undetermined("the vocabulary is not known")
    made = (*shape.dims[:1], cx.fresh("words") if size is None else to_int(cx, size, "length"))
    return Tensor(Shape(made), "int", "keras") if mode == "int" else vectors(*made)


declare_layer("TextVectorization", TEXTS, _tokens, ONE, _check_texts)


# --- crossing ---------------------------------------------------------------------------------------------------------


def _check_crossing(cx: Context, self: Instance) -> None:
    one_of(self, "output_mode", "int", "one_hot")
    at_least(self, "num_bins", 0)


def _crossed(cx: Context, self: Instance, inputs: Any, *args: Any, **kwargs: Any) -> Tensor:
    """Two columns of one shape, (batch,) or (batch, 1)."""
    items = cx.items(inputs) if isinstance(inputs, (ListV, tuple)) else None
    if items is None or len(items) < 2:
        raise Undetermined("features that are not known")
    first, *others = [to_keras(cx, item, "inputs") for item in items]
    shape = cx.facts.resolve_shape(first.shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    wide = len(shape.dims) == 2 and cx.facts.equal(shape.dims[1], 1) is Truth.NO
    if len(shape.dims) > 2 or wide:
        text = f"`{{it}}` takes features of shape (batch,) or (batch, 1) but gets {cx.describe(shape)}"
        raise Mismatch("rank-mismatch", text)
    for other in others:
        if cx.facts.unify_shapes(first.shape, other.shape) is Truth.NO:
            text = f"`{{it}}` takes features of one shape but gets {cx.describe(shape)} and {cx.describe(other.shape)}"
            raise Mismatch("broadcast-mismatch", text)
    return encoded(cx, self, first, self.attrs["num_bins"])


declare_layer("HashedCrossing", "num_bins, output_mode='int', sparse=False", _crossed, CALL, _check_crossing)
