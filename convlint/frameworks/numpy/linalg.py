"""`numpy.linalg` and `numpy.fft`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import known_dims
from convlint.frameworks.common.reducing import locate, reduced, with_size
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import Array, array_of, axis_or_none, like
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined


@op("numpy.linalg.norm")
def norm(cx: Context, x: Array, ord: Any = None, axis: Any = None, keepdims: Any = False) -> Tensor:
    """One number, or one for each place outside the axes."""
    if keepdims not in (True, False):
        raise Undetermined("`keepdims` is not known")
    return Tensor(reduced(cx, x, axis_or_none(axis), bool(keepdims), "axis"), "float", "numpy")


def square(cx: Context, a: Tensor) -> Shape:
    """The shape of square matrices; Mismatch for others."""
    shape = cx.facts.trailing(a.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {cx.describe(a.shape)}")
    if cx.facts.unify(shape.dims[-2], shape.dims[-1]) is Truth.NO:
        raise Mismatch("matmul-mismatch", f"`{{it}}` takes square matrices but gets {cx.describe(shape)}")
    return cx.facts.resolve_shape(shape)


@op("numpy.linalg.inv", "numpy.linalg.cholesky", "numpy.linalg.matrix_power")
def inverse(cx: Context, a: Array, *args: Any) -> Tensor:
    """As many square matrices."""
    return like(a, square(cx, a))


@op("numpy.linalg.det")
def det(cx: Context, a: Array) -> Tensor:
    """A number for each matrix."""
    shape = square(cx, a)
    return Tensor(Shape(shape.dims[:-2], shape.lead), "float", "numpy")


@op("numpy.linalg.pinv")
def pinv(cx: Context, a: Array, *args: Any, **more: Any) -> Tensor:
    """Matrices of the transposed shape."""
    shape = cx.facts.trailing(a.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {cx.describe(a.shape)}")
    return like(a, Shape((*shape.dims[:-2], shape.dims[-1], shape.dims[-2]), shape.lead))


@op("numpy.linalg.eigh", "numpy.linalg.eig")
def eigh(cx: Context, a: Array, UPLO: Any = "L") -> Any:
    """Values and vectors."""
    shape = square(cx, a)
    return (Tensor(Shape(shape.dims[:-1], shape.lead), None, "numpy"), Tensor(shape, None, "numpy"))


@op("numpy.linalg.qr")
def qr(cx: Context, a: Array, mode: Any = "reduced") -> Any:
    """(..., m, n) into (..., m, k) and (..., k, n), where k is the smaller; complete: (..., m, m) and (..., m, n)."""
    batch, m, n = _matrix(cx, a)
    if mode not in ("reduced", "complete"):
        raise Undetermined("another mode")
    k = m if mode == "complete" else _smaller(cx, m, n)
    return like(a, Shape((*batch.dims, m, k), batch.lead)), like(a, Shape((*batch.dims, k, n), batch.lead))


@op("numpy.linalg.svd")
def svd(cx: Context, a: Array, full_matrices: Any = True, compute_uv: Any = True, hermitian: Any = False) -> Any:
    """(..., m, n) into (..., m, m), (..., k) and (..., n, n), where k is the smaller; thin without `full_matrices`."""
    batch, m, n = _matrix(cx, a)
    if not isinstance(full_matrices, bool) or not isinstance(compute_uv, bool):
        raise Undetermined("which matrices is not known")
    k = _smaller(cx, m, n)
    values = like(a, Shape((*batch.dims, k), batch.lead))
    if not compute_uv:
        return values
    left, right = ((m, m), (n, n)) if full_matrices else ((m, k), (k, n))
    return like(a, Shape((*batch.dims, *left), batch.lead)), values, like(a, Shape((*batch.dims, *right), batch.lead))


def _matrix(cx: Context, a: Tensor) -> tuple[Shape, Int, Int]:
    shape = cx.facts.trailing(a.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {cx.describe(a.shape)}")
    return Shape(shape.dims[:-2], shape.lead), shape.dims[-2], shape.dims[-1]


def _smaller(cx: Context, m: Int, n: Int) -> Int:
    if cx.facts.at_most(m, n) is Truth.YES:
        return m
    return n if cx.facts.at_most(n, m) is Truth.YES else cx.fresh("k")


@op("numpy.linalg.eigvalsh", "numpy.linalg.eigvals")
def eigvals(cx: Context, a: Array, UPLO: Any = "L") -> Tensor:
    """Values."""
    shape = square(cx, a)
    return Tensor(Shape(shape.dims[:-1], shape.lead), None, "numpy")


def _fft(cx: Context, a: Tensor, n: Any = None, axis: Any = -1, norm: Any = None) -> Tensor:
    """As many numbers along the axis, or n."""
    if not isinstance(axis, int):
        raise Undetermined("`axis` is not known")
    shape, place = locate(cx, a, axis, "axis")
    if n is None:
        return like(a, shape, "complex")
    if not isinstance(n, int):
        raise Undetermined("`n` is not known")
    return like(a, with_size(shape, place, n), "complex")


def _rfft(cx: Context, a: Tensor, n: Any = None, axis: Any = -1, norm: Any = None) -> Tensor:
    """Half as many, and one."""
    made = _fft(cx, a, n, axis)
    shape, place = locate(cx, made, axis, "axis")
    return like(made, with_size(shape, place, shape.dims[place] // 2 + 1))


_FORM = Signature.parse("a: Array, n=None, axis=-1, norm=None", returns="Tensor")
for _name in ("fft", "ifft"):
    add_function(f"numpy.fft.{_name}", _fft, _FORM)
add_function("numpy.fft.rfft", _rfft, _FORM)


@op(
    "numpy.fft.fft2",
    "numpy.fft.ifft2",
    "numpy.fft.fftn",
    "numpy.fft.ifftn",
    "numpy.fft.fftshift",
    "numpy.fft.ifftshift",
)
def fft_whole(cx: Context, a: Array, *args: Any, **more: Any) -> Tensor:
    """The same shape."""
    if args or "s" in more:
        raise Undetermined("other sizes")
    return like(a, a.shape)


@op("numpy.cov", "numpy.corrcoef")
def cov(cx: Context, m: Array, *args: Any, **more: Any) -> Tensor:
    """A row and a column for each variable."""
    dims = known_dims(cx, m)
    if len(dims) != 2 or args or more:
        raise Undetermined("other forms")
    count: Int = dims[0]
    return array_of(count, count)
