"""Builtins on iterables: range, enumerate, zip, map, filter, sorted, …

An iterable of known items gives an iterator of known items; one of unknown length a stream of typical elements.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.support import (
    alike,
    any_of,
    any_order,
    bare,
    declare,
    drain,
    is_constant,
    is_size,
    own_method,
    plain,
    steps,
    stream_of,
    unsure,
    verdict,
)
from convlint.symbolic import Dim, Int, Truth, dim_max, dim_min
from convlint.values import (
    Context,
    EndlessV,
    Instance,
    IteratorV,
    ListV,
    Perhaps,
    Raises,
    RankV,
    SizeV,
    StreamV,
    Undetermined,
    Unknown,
)
from convlint.values.context import MISSING
from convlint.values.likeness import another


@declare("builtins.len")
def length(cx: Context, obj: Any) -> Any:
    if isinstance(obj, Unknown):
        return unsure("len of something unknown", obj, number=True)
    found = cx.length(obj)
    if found is None and isinstance(obj, SizeV):
        return RankV(obj.tensor)
    return cx.fresh("len", low=0) if found is None else found


@declare("builtins.range.__new__")
def range_new(cx: Context, cls: Any, *args: Any) -> Any:
    if not 1 <= len(args) <= 3:
        raise Undetermined("a range of something else")
    start, stop, step = (0, args[0], 1) if len(args) == 1 else (*args, 1)[:3]
    ends = [plain(cx, end) for end in (start, stop, step)]
    if None not in ends:
        if any(isinstance(end, int) and abs(end) > sys.maxsize for end in ends):
            raise Undetermined("more numbers than anything holds")
        return native_call(range, *ends)
    if any(isinstance(end, float) for end in args):
        raise Raises("TypeError", "a range of floats")
    return _open_range(cx, start, stop, step)


def _open_range(cx: Context, start: Any, stop: Any, step: Any) -> StreamV:
    """A range with an open end."""
    step = plain(cx, step)
    item: Any = cx.fresh("i", low=None)
    if step is not None and is_size(start if step > 0 else stop):
        low, _ = cx.facts.bounds(start if step > 0 else stop)
        item = cx.fresh("i", low=low if step > 0 or low is None else low + 1)
    count = _distance(cx, start, stop) if step == 1 else None
    if count is not None and isinstance(count, Dim) and (cx.facts.bounds(count)[0] or 0) >= 1:
        cx.facts.assume_at_least(stop - 1 - item, 0)
    return StreamV(item, count, start if is_size(start) else None)


def _distance(cx: Context, start: Any, stop: Any) -> Int | None:
    if not (is_size(start) and is_size(stop)):
        return None
    count: Int = stop - start
    low, _ = cx.facts.bounds(count)
    return count if low is not None and low >= 0 else dim_max(count, 0)


@declare("builtins.enumerate")
def enumerated(cx: Context, iterable: Any, start: Any = 0) -> Any:
    if is_size(start) and may_change(iterable):
        return IteratorV([], _numbered(cx, iterable, start))
    items = drain(cx, iterable)
    if items is not None and is_size(start):
        return IteratorV([(start + i, item) for i, item in enumerate(items)])
    stream = stream_of(cx, iterable)
    low = cx.facts.bounds(start)[0] if is_size(start) else None
    first = (start, stream.element) if is_size(start) else None
    return StreamV((cx.fresh("i", low=low), stream.element), stream.length, first)


def may_change(iterable: Any) -> bool:
    """Whether other items may be there when they are asked for: those of a list, and of what makes them then."""
    if isinstance(iterable, IteratorV):
        return iterable.making is not None or iterable.open
    return isinstance(iterable, ListV) and iterable.items is not None


def _numbered(cx: Context, iterable: Any, start: Any) -> Iterator[Any]:
    for number, item in enumerate(steps(cx, iterable)):
        yield alike(item, (start + number, bare(item)))


def _rows(cx: Context, iterables: Sequence[Any], make: Callable[[tuple[Any, ...]], Any]) -> Iterator[Any]:
    """What is made of the items of several iterables side by side, until one ends."""
    for row in zip(*[steps(cx, each) for each in iterables]):
        made = make(tuple(map(bare, row)))
        yield Perhaps(made) if any(isinstance(each, Perhaps) for each in row) else made


@declare("builtins.zip")
def zipped(cx: Context, *iterables: Any, strict: Any = False) -> Any:
    if strict is not True and _is_lazy(cx, iterables):
        return IteratorV([], _rows(cx, iterables, lambda row: row))
    parts = _side_by_side(cx, list(iterables))
    if parts is None:
        streams = [stream_of(cx, each) for each in iterables]
        lengths = [cx.length(each) for each in iterables if not isinstance(each, (Unknown, EndlessV))]
        known = [each for each in lengths if each is not None]
        return StreamV(tuple(stream.element for stream in streams), _least(cx, known, len(iterables)))
    if strict is True and len({len(part) for part in parts}) > 1:
        raise Raises("ValueError", "zip of different lengths")
    return IteratorV(list(zip(*parts)))


def _is_lazy(cx: Context, iterables: tuple[Any, ...]) -> bool:
    """Whether items are made when they are asked for, of what is known item by item and may still change."""
    return any(map(may_change, iterables)) and not any(_is_open(cx, each) for each in iterables)


def _least(cx: Context, lengths: list[Int], wanted: int) -> Int | None:
    """The least length, if all are known."""
    if len(lengths) < wanted or not lengths:
        return None
    found = lengths[0]
    for each in lengths[1:]:
        found = found if cx.facts.equal(found, each) is Truth.YES else dim_min(found, each)
    return found


def _side_by_side(cx: Context, iterables: list[Any]) -> list[list[Any]] | None:
    """The items of each iterable, where all are known; endless ones give as many as are needed."""
    endless = [each for each in iterables if isinstance(each, EndlessV)]
    if len(endless) == len(iterables) > 0 or any(_is_open(cx, each) for each in iterables):
        return None
    found: dict[int, list[Any] | None] = {}
    for each in iterables:
        if not isinstance(each, EndlessV) and id(each) not in found:
            found[id(each)] = drain(cx, each)
    if any(items is None for items in found.values()):
        return None
    most = min((len(items) for items in found.values() if items is not None), default=0)
    for each in endless:
        cx.touch(each.course)
        found[id(each)] = each.course.take(most)
    return _alternating(iterables, found)


def _alternating(iterables: list[Any], found: dict[int, list[Any] | None]) -> list[list[Any]]:
    """One iterator given several times (`zip(*[it] * 2)`) is shared out in turn."""
    parts: list[list[Any]] = []
    for i, each in enumerate(iterables):
        places = [place for place, other in enumerate(iterables) if other is each]
        items = found[id(each)] or []
        shared = len(places) > 1 and isinstance(each, (IteratorV, EndlessV))
        parts.append(items[places.index(i) :: len(places)] if shared else items)
    return parts


def _is_open(cx: Context, iterable: Any) -> bool:
    """Whether its items are not all known; asks without consuming."""
    if isinstance(iterable, EndlessV):
        return False
    if isinstance(iterable, (StreamV, Unknown)):
        return True
    return not isinstance(iterable, IteratorV) and drain(cx, iterable) is None


@declare("builtins.map")
def mapped(cx: Context, func: Any, *iterables: Any) -> Any:
    if any(_is_open(cx, each) for each in iterables) or all(isinstance(each, EndlessV) for each in iterables):
        streams = [stream_of(cx, each) for each in iterables]
        result = cx.call(func, tuple(stream.element for stream in streams))
        return StreamV(result, streams[0].length if len(streams) == 1 else None)
    return IteratorV([], _rows(cx, iterables, lambda row: cx.call(func, row)))


@declare("builtins.filter")
def filtered(cx: Context, function: Any, iterable: Any) -> Any:
    if isinstance(iterable, EndlessV) or _is_open(cx, iterable):
        return StreamV(stream_of(cx, iterable).element)
    return IteratorV([], _chosen(cx, function, iterable))


def _chosen(cx: Context, function: Any, iterable: Any) -> Iterator[Any]:
    for each in steps(cx, iterable):
        item = bare(each)
        answer = cx.truth(item if function is None else cx.call(function, (item,)))
        if answer is not Truth.NO:
            yield Perhaps(item) if answer is Truth.OPEN else each


def order(cx: Context, items: list[Any], key: Any, reverse: bool) -> list[Any]:
    """The items in order. Raises Undetermined where it is not known."""
    keys = [item if key is None else cx.call(key, (item,)) for item in items]
    if not all(map(is_constant, keys)):
        raise Undetermined("the order is not known")
    places: list[int] = native_call(sorted, range(len(items)), key=keys.__getitem__, reverse=reverse)
    return [items[place] for place in places]


@declare("builtins.sorted")
def sorted_list(cx: Context, iterable: Any, *, key: Any = None, reverse: Any = False) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return ListV(None, cx.element(iterable))
    return ListV(in_order(cx, items, key, reverse))


def in_order(cx: Context, items: list[Any], key: Any, reverse: Any) -> list[Any]:
    """The items in order, or as many of which each may be any of them."""
    try:
        if not isinstance(reverse, (bool, int)):
            raise Undetermined("the order is not known")
        return order(cx, items, key, bool(reverse))
    except Raises:
        raise
    except Undetermined:
        return items if len(items) < 2 else any_order(cx, items, len(items))


@declare("builtins.reversed")
def reversed_items(cx: Context, sequence: Any) -> Any:
    if isinstance(sequence, Instance):
        method = own_method(cx, sequence, "__reversed__")
        if method is not None:
            return cx.call(method)
    if isinstance(sequence, ListV) and sequence.items is not None:
        return IteratorV([], _from_the_end(sequence, len(sequence.items)))
    items = drain(cx, sequence)
    return stream_of(cx, sequence) if items is None else IteratorV(items[::-1])


def _from_the_end(value: ListV, length: int) -> Iterator[Any]:
    for at in range(length - 1, -1, -1):
        if value.items is None:
            yield Perhaps(value.element)
        elif at < len(value.items):
            yield value.items[at]


@declare("builtins.any")
def any_true(cx: Context, iterable: Any) -> Any:
    items = whole_or_unsure(cx, iterable, Truth.YES)
    if isinstance(items, Unknown):
        return items
    answers = [cx.truth(item) for item in items]
    found = Truth.YES if Truth.YES in answers else Truth.OPEN if Truth.OPEN in answers else Truth.NO
    return verdict(found, "any of open truths", *_open(items, answers))


@declare("builtins.all")
def all_true(cx: Context, iterable: Any) -> Any:
    items = whole_or_unsure(cx, iterable, Truth.NO)
    if isinstance(items, Unknown):
        return items
    answers = [cx.truth(item) for item in items]
    found = Truth.NO if Truth.NO in answers else Truth.OPEN if Truth.OPEN in answers else Truth.YES
    return verdict(found, "all of open truths", *_open(items, answers))


def _open(items: list[Any], answers: list[Truth]) -> list[Any]:
    return [item for item, answer in zip(items, answers) if answer is Truth.OPEN]


def whole_or_unsure(cx: Context, iterable: Any, last: Truth | None = None) -> Any:
    """The items, or an Unknown. Behind one whose truth is `last` no more are asked for."""
    items = _until(cx, iterable, last) if isinstance(iterable, IteratorV) else drain(cx, iterable)
    if items is not None:
        return items
    source = iterable.element if isinstance(iterable, (StreamV, ListV)) else iterable
    return unsure("the items are not known", source)


def _until(cx: Context, iterable: IteratorV, last: Truth | None) -> list[Any] | None:
    found = []
    for item in steps(cx, iterable):
        if isinstance(item, Perhaps):
            drain(cx, iterable)
            return None
        found.append(item)
        if cx.truth(item) is last:
            break
    return found


# --- iterators --------------------------------------------------------------------------------------------------------


@declare("builtins.iter")
def iterator(cx: Context, object: Any, sentinel: Any = MISSING) -> Any:
    if sentinel is not MISSING:
        return StreamV(Unknown("what a callable gives"))
    if isinstance(object, (IteratorV, StreamV, Unknown)):
        return object
    if isinstance(object, Instance):
        method = own_method(cx, object, "__iter__")
        if method is not None:
            found = cx.call(method)
            return (
                found
                if found is object or isinstance(found, (IteratorV, StreamV, Unknown, Instance))
                else iterator(cx, found)
            )
    if may_change(object):
        return IteratorV([], steps(cx, object))
    items = drain(cx, object)
    return stream_of(cx, object) if items is None else IteratorV(items)


@declare("builtins.next")
def next_item(cx: Context, iterator: Any, default: Any = MISSING) -> Any:
    if isinstance(iterator, IteratorV):
        return _next_known(cx, iterator, default)
    if isinstance(iterator, EndlessV):
        cx.touch(iterator.course)
        return iterator.course.take(1)[0]
    if isinstance(iterator, StreamV):
        element = another(cx, iterator.element)
        return element if default is MISSING else unsure("an item or a default", element)
    method = own_method(cx, iterator, "__next__")
    if method is not None and default is MISSING:
        return cx.call(method)
    return unsure("an item of something unknown", iterator)


def _next_known(cx: Context, iterator: IteratorV, default: Any) -> Any:
    cx.touch(iterator)
    if not iterator.has_next():
        if default is MISSING:
            raise Raises("StopIteration")
        return default
    if iterator.open:
        element = another(cx, any_of(cx, iterator.rest()))
        return element if default is MISSING else unsure("an item or a default", element)
    iterator.position += 1
    return iterator.items[iterator.position - 1]


@declare("builtins.iterator.__iter__", "builtins.iterator.__enter__")
def iterator_itself(cx: Context, self: Any) -> Any:
    return self


@declare("builtins.iterator.__next__")
def iterator_next(cx: Context, self: Any) -> Any:
    return next_item(cx, self)


@declare("builtins.iterator.send")
def iterator_send(cx: Context, self: Any, value: Any) -> Any:
    if isinstance(self, IteratorV):
        cx.touch(self)
        self.items = [Unknown("what a generator gives after a value was sent")] * (self.position + len(self.rest()))
    return Unknown("what a generator gives after a value was sent")


@declare("builtins.iterator.close")
def iterator_close(cx: Context, self: Any) -> None:
    if isinstance(self, IteratorV):
        cx.touch(self)
        self.making, self.position = None, len(self.items)


# --- constructors of containers ---------------------------------------------------------------------------------------


@declare("builtins.list.__new__")
def list_new(cx: Context, cls: Any, iterable: Any = ()) -> Any:
    items = drain(cx, iterable)
    return ListV(None, cx.element(iterable)) if items is None else ListV(items)


@declare("builtins.tuple.__new__")
def tuple_new(cx: Context, cls: Any, iterable: Any = ()) -> Any:
    if isinstance(iterable, (Unknown, tuple)) or type(iterable).__name__ == "SizeV":
        return iterable
    items = drain(cx, iterable)
    return stream_of(cx, iterable) if items is None else tuple(items)


@declare("builtins.slice.__new__")
def slice_new(cx: Context, cls: Any, *args: Any) -> Any:
    if not 1 <= len(args) <= 3:
        raise Raises("TypeError", "a slice has one to three parts")
    return slice(*args)
