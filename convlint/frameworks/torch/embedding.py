"""`Embedding` and `EmbeddingBag`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from convlint.frameworks.common.help import exact_dims, known_dims
from convlint.frameworks.common.literals import Each
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.norm import ranked
from convlint.frameworks.torch.windows import Sizes, fixed_weight, is_empty, size_of, whole
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Unknown


def check_embedding(cx: Context, self: Instance) -> None:
    """Sizes must be ints, `padding_idx` one of the rows, a given weight of that shape."""
    whole(cx, self, "num_embeddings", "embedding_dim")
    count, width = self.attrs["num_embeddings"], self.attrs["embedding_dim"]
    _check_padding(cx, self.attrs["padding_idx"], count)
    given = self.attrs.pop("_weight", None)
    if isinstance(given, Tensor):
        if cx.facts.unify_shapes(given.shape, Shape((count, width))) is Truth.NO:
            text = (
                f"`{{it}}` needs a weight of {cx.describe(Shape((count, width)))} but gets {cx.describe(given.shape)}"
            )
            raise Mismatch("state-mismatch", text)
        self.attrs["weight"] = given
    self.hidden["weights"] = ("weight",)


def _check_padding(cx: Context, padding_idx: Any, count: Int) -> None:
    if isinstance(padding_idx, (int, Dim)) and _outside(cx, padding_idx, count):
        shown, rows = cx.facts.resolve(padding_idx), cx.facts.resolve(count)
        raise Mismatch("invalid-argument", f"`{{it}}` has {rows} rows but gets padding_idx={shown}")


def _outside(cx: Context, index: Int, count: Int) -> bool:
    return cx.facts.less(index, count) is Truth.NO or cx.facts.less(index, -count) is Truth.YES


def check_indices(cx: Context, input: Tensor, count: Int) -> None:
    """Indices must be whole numbers, literal ones rows."""
    if input.library == "torch" and input.dtype == "float":
        raise Mismatch("invalid-argument", "`{it}` takes indices, which are whole numbers, but gets a tensor of floats")
    if cx.facts.equal(count, 0) is Truth.YES and not is_empty(cx, input):
        raise Mismatch("index-out-of-range", "`{it}` has no rows")
    if isinstance(input.data, Each) and not all(isinstance(size, int) and size for size in known_dims(cx, input)):
        return  # of no copies none is looked up
    for index in _flat(input.data):
        if cx.facts.less(index, count) is Truth.NO or cx.facts.less(index, 0) is Truth.YES:
            shown, rows = cx.facts.resolve(index), cx.facts.resolve(count)
            raise Mismatch("index-out-of-range", f"`{{it}}` has {rows} rows but gets the index {shown}")


def _flat(data: Any) -> Iterator[Int]:
    if isinstance(data, Each):
        yield from map(int, data.numbers)
    elif isinstance(data, (int, Dim)):
        yield data
    elif isinstance(data, tuple):
        for each in data:
            yield from _flat(each)


def sizes(cx: Context, self: Instance) -> Sizes:
    """(rows, width) of the layer."""
    return fixed_weight(cx, self, 2) or (size_of(cx, self, "num_embeddings"), size_of(cx, self, "embedding_dim"))


@layer(
    "torch.nn.Embedding",
    init="""num_embeddings, embedding_dim, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False,
    _weight=None, _freeze=False, device=None, dtype=None""",
    check=check_embedding,
    weight="num_embeddings embedding_dim",
)
def embedding_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*) of indices -> (*, embedding_dim)."""
    count, width = sizes(cx, self)
    return _embedded(cx, input, count, width)


def _embedded(cx: Context, input: Tensor, count: Int, width: Int) -> Tensor:
    check_indices(cx, input, count)
    shape = cx.facts.resolve_shape(input.shape)
    return input.like(Shape((*shape.dims, width), shape.lead), "float")


@op("torch.nn.functional.embedding")
def embedding(
    cx: Context,
    input: Tensor,
    weight: Tensor,
    padding_idx: Any = None,
    max_norm: Any = None,
    norm_type: Any = 2.0,
    scale_grad_by_freq: Any = False,
    sparse: Any = False,
) -> Tensor:
    """(*) of indices with a weight (rows, width) -> (*, width)."""
    count, width = exact_dims(cx, weight, 2, "the weight of `{it}`")
    _check_padding(cx, padding_idx, count)
    return _embedded(cx, input, count, width)


@op("torch.nn.Embedding.from_pretrained", "torch.nn.EmbeddingBag.from_pretrained", counts=False)
def from_pretrained(cx: Context, embeddings: Any, *args: Any, **kwargs: Any) -> Any:
    """An Embedding of the tensor's shape."""
    if not isinstance(embeddings, Tensor):
        return Unknown("an embedding of an unknown tensor")
    count, width = exact_dims(cx, embeddings, 2)
    made = Instance(library_class("torch.nn.Embedding"))
    made.attrs.update(num_embeddings=count, embedding_dim=width, padding_idx=None)
    made.hidden["weights"] = ("weight",)
    return made


# --- bags -------------------------------------------------------------------------------------------------------------


@layer(
    "torch.nn.EmbeddingBag",
    init="""num_embeddings, embedding_dim, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode='mean', sparse=False,
    _weight=None, include_last_offset=False, padding_idx=None, device=None, dtype=None""",
    check=check_embedding,
    weight="num_embeddings embedding_dim",
)
def embedding_bag_layer(
    cx: Context, self: Instance, input: Tensor, offsets: Any = None, per_sample_weights: Any = None
) -> Tensor:
    """(bags, n), or (n,) with the offsets of the bags -> (bags, embedding_dim)."""
    count, width = sizes(cx, self)
    return _bag(cx, input, count, width, offsets, per_sample_weights, self.attrs["include_last_offset"])


@op("torch.nn.functional.embedding_bag")
def embedding_bag(
    cx: Context,
    input: Tensor,
    weight: Tensor,
    offsets: Any = None,
    max_norm: Any = None,
    norm_type: Any = 2,
    scale_grad_by_freq: Any = False,
    mode: Any = "mean",
    sparse: Any = False,
    per_sample_weights: Any = None,
    include_last_offset: Any = False,
    padding_idx: Any = None,
) -> Tensor:
    """(bags, n), or (n,) with the offsets of the bags, and a weight (rows, width) -> (bags, width)."""
    count, width = exact_dims(cx, weight, 2, "the weight of `{it}`")
    return _bag(cx, input, count, width, offsets, per_sample_weights, include_last_offset)


def _bag(cx: Context, input: Tensor, count: Int, width: Int, offsets: Any, weights: Any, last: Any) -> Tensor:
    ranked(cx, input, 1, 2)
    check_indices(cx, input, count)
    if isinstance(weights, Tensor) and cx.facts.unify_shapes(input.shape, weights.shape) is Truth.NO:
        text = f"`{{it}}` needs per_sample_weights of {cx.describe(input.shape)} but gets {cx.describe(weights.shape)}"
        raise Mismatch("state-mismatch", text)
    dims = known_dims(cx, input)
    if len(dims) == 2:
        if isinstance(offsets, Tensor):
            raise Mismatch("rank-mismatch", f"`{{it}}` takes no offsets with a 2-D tensor, {cx.describe(input.shape)}")
        if cx.facts.equal(dims[1], 0) is Truth.YES:
            raise Mismatch("empty-output", f"`{{it}}` gets bags without items, {cx.describe(input.shape)}")
        return input.like(Shape((dims[0], width)), "float")
    if offsets is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` needs offsets with a 1-D tensor, {cx.describe(input.shape)}")
    bags: Int = cx.fresh("bags", 0)
    if isinstance(offsets, Tensor):
        (bags,) = exact_dims(cx, offsets, 1, "the offsets of `{it}`")
    if last is not False:
        bags = bags - 1 if last is True else cx.fresh("bags", 0)
    return input.like(Shape((bags, width)), "float")
