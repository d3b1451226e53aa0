"""Factorisations of `torch.linalg` that few models need: LU, the checked variants `*_ex`, `vander`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import last_dim
from convlint.frameworks.common.registry import op
from convlint.frameworks.torch.linalg import matrices
from convlint.frameworks.torch.results import fields
from convlint.symbolic import Int, Shape, dim_min
from convlint.values import Context, Tensor, Undetermined

Inverse = fields("linalg_inv_ex", "inverse", "info")
Cholesky = fields("linalg_cholesky_ex", "L", "info")
Lu = fields("linalg_lu", "P", "L", "U")
Factor = fields("linalg_lu_factor", "LU", "pivots")
FactorEx = fields("linalg_lu_factor_ex", "LU", "pivots", "info")


def _batched(batch: Shape, *sizes: Int) -> Shape:
    return Shape((*batch.dims, *sizes), batch.lead)


@op("torch.linalg.inv_ex")
def inv_ex(cx: Context, A: Tensor, *, check_errors: Any = False) -> Any:
    """Square matrices, the same again, and a number for each that says whether it worked."""
    return Inverse(_checked(cx, A))


@op("torch.linalg.cholesky_ex")
def cholesky_ex(cx: Context, A: Tensor, *, upper: Any = False, check_errors: Any = False) -> Any:
    """Square matrices, the same again, and a number for each that says whether it worked."""
    return Cholesky(_checked(cx, A))


def _checked(cx: Context, A: Tensor) -> tuple[Tensor, Tensor]:
    batch, _, size = matrices(cx, A, True)
    return A.like(_batched(batch, size, size)), Tensor(batch, "int")


@op("torch.linalg.lu")
def lu(cx: Context, A: Tensor, *, pivot: Any = True) -> Any:
    """P, L and U."""
    batch, rows, columns = matrices(cx, A)
    if pivot is not True:
        raise Undetermined("without a permutation")
    least = dim_min(rows, columns)
    sizes = ((rows, rows), (rows, least), (least, columns))
    return Lu(A.like(_batched(batch, *each)) for each in sizes)


@op("torch.linalg.lu_factor")
def lu_factor(cx: Context, A: Tensor, *, pivot: Any = True) -> Any:
    """The compact LU and the pivots."""
    batch, rows, columns = matrices(cx, A)
    if pivot is not True:
        raise Undetermined("without a permutation")
    pivots = Tensor(_batched(batch, dim_min(rows, columns)), "int")
    return Factor((A.like(_batched(batch, rows, columns)), pivots))


@op("torch.linalg.lu_factor_ex")
def lu_factor_ex(cx: Context, A: Tensor, *, pivot: Any = True, check_errors: Any = False) -> Any:
    """The same, and a number for each matrix that says whether it worked."""
    factors, pivots = lu_factor(cx, A, pivot=pivot)
    return FactorEx((factors, pivots, Tensor(matrices(cx, A)[0], "int")))


@op("torch.linalg.vander")
def vander(cx: Context, x: Tensor, *, N: Any = None) -> Tensor:
    """The powers of each number, 0 to N - 1."""
    size = last_dim(cx, x)
    shape = cx.facts.resolve_shape(x.shape)
    count = size if N is None else N
    if not isinstance(count, int) and N is not None:
        raise Undetermined("how many powers is not known")
    if isinstance(count, int) and count <= 1:
        raise Undetermined("fewer than two powers")
    return x.like(Shape((*shape.dims, count), shape.lead))
