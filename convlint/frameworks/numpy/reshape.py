"""Functions that rearrange an array and keep its elements."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.common.help import axes_of, known_dims
from convlint.frameworks.common.joining import inserted
from convlint.frameworks.common.reducing import locate_all
from convlint.frameworks.common.registry import gives_sizes, op
from convlint.frameworks.common.reshaping import expanded, reshaped
from convlint.frameworks.common.signature import Axes, Axis, Ints, to_ints
from convlint.frameworks.numpy.arrays import Array, array_of, axis_or_none, both, like, to_array
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, Mismatch, StreamV, Tensor, Undetermined, Unknown


@op("numpy.ndarray.reshape")
def reshape_method(cx: Context, self: Array, *shape: Int, order: Any = "C", copy: Any = None) -> Tensor:
    """`x.reshape(*shape)`; one size may be -1."""
    return carry(self, reshaped(cx, self, _inferring(cx, shape)))


@op("numpy.reshape")
def reshape(
    cx: Context, a: Array, shape: Any = None, order: Any = "C", *, newshape: Any = None, copy: Any = None
) -> Tensor:
    """`np.reshape(x, shape)`."""
    return carry(a, reshaped(cx, a, _inferring(cx, to_ints(cx, newshape if shape is None else shape, "shape"))))


def _inferring(cx: Context, sizes: tuple[Int, ...]) -> tuple[Int, ...]:
    """The sizes as NumPy reads them: any negative one is taken for -1."""
    return tuple(-1 if cx.facts.less(size, 0) is Truth.YES else size for size in sizes)


gives_sizes("numpy.ndarray.reshape", "numpy.reshape")


@op("numpy.resize")
def resize(cx: Context, a: Array, new_shape: Ints) -> Tensor:
    """Exactly that shape: elements are repeated or left out."""
    return like(a, Shape(new_shape))


@op("numpy.ndarray.resize", counts=False)
def resize_in_place(cx: Context, self: Array, *new_shape: Any, refcheck: Any = True) -> Any:
    """The array becomes another: nothing is known of it."""
    cx.touch(self)
    self.shape, self.data = cx.unknown_tensor("resized", "numpy").shape, None


@op(*both("ravel"), "numpy.ndarray.flatten")
def ravel(cx: Context, a: Array, order: Any = "C") -> Tensor:
    """All elements in a row."""
    shape = cx.facts.resolve_shape(a.shape)
    count = product(shape.dims) if shape.lead is None else cx.fresh("elements")
    factors = shape.dims if shape.lead is None and len(shape.dims) > 1 else None
    return carry(a, Tensor(Shape.of(count), a.dtype, "numpy", factors=factors))


# --- dims of size 1 ---------------------------------------------------------------------------------------------------


@op("numpy.expand_dims")
def expand_dims(cx: Context, a: Array, axis: Any) -> Tensor:
    """New dims of size 1, at places of the result."""
    places = axis_or_none(axis)
    if places is None:
        raise Undetermined("`axis` is not known")
    if len(places) == 1:
        return carry(a, like(a, inserted(cx, a, places[0], 1)))
    dims = known_dims(cx, a)
    rank = len(dims) + len(places)
    new = axes_of(cx, places, rank, "axis")
    rest = iter(dims)
    return like(a, Shape(tuple(1 if i in new else next(rest) for i in range(rank))))


@op(*both("squeeze"))
def squeeze(cx: Context, a: Array, axis: Any = None) -> Tensor:
    """Without the dims of size 1. Mismatch where a dim of `axis` has another size."""
    places = axis_or_none(axis)
    if places is None:
        dims = known_dims(cx, a)
        answers = [cx.facts.equal(dim, 1) for dim in dims]
        if Truth.OPEN in answers:
            raise Undetermined("a size may be 1")
        return like(a, Shape(tuple(dim for dim, answer in zip(dims, answers) if answer is Truth.NO)))
    shape, found = locate_all(cx, a, places, "axis")
    for place in found:
        if cx.facts.unify(shape.dims[place], 1) is Truth.NO:
            got = f"axis {place} of {cx.describe(shape)}"
            raise Mismatch("invalid-reshape", f"`{{it}}` can take away dims of size 1 only, not {got}")
    return like(a, Shape(tuple(dim for i, dim in enumerate(shape.dims) if i not in found), shape.lead))


def _row_of(cx: Context, value: Any) -> Any:
    """A vector for a tuple of numbers of which it is not known how many: an iterator makes one as well, of itself."""
    element = value.element if isinstance(value, StreamV) else None
    number = element.number if isinstance(element, Unknown) else isinstance(element, (int, float))
    number |= isinstance(element, Dim) and element.certain
    return array_of(cx.fresh("n"), dtype=None) if number else value


def _atleast(rank: int) -> Any:
    def handler(cx: Context, *values: Any) -> Any:
        """New dims of size 1 where there are fewer."""
        arys = [to_array(cx, _row_of(cx, value) if rank == 1 else value, "arys") for value in values]
        made = tuple(like(each, raised(cx, each, rank)) for each in arys)
        if rank == 1:
            for each, given in zip(made, arys):
                each.data = given.data if given.data is None or isinstance(given.data, tuple) else (given.data,)
        return made[0] if len(made) == 1 else made

    return handler


def raised(cx: Context, array: Tensor, rank: int) -> Shape:
    """The shape with at least that many dims, as `atleast_2d` and `atleast_3d` put them."""
    dims = known_dims(cx, array)
    if len(dims) >= rank:
        return Shape(dims)
    if rank == 3:
        return Shape({0: (1, 1, 1), 1: (1, *dims, 1), 2: (*dims, 1)}[len(dims)])
    return Shape((1,) * (rank - len(dims)) + dims)


for _rank in (1, 2, 3):
    op(f"numpy.atleast_{_rank}d")(_atleast(_rank))

# --- the order of dims ------------------------------------------------------------------------------------------------


@op("numpy.ndarray.transpose")
def transpose_method(cx: Context, self: Array, *axes: Any) -> Tensor:
    """All dims in another order, else in reverse order."""
    return _transposed(cx, self, axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or None)


@op("numpy.transpose", "numpy.permute_dims")
def transpose(cx: Context, a: Array, axes: Any = None) -> Tensor:
    """All dims in another order, else in reverse order."""
    return _transposed(cx, a, axes)


def _transposed(cx: Context, a: Tensor, axes: Any) -> Tensor:
    order = axis_or_none(axes)
    if order is None:
        return like(a, Shape(known_dims(cx, a)[::-1]))
    dims = cx.facts.exact(a.shape, len(order))
    if dims is None:
        got = cx.describe(a.shape)
        raise Mismatch("invalid-axis", f"`{{it}}` names {len(order)} axes {order} of an array of shape {got}")
    return like(a, Shape(tuple(dims[i] for i in axes_of(cx, order, len(dims), "axes"))))


@op(*both("swapaxes"))
def swapaxes(cx: Context, a: Array, axis1: Axis, axis2: Axis) -> Tensor:
    """Two dims swapped."""
    shape, (first, second) = locate_all(cx, a, (axis1, axis2), "axis", distinct=False)
    dims = list(shape.dims)
    dims[first], dims[second] = dims[second], dims[first]
    return like(a, Shape(tuple(dims), shape.lead))


@op("numpy.moveaxis")
def moveaxis(cx: Context, a: Array, source: Axes, destination: Axes) -> Tensor:
    """Some dims at other places; the others keep their order."""
    if len(source) != len(destination):
        got = f"{len(source)} source and {len(destination)} destination axes"
        raise Mismatch("invalid-argument", f"`{{it}}` gets {got}")
    dims = known_dims(cx, a)
    old = axes_of(cx, source, len(dims), "source")
    new = axes_of(cx, destination, len(dims), "destination")
    moved = dict(zip(new, (dims[i] for i in old)))
    rest = iter(dim for i, dim in enumerate(dims) if i not in old)
    return like(a, Shape(tuple(moved[i] if i in moved else next(rest) for i in range(len(dims)))))


@op("numpy.flip")
def flipped(cx: Context, m: Array, axis: Any = None) -> Tensor:
    """The same shape. Mismatch where there is no such axis."""
    locate_all(cx, m, axis_or_none(axis) or (), "axis")
    return like(m, m.shape)


@op("numpy.roll")
def rolled(cx: Context, a: Array, shift: Any, axis: Any = None) -> Tensor:
    """The same shape. Mismatch where there is no such axis."""
    locate_all(cx, a, axis_or_none(axis) or (), "axis", distinct=False)
    return like(a, a.shape)


@op("numpy.fliplr", "numpy.flipud")
def flip_matrix(cx: Context, m: Array) -> Tensor:
    """The same shape."""
    return like(m, m.shape)


@op("numpy.rot90")
def rot90(cx: Context, m: Array, k: Any = 1, axes: Axes = (0, 1)) -> Tensor:
    """Two dims swapped, where k is odd."""
    shape, places = locate_all(cx, m, axes, "axes")
    if not isinstance(k, int) or len(places) != 2:
        raise Undetermined("`k` is not known")
    dims = list(shape.dims)
    if k % 2:
        dims[places[0]], dims[places[1]] = dims[places[1]], dims[places[0]]
    return like(m, Shape(tuple(dims), shape.lead))


@op("numpy.broadcast_to")
def broadcast_to(cx: Context, array: Array, shape: Ints) -> Tensor:
    """Sizes of 1 stretch."""
    return like(array, expanded(cx, array, shape, keep=False))


@op("numpy.tril", "numpy.triu")
def triangle(cx: Context, m: Array, k: Any = 0) -> Tensor:
    """The same shape; of a vector, a matrix."""
    dims = known_dims(cx, m)
    return like(m, Shape((*dims, *dims) if len(dims) == 1 else dims))


@op("numpy.diag")
def diag(cx: Context, v: Array, k: Any = 0) -> Tensor:
    """Of a vector the matrix with it on the diagonal, of a matrix its diagonal."""
    dims = known_dims(cx, v)
    if k != 0 or len(dims) > 2:
        raise Undetermined("another diagonal")
    if len(dims) == 1:
        return array_of(dims[0], dims[0], dtype=v.dtype)
    if len(dims) == 2 and dims[0] == dims[1]:
        return array_of(dims[0], dtype=v.dtype)
    raise Undetermined("the shorter side is not known")
