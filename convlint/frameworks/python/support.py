"""What the declarations of Python's own library share: native values and abstract ones, answers, guards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from convlint.frameworks.common.registry import Handler, op
from convlint.symbolic import Dim, Int, Truth
from convlint.values import (
    BoundMethod,
    Context,
    DictV,
    EndlessV,
    FloatV,
    IteratorV,
    ListV,
    Perhaps,
    SetV,
    StreamV,
    Undetermined,
    Unknown,
    Value,
)
from convlint.values.context import MISSING
from convlint.values.likeness import another

MOST_ITEMS = 100_000
MOST_TEXT = 1_000_000
MOST_NESTED = 50
SCALARS = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis), type(NotImplemented))
_SCALARS: Final = frozenset(SCALARS)


def declare(*paths: str) -> Callable[[Handler], Handler]:
    """`op` for what is no op on tensors."""
    return op(*paths, counts=False)


# --- constants --------------------------------------------------------------------------------------------------------


def is_constant(value: Any, depth: int = 0) -> bool:
    """Whether it is a Python value through and through; one nested too deep counts as none."""
    if isinstance(value, (Value, Dim)):
        return False
    if type(value) in _SCALARS or isinstance(value, SCALARS):
        return True
    if isinstance(value, tuple):
        for item in value:
            if not isinstance(item, SCALARS) and (depth > MOST_NESTED or not is_constant(item, depth + 1)):
                return False
        return True
    return isinstance(value, range) or (isinstance(value, slice) and is_constant((value.start, value.stop, value.step)))


def native(value: Any) -> Any:
    """The Python object that a fully known abstract value is. Raises Undetermined for any other; sets have no known order."""
    return _native(value, 0, [MOST_ITEMS])


def _native(value: Any, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if depth > MOST_NESTED or left[0] < 0:
        raise Undetermined("it holds itself, or too much")
    if isinstance(value, SCALARS):
        return value
    if isinstance(value, tuple):
        return tuple([_native(item, depth + 1, left) for item in value])
    if isinstance(value, ListV) and value.items is not None:
        return [_native(item, depth + 1, left) for item in value.items]
    if isinstance(value, DictV) and not value.open:
        return {_native(key, depth + 1, left): _native(item, depth + 1, left) for key, item in value.items.items()}
    if is_constant(value):
        return value
    raise Undetermined("not a constant")


def abstract(value: Any) -> Any:
    """The abstract value of a Python object made of constants."""
    if isinstance(value, list):
        return ListV([abstract(item) for item in value])
    if isinstance(value, tuple):
        return tuple(abstract(item) for item in value)
    if isinstance(value, dict):
        return DictV({abstract(key): abstract(item) for key, item in value.items()})
    if isinstance(value, (set, frozenset)):
        return SetV(dict.fromkeys(value), f"builtins.{type(value).__name__}")
    return value


def text_of(value: Any) -> str | None:
    """A string constant, else None."""
    return value if isinstance(value, str) else None


# --- answers ----------------------------------------------------------------------------------------------------------


def unsure(why: str, *values: Any, number: bool = False, whole: bool = False) -> Unknown:
    """The Unknown that follows from these values: about data if nothing but data leaves it open."""
    left_open = [value for value in values if not is_constant(value)]
    data = bool(left_open) and all(isinstance(value, (Unknown, FloatV)) and value.data for value in left_open)
    given = any(isinstance(value, Unknown) and value.given for value in left_open)
    return Unknown(why, data, given, number, whole)


def verdict(truth: Truth, why: str, *values: Any) -> Any:
    """A truth as a Python value."""
    return unsure(why, *values) if truth is Truth.OPEN else truth is Truth.YES


def truth_of(known: bool) -> Truth:
    """A bool as a Truth."""
    return Truth.YES if known else Truth.NO


def same(cx: Context, one: Any, other: Any) -> Truth:
    """`one is other or one == other`, as containers compare. One Unknown may stand for several things."""
    return Truth.YES if one is other and type(one) is not Unknown else cx.equal(one, other)


def joined(cx: Context, one: Any, other: Any) -> Any:
    """What stands for either value."""
    return one if same(cx, one, other) is Truth.YES else cx.element(ListV([one, other]))


def any_of(cx: Context, values: list[Any]) -> Any:
    """What stands for any of the values."""
    return cx.element(ListV(values)) if values else Unknown("an item of nothing")


def any_order(cx: Context, items: list[Any], count: int) -> list[Any]:
    """`count` of the items, of which each may be any of them."""
    if not items:
        return []
    element = any_of(cx, items)
    return [another(cx, element) for _ in range(count)]


# --- iterables --------------------------------------------------------------------------------------------------------


def drain(cx: Context, iterable: Any) -> list[Any] | None:
    """All items of an iterable, which an iterator has given up afterwards; None where they are not known."""
    if isinstance(iterable, IteratorV):
        cx.touch(iterable)
        return iterable.take_rest()
    if isinstance(iterable, (range, str, bytes)):
        return list(iterable) if len(iterable) <= MOST_ITEMS else None
    if isinstance(iterable, ListV):
        return None if iterable.items is None else list(iterable.items)
    if isinstance(iterable, StreamV):
        return None
    return cx.items(iterable)


def steps(cx: Context, iterable: Any) -> Iterator[Any]:
    """The items of an iterable one by one, each as it is when it is asked for; `Perhaps` those that may be missing."""
    if isinstance(iterable, IteratorV):
        while _goes_on(cx, iterable):
            item = iterable.items[iterable.position]
            iterable.position += 1
            yield Perhaps(item) if iterable.open else item
    elif isinstance(iterable, EndlessV):
        while True:
            cx.touch(iterable.course)
            yield iterable.course.take(1)[0]
    elif isinstance(iterable, ListV) and iterable.items is not None:
        yield from _living(iterable)
    else:
        items = drain(cx, iterable)
        yield from [Perhaps(cx.element(iterable))] if items is None else items


def bare(item: Any) -> Any:
    """An item of `steps` itself."""
    return item.value if isinstance(item, Perhaps) else item


def alike(item: Any, made: Any) -> Any:
    """What is made of an item of `steps`, missing where that is."""
    return Perhaps(made) if isinstance(item, Perhaps) else made


def _goes_on(cx: Context, iterable: IteratorV) -> bool:
    cx.touch(iterable)
    return iterable.has_next()


def _living(value: ListV) -> Iterator[Any]:
    """The items of a list that may change meanwhile."""
    at = 0
    while value.items is not None and at < len(value.items):
        yield value.items[at]
        at += 1
    if value.items is None:
        yield Perhaps(value.element)


def stream_of(cx: Context, iterable: Any, element: Any = None) -> StreamV:
    """Items of an iterable whose items are not all known, or others in their places."""
    if isinstance(iterable, EndlessV):
        cx.touch(iterable.course)
        iterable.course.at = lambda i: Unknown("an iterator that something else consumes")
    length = None if isinstance(iterable, Unknown) else cx.length(iterable)
    return StreamV(cx.element(iterable) if element is None else element, length)


def whole(cx: Context, iterable: Any) -> list[Any]:
    """All items of an iterable. Raises Undetermined where they are not known."""
    items = drain(cx, iterable)
    if items is None:
        raise Undetermined("the items are not known")
    return items


def sliced(cx: Context, index: slice) -> slice | None:
    """A slice of plain ints, where it is one."""
    parts = [plain(cx, part) for part in (index.start, index.stop, index.step)]
    if any(part is None and given is not None for part, given in zip(parts, (index.start, index.stop, index.step))):
        return None
    return slice(*parts) if parts[2] != 0 else None


def plain(cx: Context, value: Any) -> int | None:
    """A plain int, where it is known to be one."""
    value = cx.facts.resolve(value) if isinstance(value, Dim) else value
    return int(value) if isinstance(value, int) else None


def own_method(cx: Context, value: Any, name: str) -> Any:
    """`value.name` where that is certainly a method, else None."""
    found = cx.find_attribute(value, name)
    return found if found is not MISSING and isinstance(found, BoundMethod) else None


def own(self: Any, *kinds: type) -> Any:
    """The receiver of a method, if it is of its class. Raises Undetermined for another (an object of a subclass)."""
    if not isinstance(self, kinds):
        raise Undetermined("a method of another class")
    return self


def is_size(value: Any) -> bool:
    """Whether it is an int or a symbolic one."""
    return isinstance(value, (int, Dim))


def whole_size(cx: Context, value: Int) -> Int:
    """The integer that a size is when it is rounded towards zero: itself, unless it may be a float in truth."""
    if isinstance(value, int) or value.certain:
        return value
    low, _ = cx.facts.bounds(value)
    return cx.fresh("int", low=low)
