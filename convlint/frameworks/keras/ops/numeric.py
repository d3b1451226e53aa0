"""Functions that do what NumPy's of the same name do."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import locate, with_size, without
from convlint.frameworks.common.signature import Signature, to_axis, to_int
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import declare, function
from convlint.frameworks.keras.help import last_size, natural, need_rank
from convlint.frameworks.keras.opensizes import is_open, text_of
from convlint.frameworks.keras.ops.twins import apply_numpy, everywhere, twin
from convlint.frameworks.keras.tensors import Keras, tensor_of, to_keras
from convlint.symbolic import Dim, Int, Shape, Truth, dim_min, product
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined

for _name in ("quantile", "nanquantile", "percentile", "nanpercentile"):
    twin("x: Keras, q: Keras, axis=None, method='linear', keepdims=False", _name, *everywhere(_name), count=2)
for _name in ("inner", "outer", "kron"):
    twin("x1: Keras, x2: Keras", _name, *everywhere(_name), count=2)
twin("x1: Keras, x2: Keras, axis=None", "append", *everywhere("append"), count=2)


def _split_along(name: str, least: int) -> Any:
    def handler(cx: Context, x: Keras, indices_or_sections: Any) -> Any:
        need_rank(cx, x, least)
        if isinstance(indices_or_sections, Dim):
            raise Undetermined("the number of parts is not known")
        return apply_numpy(cx, name, (x, indices_or_sections), {})

    return handler


for _name, _least in {"hsplit": 1, "vsplit": 2, "dsplit": 3}.items():
    _two = Signature.parse("x: Keras, indices_or_sections")
    declare(everywhere(_name), _split_along(_name, _least), _two)


@function(*everywhere("vdot"))
def vdot(cx: Context, x1: Keras, x2: Keras) -> Tensor:
    """A number of two lines of equal length."""
    one, other = cx.facts.resolve_shape(x1.shape), cx.facts.resolve_shape(x2.shape)
    if one.lead is None and other.lead is None and sizes_differ(cx, product(one.dims), product(other.dims)):
        got = f"{text_of(cx, one)} and {text_of(cx, other)}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` needs as many values in both but gets {got}")
    return x1.like(Shape.of(), "float")


for _name in ("logspace", "geomspace"):
    twin("start, stop, num=50, endpoint=True", _name, *everywhere(_name), count=3)


@function(*everywhere("meshgrid"))
def meshgrid(cx: Context, *x: Any, indexing: Any = "xy") -> Any:
    """For n lines as many grids of n dims; the first two dims are swapped unless `indexing` is 'ij'."""
    sizes: list[Int] = []
    for each in x:
        shape = cx.facts.resolve_shape(to_keras(cx, each, "x").shape)
        if shape.lead is not None:
            raise Undetermined("the rank is not known")
        sizes.append(product(shape.dims))
    if indexing not in ("xy", "ij"):
        raise Undetermined("`indexing` is not known")
    if indexing == "xy" and len(sizes) > 1:
        sizes[:2] = sizes[1::-1]
    return ListV([to_keras(cx, each, "x").like(Shape(tuple(sizes))) for each in x])


def _offset(offset: Any) -> int:
    if not isinstance(offset, int):
        raise Undetermined("the offset is not known")
    return int(offset)


@function(*everywhere("diagonal"))
def diagonal(cx: Context, x: Keras, offset: Any = 0, axis1: Any = 0, axis2: Any = 1) -> Tensor:
    """The diagonals over two dims, as a last dim in their place."""
    shape, one = locate(cx, x, to_axis(cx, axis1, "axis1"), "axis1")
    _, other = locate(cx, x, to_axis(cx, axis2, "axis2"), "axis2")
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    if one == other:
        raise Mismatch("invalid-axis", f"`{{it}}` gets the axes {axis1} and {axis2}, which are the same")
    if any(is_open(cx, shape.dims[axis]) for axis in (one, other)):
        raise Undetermined("an open size")
    move = _offset(offset)
    rows, columns = shape.dims[one] - max(-move, 0), shape.dims[other] - max(move, 0)
    size = dim_min(rows, columns)
    size = max(size, 0) if isinstance(size, int) else size
    return x.like(Shape((*(dim for i, dim in enumerate(shape.dims) if i not in (one, other)), size)))


@function(*everywhere("trace", tensorflow="trace"), "tensorflow.linalg.trace")
def trace(cx: Context, x: Keras, offset: Any = 0, axis1: Any = 0, axis2: Any = 1) -> Tensor:
    """The sums of the diagonals."""
    return x.like(Shape(diagonal(cx, x, offset, axis1, axis2).shape.dims[:-1]))


@function(*everywhere("diag"))
def diag(cx: Context, x: Keras, k: Any = 0) -> Tensor:
    """Of a line the matrix with it as its diagonal, of a matrix its diagonal."""
    rank = cx.facts.rank(x.shape)
    if rank is None:
        raise Undetermined("the rank is not known")
    if rank not in (1, 2):
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 1-D or 2-D tensor but gets {text_of(cx, x.shape)}")
    return diagflat(cx, x, k) if rank == 1 else diagonal(cx, x, k)  # type: ignore[no-any-return]


@function(*everywhere("diagflat"))
def diagflat(cx: Context, x: Keras, k: Any = 0) -> Tensor:
    """All values on a diagonal."""
    shape = cx.facts.resolve_shape(x.shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    side = product(shape.dims) + abs(_offset(k))
    return x.like(Shape.of(side, side))


@function(*everywhere("rot90"))
def rot90(cx: Context, array: Keras, k: Any = 1, axes: Any = (0, 1)) -> Tensor:
    """Two dims turned: an odd number of turns swaps their sizes."""
    items = cx.items(axes)
    if items is None or len(items) != 2 or not isinstance(k, int):
        raise Undetermined("`axes` is not known")
    shape, one = locate(cx, array, to_axis(cx, items[0], "axes"), "axes")
    _, other = locate(cx, array, to_axis(cx, items[1], "axes"), "axes")
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    if one == other:
        raise Mismatch("invalid-axis", f"`{{it}}` turns two axes but gets axes={tuple(items)}")
    dims = list(shape.dims)
    if k % 2:
        dims[one], dims[other] = dims[other], dims[one]
    return array.like(Shape(tuple(dims)))


@function(*everywhere("tri"))
def tri(cx: Context, N: Any, M: Any = None, k: Any = 0, dtype: Any = None) -> Tensor:
    """A matrix (N, M)."""
    if isinstance(M, int) and not M:
        raise Undetermined("no columns")
    rows = to_int(cx, N, "N")
    return natural(cx, tensor_of(rows, rows if M is None else to_int(cx, M, "M")))


@function(*everywhere("identity"))
def identity(cx: Context, n: Any, dtype: Any = None) -> Tensor:
    """A unit matrix; of TensorFlow and older Keras the tensor itself."""
    if isinstance(n, (int, Dim)):
        return natural(cx, tensor_of(n, n))
    if isinstance(n, Tensor) and n.shape.dims:
        return n.like(n.shape)
    raise Undetermined("`n` is not known")


@function(*everywhere("vander"))
def vander(cx: Context, x: Keras, N: Any = None, increasing: Any = False) -> Tensor:
    """Powers of the values of a line: (n,) -> (n, N)."""
    dims = cx.facts.exact(x.shape, 1)
    if dims is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a 1-D tensor but gets {cx.describe(x.shape)}")
    return natural(cx, x.like(Shape.of(dims[0], dims[0] if N is None else to_int(cx, N, "N"))))


@function(*everywhere("cross"))
def cross(
    cx: Context, x1: Keras, x2: Keras, axisa: Any = -1, axisb: Any = -1, axisc: Any = -1, axis: Any = None
) -> Tensor:
    """The cross product of vectors of 3."""
    if (axisa, axisb, axisc, axis) != (-1, -1, -1, None):
        raise Undetermined("along other axes")
    for tensor in (x1, x2):
        size = last_size(cx, tensor)
        if size != 3:
            raise Undetermined("vectors of 2")
    return x1.like(broadcast(cx, x1.shape, x2.shape))


@function(*everywhere("trapezoid"))
def trapezoid(cx: Context, y: Keras, x: Any = None, dx: Any = 1.0, axis: Any = -1) -> Tensor:
    """The integral along an axis."""
    if x is not None:
        raise Undetermined("places that broadcast")
    shape, place = locate(cx, y, to_axis(cx, axis, "axis"), "axis")
    return y.like(without(shape, place), "float")


@function(*everywhere("argpartition"))
def argpartition(cx: Context, x: Keras, kth: Any, axis: Any = -1) -> Tensor:
    """Places, as many as there are values. Mismatch for a `kth` that there is not."""
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    size = cx.facts.resolve(shape.dims[place])
    if isinstance(kth, int) and isinstance(size, int) and not -size <= kth < size:
        raise Mismatch("index-out-of-range", f"`{{it}}` gets kth={kth} for {size} values")
    return x.like(shape, "int")


@function(*everywhere("glu"), "keras.activations.glu")
def glu(cx: Context, x: Keras, axis: Any = -1) -> Tensor:
    """Half of an axis that is even."""
    shape, place = locate(cx, x, to_axis(cx, axis, "axis"), "axis")
    size = shape.dims[place]
    if not is_open(cx, size) and cx.facts.divides(2, size) is Truth.NO:
        raise Mismatch("invalid-argument", f"`{{it}}` halves axis {axis} of {cx.describe(x.shape)}, which is odd")
    return x.like(with_size(shape, place, size // 2))


@function(*everywhere("hamming", "hanning", "blackman", "bartlett"), *everywhere("kaiser"))
def window(cx: Context, x: Any, beta: Any = None) -> Tensor:
    """(n,)."""
    return tensor_of(to_int(cx, x, "x"))


@function(*everywhere("allclose"))
def allclose(cx: Context, x1: Keras, x2: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """One truth."""
    broadcast(cx, x1.shape, x2.shape)
    return tensor_of(dtype="bool")


@function(*everywhere("polar"))
def polar(cx: Context, abs_: Keras, angle: Keras) -> Tensor:
    """Complex numbers of lengths and angles."""
    return abs_.like(broadcast(cx, abs_.shape, angle.shape), "complex")


@function(*everywhere("view_as_real"))
def view_as_real(cx: Context, x: Keras) -> Tensor:
    """(…) of complex numbers -> (…, 2)."""
    return x.like(Shape((*cx.facts.resolve_shape(x.shape).dims, 2), cx.facts.resolve_shape(x.shape).lead), "float")


@function(*everywhere("view_as_complex"))
def view_as_complex(cx: Context, x: Keras) -> Tensor:
    """(…, 2) -> (…) of complex numbers."""
    if cx.facts.unify(last_size(cx, x), 2) is Truth.NO:
        raise Mismatch("feature-mismatch", f"`{{it}}` takes pairs in the last axis but gets {cx.describe(x.shape)}")
    shape = cx.facts.trailing(x.shape, 1)
    assert shape is not None
    return x.like(Shape(shape.dims[:-1], shape.lead), "complex")
