"""`MultiHeadAttention`, `GroupQueryAttention`, `Attention` and `AdditiveAttention`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.declaring import REGULAR, late, layer
from convlint.frameworks.keras.help import STEPS, fixed, last_size, need_rank
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
@late("rank-mismatch", "feature-mismatch")
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
    _same_rank(cx, self, query, value, key)
    own = _output(cx, self, query)
    for name, tensor in (("query", query), ("value", value), ("key", key)):
        _fix(cx, self, name, tensor)
    _same_steps(cx, self, query, value, key)
    if not self.hidden.get("symbolic"):
        _check_mask(cx, self, query, key, attention_mask)
    shape = cx.facts.trailing(query.shape, 1)
    if shape is None:
        raise Undetermined("the rank is not known")
    made = query.like(_of_batch(cx, Shape((*shape.dims[:-1], *own), shape.lead), value, key), "float")
    if return_attention_scores is False:
        return made
    if return_attention_scores is not True:
        raise Undetermined("`return_attention_scores` is not known")
    return made, _scores(cx, self, query, key)


def _same_rank(cx: Context, self: Instance, *tensors: Tensor) -> None:
    ranks = [cx.facts.rank(tensor.shape) for tensor in tensors]
    if self.attrs["attention_axes"] is None and None not in ranks and len(set(ranks)) > 1:
        got = ", ".join(text_of(cx, tensor.shape) for tensor in tensors)
        raise Mismatch("rank-mismatch", f"`{{it}}` needs query, value and key of one rank but gets {got}")


def _of_batch(cx: Context, shape: Shape, *others: Tensor) -> Shape:
    """The shape with the batch that all have in common. Mismatch where there is none."""
    batches = [known.dims[0] for each in others if (known := cx.facts.resolve_shape(each.shape)).lead is None]
    if shape.lead is not None or len(batches) < len(others):
        return shape
    return Shape((*broadcast(cx, Shape(shape.dims[:1]), *(Shape.of(batch) for batch in batches)).dims, *shape.dims[1:]))


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
    flexible = "num_key_value_heads" in self.attrs and not is_open(cx, shapes[0].dims[0])  # it may be left to torch
    if not flexible and sizes_differ(cx, shapes[1].dims[1], shapes[2].dims[1]):
        text = f"`{{it}}` needs a key for each value but gets {text_of(cx, shapes[2])} keys for {text_of(cx, shapes[1])} values"
        raise Mismatch("broadcast-mismatch", text)


def _check_mask(cx: Context, self: Instance, query: Tensor, key: Tensor, mask: Any) -> None:
    """A mask (T, S), (B, T, S) or (B, heads, T, S) must go with the scores (B, heads, T, S).

    Mismatch (`rank-mismatch`, `broadcast-mismatch`) where it cannot.
    """
    shapes = [cx.facts.resolve_shape(tensor.shape) for tensor in (query, key)]
    if not isinstance(mask, Tensor) or self.attrs["attention_axes"] is not None:
        return
    given = cx.facts.resolve_shape(mask.shape)
    if given.lead is not None or any(shape.lead is not None or len(shape.dims) != 3 for shape in shapes):
        return
    need_rank(cx, mask, 2, 4, "a mask (batch, queries, keys)")
    batch, queries, keys = shapes[0].dims[0], shapes[0].dims[1], shapes[1].dims[1]
    own = given.dims if len(given.dims) != 3 else (given.dims[0], 1, *given.dims[1:])
    scores = (batch, self.attrs["num_heads"], queries, keys)
    if any(_apart(cx, a, b) for a, b in zip(own[::-1], scores[::-1])):
        wanted = text_of(cx, Shape.of(batch, queries, keys))
        text = f"`{{it}}` takes a mask of shape {wanted} but gets {text_of(cx, given)}"
        raise Mismatch("broadcast-mismatch", text)


def _apart(cx: Context, mask: Int, size: Int) -> bool:
    if is_open(cx, mask) or is_open(cx, size) or cx.facts.equal(mask, 1) is not Truth.NO:
        return False
    return cx.facts.unify(mask, size) is Truth.NO


def _scores(cx: Context, self: Instance, query: Tensor, key: Tensor) -> Tensor:
    one, other = cx.facts.resolve_shape(query.shape), cx.facts.resolve_shape(key.shape)
    if any(shape.lead is not None or len(shape.dims) != 3 for shape in (one, other)):
        return cx.unknown_tensor("scores", "keras")
    steps = other.dims[1]
    if is_open(cx, one.dims[0]) and cx.facts.equal(steps, one.dims[1]) is not Truth.YES:
        steps = open_size("a symbolic tensor")  # Keras takes the keys for as many as the queries
    shape = Shape.of(one.dims[0], self.attrs["num_heads"], one.dims[1], steps)
    return query.like(_of_batch(cx, shape, key), "float")


def _check_group(cx: Context, self: Instance) -> None:
    whole(cx, self, "head_dim", "num_key_value_heads")
    self.attrs["num_query_heads"] = to_int(cx, self.attrs["num_query_heads"], "num_query_heads")
    if cx.facts.less(self.attrs["num_query_heads"], 0) is Truth.YES:
        raise Mismatch("invalid-argument", "`{it}` needs a positive `num_query_heads`")
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
@late("rank-mismatch", "feature-mismatch")
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
    for tensor in (query, to_keras(cx, value, "value"), query if key is None else to_keras(cx, key, "key")):
        need_rank(cx, tensor, 3, 3, STEPS)
    return multi_head_attention(
        cx, self, query, value, key, attention_mask=attention_mask, return_attention_scores=return_attention_scores
    )


# --- Attention --------------------------------------------------------------------------------------------------------


@layer("Attention", "use_scale=False, score_mode='dot', dropout=0.0, seed=None")
@late("feature-mismatch", "broadcast-mismatch")
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
    width = (a.dims[2], k.dims[2])
    additive = getattr(self.cls, "path", "").endswith("AdditiveAttention")
    if additive:
        broadcast(cx, Shape(width[:1]), Shape(width[1:]))
    elif sizes_differ(cx, *width):
        text = f"`{{it}}` needs queries and keys of equal width but gets {text_of(cx, a)} and {text_of(cx, k)}"
        raise Mismatch("feature-mismatch", text)
    if sizes_differ(cx, v.dims[1], k.dims[1]):
        raise Mismatch(
            "broadcast-mismatch", f"`{{it}}` needs a key for each value but gets {text_of(cx, k)} and {text_of(cx, v)}"
        )
    scores = _of_batch(cx, Shape.of(a.dims[0], a.dims[1], k.dims[1]), key)
    made = query.like(_of_batch(cx, Shape.of(scores.dims[0], a.dims[1], v.dims[2]), value), "float")
    if return_attention_scores is False:
        return made
    if return_attention_scores is not True:
        raise Undetermined("`return_attention_scores` is not known")
    return made, query.like(scores, "float")


@layer("AdditiveAttention", "use_scale=True, dropout=0.0", None, "keras.layers.Attention")
@late("feature-mismatch", "broadcast-mismatch")
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
