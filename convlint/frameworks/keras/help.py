"""What Keras layers share: ranks, channels, features that the first call fixes, outputs that are not empty."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.signature import to_ints
from convlint.frameworks.keras.opensizes import is_open, left_open_by, text_of
from convlint.frameworks.keras.positional import no_tensor
from convlint.frameworks.keras.settings import data_format
from convlint.frameworks.keras.versions import before_3
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Remedy, Tensor, Undetermined, Unknown

Sizes = tuple[Int, ...]
STEPS = "(batch, steps, features)"
VECTORS = "(batch, features)"
AXES = {
    3: "(batch, steps, channels)",
    4: "(batch, height, width, channels)",
    5: "(batch, depth, height, width, channels)",
}


def need_rank(cx: Context, tensor: Tensor, least: int, most: int | None = None, wanted: str = "") -> None:
    """Learn that the rank lies in [least, most]; Mismatch (`rank-mismatch`) where it cannot."""
    if cx.facts.limit_rank(tensor.shape, least, most) is not Truth.NO:
        return
    rank = f"{least}-D" if most == least else f"at least {least}-D" if most is None else f"{least}-D to {most}-D"
    text = f"`{{it}}` takes {rank} input{f' {wanted}' if wanted else ''} but gets {text_of(cx, tensor.shape)}"
    raise Mismatch("rank-mismatch", text, _rank_remedy(cx, tensor, least, wanted))


def _rank_remedy(cx: Context, tensor: Tensor, least: int, wanted: str) -> Remedy | None:
    rank = cx.facts.rank(tensor.shape)
    if rank == least - 1 and least in (4, 5) and "channels" in wanted:
        return Remedy("add the axis of the channels, as in x[..., None], or that of the batch, as in x[None]")
    if rank == 2 and wanted == STEPS:
        return Remedy("give a recurrent layer before it return_sequences=True, or the data an axis of steps")
    if rank == 3 and wanted == VECTORS:
        return Remedy("give a recurrent layer before it return_sequences=False, or pool or flatten the steps")
    return None


def images(cx: Context, tensor: Tensor, count: int) -> Sizes:
    """The sizes of (batch, …count sizes, channels).

    Mismatch for a lower rank, and for a higher one where Keras 2, which takes it, is out of the question.
    """
    most = None if before_3(cx) else count + 2
    need_rank(cx, tensor, count + 2, most, AXES.get(count + 2, ""))
    dims = cx.facts.exact(tensor.shape, count + 2)
    if dims is None:
        raise Undetermined("more dims than Keras 3 takes")
    return tuple(cx.facts.resolve(dim) for dim in dims)


def channels_first(cx: Context, self: Instance) -> bool:
    """Whether the channels come second. Undetermined where that is not known."""
    return format_of(cx, self.attrs.get("data_format")) == "channels_first"


def format_of(cx: Context, given: Any) -> str:
    """A `data_format` argument, or what holds for the program."""
    given = data_format(cx) if given is None else given
    if not isinstance(given, str):
        raise Undetermined("`data_format` is not known")
    if given.lower() not in ("channels_last", "channels_first"):
        raise Mismatch("invalid-argument", f"`{{it}}` does not know the data_format {given!r}")
    return given.lower()


def split(dims: Sizes, first: bool) -> tuple[Int, Int, Sizes]:
    """Batch, channels and the sizes between."""
    return (dims[0], dims[1], dims[2:]) if first else (dims[0], dims[-1], dims[1:-1])


def join(batch: Int, channels: Int, sizes: Sizes, first: bool) -> Shape:
    """The shape that `split` took apart."""
    return Shape((batch, channels, *sizes)) if first else Shape((batch, *sizes, channels))


def last_size(cx: Context, tensor: Tensor) -> Int:
    """The size of the last dim. Mismatch for a tensor without dims."""
    shape = cx.facts.trailing(tensor.shape, 1)
    if shape is None:
        raise Mismatch("rank-mismatch", "`{it}` takes a tensor with dims but gets a number")
    return cx.facts.resolve(shape.dims[-1])


def fixed(cx: Context, self: Instance, name: str, size: Int, tensor: Tensor, rule: str, noun: str) -> Int:
    """A size that the first call fixes: learn that this call brings the same one. Returns it.

    Mismatch where it differs, or (`open-length`) where it is None in the first call. Within another layer of a graph that is only
    drawn ("drawing"), Keras does not look.
    """
    known = self.hidden.get(name)
    if is_open(cx, size):
        if known is None:
            raise open_length(cx, size, tensor, noun)
        return known if isinstance(known, (int, Dim)) else size
    if known is None:
        cx.touch(self)
        self.hidden[name] = size
        return size
    if isinstance(known, (int, Dim)) and cx.facts.unify(known, size) is Truth.NO:
        if self.hidden.get("drawing"):
            return known
        wanted = cx.facts.resolve(known)
        text = f"`{{it}}` was built for {wanted} {noun} but gets {cx.facts.resolve(size)}{origin(tensor)}"
        raise Mismatch(rule, f"{text} in {text_of(cx, tensor.shape)}")
    return known if isinstance(known, (int, Dim)) else size


def open_length(cx: Context, size: Int, tensor: Tensor, noun: str) -> Mismatch:
    """The finding for weights that would depend on a size nobody knows yet."""
    which = left_open_by(cx, size)
    text = f"`{{it}}` cannot make its weights: the number of {noun} in {text_of(cx, tensor.shape)} is open"
    advice = (
        "give the input its full shape, or put GlobalMaxPooling1D or GlobalAveragePooling1D in the place of Flatten"
    )
    return Mismatch("open-length", f"{text}, because {which} leaves a size open", Remedy(advice))


def origin(tensor: Tensor) -> str:
    """What the last dim was flattened from: ` (16 * 5 * 5)`."""
    return f" ({' * '.join(map(str, tensor.factors))})" if tensor.factors and len(tensor.factors) > 1 else ""


def ending(cx: Context, tensor: Tensor, last: Int) -> Tensor:
    """A tensor with another last dim."""
    shape = cx.facts.trailing(tensor.shape, 1)
    if shape is None:
        raise Undetermined("no last dim")
    return tensor.like(Shape((*shape.dims[:-1], last), shape.lead), "float")


def not_empty(cx: Context, sizes: Sizes, tensor: Tensor) -> None:
    """Learn that something is left of the input; Mismatch (`empty-output`) where a size must be below 1."""
    for size in sizes:
        if is_open(cx, size):
            continue
        left = size >= 1 if isinstance(size, int) else cx.facts.assume_at_least(size, 1) is not Truth.NO
        if not left:
            if before_3(cx) and any(cx.facts.less(other, 1) is not Truth.YES for other in sizes):
                raise Undetermined("a program that may mean channels first, by a setting that is not in it")
            text = f"nothing is left of {text_of(cx, tensor.shape)} after `{{it}}`: a size would be {cx.facts.resolve(size)}"
            raise Mismatch("empty-output", text)


def natural(cx: Context, tensor: Tensor) -> Tensor:
    """The tensor. Mismatch (`invalid-argument`) where one of its sizes must be negative."""
    for size in tensor.shape.dims:
        if cx.facts.less(size, 0) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` would make a size of {cx.facts.resolve(size)}")
    return tensor


def positive(cx: Context, values: Sizes, name: str) -> Sizes:
    """The values. Mismatch (`invalid-argument`) where one must be below 1."""
    for value in values:
        if cx.facts.less(value, 1) is Truth.YES:
            raise Mismatch("invalid-argument", f"`{{it}}` needs a positive `{name}` but gets {cx.facts.resolve(value)}")
    return values


def per_axis(cx: Context, value: Any, count: int, name: str, low: int = 1) -> Sizes:
    """`value` for each of `count` axes. What is not known becomes fresh symbols; Mismatch for another number of values."""
    if isinstance(value, (Unknown, Tensor)):
        return tuple(cx.fresh(name, low) for _ in range(count))
    for item in value if isinstance(value, tuple) else ():
        number(cx, item, name)
    values = to_ints(cx, value, name)
    if isinstance(value, (int, Dim)):
        return values * count
    if len(values) != count:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {count} values for `{name}` but gets {len(values)}")
    return values


def number(cx: Context, value: Any, name: str) -> None:
    """Mismatch (`invalid-argument`) for what is certainly no number."""
    several = isinstance(value, Tensor) and not value.assumed and (cx.facts.rank(value.shape) or 0) > 0
    what = f"an array {cx.describe(value.shape)}" if several else no_tensor(cx, value)
    if what is None and isinstance(value, (tuple, ListV)):
        what = "several"
    if what is not None:
        raise Mismatch("invalid-argument", f"`{{it}}` needs a number for `{name}` but gets {what}")


def normalise(cx: Context, self: Instance, count: int, *names: str) -> None:
    """Make tuples of attributes that hold one value per axis. Mismatch where one must not be positive.

    Undetermined where one is None: a default that its callers may replace.
    """
    for name in names:
        if name not in self.attrs:
            continue
        value = self.attrs[name]
        if value is None:
            raise Undetermined(f"`{name}` is None")
        values = self.attrs[name] = per_axis(cx, value, count, name)
        positive(cx, values, name)


def divisible(cx: Context, size: Int, by: Int, message: str) -> None:
    """Mismatch (`invalid-argument`) where `by` cannot divide `size`. `{size}` and `{by}` in the message are filled in."""
    if is_open(cx, size):
        return
    if cx.facts.divides(by, size) is Truth.NO:
        size, by = cx.facts.resolve(size), cx.facts.resolve(by)
        raise Mismatch("invalid-argument", message.replace("{size}", str(size)).replace("{by}", str(by)))
