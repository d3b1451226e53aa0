"""`pack` and `unpack`: many tensors as one, along an axis `*`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.joining import concatenated, joined_list
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.einops.pattern import is_name, refused
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, ListV, Mismatch, Sizes, Tensor, Undetermined

RULE = "invalid-reshape"


def _ends(pattern: str) -> tuple[int, int]:
    """How many axes stand before and behind the `*`."""
    axes = pattern.split()
    if len(set(axes)) != len(axes):
        raise refused(f"an axis stands twice in {pattern!r}")
    if "*" not in axes:
        raise refused(f"{pattern!r} has no `*`")
    for axis in axes:
        if axis != "*" and not is_name(axis):
            raise refused(f"`{axis}` in {pattern!r} is no name of an axis")
    return axes.index("*"), len(axes) - 1 - axes.index("*")


@op("einops.pack", "einops.packing.pack")
def pack(cx: Context, tensors: Any, pattern: str) -> tuple[Tensor, Any]:
    """The tensors, their middle dims flattened, joined; and the sizes of these dims."""
    before, behind = _ends(pattern)
    given = joined_list(cx, tensors)
    if isinstance(given, Tensor):
        raise Undetermined("how many tensors is not known")
    if not given:
        raise Mismatch("invalid-argument", "`{it}` needs at least one tensor")
    flat, shapes = [], []
    for number, tensor in enumerate(given):
        if cx.facts.limit_rank(tensor.shape, before + behind, None) is Truth.NO:
            got = f"{cx.describe(tensor.shape)} as tensor {number}"
            raise Mismatch(
                "rank-mismatch", f"`{{it}}` takes at least {before + behind} dims for {pattern!r} but gets {got}"
            )
        dims = cx.dims(tensor)
        if dims is None:
            raise Undetermined("the rank is not known")
        middle = dims[before : len(dims) - behind]
        if any(size == 0 for size in (*dims[:before], *dims[len(dims) - behind :])):
            raise Mismatch(RULE, f"`{{it}}` cannot infer the packed size of {cx.describe(tensor.shape)}")
        shapes.append(Sizes(middle))
        flat.append(tensor.like(Shape((*dims[:before], product(middle), *dims[len(dims) - behind :]))))
    return given[0].like(concatenated(cx, flat, before)), ListV(shapes)


@op("einops.unpack", "einops.packing.unpack")
def unpack(cx: Context, tensor: Tensor, packed_shapes: Any, pattern: str) -> Any:
    """A list of tensors, one for each of the shapes, of which one may hold a -1."""
    before, behind = _ends(pattern)
    rank = before + 1 + behind
    dims = cx.facts.exact(tensor.shape, rank)
    if dims is None:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes a {rank}-D tensor for {pattern!r} but gets {cx.describe(tensor.shape)}"
        )
    items = cx.items(packed_shapes)
    if items is None or any(size == 0 for size in (*dims[:before], *dims[before + 1 :])):
        return ListV(None, cx.unknown_tensor("unpacked"))
    shapes = [to_ints(cx, item, "packed_shapes") for item in items]
    parts = _parts(cx, cx.facts.resolve(dims[before]), shapes)
    return ListV([tensor.like(Shape((*dims[:before], *part, *dims[before + 1 :]))) for part in parts])


def _parts(cx: Context, total: Int, shapes: list[tuple[Int, ...]]) -> list[tuple[Int, ...]]:
    """The shapes, with -1 filled in. Mismatch where they do not make up `total`."""
    open_ones = [i for i, shape in enumerate(shapes) if any(size == -1 for size in shape)]
    if any(isinstance(size, Dim) and cx.facts.less(size, 0) is not Truth.NO for shape in shapes for size in shape):
        raise Undetermined("a size that may be -1")
    if len(open_ones) > 1:
        raise refused("more than one of the shapes has a -1")
    known = sum((product(shape) for i, shape in enumerate(shapes) if i not in open_ones), start=0)
    if not open_ones:
        if shapes and cx.facts.unify(total, known) is Truth.NO:
            raise _differs(cx, total, known)
        return shapes
    [place] = open_ones
    shape, rest = shapes[place], total - known
    if list(shape).count(-1) > 1 or cx.facts.less(rest, 0) is Truth.YES:
        raise _differs(cx, total, known)
    others = product(size for size in shape if size != -1)
    if cx.facts.equal(others, 0) is not Truth.NO or cx.facts.divides(others, rest) is Truth.NO:
        raise _differs(cx, total, known) if cx.facts.divides(others, rest) is Truth.NO else Undetermined("a size of 0")
    filled = tuple(rest // others if size == -1 else size for size in shape)
    return [*shapes[:place], filled, *shapes[place + 1 :]]


def _differs(cx: Context, total: Int, known: Int) -> Mismatch:
    wanted = cx.facts.resolve(known)
    return Mismatch(
        RULE, f"`{{it}}` cannot split an axis of {cx.facts.resolve(total)} into shapes of {wanted} elements"
    )
