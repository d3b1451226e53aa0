"""`MultiHeadAttention`, `GroupQueryAttention`, `Attention` and `AdditiveAttention`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.declaring import REGULAR, layer
from convlint.frameworks.keras.help import fixed, last_size, need_rank
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.opensizes import is_open, open_size, text_of
from convlint.frameworks.keras.tensors import Keras, to_keras, to_list
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined


def _check_heads(cx: Context, self: Instance) -> None:
    whole(cx, self, "num_heads", "key_dim")


def _fix(cx: Context, self: Instance, name: str, tensor: Tensor) -> Int:
    return fixed(cx, self, f"in {name}", last_size(cx, tensor), tensor, "feature-mismatch", f"features of its {name}")


@layer(
    "MultiHeadAttention",
    f"""num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None,
    flash_attention=None, {REGULAR}, seed=None, sliding_window=None, use_gate=False""",
    _check_heads,
)
def multi_head_attention(
    cx: Context,
    self: Instance,
    query: Keras,
    value: Any = None,
    key: Any = None,
    query_mask: Any = None,
    value_mask: Any = None,
    key_mask: Any = None,
    attention_mask: Any = None,
    return_attention_scores: Any = False,
    training: Any = None,
    use_causal_mask: Any = False,
) -> Any:
    """Query (B, T, …, q), value (B, S, …, v) -> (B, T, …, q), and the scores (B, heads, T, S) if asked for."""
    value = to_keras(cx, value, "value")
    key = value if key is None else to_keras(cx, key, "key")
    own = _output(cx, self, query)
    for name, tensor in (("query", query), ("value", value), ("key", key)):
        _fix(cx, self, name, tensor)
    _same_steps(cx, self, query, value, key)
    shape = cx.facts.trailing(query.shape, 1)
    if shape is None:
        raise Undetermined("the rank is not known")
    made = query.like(Shape((*shape.dims[:-1], *own), shape.lead), "float")
    if return_attention_scores is False:
        return made
    if return_attention_scores is not True:
        raise Undetermined("`return_attention_scores` is not known")
    return made, _scores(cx, self, query, key)


def _output(cx: Context, self: Instance, query: Tensor) -> tuple[Int, ...]:
    given = self.attrs["output_shape"]
    if given is None:
        return (last_size(cx, query),)
    items = cx.items(given) if not isinstance(given, int) else [given]
    if items is None:
        raise Undetermined("the output shape is not known")
    return tuple(to_int(cx, item, "output_shape") for item in items)


def _same_steps(cx: Context, self: Instance, query: Tensor, value: Tensor, key: Tensor) -> None:
    """Keys and values come in pairs; all three are of one batch."""
    shapes = [cx.facts.resolve_shape(tensor.shape) for tensor in (query, value, key)]
    if self.attrs["attention_axes"] is not None or any(
        shape.lead is not None or len(shape.dims) != 3 for shape in shapes
    ):
        return
    if sizes_differ(cx, shapes[1].dims[1], shapes[2].dims[1]):
        text = f"`{{it}}` needs a key for each value but gets {text_of(cx, shapes[2])} keys for {text_of(cx, shapes[1])} values"
        raise Mismatch("broadcast-mismatch", text)


def _scores(cx: Context, self: Instance, query: Tensor, key: Tensor) -> Tensor:
    one, other = cx.facts.resolve_shape(query.shape), cx.facts.resolve_shape(key.shape)
    if any(shape.lead is not None or len(shape.dims) != 3 for shape in (one, other)):
        return cx.unknown_tensor("scores", "keras")
    steps = other.dims[1]
    if is_open(cx, one.dims[0]) and cx.facts.equal(steps, one.dims[1]) is not Truth.YES:
        steps = open_size("a symbolic tensor")  # Keras takes the keys for as many as the queries
    return query.like(Shape.of(one.dims[0], self.attrs["num_heads"], one.dims[1], steps), "float")


def _check_group(cx: Context, self: Instance) -> None:
    whole(cx, self, "head_dim", "num_query_heads", "num_key_value_heads")
    query, group = self.attrs["num_query_heads"], self.attrs["num_key_value_heads"]
    if isinstance(query, int) and isinstance(group, int) and query % group:
        raise Mismatch(
            "invalid-argument", f"`{{it}}` needs num_query_heads={query} divisible by num_key_value_heads={group}"
        )
    self.attrs["num_heads"] = query
    self.attrs["attention_axes"] = self.attrs["output_shape"] = None


@layer(
    "GroupQueryAttention",
    f"""head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, flash_attention=None, {REGULAR}, seed=None,
    sliding_window=None, use_gate=False""",
    _check_group,
)
def group_query_attention(
    cx: Context,
    self: Instance,
    query: Keras,
    value: Any = None,
    key: Any = None,
    query_mask: Any = None,
    value_mask: Any = None,
    key_mask: Any = None,
    attention_mask: Any = None,
    return_attention_scores: Any = False,
    training: Any = None,
    use_causal_mask: Any = False,
) -> Any:
    """As `MultiHeadAttention`, for tensors (batch, steps, features)."""
    need_rank(cx, query, 3, 3, "(batch, steps, features)")
    return multi_head_attention(cx, self, query, value, key, return_attention_scores=return_attention_scores)


# --- Attention --------------------------------------------------------------------------------------------------------


@layer("Attention", "use_scale=False, score_mode='dot', dropout=0.0, seed=None")
def attention(
    cx: Context,
    self: Instance,
    inputs: Any,
    mask: Any = None,
    training: Any = None,
    return_attention_scores: Any = False,
    use_causal_mask: Any = False,
) -> Any:
    """[query (B, T, d), value (B, S, v), key (B, S, d)] -> (B, T, v), and the scores (B, T, S) if asked for."""
    tensors = to_list(cx, inputs, "inputs")
    if len(tensors) not in (2, 3):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` takes [query, value] or [query, value, key] but gets {len(tensors)} tensors"
        )
    query, value = tensors[:2]
    key = tensors[2] if len(tensors) == 3 else value
    for tensor in (query, value, key):
        need_rank(cx, tensor, 2)
    a, v, k = (cx.facts.resolve_shape(tensor.shape) for tensor in (query, value, key))
    if any(shape.lead is not None or len(shape.dims) != 3 for shape in (a, v, k)):
        raise Undetermined("the rank is not known")
    if sizes_differ(cx, a.dims[2], k.dims[2]):
        text = f"`{{it}}` needs queries and keys of equal width but gets {text_of(cx, a)} and {text_of(cx, k)}"
        raise Mismatch("feature-mismatch", text)
    if sizes_differ(cx, v.dims[1], k.dims[1]):
        raise Mismatch(
            "broadcast-mismatch", f"`{{it}}` needs a key for each value but gets {text_of(cx, k)} and {text_of(cx, v)}"
        )
    made = query.like(Shape.of(a.dims[0], a.dims[1], v.dims[2]), "float")
    if return_attention_scores is False:
        return made
    if return_attention_scores is not True:
        raise Undetermined("`return_attention_scores` is not known")
    return made, query.like(Shape.of(a.dims[0], a.dims[1], k.dims[1]), "float")


@layer("AdditiveAttention", "use_scale=True, dropout=0.0", None, "keras.layers.Attention")
def additive_attention(
    cx: Context,
    self: Instance,
    inputs: Any,
    mask: Any = None,
    training: Any = None,
    return_attention_scores: Any = False,
    use_causal_mask: Any = False,
) -> Any:
    """As `Attention`."""
    return attention(cx, self, inputs, return_attention_scores=return_attention_scores)
