"""Indexing of tensors and arrays: ints, slices, None, Ellipsis, masks and index tensors, in any mixture.

torch and NumPy differ in two points: torch takes no negative step, and an int beside index tensors is taken first by torch, while
NumPy makes it one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from convlint.frameworks.common.broadcasting import broadcast, fits_into
from convlint.frameworks.common.drawing import carry_some
from convlint.frameworks.common.reducing import behind, reranked
from convlint.frameworks.common.slicing import slice_size
from convlint.symbolic import Dim, Int, Shape, Truth
from convlint.values import Context, ListV, Mismatch, Tensor, Undetermined, Unknown

RULE: Final = "index-out-of-range"


class Entry(NamedTuple):
    """One entry of an index.

    kind: "int", "slice", "new", "rest" (Ellipsis), "mask", "index" or "flag" (a bool). takes: how many dims it uses up.
    value: the number or slice. shape: that of the mask or of the index tensor.
    """

    kind: str
    takes: int
    value: Any = None
    shape: Shape | None = None


def indexed(cx: Context, tensor: Tensor, key: Any) -> Tensor:
    """`tensor[key]`. Mismatch where an int is out of range, or there are more indices than dims."""
    try:
        parts = _entries(cx, tensor, key)
    except OpenIndex:
        if isinstance(key, Tensor):
            return tensor.like(_chosen_open(cx, tensor))
        raise
    entries = _as_arrays(parts) if tensor.library != "torch" else parts
    try:
        shape, dims = _opened(cx, tensor, entries)
    except OpenRank:
        return tensor.like(_indexed_open(cx, tensor, entries))
    result = _result(cx, tensor, dims, shape.lead is not None)
    made = Shape(tuple(result), shape.lead)
    factors = tensor.factors if made.dims and shape.dims and made.dims[-1] == shape.dims[-1] else None
    out = tensor.like(made, factors=factors)
    out.data = _picked(tensor.data, entries)
    if tensor.drawn is not None and all(entry.kind in ("int", "slice", "new", "rest") for entry in entries):
        carry_some(tensor, out)
    return out


class OpenIndex(Undetermined):
    """An index tensor of whole numbers, of unknown rank."""


def _chosen_open(cx: Context, tensor: Tensor) -> Shape:
    """`tensor[index]`: whatever the index's shape is, the sizes behind the first dim follow it."""
    if cx.facts.limit_rank(tensor.shape, 1, None) is Truth.NO:
        raise Mismatch("invalid-axis", "`{it}`: a tensor without dims has nothing to index")
    return cx.facts.fresh_shape(behind(cx, tensor, 0), (cx.facts.ranks(tensor.shape)[0] - 1, None))


class OpenRank(Undetermined):
    """The rank is not known, and the indices are counted from the left."""


def _indexed_open(cx: Context, tensor: Tensor, entries: list[Entry]) -> Shape:
    """The last sizes, as far as they surely come after all that is indexed."""
    if any(entry.kind == "rest" for entry in entries):
        raise Undetermined("the rank is not known")
    needed = sum(entry.takes for entry in entries)
    walked: list[tuple[Entry, tuple[Int, ...]]] = [
        (entry, tuple(cx.fresh("size") for _ in range(entry.takes))) for entry in entries
    ]
    made = _result(cx, tensor, walked, False)
    return reranked(cx, tensor, behind(cx, tensor, needed - 1), len(made) - needed)


def assigned(cx: Context, tensor: Tensor, key: Any, value: Any) -> None:
    """`tensor[key] = value`. Mismatch as for `tensor[key]`, or where the value cannot be broadcast into the place."""
    place = indexed(cx, tensor, key)
    if isinstance(value, Tensor):
        fits_into(cx, place.shape, _stripped(cx, value.shape))
    cx.touch(tensor)
    tensor.data = None


def _stripped(cx: Context, shape: Shape) -> Shape:
    """Without leading sizes that are, or may be, 1: an assignment drops them, however many there are."""
    dims = cx.facts.resolve_shape(shape).dims
    while dims and cx.facts.equal(dims[0], 1) is not Truth.NO:
        dims = dims[1:]
    return Shape(dims)


# --- reading the key --------------------------------------------------------------------------------------------------


def _entries(cx: Context, tensor: Tensor, key: Any) -> list[Entry]:
    if tensor.library == "torch" and isinstance(key, ListV):
        key = _list_as_tuple(key)
    parts = list(key) if isinstance(key, tuple) else [key]
    entries = [_entry(cx, part) for part in parts]
    if sum(entry.kind == "rest" for entry in entries) > 1:
        raise Undetermined("two ellipses")
    return entries


def _list_as_tuple(key: ListV) -> Any:
    """torch takes a list for a tuple where it holds more than numbers."""
    special = (ListV, tuple, Tensor, slice, type(None), type(Ellipsis))
    return tuple(key.items) if key.items and any(isinstance(item, special) for item in key.items) else key


def _entry(cx: Context, part: Any) -> Entry:
    if part is None:
        return Entry("new", 0)
    if part is Ellipsis:
        return Entry("rest", 0)
    if isinstance(part, bool):
        return Entry("flag", 0, part)
    if isinstance(part, (int, Dim)):
        return Entry("int", 1, part)
    if isinstance(part, Unknown) and part.whole:
        return Entry("int", 1)
    if isinstance(part, slice):
        return Entry("slice", 1, part)
    if isinstance(part, Tensor):
        return _tensor_entry(cx, part)
    if isinstance(part, (ListV, tuple, range)):
        return _list_entry(cx, part)
    raise Undetermined("an index that is not known")


def _tensor_entry(cx: Context, part: Tensor) -> Entry:
    shape = cx.facts.resolve_shape(part.shape)
    if part.library == "torch" and part.dtype == "float":
        raise Mismatch(
            "invalid-argument", "`{it}`: an index is a tensor of whole numbers or a mask, and this is one of floats"
        )
    if part.dtype not in ("int", "bool") and not (part.dtype is None and cx.facts.rank(shape) == 1):
        raise Undetermined("a mask or an index: not known")
    if part.dtype is None:
        return Entry("index", 1, None, Shape.of(cx.fresh("selected")))
    dims = cx.dims(part)
    if dims is None:
        why = "an index of unknown rank"
        raise OpenIndex(why) if part.dtype == "int" else Undetermined(why)
    if part.dtype == "bool":
        return Entry("mask", len(dims), None, Shape(dims))
    if not dims:
        return Entry("int", 1, part.data if isinstance(part.data, (int, Dim)) else None)
    return Entry("index", 1, None, Shape(dims))


def _list_entry(cx: Context, part: Any) -> Entry:
    items = cx.items(part)
    if items is None:
        return _open_list(cx, part)
    if any(isinstance(item, (slice, Tensor)) or item is None or item is Ellipsis for item in items):
        raise Undetermined("a list of slices or tensors")
    if items and all(isinstance(item, bool) for item in items):
        return Entry("mask", 1, None, Shape.of(len(items)))
    if any(isinstance(item, (bool, Unknown)) for item in items):
        raise Undetermined("a list of indices that are not known")
    inner = [_list_entry(cx, item).shape for item in items if isinstance(item, (ListV, tuple))]
    if not inner:
        return Entry("index", 1, tuple(items), Shape.of(len(items)))
    if len(inner) != len(items) or any(shape != inner[0] for shape in inner) or inner[0] is None:
        raise Undetermined("a ragged list of indices")
    return Entry("index", 1, None, Shape((len(items), *inner[0].dims)))


def _open_list(cx: Context, part: Any) -> Entry:
    if isinstance(cx.element(part), (int, Dim)) and not isinstance(cx.element(part), bool):
        return Entry("index", 1, None, Shape.of(cx.fresh("selected")))
    raise Undetermined("a list of indices that is not known")


def _as_arrays(entries: list[Entry]) -> list[Entry]:
    """NumPy: beside index arrays, an int is one of them, without dims."""
    if not any(entry.kind in ("index", "mask") for entry in entries):
        return entries
    return [Entry("index", 1, entry.value, Shape.of()) if entry.kind == "int" else entry for entry in entries]


# --- the dims it walks along ------------------------------------------------------------------------------------------


def _opened(cx: Context, tensor: Tensor, entries: list[Entry]) -> tuple[Shape, list[tuple[Entry, tuple[Int, ...]]]]:
    """Each entry with the dims it takes; the lead of the returned shape comes before all of them."""
    needed = sum(entry.takes for entry in entries)
    shape = cx.facts.resolve_shape(tensor.shape)
    if cx.facts.limit_rank(shape, needed, None) is Truth.NO:
        got = f"{needed} indices" if needed > 1 else "an index"
        raise Mismatch(RULE, f"`{{it}}` gets {got} for the shape {cx.describe(shape)}")
    from_right = bool(entries) and entries[0].kind == "rest"
    shape = cx.facts.resolve_shape(shape)
    if shape.lead is not None:
        if not from_right:
            dims = cx.dims(tensor)
            if dims is None:
                raise OpenRank("the rank is not known")
            shape = Shape(dims)
        else:
            shape = cx.facts.trailing(shape, needed) or shape
    free = len(shape.dims) - needed
    if not any(entry.kind == "rest" for entry in entries):
        entries = [*entries, Entry("rest", 0)]
    walked: list[tuple[Entry, tuple[Int, ...]]] = []
    at = 0
    for entry in entries:
        takes = free if entry.kind == "rest" else entry.takes
        walked.append((entry, shape.dims[at : at + takes]))
        at += takes
    return shape, walked


# --- the result -------------------------------------------------------------------------------------------------------


def _result(cx: Context, tensor: Tensor, walked: list[tuple[Entry, tuple[Int, ...]]], led: bool) -> list[Int]:
    before: list[Int] = []
    selected: list[Shape] = []
    place, last, axis = -1, -1, 0
    scattered = False
    for number, (entry, dims) in enumerate(walked):
        if entry.kind in ("index", "mask", "flag"):
            selected.append(_selection(cx, tensor, entry, dims))
            if place < 0:
                place = len(before)
            scattered = scattered or (last >= 0 and _anything_between(walked[last + 1 : number]))
            last = number
        else:
            before.extend(_plain(cx, tensor, entry, dims, axis))
        axis += len(dims)
    if not selected:
        return before
    common = list(broadcast(cx, *selected).dims)
    if scattered and led:
        raise Undetermined("index tensors that are not adjacent, and a rank that is not known")
    if scattered:
        place = 0
    return before[:place] + common + before[place:]


def _anything_between(walked: Iterable[tuple[Entry, tuple[Int, ...]]]) -> bool:
    """Whether dims of the result lie between two index tensors, which moves theirs to the front."""
    return any(entry.kind in ("slice", "new") or (entry.kind == "rest" and dims) for entry, dims in walked)


def _plain(cx: Context, tensor: Tensor, entry: Entry, dims: tuple[Int, ...], axis: int) -> list[Int]:
    if entry.kind == "new":
        return [1]
    if entry.kind == "rest":
        return list(dims)
    if entry.kind == "slice":
        return [slice_size(cx, dims[0], entry.value, tensor.library != "torch")]
    check_index(cx, entry.value, dims[0], axis)
    return []


def check_index(cx: Context, index: Int | None, size: Int, axis: int | None = None) -> None:
    """Mismatch where an int index (None: any) lies outside every size that the dim may have."""
    if index is None:
        if cx.facts.equal(size, 0) is Truth.YES:
            raise Mismatch(RULE, "`{it}` takes an item of a dim of size 0")
        return
    if cx.facts.at_most(size, index) is Truth.YES or cx.facts.less(index, -size) is Truth.YES:
        where = "" if axis is None else f" {axis}"
        text = f"`{{it}}` gets the index {cx.facts.resolve(index)} for dim{where} of size {cx.facts.resolve(size)}"
        raise Mismatch(RULE, text)


def _extremes(indices: tuple[Int | None, ...]) -> list[Int]:
    """The indices of which one is out of range if any is: of many numbers, the least and the greatest."""
    numbers = [index for index in indices if isinstance(index, int)]
    ends: list[Int] = [min(numbers), max(numbers)] if len(numbers) > 2 else list(numbers)
    return ends + [index for index in indices if index is not None and not isinstance(index, int)]


def _selection(cx: Context, tensor: Tensor, entry: Entry, dims: tuple[Int, ...]) -> Shape:
    if entry.kind == "index":
        assert entry.shape is not None
        for each in _extremes(entry.value if isinstance(entry.value, tuple) else (entry.value,)):
            check_index(cx, each, dims[0])
        holds = all(isinstance(size, int) and size > 0 for size in entry.shape.dims)  # an open size may be 0 as well
        if holds and cx.facts.equal(dims[0], 0) is Truth.YES:
            raise Mismatch(RULE, f"`{{it}}` takes items of a dim of size 0 in {cx.describe(tensor.shape)}")
        return entry.shape
    if entry.kind == "flag":
        return Shape.of(int(entry.value))
    assert entry.shape is not None
    for wanted, got in zip(dims, entry.shape.dims):
        if cx.facts.unify(wanted, got) is Truth.NO:
            mask, whole = cx.describe(entry.shape), cx.describe(tensor.shape)
            raise Mismatch(RULE, f"`{{it}}` gets a mask of shape {mask} for the shape {whole}: {got} is not {wanted}")
    return Shape.of(cx.fresh("selected"))


def _picked(data: Any, entries: list[Entry]) -> Any:
    """The content that is left, where it is known and the index is simple."""
    if not isinstance(data, tuple) or len(entries) != 1:
        return None
    kind, value = entries[0].kind, entries[0].value
    if kind == "int" and isinstance(value, int) and -len(data) <= value < len(data):
        return data[value]
    if kind == "slice" and all(n is None or isinstance(n, int) for n in (value.start, value.stop, value.step)):
        return data[value]
    return None
