"""Products of matrices, vectors and tensors, and einsum."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import elementwise, fits_into
from convlint.frameworks.common.einsum import einsum as sum_products
from convlint.frameworks.common.help import axes_of, exact_dims, known_dims, need
from convlint.frameworks.common.joining import joined_list
from convlint.frameworks.common.products import contract, matmul
from convlint.frameworks.common.reducing import locate, reduced
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Axis, Signature, to_axes
from convlint.frameworks.torch.tensor import both
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE = "matmul-mismatch"


@op(*both("matmul"), "torch.Tensor.__matmul__", "torch.linalg.matmul")
def multiply(cx: Context, input: Tensor, other: Tensor) -> Tensor:
    """`input @ other`."""
    return matmul(cx, input, other)


@op("torch.Tensor.__rmatmul__")
def multiply_reflected(cx: Context, self: Tensor, other: Tensor) -> Tensor:
    """`other @ self`."""
    return matmul(cx, other, self)


def _product(cx: Context, left: Tensor, right: Tensor, ranks: tuple[int, int]) -> Shape:
    """A product of operands of fixed ranks, the batch sizes (of bmm) equal."""
    a, b = exact_dims(cx, left, ranks[0]), exact_dims(cx, right, ranks[1])
    if ranks == (3, 3):
        sizes = f"{cx.describe(left.shape)} and {cx.describe(right.shape)}"
        need(cx, a[0], b[0], RULE, f"`{{it}}` needs equal batch sizes but gets {sizes}")
    contract(cx, Shape(a), a[-1], Shape(b), b[-2] if len(b) > 1 else b[0])
    kept = (*a[:-1], *(b[-1:] if len(b) > 1 else ()))
    return Shape(tuple(cx.facts.resolve(size) for size in kept))


def _of_ranks(ranks: tuple[int, int]) -> Any:
    def handler(cx: Context, input: Tensor, other: Tensor) -> Shape:
        return _product(cx, input, other, ranks)

    return handler


for _name, _second, _ranks in (
    ("mm", "mat2", (2, 2)), ("bmm", "mat2", (3, 3)), ("mv", "vec", (2, 1)), ("dot", "tensor", (1, 1)),
    ("vdot", "other", (1, 1)), ("hspmm", "mat2", (2, 2)), ("smm", "mat2", (2, 2)),
):  # fmt: skip
    for _path in (*both(_name), *(("torch.sparse.mm", "torch.spmm", "torch.dsmm") if _name == "mm" else ())):
        add_function(_path, _of_ranks(_ranks), Signature.parse(f"input: Tensor, {_second}: Tensor", returns="Shape"))


# --- a product and a sum ----------------------------------------------------------------------------------------------


def _add_product(
    cx: Context, input: Tensor, left: Tensor, right: Tensor, ranks: tuple[int, int], summed: bool
) -> Tensor:
    product = _product(cx, left, right, ranks)
    shape = Shape(product.dims[1:]) if summed else product
    fits_into(cx, shape, input.shape, "`{it}` cannot add")
    if ranks == (2, 1) and any(cx.facts.equal(size, 0) is Truth.YES for size in cx.dims(left) or ()):
        raise Undetermined("torch gives back the sum's first term where the matrix is empty")
    return left.like(shape)


def _adding(ranks: tuple[int, int], summed: bool) -> Any:
    def handler(cx: Context, input: Tensor, left: Tensor, right: Tensor, **scales: Any) -> Tensor:
        return _add_product(cx, input, left, right, ranks, summed)

    return handler


def _adding_into(ranks: tuple[int, int], summed: bool) -> Any:
    def handler(cx: Context, input: Tensor, left: Tensor, right: Tensor, **scales: Any) -> Tensor:
        made = _add_product(cx, input, left, right, ranks, summed)
        if summed:  # torch gives the tensor that is written into the result's shape
            cx.touch(input)
            input.shape, input.data, input.layout = cx.facts.resolve_shape(made.shape), None, None
        else:
            fits_into(cx, input.shape, made.shape)
        return input

    return handler


for _name, _names, _ranks, _summed in (
    ("addmm", "mat1: Tensor, mat2", (2, 2), False), ("addmv", "mat: Tensor, vec", (2, 1), False),
    ("baddbmm", "batch1: Tensor, batch2", (3, 3), False), ("addbmm", "batch1: Tensor, batch2", (3, 3), True),
):  # fmt: skip
    _signature = Signature.parse(f"input: Tensor, {_names}: Tensor, *, beta=1, alpha=1", returns="Tensor")
    for _path in both(_name):
        add_function(_path, _adding(_ranks, _summed), _signature)
    add_function(f"torch.Tensor.{_name}_", _adding_into(_ranks, _summed), _signature)


# --- vectors ----------------------------------------------------------------------------------------------------------


@op(*both("outer", "ger"))
def outer(cx: Context, input: Tensor, vec2: Tensor) -> Shape:
    """All products of two vectors' items."""
    return Shape.of(*exact_dims(cx, input, 1), *exact_dims(cx, vec2, 1))


@op(*both("addr"))
def addr(cx: Context, input: Tensor, vec1: Tensor, vec2: Tensor, *, beta: Any = 1, alpha: Any = 1) -> Shape:
    """input + the outer product."""
    shape = outer(cx, vec1, vec2)
    fits_into(cx, shape, input.shape, "`{it}` cannot add")
    return shape


@op(*both("inner"))
def inner(cx: Context, input: Tensor, other: Tensor) -> Tensor:
    """Products along both last dims."""
    a, b = known_dims(cx, input), known_dims(cx, other)
    if not a or not b:
        return elementwise(cx, [input, other])
    contract(cx, Shape(a), a[-1], Shape(b), b[-1])
    return input.like(Shape((*a[:-1], *b[:-1])))


@op(*both("cross"))
def cross(cx: Context, input: Tensor, other: Tensor, dim: Axis | None = None) -> Tensor:
    """The vector product of two tensors of one rank that broadcast, along a dim of size 3 (without `dim`, the first one)."""
    return _cross(cx, input, other, dim)


@op("torch.linalg.cross")
def linalg_cross(cx: Context, input: Tensor, other: Tensor, *, dim: Axis = -1) -> Tensor:
    """The vector product of two tensors of one rank that broadcast, along a dim of size 3."""
    return _cross(cx, input, other, dim)


def _cross(cx: Context, input: Tensor, other: Tensor, dim: int | None) -> Tensor:
    ranks = cx.facts.rank(input.shape), cx.facts.rank(other.shape)
    if None not in ranks and ranks[0] != ranks[1]:
        got = f"{cx.describe(input.shape)} and {cx.describe(other.shape)}"
        raise Mismatch("rank-mismatch", f"`{{it}}` needs two tensors of one rank but gets {got}")
    made = elementwise(cx, [input, other])
    for each in (input, other) if dim is not None and None not in ranks else ():
        shape, place = locate(cx, each, dim or 0, scalar=False)
        need(cx, 3, shape.dims[place], "feature-mismatch", "`{it}` needs vectors of {wanted} but gets {got}")
    return made


@op(*both("kron"))
def kron(cx: Context, input: Tensor, other: Tensor) -> Shape:
    """The sizes multiplied, aligned from the right."""
    a, b = known_dims(cx, input), known_dims(cx, other)
    rank = max(len(a), len(b))
    pairs = zip((1,) * (rank - len(a)) + a, (1,) * (rank - len(b)) + b)
    return Shape(tuple(x * y for x, y in pairs))


# --- any number of dims -----------------------------------------------------------------------------------------------


@op("torch.einsum", "torch.functional.einsum")
def einsum(cx: Context, equation: Any, *operands: Any) -> Tensor:
    """Sums of products, written with a letter for each dim."""
    if not isinstance(equation, str):
        raise Undetermined("the equation is not known")
    given = joined_list(cx, operands[0] if len(operands) == 1 and not isinstance(operands[0], Tensor) else operands)
    if isinstance(given, Tensor):
        raise Undetermined("how many operands is not known")
    return Tensor(sum_products(cx, equation, given), given[0].dtype)


@op("torch.tensordot")
def tensordot(cx: Context, a: Tensor, b: Tensor, dims: Any = 2) -> Shape:
    """Products along the last dims of a and the first of b, or along two lists of dims."""
    left, right = known_dims(cx, a), known_dims(cx, b)
    first, second = _summed_dims(cx, left, right, dims)
    for i, j in zip(first, second):
        if all(cx.facts.equal(size, 1) is Truth.NO for size in (left[i], right[j])):  # a size of 1 is stretched
            need(
                cx,
                left[i],
                right[j],
                RULE,
                "`{it}` sums over {wanted} items of the first and {got} of the second tensor",
            )
    kept: list[Int] = [size for i, size in enumerate(left) if i not in first]
    kept += [size for j, size in enumerate(right) if j not in second]
    return Shape(tuple(kept))


def _summed_dims(
    cx: Context, left: tuple[Int, ...], right: tuple[Int, ...], dims: Any
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if isinstance(dims, int):
        if not 0 <= dims <= min(len(left), len(right)):
            got = f"{len(left)} and {len(right)} dims"
            raise Mismatch("invalid-argument", f"`{{it}}` cannot sum over {dims} dims of tensors with {got}")
        return tuple(range(len(left) - dims, len(left))), tuple(range(dims))
    pair = cx.items(dims) if not isinstance(dims, Tensor) else None
    if pair is None:
        raise Undetermined("the dims are not known")
    if len(pair) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes two lists of dims but gets {len(pair)}")
    first, second = (to_axes(cx, each, "dims") for each in pair)
    if len(first) != len(second):
        raise Mismatch("invalid-argument", f"`{{it}}` gets {len(first)} and {len(second)} dims to sum over")
    return axes_of(cx, first, len(left)), axes_of(cx, second, len(right))


@op("torch.chain_matmul")
def chain_matmul(cx: Context, *matrices: Any) -> Tensor:
    """A product of many matrices."""
    given = joined_list(cx, matrices[0] if len(matrices) == 1 and not isinstance(matrices[0], Tensor) else matrices)
    for each in given if isinstance(given, list) else ():
        exact_dims(cx, each, 2)
    return _chained(cx, given)


@op("torch.linalg.multi_dot")
def multi_dot(cx: Context, tensors: Any) -> Tensor:
    """A product of at least two matrices; the first and the last may be vectors."""
    given = joined_list(cx, tensors)
    if isinstance(given, list) and len(given) < 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes at least 2 tensors but gets {len(given)}")
    matrices = given if isinstance(given, list) else []
    for i, each in enumerate(matrices):
        least = 1 if i in (0, len(matrices) - 1) else 2
        if cx.facts.limit_rank(each.shape, least, 2) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` takes matrices but gets {cx.describe(each.shape)}")
    return _chained(cx, given)


def _chained(cx: Context, given: list[Tensor] | Tensor) -> Tensor:
    if isinstance(given, Tensor) or not given:
        raise Undetermined("how many matrices is not known")
    result = given[0]
    for each in given[1:]:
        result = matmul(cx, result, each)
    return result


@op("torch.cdist")
def cdist(cx: Context, x1: Tensor, x2: Tensor, p: Any = 2.0, compute_mode: Any = None) -> Tensor:
    """Distances of all rows of two batches."""
    a, b = cx.facts.trailing(x1.shape, 2), cx.facts.trailing(x2.shape, 2)
    if a is None or b is None:
        raise Mismatch("rank-mismatch", "`{it}` takes tensors with at least 2 dims")
    need(cx, a.dims[-1], b.dims[-1], "feature-mismatch", "`{it}` needs rows of one length but gets {wanted} and {got}")
    a, b = cx.facts.resolve_shape(a), cx.facts.resolve_shape(b)
    batch = cx.facts.broadcast(Shape(a.dims[:-2], a.lead), Shape(b.dims[:-2], b.lead))
    if batch is None:
        raise Mismatch("broadcast-mismatch", f"`{{it}}` cannot broadcast {cx.describe(a)} and {cx.describe(b)}")
    return x1.like(Shape((*batch.dims, a.dims[-2], b.dims[-2]), batch.lead))


@op("torch.trapezoid", "torch.trapz")
def trapezoid(cx: Context, y: Tensor, x: Any = None, *, dx: Any = None, dim: Any = -1) -> Shape:
    """Integrals along one dim."""
    if not isinstance(dim, int):
        raise Undetermined("the dim is not known")
    locate(cx, y, dim, scalar=False)
    return reduced(cx, y, (dim,), False)
