"""`keras.ops.linalg`: products, factors and properties of matrices."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.reducing import reduced
from convlint.frameworks.common.signature import to_axes
from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.twins import everywhere
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, dim_min
from convlint.values import Context, Mismatch, Tensor, Undetermined


def here(*names: str, tensorflow: str = "") -> tuple[str, ...]:
    """The paths of functions that `keras.ops` and `keras.ops.linalg` have, and of TensorFlow's."""
    return (
        *everywhere(*names),
        *(f"keras.ops.linalg.{name}" for name in names),
        *(f"tensorflow.linalg.{name}" for name in tensorflow.split()),
    )


def matrices(cx: Context, x: Tensor) -> Shape:
    """The shape, of at least two dims. Mismatch for fewer."""
    shape = cx.facts.trailing(x.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {text_of(cx, x.shape)}")
    return cx.facts.resolve_shape(shape)


def square(cx: Context, x: Tensor) -> Shape:
    """The shape of square matrices; Mismatch for others."""
    shape = matrices(cx, x)
    if sizes_differ(cx, shape.dims[-2], shape.dims[-1]):
        raise Mismatch("matmul-mismatch", f"`{{it}}` takes square matrices but gets {text_of(cx, shape)}")
    return shape


@function(*here("inv", "cholesky", "cholesky_inverse", tensorflow="inv cholesky"))
def inverse(cx: Context, x: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """As many square matrices."""
    return x.like(square(cx, x))


@function(*here("det", "logdet", tensorflow="det logdet"))
def det(cx: Context, x: Keras, name: Any = None) -> Tensor:
    """A number for each matrix."""
    shape = square(cx, x)
    return x.like(Shape(shape.dims[:-2], shape.lead))


@function(*here("slogdet", tensorflow="slogdet"))
def slogdet(cx: Context, x: Keras, name: Any = None) -> Any:
    """Sign and logarithm for each matrix."""
    made = det(cx, x)
    return made, made.like(made.shape)


@function(*here("eigh", "eig", tensorflow="eigh eig"))
def eig(cx: Context, x: Keras, name: Any = None) -> Any:
    """Values and vectors."""
    shape = square(cx, x)
    return Tensor(Shape(shape.dims[:-1], shape.lead), None, "keras"), Tensor(shape, None, "keras")


@function(*here("lu_factor"))
def lu_factor(cx: Context, x: Keras) -> Any:
    """The factors in one matrix, and the pivots."""
    shape = matrices(cx, x)
    return x.like(shape), x.like(Shape((*shape.dims[:-2], dim_min(*shape.dims[-2:])), shape.lead), "int")


@function(*here("qr"))
def qr(cx: Context, x: Keras, mode: Any = "reduced") -> Any:
    """(…, m, n) -> (…, m, k), (…, k, n)."""
    shape = matrices(cx, x)
    rows, columns = shape.dims[-2:]
    if mode not in ("reduced", "complete"):
        raise Undetermined("`mode` is not known")
    inner = rows if mode == "complete" else dim_min(rows, columns)
    return _with(x, shape, rows, inner), _with(x, shape, inner, columns)


def _with(x: Tensor, shape: Shape, *last: Int) -> Tensor:
    return x.like(Shape((*shape.dims[:-2], *last), shape.lead))


@function(*here("svd"))
def svd(cx: Context, x: Keras, full_matrices: Any = True, compute_uv: Any = True) -> Any:
    """(…, m, n) -> (…, m, m), (…, k), (…, n, n)."""
    shape = matrices(cx, x)
    rows, columns = shape.dims[-2:]
    inner = dim_min(rows, columns)
    values = _with(x, shape, inner)
    if compute_uv is False:
        return values
    if compute_uv is not True or full_matrices not in (True, False):
        raise Undetermined("arguments that are not known")
    if full_matrices:
        return _with(x, shape, rows, rows), values, _with(x, shape, columns, columns)
    return _with(x, shape, rows, inner), values, _with(x, shape, inner, columns)


@function(*here("pinv", tensorflow="pinv"))
def pinv(cx: Context, x: Keras, rcond: Any = None, *args: Any, **more: Any) -> Tensor:
    """Matrices of the transposed shape."""
    shape = matrices(cx, x)
    return _with(x, shape, shape.dims[-1], shape.dims[-2])


@function(*here("matrix_rank", tensorflow="matrix_rank"))
def matrix_rank(cx: Context, x: Keras, tol: Any = None, *args: Any, **more: Any) -> Tensor:
    """A number for each matrix."""
    shape = matrices(cx, x)
    return x.like(Shape(shape.dims[:-2], shape.lead), "int")


@function(*here("solve"), "tensorflow.linalg.solve")
def solve(cx: Context, a: Keras, b: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(…, n, n) with (…, n, k), or (n,) for one matrix -> as the second."""
    square(cx, a)
    shape, other = (cx.facts.resolve_shape(each.shape) for each in (a, b))
    if shape.lead is not None or other.lead is not None:
        raise Undetermined("the rank is not known")
    line = len(shape.dims) == 2 and len(other.dims) == 1
    if not line and (len(shape.dims) != len(other.dims) or len(other.dims) < 2):
        raise Undetermined("lines of numbers in batches")
    if sizes_differ(cx, shape.dims[-2], other.dims[0 if line else -2]):
        got = f"{text_of(cx, shape)} and {text_of(cx, other)}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` needs as many rows in both but gets {got}")
    front = broadcast(cx, Shape(shape.dims[:-2]), Shape(() if line else other.dims[:-2]))
    return a.like(Shape((*front.dims, *other.dims[0 if line else -2 :])))


@function(*here("lstsq"))
def lstsq(cx: Context, a: Keras, b: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(m, n) with (m,) or (m, k) -> (n,) or (n, k)."""
    shape = matrices(cx, a)
    other = cx.facts.resolve_shape(b.shape)
    if shape.lead is not None or other.lead is not None or len(shape.dims) != 2 or len(other.dims) not in (1, 2):
        raise Undetermined("batches of matrices")
    if sizes_differ(cx, shape.dims[0], other.dims[0]):
        got = f"{text_of(cx, shape)} and {text_of(cx, other)}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` needs as many rows in both but gets {got}")
    return a.like(Shape((shape.dims[1], *other.dims[1:])))


@function(*here("solve_triangular"))
def solve_triangular(cx: Context, a: Keras, b: Keras, lower: Any = False) -> Tensor:
    """As `solve`, for square matrices."""
    return solve(cx, a, b)  # type: ignore[no-any-return]


@function(*here("norm"), "keras.ops.norm", "tensorflow.norm", "tensorflow.linalg.norm")
def norm(cx: Context, x: Keras, ord: Any = None, axis: Any = None, keepdims: Any = False, name: Any = None) -> Tensor:
    """One number, or one for each place outside one or two axes."""
    if keepdims not in (True, False):
        raise Undetermined("`keepdims` is not known")
    axes = None if axis is None else to_axes(cx, axis, "axis")
    if axes is not None and len(axes) > 2:
        raise Mismatch("invalid-axis", f"`{{it}}` takes one or two axes but gets {axes}")
    return x.like(reduced(cx, x, axes, bool(keepdims), "axis"), "float")


@function(*here("cdist"))
def cdist(cx: Context, x: Keras, y: Keras) -> Tensor:
    """(…, m, d) and (…, n, d) -> (…, m, n)."""
    one, other = matrices(cx, x), matrices(cx, y)
    if sizes_differ(cx, one.dims[-1], other.dims[-1]):
        raise Mismatch("matmul-mismatch", f"`{{it}}` gets points {text_of(cx, one)} and {text_of(cx, other)}")
    if one.lead is not None or other.lead is not None:
        raise Undetermined("the rank is not known")
    front = broadcast(cx, Shape(one.dims[:-2]), Shape(other.dims[:-2]))
    return x.like(Shape((*front.dims, one.dims[-2], other.dims[-2])))
