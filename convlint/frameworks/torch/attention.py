"""`MultiheadAttention`: queries, keys, values and masks, the batch second or first."""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.linear import linear, need_features
from convlint.frameworks.torch.reduction import dims_if_known
from convlint.frameworks.torch.windows import divisible, positive, size_of, whole
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Unknown


def check_heads(cx: Context, embed: Int, heads: Any, names: tuple[str, str]) -> None:
    """Both are positive and the heads divide the embedding. A float as the number of heads fails only when called."""
    positive(cx, (embed,), names[0])
    if isinstance(heads, float):
        return
    number = to_int(cx, heads, names[1])
    positive(cx, (number,), names[1])
    text = f"`{{it}}` needs {names[0]} divisible by {names[1]}, but {{size}} is not divisible by {{by}}"
    divisible(cx, embed, number, text)


def check_attention(cx: Context, self: Instance) -> None:
    """`num_heads` divides `embed_dim`."""
    whole(cx, self, "embed_dim")
    attrs = self.attrs
    check_heads(cx, attrs["embed_dim"], attrs["num_heads"], ("embed_dim", "num_heads"))
    for name in ("kdim", "vdim"):
        attrs[name] = attrs["embed_dim"] if attrs[name] is None else to_int(cx, attrs[name], name)
    self.hidden["inner"] = True


class Sides(NamedTuple):
    """Sizes of an attention, where the ranks are known. `batch` is None without one."""

    batch: Int | None
    queries: Int
    keys: Int


def attend(
    cx: Context, query: Tensor, key: Tensor, value: Tensor, widths: tuple[Int, Int, Int], batch_first: Any
) -> Sides | None:
    """Learn that queries, keys and values fit; their sizes where they are known.

    Errors: ranks, widths, keys and values of different lengths, batches of different sizes.
    """
    _check_ranks(cx, query, key, value)
    for tensor, width, name in zip((query, key, value), widths, ("embed_dim", "kdim", "vdim")):
        need_features(
            cx, width, tensor, name, what="" if tensor is query else f" in its {'key' if name == 'kdim' else 'value'}"
        )
    sizes = [dims_if_known(cx, each) for each in (query, key, value)]
    q, k, v = sizes
    if k is not None and v is not None and cx.facts.unify_shapes(Shape(k[:-1]), Shape(v[:-1])) is Truth.NO:
        got = f"{cx.describe(key.shape)} and {cx.describe(value.shape)}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` needs keys and values of the same length and batch but gets {got}")
    if q is None or k is None:
        return None
    if len(q) == 2:
        return Sides(None, q[0], k[0])
    if not isinstance(batch_first, (bool, int)):
        return None
    place = 0 if batch_first else 1
    if cx.facts.unify(q[place], k[place]) is Truth.NO:
        got = f"{cx.describe(query.shape)} and {cx.describe(key.shape)}"
        order = "(N, L, E), as batch_first=True says," if batch_first else "(L, N, E), as batch_first=False says,"
        text = f"`{{it}}` takes {order} and needs queries and keys of one batch size but gets {got}"
        raise Mismatch("matmul-mismatch", text)
    return Sides(q[place], q[1 - place], k[1 - place])


def _check_ranks(cx: Context, query: Tensor, key: Tensor, value: Tensor) -> None:
    least, most = 2, 3
    for each in (query, key, value):
        if cx.facts.limit_rank(each.shape, least, most) is Truth.NO:
            wanted = f"a {least}-D" if least == most else "a 2-D or 3-D"
            raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} tensor but gets {cx.describe(each.shape)}")
        rank = cx.facts.rank(each.shape)
        least, most = (least, most) if rank is None else (rank, rank)
    for each in (query, key):
        cx.facts.limit_rank(each.shape, least, most)


def check_masks(cx: Context, sides: Sides | None, heads: Any, mask: Any, padding: Any) -> None:
    """`attn_mask` is (L, S) or (N * heads, L, S), `key_padding_mask` (N, S) or (S,) without a batch."""
    if sides is None:
        return
    if isinstance(mask, Tensor):
        size = dims_if_known(cx, mask)
        if size is not None and len(size) == 2:
            _expect(cx, mask, "attn_mask", (sides.queries, sides.keys))
        elif size is not None and len(size) == 3:
            number = to_int(cx, heads, "num_heads")
            several = number if sides.batch is None else sides.batch * number
            _expect(cx, mask, "attn_mask", (several, sides.queries, sides.keys))
        elif cx.facts.limit_rank(mask.shape, 2, 3) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a 2-D or 3-D attn_mask but gets {cx.describe(mask.shape)}")
    if isinstance(padding, Tensor):
        wanted = (sides.keys,) if sides.batch is None else (sides.batch, sides.keys)
        _expect(cx, padding, "key_padding_mask", wanted)


def _expect(cx: Context, mask: Tensor, name: str, wanted: tuple[Int, ...]) -> None:
    if cx.facts.unify_shapes(mask.shape, Shape(wanted)) is Truth.NO:
        text = f"`{{it}}` needs {name} of {cx.describe(Shape(wanted))} but gets {cx.describe(mask.shape)}"
        raise Mismatch("broadcast-mismatch", text)


def linear_of(cx: Context, size: Int, out: Int) -> Instance:
    """A Linear inside another layer."""
    made = Instance(library_class("torch.nn.Linear"), {"in_features": size, "out_features": out})
    made.hidden["weights"] = ("weight", "bias")
    return made


def _in_projection(cx: Context, self: Instance) -> Any:
    attrs = self.attrs
    if any(cx.facts.equal(attrs[name], size_of(cx, self, "embed_dim")) is not Truth.YES for name in ("kdim", "vdim")):
        return Unknown("in_proj_weight may be None")
    return Tensor(Shape((3 * size_of(cx, self, "embed_dim"), size_of(cx, self, "embed_dim"))), "float", parameter=True)


def _in_bias(cx: Context, self: Instance) -> Any:
    return (
        Tensor(Shape((3 * size_of(cx, self, "embed_dim"),)), "float", parameter=True)
        if self.attrs["bias"] is True
        else None
    )


@layer(
    "torch.nn.MultiheadAttention",
    init="""embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None,
    batch_first=False, device=None, dtype=None""",
    check=check_attention,
    in_proj_weight=_in_projection,
    in_proj_bias=_in_bias,
    out_proj=lambda cx, self: linear_of(cx, size_of(cx, self, "embed_dim"), size_of(cx, self, "embed_dim")),
    head_dim=lambda cx, self: size_of(cx, self, "embed_dim") // self.attrs["num_heads"],
)
def multihead_attention(
    cx: Context,
    self: Instance,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    key_padding_mask: Any = None,
    need_weights: Any = True,
    attn_mask: Any = None,
    average_attn_weights: Any = True,
    is_causal: Any = False,
) -> Any:
    """(L, N, embed_dim), (S, N, kdim), (S, N, vdim), or N first, or without N -> the query's shape, and (N, L, S) weights."""
    attrs = self.attrs
    widths = size_of(cx, self, "embed_dim"), size_of(cx, self, "kdim"), size_of(cx, self, "vdim")
    sides = attend(cx, query, key, value, widths, attrs["batch_first"])
    check_masks(cx, sides, attrs["num_heads"], attn_mask, key_padding_mask)
    result = query.like(cx.facts.resolve_shape(query.shape))
    if need_weights is False:
        return result, None
    known = isinstance(need_weights, (bool, int)) and isinstance(average_attn_weights, (bool, int))
    if sides is None or not known:
        return result, Unknown("attention weights") if not known else cx.unknown_tensor("weights")
    return result, query.like(_weights(cx, self, sides, bool(average_attn_weights)))


def _weights(cx: Context, self: Instance, sides: Sides, average: bool) -> Shape:
    more: Int = 0
    for flag in ("add_bias_kv", "add_zero_attn"):
        given = self.attrs[flag]
        more = more + (int(given) if isinstance(given, (bool, int)) else cx.fresh(flag))
    leading = () if sides.batch is None else (sides.batch,)
    heads = () if average else (to_int(cx, self.attrs["num_heads"], "num_heads"),)
    return Shape((*leading, *heads, sides.queries, sides.keys + more))


@op("torch.nn.functional.multi_head_attention_forward")
def multi_head_attention_forward(
    cx: Context, query: Tensor, key: Tensor, value: Tensor, *args: Any, **kwargs: Any
) -> Any:
    """The query, through the last linear layer, which may make another width; what the weights are depends on many arguments."""
    given = dict(zip(_AFTER_VALUE, args), **kwargs)
    weight, bias = given.get("out_proj_weight"), given.get("out_proj_bias")
    weight = weight if isinstance(weight, Tensor) else cx.unknown_tensor("out_proj_weight")
    return linear(cx, query, weight, bias), Unknown("attention weights")


_AFTER_VALUE = (
    "embed_dim_to_check num_heads in_proj_weight in_proj_bias bias_k bias_v add_zero_attn dropout_p out_proj_weight out_proj_bias"
).split()
