"""Einstein summation: `einsum("b i d, b j d -> b i j", q, k)` in torch's and NumPy's notation."""

from __future__ import annotations

from convlint.frameworks.common.broadcasting import broadcast
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

RULE = "matmul-mismatch"
Term = tuple[
    tuple[str, ...], bool, tuple[str, ...]
]  # labels before the ellipsis, whether there is one, labels behind it


def einsum(cx: Context, equation: str, operands: list[Tensor]) -> Shape:
    """The result's shape. Mismatch where a rank is not that of its term, or sizes of one letter differ (and none is 1)."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = [_term(text) for text in left.split(",")]
    return contracted(cx, equation, terms, _term(right) if arrow else _implicit(terms), operands)


def contracted(cx: Context, equation: str, terms: list[Term], result: Term, operands: list[Tensor]) -> Shape:
    """The same for an equation that is taken apart already."""
    if len(terms) != len(operands):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` has {len(terms)} terms in {equation!r} but gets {len(operands)} tensors"
        )
    sizes: dict[str, Int] = {}
    heads: list[Shape] = []
    for number, (term, tensor) in enumerate(zip(terms, operands)):
        _bind(cx, equation, number, term, tensor, sizes, heads)
    before, rest, behind = result
    if rest and (before or behind) and any(head.lead for head in heads) and before:
        raise Undetermined("leading dims of unknown number inside the result")
    missing = [label for label in (*before, *behind) if label not in sizes]
    if missing:
        raise Mismatch("invalid-argument", f"`{{it}}` has {missing[0]!r} in the result of {equation!r} only")
    head = _joined(cx, heads) if rest else Shape()
    dims = tuple(cx.facts.resolve(sizes[label]) for label in before)
    return Shape((*dims, *head.dims, *(cx.facts.resolve(sizes[label]) for label in behind)), head.lead)


def _term(text: str) -> Term:
    before, dots, behind = text.partition("...")
    if not (before + behind).isalpha() and before + behind:
        raise Undetermined(f"not a term: {text!r}")
    return (tuple(before), bool(dots), tuple(behind)) if dots else ((), False, tuple(before))


def _implicit(terms: list[Term]) -> Term:
    """Without an arrow: the dims of the ellipsis, then every letter that stands once, in order."""
    labels = [label for before, _, behind in terms for label in (*before, *behind)]
    once = tuple(sorted(label for label in set(labels) if labels.count(label) == 1))
    return ((), any(rest for _, rest, _ in terms), once)


def _bind(
    cx: Context, equation: str, number: int, term: Term, tensor: Tensor, sizes: dict[str, Int], heads: list[Shape]
) -> None:
    before, rest, behind = term
    count = len(before) + len(behind)
    shape = cx.facts.resolve_shape(tensor.shape)
    if cx.facts.limit_rank(shape, count, None if rest else count) is Truth.NO:
        text = equation.partition("->")[0].split(",")[number].strip()
        wanted = f"{'at least ' if rest else ''}{count} dims"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} for {text!r} but gets {cx.describe(shape)}")
    shape = cx.facts.resolve_shape(shape)
    if shape.lead is not None:
        if before:
            raise Undetermined("the rank is not known")
        shape = cx.facts.trailing(shape, count) or shape
    cut = len(shape.dims) - len(behind)
    if rest:
        heads.append(Shape(shape.dims[len(before) : cut], shape.lead))
    own: dict[str, Int] = {}
    for label, dim in (*zip(before, shape.dims), *zip(behind, shape.dims[cut:])):
        _bind_label(cx, equation, label, dim, own, sizes)


def _bind_label(cx: Context, equation: str, label: str, dim: Int, own: dict[str, Int], sizes: dict[str, Int]) -> None:
    """Within one operand a letter stands for one size; between operands a size of 1 stretches."""
    if label in own:
        if cx.facts.unify(own[label], dim) is Truth.NO:
            raise _differs(cx, equation, label, own[label], dim)
        return
    own[label] = dim
    if label not in sizes:
        sizes[label] = dim
        return
    joint = cx.facts.broadcast(Shape.of(sizes[label]), Shape.of(dim))
    if joint is None:
        raise _differs(cx, equation, label, sizes[label], dim)
    sizes[label] = joint.dims[0]


def _differs(cx: Context, equation: str, label: str, one: Int, other: Int) -> Mismatch:
    a, b = cx.facts.resolve(one), cx.facts.resolve(other)
    return Mismatch(RULE, f"`{{it}}` gets the sizes {a} and {b} for {label!r} in {equation!r}")


def _joined(cx: Context, heads: list[Shape]) -> Shape:
    return broadcast(cx, *heads) if heads else Shape()
