"""Elementwise operators: the common shape of operands, and whether one may be written into another."""

from __future__ import annotations

from convlint.frameworks.common.dtypes import promoted
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor


def broadcast(cx: Context, *shapes: Shape) -> Shape:
    """The common shape of all operands. Mismatch (`broadcast-mismatch`) where two sizes can neither be equal nor 1."""
    result = shapes[0]
    for shape in shapes[1:]:
        joint = cx.facts.broadcast(result, shape)
        if joint is None:
            raise no_broadcast(cx, result, shape)
        result = joint
    return cx.facts.resolve_shape(result)


def no_broadcast(cx: Context, left: Shape, right: Shape) -> Mismatch:
    """The finding for two shapes that do not broadcast."""
    got = f"{cx.describe(left)} and {cx.describe(right)}"
    for axis, a, b in _aligned(cx, left, right):
        if all(cx.facts.equal(*pair) is Truth.NO for pair in ((a, b), (a, 1), (b, 1))):
            got += f": {a} and {b} differ in dim {axis}"
            break
    return Mismatch("broadcast-mismatch", f"`{{it}}` cannot broadcast {got}")


def _aligned(cx: Context, left: Shape, right: Shape) -> list[tuple[int, Int, Int]]:
    a, b = cx.facts.resolve_shape(left), cx.facts.resolve_shape(right)
    return [(-i, a.dims[-i], b.dims[-i]) for i in range(1, min(len(a.dims), len(b.dims)) + 1)]


def elementwise(cx: Context, operands: list[Tensor], dtype: str | None = None) -> Tensor:
    """The result of an elementwise function; `dtype` where it is not the operands' own."""
    shape = broadcast(cx, *(operand.shape for operand in operands))
    kind = dtype
    if kind is None:
        kind = operands[0].dtype
        for operand in operands[1:]:
            kind = promoted(kind, operand.dtype)
    first = next((operand for operand in operands if operand.shape.dims or operand.shape.lead), operands[0])
    factors = first.factors if first.factors and shape.dims[-1:] == first.shape.dims[-1:] else None
    return Tensor(shape, kind, first.library, factors=factors)


def fits_into(cx: Context, target: Shape, other: Shape, what: str = "`{it}` cannot write") -> None:
    """Mismatch where `other` cannot be broadcast to exactly `target`, as in `x += y`; equal sizes are learnt."""
    target, other = cx.facts.resolve_shape(target), cx.facts.resolve_shape(other)
    pairs = _aligned(cx, target, other)
    too_deep = _surely_deeper(cx, other, target)
    if too_deep or any(_never_fits(cx, wanted, got) for _, wanted, got in pairs):
        raise Mismatch("broadcast-mismatch", f"{what} {cx.describe(other)} into {cx.describe(target)}")
    for _, wanted, got in pairs:
        if cx.facts.equal(got, 1) is Truth.NO:
            cx.facts.unify(wanted, got)


def _surely_deeper(cx: Context, one: Shape, other: Shape) -> bool:
    least, most = cx.facts.ranks(one)[0], cx.facts.ranks(other)[1]
    return most is not None and least > most


def _never_fits(cx: Context, wanted: Int, got: Int) -> bool:
    return cx.facts.equal(got, 1) is Truth.NO and cx.facts.equal(wanted, got) is Truth.NO
