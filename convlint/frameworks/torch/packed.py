"""`torch.nn.utils.rnn`: sequences of different lengths, packed and padded."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.linear import expands
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, StreamV, Tensor, Undetermined, Unknown

PACKED = "torch.nn.utils.rnn.PackedSequence"
declare_class(PACKED, init="data, batch_sizes=None, sorted_indices=None, unsorted_indices=None")


def is_packed(value: Any) -> bool:
    """Whether it is a PackedSequence of which we know how it was packed."""
    return isinstance(value, Instance) and "batch" in value.hidden


def packed(
    cx: Context, source: Tensor, rest: tuple[Int, ...], batch: Int, longest: Int, total: Int | None, ordered: Any
) -> Instance:
    """A PackedSequence of elements with the sizes `rest`. total: of all lengths; ordered: whether they came in order."""
    made = Instance(library_class(PACKED))
    steps = Tensor(Shape((longest,)), "int")
    count = cx.fresh("steps", 1) if total is None else total
    made.attrs.update(data=source.like(Shape((count, *rest))), batch_sizes=steps)
    for name in ("sorted_indices", "unsorted_indices"):
        known = None if ordered else Tensor(Shape((batch,)), "int")
        made.attrs[name] = known if isinstance(ordered, bool) else Unknown("indices or None")
    made.hidden.update(batch=batch, longest=longest)
    return made


def _unsettled(cx: Context, input: Tensor, batch_first: bool) -> Instance:
    """A PackedSequence of a tensor of unknown rank."""
    made = Instance(library_class(PACKED))
    made.attrs.update(data=cx.unknown_tensor("data"), batch_sizes=cx.unknown_tensor("batch_sizes"))
    made.attrs.update(sorted_indices=Unknown("indices or None"), unsorted_indices=Unknown("indices or None"))
    made.hidden["unsettled"] = (input, batch_first)
    return made


def settled(cx: Context, sequence: Any) -> Any:
    """What a recurrent layer gets: sequences of vectors, packed from a tensor of three dims."""
    if not isinstance(sequence, Instance) or "unsettled" not in sequence.hidden:
        return sequence
    source, batch_first = sequence.hidden["unsettled"]
    dims = cx.facts.exact(source.shape, 3)
    if dims is None:
        return sequence
    batch = dims[0 if batch_first else 1]
    return packed(cx, source, dims[2:], batch, cx.fresh("L", 1), None, Unknown("whether it is sorted"))


def repacked(cx: Context, sequence: Instance, features: Int) -> Instance:
    """The same packing of other features."""
    data = sequence.attrs["data"]
    made = Instance(library_class(PACKED), dict(sequence.attrs))
    made.attrs["data"] = data.like(Shape((*cx.facts.resolve_shape(data.shape).dims[:-1], features)))
    made.hidden.update(sequence.hidden)
    return made


@op("torch.nn.utils.rnn.pack_padded_sequence")
def pack_padded_sequence(
    cx: Context, input: Tensor, lengths: Any, batch_first: Any = False, enforce_sorted: Any = True
) -> Any:
    """(L, N, *) or (N, L, *) with N lengths."""
    if not isinstance(batch_first, (bool, int)):
        raise Undetermined("the batch may be anywhere")
    dims = cx.dims(input)
    if dims is None:
        return _unsettled(cx, input, bool(batch_first))
    if len(dims) < 2:
        got = cx.describe(input.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes at least a 2-D tensor but gets {got}")
    if 0 in dims:
        raise Mismatch("invalid-argument", f"`{{it}}` cannot pack an empty tensor, {cx.describe(input.shape)}")
    batch = dims[0 if batch_first else 1]
    count, longest, total = _lengths(cx, lengths, enforce_sorted, dims[1 if batch_first else 0])
    if count is not None and not _one_each(cx, batch, count, enforce_sorted):
        text = f"`{{it}}` needs one length for each of {cx.facts.resolve(batch)} sequences"
        raise Mismatch("state-mismatch", f"{text} but gets {cx.facts.resolve(count)} with {cx.describe(input.shape)}")
    return packed(cx, input, dims[2:], batch if count is None else count, longest, total, enforce_sorted)


def _one_each(cx: Context, batch: Int, count: Int, ordered: Any) -> bool:
    """Whether the lengths may be those of the batch. Where torch sorts them itself, it leaves sequences without a length out."""
    if ordered is True:
        return cx.facts.unify(batch, count) is not Truth.NO
    return cx.facts.less(batch, count) is not Truth.YES


def _lengths(cx: Context, lengths: Any, ordered: Any, most: Int) -> tuple[Int | None, Int, Int | None]:
    """How many lengths there are, the greatest, and their sum."""
    if isinstance(lengths, Tensor):
        dims = cx.facts.exact(lengths.shape, 1)
        if dims is None:
            got = cx.describe(lengths.shape)
            raise Mismatch("rank-mismatch", f"`{{it}}` needs lengths in 1-D but gets {got}")
        values: Any = lengths.data
        count: Int | None = dims[0]
    else:
        values = None if isinstance(lengths, Unknown) else cx.items(lengths)
        count = None if values is None else len(values)
    numbers = [each for each in values or () if isinstance(each, int)] if isinstance(values, (tuple, list)) else []
    complete = bool(numbers) and len(numbers) == len(values or ())
    if not complete:
        return count, cx.fresh("L", 1), None
    if min(numbers) < 1:
        raise Mismatch("invalid-argument", f"`{{it}}` gets a length of {min(numbers)}, which must be positive")
    if ordered is True and numbers != sorted(numbers, reverse=True):
        raise Mismatch("invalid-argument", f"`{{it}}` needs lengths in decreasing order but gets {numbers}")
    most = cx.facts.resolve(most)
    total = sum(min(each, most) for each in numbers) if isinstance(most, int) else None  # torch cuts them off
    return count, max(numbers), total


@op("torch.nn.utils.rnn.pad_packed_sequence")
def pad_packed_sequence(
    cx: Context, sequence: Any, batch_first: Any = False, padding_value: Any = 0.0, total_length: Any = None
) -> Any:
    """(L, N, *) or (N, L, *), and the lengths (N,)."""
    if not is_packed(sequence) or not isinstance(batch_first, (bool, int)):
        return cx.unknown_tensor("padded"), cx.unknown_tensor("lengths")
    data, batch, longest = sequence.attrs["data"], sequence.hidden["batch"], sequence.hidden["longest"]
    if isinstance(total_length, int):
        if cx.facts.less(total_length, longest) is Truth.YES:
            text = f"`{{it}}` gets total_length={total_length} for sequences of up to {cx.facts.resolve(longest)}"
            raise Mismatch("invalid-argument", text)
        longest = total_length
    elif total_length is not None:
        longest = cx.fresh("L", 1)
    rest = cx.facts.resolve_shape(data.shape).dims[1:]
    leading = (batch, longest) if batch_first else (longest, batch)
    return data.like(Shape((*leading, *rest))), Tensor(Shape((batch,)), "int")


@op("torch.nn.utils.rnn.pad_sequence")
def pad_sequence(
    cx: Context, sequences: Any, batch_first: Any = False, padding_value: Any = 0.0, padding_side: Any = "right"
) -> Tensor:
    """N tensors (L, *) -> (L, N, *) or (N, L, *); what follows L must be the same."""
    if isinstance(sequences, Tensor):
        dims = cx.dims(sequences)
        if dims is None or len(dims) < 2:
            raise Undetermined("sequences in a tensor of unknown rank")
        items: list[Any] | None = [sequences.like(Shape(dims[1:]))]
        count: Int = dims[0]
    else:
        items = cx.items(sequences)
        count = cx.fresh("N", 1) if items is None else len(items)
    tensors = items if items is not None else [cx.element(sequences)]
    return _padded(cx, tensors, count, batch_first, items is not None)


def _padded(cx: Context, tensors: list[Any], count: Int, batch_first: Any, complete: bool) -> Tensor:
    if not tensors or not all(isinstance(each, Tensor) for each in tensors) or not isinstance(batch_first, (bool, int)):
        raise Undetermined("the sequences are not known")
    known = [cx.dims(each) for each in tensors]
    if any(dims is None or not dims for dims in known):
        raise Undetermined("the rank of a sequence is not known")
    shapes = [dims for dims in known if dims]
    rest = shapes[0][1:]
    for dims in shapes[1:]:
        if not expands(cx, Shape(dims), Shape((dims[0], *rest))):
            text = f"`{{it}}` needs sequences alike but for their lengths, but gets {cx.describe(Shape(shapes[0]))}"
            raise Mismatch("concat-mismatch", f"{text} and {cx.describe(Shape(dims))}")
    lengths = [dims[0] for dims in shapes]
    same = complete and all(cx.facts.equal(lengths[0], each) is Truth.YES for each in lengths)
    numbers = [each for each in lengths if isinstance(each, int)]
    longest = lengths[0] if same else max(numbers) if complete and len(numbers) == len(lengths) else cx.fresh("L", 1)
    leading = (count, longest) if batch_first else (longest, count)
    first = tensors[0]
    assert isinstance(first, Tensor)
    return first.like(Shape((*leading, *rest)))


@op("torch.nn.utils.rnn.pack_sequence")
def pack_sequence(cx: Context, sequences: Any, enforce_sorted: Any = True) -> Any:
    """N tensors (L, *)."""
    items = cx.items(sequences)
    if not items or not isinstance(items[0], Tensor):
        raise Undetermined("the sequences are not known")
    padded = _padded(cx, items, len(items), False, True)
    dims = cx.facts.resolve_shape(padded.shape).dims
    lengths = [(cx.dims(each) or (0,))[0] for each in items]
    if not items:
        raise Mismatch("invalid-argument", "`{it}` gets no sequences")
    numbers = [each for each in lengths if isinstance(each, int)]
    if enforce_sorted is True and numbers != sorted(numbers, reverse=True):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` needs sequences from the longest to the shortest but gets {numbers}"
        )
    if len(numbers) == len(lengths) and min(numbers) < 1:
        raise Mismatch("invalid-argument", "`{it}` gets a sequence without items")
    if 0 in dims[2:]:
        raise Mismatch("invalid-argument", "`{it}` gets sequences without items")
    return packed(cx, padded, dims[2:], dims[1], dims[0], sum(lengths[1:], lengths[0]), enforce_sorted)


@op("torch.nn.utils.rnn.unpad_sequence")
def unpad_sequence(cx: Context, padded_sequences: Tensor, lengths: Any, batch_first: Any = False) -> Any:
    """(L, N, *) -> a list of N tensors (L', *)."""
    dims = cx.dims(padded_sequences)
    if dims is None or len(dims) < 2:
        return StreamV(cx.unknown_tensor("sequence"))
    return ListV(None, padded_sequences.like(Shape((cx.fresh("L", 0), *dims[2:]))))


@op(f"{PACKED}.to", f"{PACKED}.cuda", f"{PACKED}.cpu", f"{PACKED}.float", f"{PACKED}.double", counts=False)
def moved(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """The sequence elsewhere."""
    return self


@op(f"{PACKED}.__iter__", counts=False)
def fields(cx: Context, self: Any) -> Any:
    """It is a tuple of its four parts."""
    return tuple(
        self.attrs.get(name, Unknown(name)) for name in ("data", "batch_sizes", "sorted_indices", "unsorted_indices")
    )
