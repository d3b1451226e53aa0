"""`torch.Tensor`: its properties, and the methods that ask rather than compute."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import axis_of
from convlint.frameworks.common.indexing import assigned, indexed
from convlint.frameworks.common.literals import Roughly
from convlint.frameworks.common.registry import add_function, constant, declare_class, op, prop
from convlint.frameworks.common.reshaping import size_at
from convlint.frameworks.common.signature import Axis, Signature
from convlint.frameworks.common.strides import layout_of, strides_of, swapped
from convlint.symbolic import Int, Shape, Truth, product
from convlint.values import Context, ListV, Mismatch, RankV, Sizes, SizeV, StreamV, Tensor, Undetermined, Unknown

TENSOR = declare_class("torch.Tensor")

CONTENT = """dtype device layout is_cuda is_mps is_xpu is_cpu is_meta is_leaf is_sparse is_quantized is_nested requires_grad
retains_grad grad grad_fn name output_nr itemsize nbytes"""
ANSWERS = """is_contiguous is_signed is_pinned is_shared is_inference is_conj is_neg is_nonzero
is_coalesced stride storage_offset data_ptr element_size get_device equal type is_set_to is_same_size storage
untyped_storage retain_grad record_stream __contains__ dim_order
__float__ __bool__ __complex__ __format__ __reduce_ex__ __hash__ __repr__"""


def kind_answer(*kinds: str) -> Any:
    """Handler: whether the content is of one of these kinds."""

    def answer(cx: Context, input: Tensor) -> Any:
        return Unknown("the dtype is not known", data=True) if input.dtype is None else input.dtype in kinds

    return answer


def both(*names: str) -> list[str]:
    """The dotted paths of functions that are methods too."""
    return [path for name in names for path in (f"torch.{name}", f"torch.Tensor.{name}")]


def written(cx: Context, tensor: Tensor) -> Tensor:
    """The tensor, whose content something has changed in place."""
    if tensor.data is not None:
        cx.touch(tensor)
        tensor.data = None
    return tensor


def _content(cx: Context, self: Tensor) -> Any:
    return Unknown("says nothing of shapes", data=True)


def _answer(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("says nothing of shapes", data=True)


prop(*(f"torch.Tensor.{name}" for name in CONTENT.split()))(_content)
for _name in ANSWERS.split():
    add_function(f"torch.Tensor.{_name}", _answer, Signature.parse("*args, **kwargs"), counts=False)
for _name, _kind in (("is_floating_point", "float"), ("is_complex", "complex")):
    for _path in both(_name):
        add_function(_path, kind_answer(_kind), Signature.parse("input: Tensor"), counts=False)
constant("torch.FloatTensor.dtype", Unknown("a dtype", data=True))


# --- shape ------------------------------------------------------------------------------------------------------------


@prop("torch.Tensor.shape")
def shape(cx: Context, self: Tensor) -> Any:
    """A tuple of the sizes where the rank is known."""
    known = cx.facts.resolve_shape(self.shape)
    return Sizes(known.dims) if known.lead is None else SizeV(self)


@op("torch.Tensor.size", counts=False)
def size(cx: Context, self: Tensor, dim: Axis | None = None) -> Any:
    """All sizes, or that of one dim."""
    if dim is None:
        return shape(cx, self)
    known = cx.facts.resolve_shape(self.shape)
    if known.lead is None:
        if not known.dims:
            raise Mismatch("invalid-axis", f"`{{it}}` gets dim={dim} for a tensor without dims")
        return known.dims[axis_of(cx, dim, len(known.dims))]
    return cx.getitem(SizeV(self), dim)


@op("torch.Tensor.dim", "torch.Tensor.ndimension", counts=False)
def dim(cx: Context, self: Tensor) -> Any:
    """The rank."""
    dims = cx.dims(self)
    return RankV(self) if dims is None else len(dims)


prop("torch.Tensor.ndim")(dim)


@op("torch.Tensor.numel", "torch.Tensor.nelement", "torch.numel", counts=False)
def numel(cx: Context, self: Tensor) -> Any:
    """The number of elements."""
    known = cx.facts.resolve_shape(self.shape)
    return product(known.dims) if known.lead is None else cx.fresh("numel")


@op("torch.Tensor.__len__", counts=False)
def length(cx: Context, self: Tensor) -> Any:
    """The first size."""
    known = cx.facts.resolve_shape(self.shape)
    if known.lead is None and not known.dims:
        raise Mismatch("rank-mismatch", "`{it}`: a tensor without dims has no length")
    return size_at(cx, self, 0)


@op("torch.Tensor.__iter__", counts=False)
def iterate(cx: Context, self: Tensor) -> Any:
    """Slices along the first dim: a tuple where their number is known and small."""
    dims = cx.dims(self)
    if dims is None:
        return StreamV(cx.unknown_tensor("item"), size_at(cx, self, 0))
    if not dims:
        raise Mismatch("rank-mismatch", "`{it}`: a tensor without dims cannot be iterated")
    count = cx.facts.resolve(dims[0])
    if isinstance(count, int) and count <= 256:
        return tuple(indexed(cx, self, i) for i in range(count))
    return StreamV(self.like(Shape(dims[1:])), count)


OF_TENSOR = Unknown("content of a tensor", data=True, number=True)
WHOLE_OF_TENSOR = Unknown("content of a tensor", data=True, number=True, whole=True)

# --- content ----------------------------------------------------------------------------------------------------------


@op("torch.Tensor.item", "torch.Tensor.__int__", "torch.Tensor.__index__", counts=False)
def item(cx: Context, self: Tensor) -> Any:
    """The only element. Mismatch where there must be more (or none)."""
    known = cx.facts.resolve_shape(self.shape)
    for each in known.dims:
        if cx.facts.equal(each, 1) is Truth.NO and (isinstance(each, int) or cx.facts.less(1, each) is Truth.YES):
            raise Mismatch("rank-mismatch", f"`{{it}}` takes a tensor of one element but gets {cx.describe(known)}")
    data = self.data
    while isinstance(data, tuple) and len(data) == 1:
        data = data[0]
    if data is None or isinstance(data, (tuple, Roughly)):
        return WHOLE_OF_TENSOR if self.dtype == "int" else OF_TENSOR
    return data


@op("torch.Tensor.tolist", counts=False)
def tolist(cx: Context, self: Tensor) -> Any:
    """Nested lists; of unknown numbers where the content is not known."""
    dims = cx.dims(self)
    if self.data is not None and not isinstance(self.data, Roughly):
        return _listed(self.data)
    if dims is None:
        return Unknown("content of a tensor", data=True)
    return _unknown_list(cx, dims)


def _listed(data: Any) -> Any:
    return ListV([_listed(each) for each in data]) if isinstance(data, tuple) else data


def _unknown_list(cx: Context, dims: tuple[Int, ...]) -> Any:
    if not dims:
        return OF_TENSOR
    inner = _unknown_list(cx, dims[1:])
    if isinstance(dims[0], int) and dims[0] <= 64:
        return ListV([_unknown_list(cx, dims[1:]) for _ in range(dims[0])])
    return ListV(None, inner)


@op("torch.Tensor.__getitem__")
def getitem(cx: Context, self: Tensor, key: Any) -> Tensor:
    """`x[key]`."""
    return indexed(cx, self, key)


@op("torch.Tensor.__setitem__")
def setitem(cx: Context, self: Tensor, key: Any, value: Any) -> None:
    """`x[key] = value`; the shape stays."""
    try:
        assigned(cx, self, key, value)
    except Undetermined:
        cx.touch(self)
        self.data = None


# --- views of the whole -----------------------------------------------------------------------------------------------


@prop("torch.Tensor.data")
def whole(cx: Context, self: Tensor) -> Tensor:
    """Another tensor of the same shape."""
    return self.like(self.shape, factors=self.factors)


@prop("torch.Tensor.real", "torch.Tensor.imag")
def part(cx: Context, self: Tensor) -> Tensor:
    """The real or the imaginary part."""
    return Tensor(self.shape, "float" if self.dtype == "complex" else self.dtype, self.library, factors=self.factors)


@prop("torch.Tensor.T")
def reversed_dims(cx: Context, self: Tensor) -> Any:
    """All dims in reverse order."""
    dims = cx.dims(self)
    if dims is None:
        return cx.unknown_tensor("T")
    made = self.like(Shape(dims[::-1]))
    if (known := strides_of(cx, self)) is not None and self.layout is not None:
        made.layout = layout_of(dims[::-1], known[1][::-1], self.layout, ordered=False)
    return made


@prop("torch.Tensor.H")
def hermitian(cx: Context, self: Tensor) -> Any:
    """The transpose of a matrix."""
    if cx.facts.limit_rank(self.shape, 0, 2) is Truth.NO or cx.facts.rank(self.shape) == 1:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a matrix but gets {cx.describe(self.shape)}")
    return reversed_dims(cx, self)


@prop("torch.Tensor.mT", "torch.Tensor.mH")
def matrix_transpose(cx: Context, self: Tensor) -> Any:
    """The last two dims swapped; torch leaves a scalar as it is."""
    if cx.facts.rank(self.shape) == 0:
        return self.like(self.shape)
    shape = cx.facts.trailing(self.shape, 2)
    if shape is None and cx.facts.rank(self.shape) is None:
        raise Undetermined("a vector or a scalar")
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least 2 dims but gets {cx.describe(self.shape)}")
    made = self.like(Shape((*shape.dims[:-2], shape.dims[-1], shape.dims[-2]), shape.lead))
    if (known := strides_of(cx, self)) is not None and self.layout is not None:
        made.layout = layout_of(made.shape.dims, swapped(known[1], -2, -1), self.layout, ordered=False)
    return made


@op("torch.Tensor.register_hook", "torch.Tensor.register_post_accumulate_grad_hook", counts=False)
def register_hook(cx: Context, self: Tensor, hook: Any) -> Any:
    """The function is called on the way back, where it may change anything but this tensor."""
    cx.forget(hook)
    return Unknown("a handle")
