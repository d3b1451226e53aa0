"""Lists, deques and tuples: their methods and operators."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.iterables import in_order, list_new
from convlint.frameworks.python.picking import picked
from convlint.frameworks.python.support import (
    MOST_ITEMS,
    any_of,
    any_order,
    declare,
    drain,
    is_constant,
    joined,
    plain,
    same,
    sliced,
    unsure,
    verdict,
)
from convlint.symbolic import Truth
from convlint.values import MISSING, Context, Instance, IteratorV, ListV, Raises, StreamV, Undetermined, Unknown
from convlint.values.likeness import another


def content(cx: Context, self: Any) -> ListV:
    """The list that a value is: an object of a project's subclass keeps it among its notes."""
    if isinstance(self, ListV):
        return self
    if isinstance(self, Instance) and not self.opaque:
        found = self.hidden.get("content")
        if isinstance(found, ListV):
            return found
    raise Undetermined("no list")


def changing(cx: Context, self: Any) -> ListV:
    """The list, about to be changed."""
    found = content(cx, self)
    cx.touch(found)
    for each in found.stands_for:
        cx.forget(each)
    return found


def known(cx: Context, self: Any) -> list[Any]:
    """The items. Raises Undetermined where they are not known."""
    items = list(self) if isinstance(self, tuple) else content(cx, self).items
    if items is None:
        raise Undetermined("the items are not known")
    return items


@declare("builtins.list.__init__")
def list_init(cx: Context, self: Any, iterable: Any = ()) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["content"] = list_new(cx, None, iterable)


# --- reading ----------------------------------------------------------------------------------------------------------


@declare("builtins.list.__getitem__", "builtins.tuple.__getitem__")
def getitem(cx: Context, self: Any, index: Any) -> Any:
    items = list(self) if isinstance(self, tuple) else content(cx, self).items
    if items is None:
        element = content(cx, self).element
        return ListV(None, element) if isinstance(index, slice) else another(cx, element)
    if isinstance(index, slice):
        return _part(cx, self, items, index)
    place = plain(cx, index)
    if place is None:
        found = picked(cx, index, dict(enumerate(items)))
        return another(cx, any_of(cx, items)) if found is MISSING else found
    return native_call(items.__getitem__, place)


def _part(cx: Context, self: Any, items: list[Any], index: slice) -> Any:
    cut = sliced(cx, index)
    if isinstance(self, tuple):
        return StreamV(any_of(cx, items)) if cut is None else self[cut]
    return ListV(None, any_of(cx, items)) if cut is None else ListV(items[cut])


@declare("builtins.list.__len__", "builtins.tuple.__len__")
def length(cx: Context, self: Any) -> Any:
    return len(known(cx, self))


@declare("builtins.list.__iter__", "builtins.tuple.__iter__")
def iterate(cx: Context, self: Any) -> Any:
    items = list(self) if isinstance(self, tuple) else content(cx, self).items
    return StreamV(content(cx, self).element) if items is None else IteratorV(list(items))


@declare("builtins.list.__reversed__")
def backwards(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    return StreamV(found.element) if found.items is None else IteratorV(found.items[::-1])


def membership(cx: Context, items: list[Any], value: Any) -> Truth:
    """Whether one of the items is `value`."""
    answers = [same(cx, item, value) for item in items]
    return Truth.YES if Truth.YES in answers else Truth.OPEN if Truth.OPEN in answers else Truth.NO


@declare("builtins.list.__contains__", "builtins.tuple.__contains__", "builtins.range.__contains__")
def contains(cx: Context, self: Any, key: Any) -> Any:
    if isinstance(self, range):
        return key in self if is_constant(key) else unsure("is it in?", key)
    items = list(self) if isinstance(self, tuple) else content(cx, self).items
    if items is None:
        return unsure("is it in?", key, Unknown())
    return verdict(membership(cx, items, value=key), "is it in?", key, *items)


@declare("builtins.list.index", "builtins.tuple.index")
def index(cx: Context, self: Any, value: Any, start: Any = 0, stop: Any = None) -> Any:
    items = known(cx, self)
    span = sliced(cx, slice(start, stop))
    if span is None:
        raise Undetermined("where to search is not known")
    for place in range(len(items))[span]:
        answer = same(cx, items[place], value)
        if answer is Truth.OPEN:
            raise Undetermined("which item it is is not known")
        if answer is Truth.YES:
            return place
    raise Raises("ValueError", "no such item")


@declare("builtins.list.count", "builtins.tuple.count")
def count(cx: Context, self: Any, value: Any) -> Any:
    answers = [same(cx, item, value) for item in known(cx, self)]
    return unsure("how many", Unknown()) if Truth.OPEN in answers else answers.count(Truth.YES)


@declare("builtins.list.copy", "builtins.list.__copy__")
def copied(cx: Context, self: Any) -> ListV:
    found = content(cx, self)
    return ListV(None if found.items is None else list(found.items), found.element, found.path, found.limit)


# --- changing ---------------------------------------------------------------------------------------------------------


def _keep(found: ListV, items: list[Any], from_left: bool = False) -> None:
    """Give the list its new items: a deque drops those that are too many."""
    if len(items) > MOST_ITEMS:
        found.forget()
        return
    extra = 0 if found.limit is None else len(items) - found.limit
    found.items = items if extra <= 0 else items[:-extra] if from_left else items[extra:]


def _widen(cx: Context, found: ListV, values: list[Any]) -> None:
    """More items in a list of unknown length."""
    for value in values:
        found.element = joined(cx, found.element, value)


@declare("builtins.list.append")
def append(cx: Context, self: Any, object: Any) -> None:
    found = changing(cx, self)
    if found.items is None:
        _widen(cx, found, [object])
    else:
        _keep(found, [*found.items, object])


@declare("builtins.list.extend")
def extend(cx: Context, self: Any, iterable: Any) -> None:
    found = changing(cx, self)
    more = list(found.items or ()) if iterable is found else drain(cx, iterable)
    if found.items is not None and more is not None:
        _keep(found, [*found.items, *more])
    elif found.items is not None:
        element = any_of(cx, [*found.items, cx.element(iterable)])
        found.items, found.element = None, element
    else:
        _widen(cx, found, [cx.element(iterable)] if more is None else more)


@declare("builtins.list.__iadd__")
def add_in_place(cx: Context, self: Any, value: Any) -> Any:
    extend(cx, self, value)
    return self


@declare("builtins.list.insert")
def insert(cx: Context, self: Any, index: Any, object: Any) -> None:
    found, place = changing(cx, self), plain(cx, index)
    if found.items is None:
        _widen(cx, found, [object])
    elif place is None:
        found.items = [joined(cx, item, object) for item in [*found.items, object]]
    else:
        items = list(found.items)
        items.insert(place, object)
        _keep(found, items)


@declare("builtins.list.appendleft")
def append_left(cx: Context, self: Any, object: Any) -> None:
    found = changing(cx, self)
    if found.items is None:
        _widen(cx, found, [object])
    else:
        _keep(found, [object, *found.items], from_left=True)


@declare("builtins.list.extendleft")
def extend_left(cx: Context, self: Any, iterable: Any) -> None:
    found, more = changing(cx, self), drain(cx, iterable)
    if found.items is None or more is None:
        found.forget()
    else:
        _keep(found, [*more[::-1], *found.items], from_left=True)


@declare("builtins.list.pop")
def pop(cx: Context, self: Any, index: Any = -1) -> Any:
    found, place = changing(cx, self), plain(cx, index)
    if found.items is None:
        return another(cx, found.element)
    if place is None:
        items = found.items
        found.items = any_order(cx, items, len(items) - 1)
        return another(cx, any_of(cx, items))
    items = list(found.items)
    item = native_call(items.pop, place)
    found.items = items
    return item


@declare("builtins.list.popleft")
def pop_left(cx: Context, self: Any) -> Any:
    return pop(cx, self, 0)


@declare("builtins.list.remove")
def remove(cx: Context, self: Any, value: Any) -> None:
    found = changing(cx, self)
    if found.items is None:
        return
    answers = [same(cx, item, value) for item in found.items]
    if Truth.YES in answers and Truth.OPEN not in answers[: answers.index(Truth.YES)]:
        place = answers.index(Truth.YES)
        found.items = found.items[:place] + found.items[place + 1 :]
    elif Truth.OPEN in answers:
        found.items = any_order(cx, found.items, len(found.items) - 1)
    else:
        raise Raises("ValueError", "no such item")


@declare("builtins.list.clear")
def clear(cx: Context, self: Any) -> None:
    changing(cx, self).items = []


@declare("builtins.list.reverse")
def reverse(cx: Context, self: Any) -> None:
    found = changing(cx, self)
    found.items = None if found.items is None else found.items[::-1]


@declare("builtins.list.rotate")
def rotate(cx: Context, self: Any, n: Any = 1) -> None:
    found, steps = changing(cx, self), plain(cx, n)
    if found.items and steps is not None:
        cut = -steps % len(found.items)
        found.items = found.items[cut:] + found.items[:cut]
    elif found.items:
        found.items = any_order(cx, found.items, len(found.items))


@declare("builtins.list.sort")
def sort(cx: Context, self: Any, *, key: Any = None, reverse: Any = False) -> None:
    found = changing(cx, self)
    if found.items is not None:
        found.items = in_order(cx, found.items, key, reverse)


@declare("builtins.list.__setitem__")
def setitem(cx: Context, self: Any, index: Any, value: Any) -> None:
    found = changing(cx, self)
    if isinstance(index, slice):
        _set_part(cx, found, index, value)
    elif found.items is None:
        _widen(cx, found, [value])
    elif (place := plain(cx, index)) is None:
        found.items = [joined(cx, item, value) for item in found.items]
    else:
        items = list(found.items)
        native_call(items.__setitem__, place, value)
        found.items = items


def _set_part(cx: Context, found: ListV, index: slice, value: Any) -> None:
    cut, more = sliced(cx, index), drain(cx, value)
    if found.items is None or cut is None or more is None:
        found.forget()
        return
    items = list(found.items)
    native_call(items.__setitem__, cut, more)
    _keep(found, items)


@declare("builtins.list.__delitem__")
def delitem(cx: Context, self: Any, index: Any) -> None:
    found = changing(cx, self)
    if found.items is None:
        return
    cut = sliced(cx, index) if isinstance(index, slice) else plain(cx, index)
    if cut is not None:
        items = list(found.items)
        native_call(items.__delitem__, cut)
        found.items = items
    elif isinstance(index, slice):
        found.forget()
    else:
        found.items = any_order(cx, found.items, len(found.items) - 1)


# --- operators --------------------------------------------------------------------------------------------------------


@declare("builtins.list.__add__")
def add(cx: Context, self: Any, value: Any) -> Any:
    one = content(cx, self)
    other = value if isinstance(value, ListV) else None
    if other is None:
        if isinstance(value, (tuple, str, int, float, dict)) or value is None:
            raise Raises("TypeError", "a list and no list")
        return NotImplemented if not isinstance(value, Unknown) else unsure("a list and something unknown", value)
    if one.items is None or other.items is None:
        parts = [each for found in (one, other) for each in ([found.element] if found.items is None else found.items)]
        return ListV(None, any_of(cx, parts))
    if len(one.items) + len(other.items) > MOST_ITEMS:
        raise Undetermined("too large")
    return ListV([*one.items, *other.items], None, one.path, one.limit)


@declare("builtins.list.__mul__", "builtins.list.__rmul__")
def multiply(cx: Context, self: Any, value: Any) -> Any:
    found, times = content(cx, self), plain(cx, value)
    if isinstance(value, float) or value is None or isinstance(value, str):
        raise Raises("TypeError", "a list is repeated by an int")
    if found.items is None:
        return ListV(None, found.element)
    if times is None or len(found.items) * times > MOST_ITEMS:
        return ListV(None, any_of(cx, found.items)) if found.items else ListV([])
    return ListV(found.items * times)


@declare("builtins.list.__imul__")
def multiply_in_place(cx: Context, self: Any, value: Any) -> Any:
    found, made = changing(cx, self), multiply(cx, self, value)
    found.items, found.element = made.items, made.element
    return self


@declare("builtins.list.__eq__", "builtins.tuple.__eq__")
def equal(cx: Context, self: Any, value: Any) -> Any:
    if not isinstance(value, tuple if isinstance(self, tuple) else (ListV, Instance)):
        return unsure("equality", value) if isinstance(value, Unknown) else False
    one, other = known(cx, self), known(cx, value)
    if len(one) != len(other):
        return False
    answers = [same(cx, a, b) for a, b in zip(one, other)]
    found = Truth.NO if Truth.NO in answers else Truth.OPEN if Truth.OPEN in answers else Truth.YES
    return verdict(found, "equality", Unknown())


@declare("builtins.list.__ne__", "builtins.tuple.__ne__")
def unequal(cx: Context, self: Any, value: Any) -> Any:
    found = equal(cx, self, value)
    return found if isinstance(found, Unknown) else not found
