"""What runs and is still wrong about shapes: warnings, given only where that holds for every input."""

from __future__ import annotations

from convlint.symbolic import Dim, Facts, Int, Shape, Truth, product
from convlint.values import Context, Tensor

MOST_WEIGHTS = 10**9
LEAST_FLATTENED = 2**20
"""No vocabulary is that large: so many features come from an image that was flattened too early."""


def mixed_batch(cx: Context, shape: Shape, sizes: tuple[Int, ...]) -> None:
    """`x.view(-1, …)` whose rows are neither parts of an entry of the batch nor several whole ones."""
    if shape.lead is not None or len(shape.dims) < 3 or len(sizes) < 2 or sizes[0] != -1:
        return
    batch, entry, row = shape.dims[0], product(shape.dims[1:]), product(sizes[1:])
    if not isinstance(entry, int) or not isinstance(row, int) or entry < 1 or row < 1:
        return
    if (isinstance(batch, Dim) or len(shape.dims) > 3) and entry % row and row % entry:
        text = f"`{{it}}` makes rows of {row} of entries of {entry} ({' * '.join(map(str, shape.dims[1:]))})"
        cx.warn("mixed-batch", f"{text}: the number of entries in the batch changes")


def crossed(cx: Context, input: Tensor, target: Tensor) -> None:
    """`(N, 1)` against `(N,)`: each of N predictions meets each of N targets."""
    one, other = cx.facts.resolve_shape(input.shape), cx.facts.resolve_shape(target.shape)
    if one.lead is not None or other.lead is not None or abs(len(one.dims) - len(other.dims)) != 1:
        return
    longer, shorter = sorted((one.dims, other.dims), key=len, reverse=True)
    if not shorter or not _same(cx.facts, longer, (*shorter, 1)) or cx.facts.equal(shorter[-1], 1) is Truth.YES:
        return
    size = cx.facts.resolve(shorter[-1])
    text = f"`{{it}}` broadcasts {cx.describe(input.shape)} with {cx.describe(target.shape)}"
    cx.warn("loss-broadcast", f"{text}: each of {size} predictions is compared with each of {size} targets")


def _same(facts: Facts, one: tuple[Int, ...], other: tuple[Int, ...]) -> bool:
    return all(facts.equal(a, b) is Truth.YES for a, b in zip(one, other))


def single_class(cx: Context, input: Tensor, axis: int, what: str) -> None:
    """One class only: a softmax over it is 1, a cross entropy 0, whatever the input."""
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is None and len(shape.dims) == 2 and -2 <= axis < 2 and shape.dims[axis] == 1:
        cx.warn("single-class", f"`{{it}}` has one class only in {cx.describe(shape)}: the result is always {what}")


def normalised(cx: Context, result: Tensor, axis: int) -> Tensor:
    """Remember along which axis probabilities sum up to 1."""
    rank = cx.facts.rank(result.shape)
    if rank is not None and -rank <= axis < rank:
        result.normalised = axis % rank
    return result


def batch_normalised(cx: Context, input: Tensor) -> None:
    """A loss over classes gets probabilities that sum up to 1 over the batch."""
    if getattr(input, "normalised", None) == 0 and cx.facts.rank(input.shape) == 2:
        shape = cx.describe(input.shape)
        cx.warn("class-axis", f"`{{it}}` takes classes along dim 1 of {shape}, but the softmax went along dim 0")


def huge(cx: Context, name: str, inputs: Int, outputs: Int) -> None:
    """A dense layer of thousands of millions of weights, on a flattened image."""
    if not isinstance(inputs, int) or not isinstance(outputs, int) or inputs < LEAST_FLATTENED:
        return
    if inputs * outputs > MOST_WEIGHTS:
        size = f"{inputs} * {outputs} = {inputs * outputs} weights ({inputs * outputs * 4 / 2**30:.0f} GiB)"
        cx.warn("huge-layer", f"`{{it}}` has {size}: is `{name}` flattened too early?")


def unfit_dropout(cx: Context, input: Tensor, spatial: int) -> None:
    """A dropout of channels on what has no room for them: every element is dropped on its own, or whole entries are."""
    rank = cx.facts.rank(input.shape)
    if rank is not None and not spatial + 1 <= rank <= spatial + 2 and (spatial, rank) != (2, 3):
        wanted = f"a {spatial + 1}-D or {spatial + 2}-D tensor"
        cx.warn("unfit-layer", f"`{{it}}` is made for {wanted} but gets {cx.describe(input.shape)}")


def unfit_norm(cx: Context, input: Tensor, wanted: object, channels: Int) -> None:
    """A norm without weights that does not have the channels of its input: they are taken from the wrong dim."""
    if isinstance(wanted, int) and cx.facts.equal(channels, wanted) is Truth.NO:
        got = cx.facts.resolve(channels)
        cx.warn("unfit-layer", f"`{{it}}` is made for {wanted} channels but gets {got} in {cx.describe(input.shape)}")
