"""`tf.linalg` where it differs from `keras.ops.linalg`, and its names of TensorFlow 1."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.broadcasting import broadcast, sizes_differ
from convlint.frameworks.keras.graph import function
from convlint.frameworks.keras.opensizes import text_of
from convlint.frameworks.keras.ops.linalg import inverse, matrices, qr, svd
from convlint.frameworks.keras.ops.network import known
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Shape, dim_min
from convlint.values import Context, Mismatch, Tensor, Undetermined


@function("tensorflow.matrix_inverse", "tensorflow.cholesky", "tensorflow.linalg.expm")
def of_squares(cx: Context, x: Keras, *args: Any, **more: Any) -> Tensor:
    """As many square matrices."""
    return inverse(cx, x)  # type: ignore[no-any-return]


@function("tensorflow.linalg.qr", "tensorflow.qr")
def tensorflow_qr(cx: Context, x: Keras, full_matrices: Any = False, name: Any = None) -> Any:
    """(…, m, n) -> (…, m, k), (…, k, n)."""
    if full_matrices not in (True, False):
        raise Undetermined("`full_matrices` is not known")
    return qr(cx, x, "complete" if full_matrices else "reduced")


@function("tensorflow.linalg.svd", "tensorflow.svd")
def tensorflow_svd(cx: Context, x: Keras, full_matrices: Any = False, compute_uv: Any = True, name: Any = None) -> Any:
    """(…, m, n) -> (…, k), (…, m, k), (…, n, k): the values first, and both factors as columns."""
    made = svd(cx, x, full_matrices, compute_uv)
    if isinstance(made, Tensor):
        return made
    left, values, right = made
    dims = right.shape.dims
    return values, left, right.like(Shape((*dims[:-2], dims[-1], dims[-2]), right.shape.lead))


@function("tensorflow.linalg.band_part", "tensorflow.matrix_band_part", "tensorflow.linalg.set_diag")
def of_matrices(cx: Context, x: Keras, *args: Any, **more: Any) -> Tensor:
    """The same shape."""
    return x.like(matrices(cx, x))


@function("tensorflow.linalg.diag", "tensorflow.matrix_diag")
def diag(cx: Context, x: Keras, *args: Any, **more: Any) -> Tensor:
    """(…, n) -> (…, n, n)."""
    (dims,) = known(cx, x)
    if args or not dims or not more.keys() <= {"name"}:
        raise Undetermined("another diagonal")
    return x.like(Shape((*dims, dims[-1])))


@function("tensorflow.linalg.diag_part", "tensorflow.matrix_diag_part")
def diag_part(cx: Context, x: Keras, *args: Any, **more: Any) -> Tensor:
    """(…, m, n) -> (…, k)."""
    shape = matrices(cx, x)
    if args or not more.keys() <= {"name"}:
        raise Undetermined("another diagonal")
    return x.like(Shape((*shape.dims[:-2], dim_min(*shape.dims[-2:])), shape.lead))


@function("tensorflow.linalg.tensor_diag", "tensorflow.diag")
def tensor_diag(cx: Context, x: Keras, name: Any = None) -> Tensor:
    """The dims twice."""
    (dims,) = known(cx, x)
    return x.like(Shape((*dims, *dims)))


@function("tensorflow.linalg.adjoint")
def adjoint(cx: Context, x: Keras, name: Any = None) -> Tensor:
    """The last two dims swapped."""
    shape = matrices(cx, x)
    return x.like(Shape((*shape.dims[:-2], shape.dims[-1], shape.dims[-2]), shape.lead))


@function("tensorflow.linalg.matvec")
def matvec(cx: Context, a: Keras, b: Keras, transpose_a: Any = False, *args: Any, **more: Any) -> Tensor:
    """(…, m, n) and (…, n) -> (…, m)."""
    matrix, vector = known(cx, a, b)
    if len(matrix) < 2 or not vector or args or more.keys() - {"name"} or transpose_a not in (True, False):
        raise Undetermined("other products")
    rows, columns = matrix[-2:][:: -1 if transpose_a else 1]
    if sizes_differ(cx, columns, vector[-1]):
        got = f"{text_of(cx, a.shape)} and {text_of(cx, b.shape)}"
        raise Mismatch("matmul-mismatch", f"`{{it}}` cannot multiply {got}")
    return a.like(Shape((*broadcast(cx, Shape(matrix[:-2]), Shape(vector[:-1])).dims, rows)), "float")
