"""`scaled_dot_product_attention`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import op
from convlint.frameworks.torch.linear import expands
from convlint.frameworks.torch.windows import is_empty
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined


@op("torch.nn.functional.scaled_dot_product_attention", "torch._C._nn.scaled_dot_product_attention")
def scaled_dot_product_attention(
    cx: Context,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Any = None,
    dropout_p: Any = 0.0,
    is_causal: Any = False,
    scale: Any = None,
    enable_gqa: Any = False,
) -> Tensor:
    """(*, L, E), (*, S, E), (*, S, Ev) -> (*, L, Ev); what leads broadcasts.

    With `enable_gqa` keys and values may have fewer heads, which divide those of the queries.
    """
    if (
        is_causal is True and isinstance(attn_mask, Tensor) and cx.facts.rank(query.shape) not in (None, 4)
    ):  # none is fused
        raise Mismatch("invalid-argument", "`{it}` takes no attn_mask with is_causal=True")
    q, k, v = (_matrix(cx, each) for each in (query, key, value))
    if any(is_empty(cx, each) for each in (query, key, value)):
        raise Undetermined("torch returns early for an empty tensor")
    if cx.facts.unify(q.dims[-1], k.dims[-1]) is Truth.NO:
        raise _clash(cx, "queries and keys of the same width", query, key)
    if not _may_be_fused(cx, (q, k, v), dropout_p) and cx.facts.unify(k.dims[-2], v.dims[-2]) is Truth.NO:
        raise _clash(cx, "as many keys as values", key, value)
    q, k, v = (cx.facts.resolve_shape(each) for each in (q, k, v))
    leading = _leading(cx, query, key, value, (q, k, v), enable_gqa)
    if isinstance(attn_mask, Tensor):
        _check_mask(cx, attn_mask, Shape((*leading.dims, q.dims[-2], k.dims[-2]), leading.lead))
    return query.like(Shape((*leading.dims, q.dims[-2], v.dims[-1]), leading.lead))


def _matrix(cx: Context, tensor: Tensor) -> Shape:
    shape = cx.facts.trailing(tensor.shape, 2)
    if shape is None:
        got = cx.describe(tensor.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes tensors of at least 2 dims but gets {got}")
    return shape


def _may_be_fused(cx: Context, shapes: tuple[Shape, Shape, Shape], dropout: Any) -> bool:
    """Whether torch may take its fused kernel, which never compares the number of keys with that of values.

    It is for four dims and values as wide as keys, without dropout.
    """
    widths = cx.facts.equal(shapes[1].dims[-1], shapes[2].dims[-1])
    ranks = [cx.facts.ranks(shape) for shape in shapes]
    four = all(least <= 4 and (most is None or most >= 4) for least, most in ranks)
    return four and widths is not Truth.NO and not (isinstance(dropout, (int, float)) and dropout > 0)


def _clash(cx: Context, what: str, *tensors: Tensor) -> Mismatch:
    shown = " and ".join(cx.describe(each.shape) for each in tensors)
    return Mismatch("matmul-mismatch", f"`{{it}}` needs {what} but gets {shown}")


def _leading(
    cx: Context, query: Tensor, key: Tensor, value: Tensor, shapes: tuple[Shape, Shape, Shape], grouped: Any
) -> Shape:
    if grouped is not False:
        return _grouped(cx, query, key, value, shapes, grouped is True)
    leading: Shape | None = Shape(shapes[0].dims[:-2], shapes[0].lead)
    for shape in shapes[1:]:
        leading = None if leading is None else cx.facts.broadcast(leading, Shape(shape.dims[:-2], shape.lead))
    if leading is None:
        raise _clash(cx, "batches and heads that broadcast", query, key, value)
    return leading


def _grouped(
    cx: Context, query: Tensor, key: Tensor, value: Tensor, shapes: tuple[Shape, Shape, Shape], certain: bool
) -> Shape:
    """The heads of keys and values divide those of the queries, which the result has."""
    q = shapes[0]
    if len(q.dims) >= 3 and certain:
        for shape, tensor in zip(shapes[1:], (key, value)):
            if len(shape.dims) >= 3 and cx.facts.divides(shape.dims[-3], q.dims[-3]) is Truth.NO:
                raise _clash(cx, "heads of keys and values that divide those of queries", query, tensor)
            if cx.facts.broadcast(Shape(q.dims[:-3], q.lead), Shape(shape.dims[:-3], shape.lead)) is None:
                raise _clash(cx, "batches that broadcast", query, tensor)
    return Shape(q.dims[:-2], q.lead)


def _check_mask(cx: Context, mask: Tensor, scores: Shape) -> None:
    if cx.facts.ranks(mask.shape)[0] < 2 and cx.facts.limit_rank(mask.shape, 2) is Truth.NO:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes an attn_mask of at least 2 dims but gets {cx.describe(mask.shape)}"
        )
    if not expands(cx, mask.shape, scores):
        text = f"`{{it}}` makes scores of {cx.describe(scores)} but gets an attn_mask of {cx.describe(mask.shape)}"
        raise Mismatch("broadcast-mismatch", text)
