"""`torch.linalg`, and its older names in `torch`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.help import known_dims, need
from convlint.frameworks.common.registry import op
from convlint.frameworks.torch.results import fields
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Int, Shape, Truth, dim_min
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE = "matmul-mismatch"
Eig = fields("linalg_eig", "eigenvalues", "eigenvectors")
Svd = fields("linalg_svd", "U", "S", "Vh")
OldSvd = fields("svd", "U", "S", "V")
Qr = fields("linalg_qr", "Q", "R")
Det = fields("linalg_slogdet", "sign", "logabsdet")


def matrices(cx: Context, A: Tensor, square: bool = False) -> tuple[Shape, Int, Int]:
    """The batch part and the two sizes of a batch of matrices. Mismatch for vectors, or where they are not square."""
    shape = cx.facts.trailing(A.shape, 2)
    if shape is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {cx.describe(A.shape)}")
    if square:
        got = cx.describe(A.shape)
        need(cx, shape.dims[-2], shape.dims[-1], RULE, f"`{{it}}` takes square matrices but gets {got}")
    shape = cx.facts.resolve_shape(shape)
    return Shape(shape.dims[:-2], shape.lead), shape.dims[-2], shape.dims[-1]


def _shaped(batch: Shape, *sizes: Int) -> Shape:
    return Shape((*batch.dims, *sizes), batch.lead)


@op(*both("inverse", "matrix_exp", "cholesky"), "torch.linalg.inv", "torch.linalg.matrix_exp", "torch.linalg.cholesky")
def square(cx: Context, A: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """Square matrices, and the same again."""
    matrices(cx, A, True)
    return A.like(A.shape)


@op(*both("matrix_power"), "torch.linalg.matrix_power")
def matrix_power(cx: Context, A: Tensor, n: Any) -> Tensor:
    """Square matrices, and the same again."""
    matrices(cx, A, True)
    return A.like(A.shape)


@op(*both("pinverse"), "torch.linalg.pinv")
def pinv(cx: Context, A: Tensor, *args: Any, **kwargs: Any) -> Shape:
    """The pseudo-inverse has the sizes swapped."""
    batch, rows, columns = matrices(cx, A)
    return _shaped(batch, columns, rows)


@op(*both("det", "logdet"), "torch.linalg.det")
def det(cx: Context, A: Tensor) -> Shape:
    """One number for each square matrix."""
    return matrices(cx, A, True)[0]


@op(*both("slogdet"), "torch.linalg.slogdet")
def slogdet(cx: Context, A: Tensor) -> Any:
    """Two numbers for each square matrix."""
    batch = matrices(cx, A, True)[0]
    return Det((A.like(batch), A.like(batch)))


@op("torch.linalg.cond")
def cond(cx: Context, A: Tensor, *args: Any, **kwargs: Any) -> Shape:
    """One number for each matrix."""
    return matrices(cx, A)[0]


@op("torch.linalg.matrix_rank")
def matrix_rank(cx: Context, A: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """One number for each matrix."""
    return A.like(matrices(cx, A)[0], "int")


def _eigen(cx: Context, A: Tensor, kind: str | None) -> Any:
    batch, _, size = matrices(cx, A, True)
    return Eig((A.like(_shaped(batch, size), kind), A.like(_shaped(batch, size, size), kind)))


@op("torch.linalg.eig")
def eig(cx: Context, A: Tensor) -> Any:
    """Eigenvalues and eigenvectors of square matrices, which are complex."""
    return _eigen(cx, A, "complex")


@op("torch.linalg.eigh")
def eigh(cx: Context, A: Tensor, UPLO: Any = "L") -> Any:
    """Eigenvalues and eigenvectors of symmetric matrices."""
    return _eigen(cx, A, None)


@op("torch.linalg.eigvalsh")
def eigvalsh(cx: Context, A: Tensor, UPLO: Any = "L") -> Shape:
    """Eigenvalues of symmetric matrices."""
    batch, _, size = matrices(cx, A, True)
    return _shaped(batch, size)


@op("torch.linalg.eigvals")
def eigvals(cx: Context, A: Tensor) -> Tensor:
    """Eigenvalues of square matrices, which are complex."""
    return A.like(eigvalsh(cx, A), "complex")


@op("torch.linalg.svd")
def svd(cx: Context, A: Tensor, full_matrices: bool = True, *, driver: Any = None) -> Any:
    """U, S and Vh."""
    batch, rows, columns = matrices(cx, A)
    least = dim_min(rows, columns)
    inner = (rows, columns) if full_matrices else (least, least)
    parts = (_shaped(batch, rows, inner[0]), _shaped(batch, least), _shaped(batch, inner[1], columns))
    return Svd(tuple(A.like(part) for part in parts))


@op(*both("svd"))
def old_svd(cx: Context, A: Tensor, some: bool = True, compute_uv: Any = True) -> Any:
    """U, S and V."""
    batch, rows, columns = matrices(cx, A)
    least = dim_min(rows, columns)
    inner = (least, least) if some else (rows, columns)
    parts = (_shaped(batch, rows, inner[0]), _shaped(batch, least), _shaped(batch, columns, inner[1]))
    return OldSvd(tuple(A.like(part) for part in parts))


@op("torch.linalg.svdvals")
def svdvals(cx: Context, A: Tensor, *, driver: Any = None) -> Shape:
    """Singular values."""
    batch, rows, columns = matrices(cx, A)
    return _shaped(batch, dim_min(rows, columns))


@op("torch.linalg.qr")
def qr(cx: Context, A: Tensor, mode: str = "reduced") -> Any:
    """Q and R."""
    batch, rows, columns = matrices(cx, A)
    if mode not in ("reduced", "complete"):
        raise Undetermined("R alone")
    inner = dim_min(rows, columns) if mode == "reduced" else rows
    return Qr((A.like(_shaped(batch, rows, inner)), A.like(_shaped(batch, inner, columns))))


@op(*both("qr"))
def old_qr(cx: Context, A: Tensor, some: bool = True) -> Any:
    """Q and R."""
    return qr(cx, A, "reduced" if some else "complete")


@op("torch.linalg.solve")
def solve(cx: Context, A: Tensor, B: Tensor, *, left: Any = True) -> Shape:
    """X with A X = B, for a matrix or a vector B."""
    batch, _, size = matrices(cx, A, True)
    shape = cx.facts.resolve_shape(B.shape)
    if batch.dims or batch.lead is not None or shape.lead is not None or left is not True:
        raise Undetermined("a batch: B may be one of vectors")
    got = f"{cx.describe(A.shape)} and {cx.describe(B.shape)}"
    if not shape.dims or len(shape.dims) > 2:
        raise Undetermined("a batch of right sides")
    need(cx, size, shape.dims[0], RULE, f"`{{it}}` needs as many rows in A and B but gets {got}")
    return shape


@op(*both("cholesky_inverse"))
def cholesky_inverse(cx: Context, L: Tensor, upper: Any = False) -> Tensor:
    """Square matrices, and the same again."""
    matrices(cx, L, True)
    return L.like(L.shape)


@op("torch.linalg.diagonal")
def diagonal(cx: Context, A: Tensor, *, offset: Any = 0, dim1: Any = -2, dim2: Any = -1) -> Shape:
    """The diagonals of matrices."""
    if (offset, dim1, dim2) != (0, -2, -1):
        raise Undetermined("another diagonal")
    batch, rows, columns = matrices(cx, A)
    return _shaped(batch, dim_min(rows, columns))


@op(*both("cholesky_solve"))
def cholesky_solve(cx: Context, B: Tensor, L: Tensor, upper: Any = False) -> Tensor:
    """X with A X = B, where A is known by its factor L."""
    factors, _, size = matrices(cx, L, True)
    batch, rows, columns = matrices(cx, B)
    got = f"{cx.describe(L.shape)} and {cx.describe(B.shape)}"
    need(cx, size, rows, RULE, f"`{{it}}` needs as many rows in both but gets {got}")
    return B.like(_shaped(broadcast(cx, batch, factors), rows, columns))


@op("torch.linalg.solve_triangular")
def solve_triangular(
    cx: Context, A: Tensor, B: Tensor, *, upper: Any, left: Any = True, unitriangular: Any = False
) -> Tensor:
    """X with A X = B, or with X A = B."""
    factors, _, size = matrices(cx, A, True)
    batch, rows, columns = matrices(cx, B)
    if not isinstance(left, bool):
        raise Undetermined("the side is not known")
    got = f"{cx.describe(A.shape)} and {cx.describe(B.shape)}"
    need(cx, size, rows if left else columns, RULE, f"`{{it}}` needs sizes that fit but gets {got}")
    return B.like(_shaped(broadcast(cx, batch, factors), rows, columns))


@op(*both("cov", "corrcoef"))
def cov(cx: Context, input: Tensor, **others: Any) -> Shape:
    """Between all rows of a matrix; of a vector or a single row a scalar. Mismatch above 2 dims."""
    if cx.facts.limit_rank(input.shape, 0, 2) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at most 2 dims but gets {cx.describe(input.shape)}")
    dims = known_dims(cx, input)
    if len(dims) < 2 or cx.facts.equal(dims[0], 1) is Truth.YES:
        return Shape.of()
    if cx.facts.equal(dims[0], 1) is Truth.OPEN:
        raise Undetermined("one row gives a scalar")
    return Shape.of(dims[0], dims[0])
