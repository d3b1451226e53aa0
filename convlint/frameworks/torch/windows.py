"""What convolutions and pools share: one value per axis, learning channels, and outputs that are not empty."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.remedies import of_channels
from convlint.frameworks.common.signature import to_int, to_ints
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Raises, Tensor, Undetermined, Unknown

Sizes = tuple[Int, ...]


def per_axis(cx: Context, value: Any, count: int, name: str, low: int | None = 0) -> Sizes:
    """`value` for each of `count` axes: 3, (3,) and (3, 3) are the same for two. What is not known becomes fresh symbols.

    Raises Mismatch (`invalid-argument`) for floats and for another number of values.
    """
    if isinstance(value, (Unknown, Tensor)):
        return tuple(cx.fresh(name, low) for _ in range(count))
    values = to_ints(cx, value, name)
    if len(values) == 1:
        return values * count
    if len(values) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `{name}` but gets {len(values)}")
    return values


def normalise(cx: Context, self: Instance, count: int, *names: str, strict: tuple[str, ...] = ()) -> None:
    """Make tuples of attributes that a layer keeps as one value per axis.

    Values that torch only refuses when the layer is called stay as they are; those of `strict` it refuses at once.
    """
    for name in names:
        value = self.attrs.get(name)
        if value is None or isinstance(value, str):
            continue
        if isinstance(value, (Unknown, Tensor)):
            if name != "padding":  # may be "same"
                self.attrs[name] = per_axis(cx, value, count, name, 1 if name != "output_padding" else 0)
            continue
        try:
            values = to_ints(cx, value, name)
        except Mismatch:
            if name in strict:
                raise
            continue
        if name in strict:
            not_negative(cx, values, name)
        self.attrs[name] = values * count if isinstance(value, (int, Dim)) else values


def keep_bias(cx: Context, self: Instance) -> None:
    """The argument `bias` says whether there is one; the attribute is a parameter or None."""
    given = self.attrs.pop("bias", True)
    if given is False or given is None:
        self.attrs["bias"] = None
    elif given is not True:
        self.attrs["bias"] = Unknown("`bias` may be None")


def positive(cx: Context, values: Sizes, name: str) -> None:
    """Mismatch where one of them must be below 1."""
    for value in values:
        if cx.facts.less(value, 1) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` needs a positive `{name}` but gets {cx.facts.resolve(value)}")


def need_channels(cx: Context, wanted: Int, got: Int, tensor: Tensor, argument: str | None) -> None:
    """Learn that a tensor has the channels that a layer takes; `argument` is the layer's argument that says so."""
    if cx.facts.unify(wanted, got) is not Truth.NO:
        return
    wanted, got = cx.facts.resolve(wanted), cx.facts.resolve(got)
    remedy = of_channels(cx, argument, wanted, got, tensor)
    text = f"`{{it}}` takes {wanted} channels but gets {got} in {cx.describe(tensor.shape)}"
    raise Mismatch("channel-mismatch", text, remedy)


def not_empty(cx: Context, sizes: Sizes, tensor: Tensor, least: int = 1) -> None:
    """Learn that something is left of the input; Mismatch (`empty-output`) where a size must be below `least`."""
    for size in sizes:
        left = size >= least if isinstance(size, int) else cx.facts.assume_at_least(size, least) is not Truth.NO
        if not left:
            text = f"nothing is left of {cx.describe(tensor.shape)} after `{{it}}`: a size would be {cx.facts.resolve(size)}"
            raise Mismatch("empty-output", text)


def no_empty_dims(cx: Context, sizes: Sizes, tensor: Tensor) -> None:
    """Mismatch (`empty-output`) where a size is 0 already in the input."""
    for size in sizes:
        if cx.facts.equal(size, 0) is Truth.YES:
            raise Mismatch("empty-output", f"`{{it}}` needs something in each dim but gets {cx.describe(tensor.shape)}")


def is_empty(cx: Context, tensor: Tensor) -> bool:
    """Whether a size is known to be 0: torch then leaves out most of its checks."""
    return any(cx.facts.equal(size, 0) is Truth.YES for size in cx.facts.resolve_shape(tensor.shape).dims)


def kernel_sizes(cx: Context, value: Any, count: int) -> Sizes:
    """The kernel of a convolution, all of whose sizes come from its weight: one for each axis, above 0."""
    sizes = per_axis(cx, value, count, "kernel_size", 1)
    if isinstance(value, tuple) and len(value) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `kernel_size` but gets {len(value)}")
    positive(cx, sizes, "kernel_size")
    return sizes


def divisible(cx: Context, size: Int, by: Int, message: str) -> None:
    """Mismatch (`invalid-argument`) where `by` cannot divide `size`. `{size}` and `{by}` in the message are filled in."""
    if cx.facts.divides(by, size) is Truth.NO:
        size, by = cx.facts.resolve(size), cx.facts.resolve(by)
        raise Mismatch("invalid-argument", message.replace("{size}", str(size)).replace("{by}", str(by)))


def not_negative(cx: Context, values: Sizes, name: str) -> None:
    """Mismatch where one of them must be below 0."""
    for value in values:
        if cx.facts.less(value, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` gets a negative `{name}`, {cx.facts.resolve(value)}")


def whole(cx: Context, self: Instance, *names: str) -> None:
    """Make sizes of a constructor's arguments: floats and negative ones are a mismatch, what is not known becomes a symbol."""
    for name in names:
        if self.attrs.get(name, 0) is None:
            raise Raises("TypeError", f"`{name}` is None")
        size = self.attrs[name] = to_int(cx, self.attrs.get(name), name)
        not_negative(cx, (size,), name)


def size_of(cx: Context, self: Instance, name: str) -> Int:
    """A size that the constructor was given; a fresh one where branches that met, or an assignment, leave it open."""
    value = self.attrs[name]
    return value if isinstance(value, (int, Dim)) else to_int(cx, value, name)


def fixed_weight(cx: Context, self: Instance, rank: int, name: str = "weight") -> Sizes | None:
    """The sizes of a weight that has been made or replaced; None where the constructor's arguments still say it.

    Undetermined where it was replaced by something that is not known.
    """
    if name not in self.attrs:
        return None
    weight = self.attrs[name]
    if not isinstance(weight, Tensor):
        raise Undetermined(f"`{name}` was replaced")
    dims = cx.facts.exact(weight.shape, rank)
    if dims is None:
        raise Undetermined(f"`{name}` was replaced by one of another rank")
    return dims


def vector(cx: Context, tensor: Any, size: Int, name: str) -> None:
    """Learn that an optional tensor, a bias, is a vector of `size`."""
    if not isinstance(tensor, Tensor):
        return
    if cx.facts.unify_shapes(tensor.shape, Shape((size,))) is Truth.NO:
        got = cx.describe(tensor.shape)
        raise Mismatch("state-mismatch", f"`{{it}}` needs a `{name}` of ({cx.facts.resolve(size)},) but gets {got}")
