"""What a pattern makes of a tensor: `rearrange`, `reduce` and `repeat` are one operation with different checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from convlint.frameworks.common.help import need
from convlint.frameworks.common.reshaping import size_at
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.einops.pattern import DOTS, Axis, Number, Side, is_name, refused, sides
from convlint.symbolic import Dim, Int, Shape, Truth, product
from convlint.values import Context, FloatV, Mismatch, Tensor, Undetermined

RULE = "invalid-reshape"
REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")


class Recipe:
    """A pattern whose two sides fit the operation; raises Mismatch where they do not.

    given: sizes of axes, by name.
    """

    def __init__(self, pattern: str, operation: str, given: Mapping[str, Any]) -> None:
        self.pattern = pattern
        self.left, self.right = sides(pattern)
        self.given = given
        _check_dots(self.left, self.right)
        _CHECKS.get(operation, _check_reduction)(self.left, self.right, given)
        self._check_given()
        self._check_inferable()

    def _check_given(self) -> None:
        for name in self.given:
            if not is_name(name):
                raise refused(f"`{name}` is no name of an axis")
            if name not in self.left.axes and name not in self.right.axes:
                raise refused(f"`{name}` is not used in {self.pattern!r}")

    def _check_inferable(self) -> None:
        for group in self.left.groups:
            missing = [str(axis) for axis in group if axis != DOTS and self._size(axis) is None]
            if len(missing) > 1:
                raise refused(
                    f"the sizes of {' and '.join(map(repr, missing))} in {self.pattern!r} cannot both be inferred"
                )

    def _size(self, axis: Axis) -> Any:
        return axis.value if isinstance(axis, Number) else self.given.get(axis)

    # --- applying it --------------------------------------------------------------------------------------------------

    def apply(self, cx: Context, tensor: Tensor) -> tuple[Shape, tuple[Int, ...] | None]:
        """The shape of the result, and what its last dim is composed of.

        Mismatch where the tensor cannot be taken apart so.
        """
        sizes: dict[Axis, Int] = {}
        for axis in (*self.left.axes, *self.right.axes):
            given = self._size(axis) if axis != DOTS else None
            if given is not None:
                sizes[axis] = self._given_size(cx, axis, given)
        lengths, dots = self._dims(cx, tensor)
        for group, length in zip((group for group in self.left.groups if group != (DOTS,)), lengths):
            self._take_apart(cx, tensor, group, length, sizes)
        last = self.right.groups[-1] if self.right.groups else ()
        composed = len(last) > 1 and DOTS not in last
        return self._compose(cx, sizes, dots), tuple(sizes[axis] for axis in last) if composed else None

    def _given_size(self, cx: Context, axis: Axis, value: Any) -> Int:
        if isinstance(value, (float, FloatV)):
            if any(axis in group and len(group) > 1 for group in (*self.left.groups, *self.right.groups)):
                raise Mismatch("invalid-argument", f"`{{it}}` needs an int for `{axis}` but gets a float")
            raise Undetermined("a float as a size")
        size = to_int(cx, value, str(axis))
        if isinstance(size, int) and size < 0:
            if size < -1 or axis in self.left.axes:
                raise Mismatch("invalid-argument", f"`{{it}}` gets {axis}={size}, which must not be negative")
            raise Undetermined("an expansion that may keep a size")
        return size

    def _dims(self, cx: Context, tensor: Tensor) -> tuple[list[Int], Shape]:
        """The sizes of the named dims, and the shape that the dots stand for."""
        groups = self.left.groups
        count = len(groups)
        if not self.left.dotted:
            dims = cx.facts.exact(tensor.shape, count)
            if dims is None:
                raise Mismatch(
                    "rank-mismatch",
                    f"`{{it}}` takes a {count}-D tensor for {self.left.text!r} but gets {cx.describe(tensor.shape)}",
                )
            return list(dims), Shape()
        place, behind = groups.index((DOTS,)), count - 1 - groups.index((DOTS,))
        shape = cx.facts.trailing(tensor.shape, behind)
        if shape is None or cx.facts.limit_rank(shape, count - 1, None) is Truth.NO:
            raise Mismatch(
                "rank-mismatch",
                f"`{{it}}` takes at least {count - 1} dims for {self.left.text!r} but gets {cx.describe(tensor.shape)}",
            )
        shape = cx.facts.resolve_shape(shape)
        cut = len(shape.dims) - behind
        if shape.lead is None or not place:
            return [*shape.dims[:place], *shape.dims[cut:]], Shape(shape.dims[place:cut], shape.lead)
        front = [size_at(cx, tensor, axis) for axis in range(place)]
        return [*front, *shape.dims[cut:]], cx.unknown_tensor("dims").shape

    def _take_apart(
        self, cx: Context, tensor: Tensor, group: tuple[Axis, ...], length: Int, sizes: dict[Axis, Int]
    ) -> None:
        """Learn what one dim says of the axes that it is composed of."""
        unknown = [axis for axis in group if axis not in sizes]
        known = product(sizes[axis] for axis in group if axis in sizes)
        if not unknown:
            text = _text(group)
            need(cx, known, length, RULE,
                 f"`{{it}}` takes a dim of {{wanted}} for {text} but gets {{got}} in {cx.describe(tensor.shape)}")  # fmt: skip
            return
        if len(group) == 1:
            sizes[unknown[0]] = length
            return
        sizes[unknown[0]] = self._inferred(cx, tensor, group, cx.facts.resolve(length), known)

    def _inferred(self, cx: Context, tensor: Tensor, group: tuple[Axis, ...], length: Int, known: Int) -> Int:
        """length / known."""
        known = cx.facts.resolve(known)
        if isinstance(known, Dim) and cx.facts.less(0, known) is not Truth.YES:
            return cx.fresh("size")
        if known == 0:
            raise Mismatch(RULE, f"`{{it}}` cannot divide by a size of 0 in {_text(group)}")
        if cx.facts.divides(known, length) is Truth.NO:
            got = f"{length} in {cx.describe(tensor.shape)} is no multiple of {known}"
            raise Mismatch(RULE, f"`{{it}}` cannot take {_text(group)} apart: {got}")
        if isinstance(length // known, int):
            return length // known
        part = cx.fresh(str(next(axis for axis in group if self._size(axis) is None)))
        if cx.facts.unify(length, part * known) is Truth.NO:
            raise Mismatch(RULE, f"`{{it}}` cannot take {_text(group)} apart: {length} is no multiple of {known}")
        return part

    def _compose(self, cx: Context, sizes: dict[Axis, Int], dots: Shape) -> Shape:
        dims: list[Int] = []
        lead, at = None, 0
        for group in self.right.groups:
            if group == (DOTS,) and not self.right.nested:
                lead, at = dots.lead, len(dims)
                dims += dots.dims
            elif DOTS in group:
                inner = product(dots.dims) if dots.lead is None else cx.fresh("dims")
                dims.append(product(inner if axis == DOTS else sizes[axis] for axis in group))
            else:
                dims.append(product(sizes[axis] for axis in group))
        resolved = tuple(cx.facts.resolve(dim) for dim in dims)
        if lead is not None and at:
            return cx.facts.fresh_shape(resolved[at:], (at, None))
        return Shape(resolved, lead)


def _text(group: tuple[Axis, ...]) -> str:
    return f"`{group[0]}`" if len(group) == 1 else f"`({' '.join(map(str, group))})`" if group else "a 1"


# --- which axes an operation admits -----------------------------------------------------------------------------------


def _check_dots(left: Side, right: Side) -> None:
    if right.dotted and not left.dotted:
        raise refused("`...` stands right of the arrow only")
    if left.nested:
        raise refused("`...` stands in parentheses left of the arrow")


def _check_rearranged(left: Side, right: Side, given: Mapping[str, Any]) -> None:
    if left.numbers or right.numbers:
        raise refused("a number other than 1 cannot be an axis of a rearrangement")
    _only(left, right, "left of the arrow only")
    _only(right, left, "right of the arrow only")


def _check_repeated(left: Side, right: Side, given: Mapping[str, Any]) -> None:
    _only(left, right, "left of the arrow only")
    for axis in right.axes:
        if isinstance(axis, str) and axis not in left.axes and axis not in given:
            raise refused(f"the size of the new axis `{axis}` is missing")


def _check_reduction(left: Side, right: Side, given: Mapping[str, Any]) -> None:
    _only(right, left, "right of the arrow only")


def _only(one: Side, other: Side, where: str) -> None:
    for axis in one.axes:
        if axis not in other.axes:
            raise refused(f"`{axis}` stands {where}")


_CHECKS = {"rearrange": _check_rearranged, "repeat": _check_repeated}
