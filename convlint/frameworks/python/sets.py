"""Sets, frozensets and the keys of dicts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.python.dicts import UNHASHABLE, find_key
from convlint.frameworks.python.support import declare, drain, is_constant, unsure, verdict
from convlint.symbolic import Truth
from convlint.values import (
    Context,
    DictV,
    Instance,
    IteratorV,
    ListV,
    Raises,
    SetV,
    StreamV,
    Undetermined,
    Unknown,
)

KINDS = ("builtins.set", "builtins.frozenset")


def content(cx: Context, self: Any) -> SetV:
    """The set that a value is: an object of a project's subclass keeps it among its notes."""
    if isinstance(self, SetV):
        return self
    if isinstance(self, Instance) and not self.opaque:
        found = self.hidden.get("content")
        if isinstance(found, SetV):
            return found
    raise Undetermined("no set")


def changing(cx: Context, self: Any) -> SetV:
    """The set, about to be changed."""
    found = content(cx, self)
    cx.touch(found)
    return found


def put(cx: Context, found: SetV, value: Any) -> None:
    """`found.add(value)`; the set has been touched."""
    if found.items is None:
        return
    there, _ = find_key(cx, found.items, value)
    if there is Truth.OPEN or isinstance(value, UNHASHABLE):
        found.items = None
    elif there is Truth.NO:
        found.items = {**found.items, value: None}


def made_from(cx: Context, iterable: Any, path: str) -> SetV:
    """`set(iterable)`."""
    if isinstance(iterable, SetV):
        return SetV(None if iterable.items is None else dict(iterable.items), path)
    items = drain(cx, iterable)
    made = SetV(None if items is None else {}, path)
    for item in items or ():
        put(cx, made, item)
    return made


@declare("builtins.set.__new__")
def set_new(cx: Context, cls: Any, iterable: Any = ()) -> Any:
    return made_from(cx, iterable, "builtins.set")


@declare("builtins.frozenset.__new__")
def frozenset_new(cx: Context, cls: Any, iterable: Any = ()) -> Any:
    return made_from(cx, iterable, "builtins.frozenset")


@declare("builtins.set.__init__")
def set_init(cx: Context, self: Any, iterable: Any = ()) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["content"] = made_from(cx, iterable, "builtins.set")


# --- reading ----------------------------------------------------------------------------------------------------------


def contains(cx: Context, self: Any, value: Any) -> Any:
    """`value in self`."""
    found = content(cx, self)
    if found.items is None:
        return unsure("is it in?", value, Unknown())
    return verdict(find_key(cx, found.items, value)[0], "is it in?", Unknown() if is_constant(value) else value)


def length(cx: Context, self: Any) -> Any:
    """`len(self)`."""
    found = content(cx, self)
    return cx.fresh("len", low=0) if found.items is None else len(found.items)


def iterate(cx: Context, self: Any) -> Any:
    """`iter(self)`: the order of a set is not known, but no shape depends on it that the program could rely on."""
    found = content(cx, self)
    return StreamV(Unknown("an element")) if found.items is None else IteratorV(list(found.items))


def copied(cx: Context, self: Any) -> SetV:
    """A copy."""
    found = content(cx, self)
    return SetV(None if found.items is None else dict(found.items), found.path)


def compared(test: Callable[[set[Any], set[Any]], bool]) -> Callable[..., Any]:
    """A comparison of two sets of constants."""

    def handler(cx: Context, self: Any, other: Any) -> Any:
        one, two = constants(cx, self), constants(cx, other)
        return Unknown("sets that are not known") if one is None or two is None else test(set(one), set(two))

    return handler


def constants(cx: Context, value: Any) -> dict[Any, None] | None:
    """The elements, where all are constants."""
    if isinstance(value, SetV):
        items = value.items
    elif isinstance(value, (DictV, ListV, tuple, range, str)):
        items = (
            None if (given := drain(cx, value)) is None or not all(map(is_constant, given)) else dict.fromkeys(given)
        )
    else:
        items = None
    return items if items is not None and all(map(is_constant, items)) else None


def combined(choose: Callable[[dict[Any, None], dict[Any, None]], list[Any]]) -> Callable[..., Any]:
    """A new set of two sets of constants."""

    def handler(cx: Context, self: Any, *others: Any) -> Any:
        path = content(cx, self).path
        made = SetV(constants(cx, self), path if path in KINDS else "builtins.set")
        for other in others:
            two = constants(cx, other)
            made.items = None if made.items is None or two is None else dict.fromkeys(choose(made.items, two))
        return made

    return handler


def in_place(method: Callable[..., Any]) -> Callable[..., Any]:
    """The same, put into the first one; returns it."""

    def handler(cx: Context, self: Any, *others: Any) -> Any:
        found = changing(cx, self)
        found.items = method(cx, self, *others).items
        return self

    return handler


UNION = combined(lambda a, b: [*a, *b])
COMMON = combined(lambda a, b: [x for x in a if x in b])
REST = combined(lambda a, b: [x for x in a if x not in b])
EITHER = combined(lambda a, b: [*(x for x in a if x not in b), *(x for x in b if x not in a)])
SUBSET = compared(lambda a, b: a <= b)
SUPERSET = compared(lambda a, b: a >= b)

READING: dict[str, Callable[..., Any]] = {
    "__contains__": contains,
    "__len__": length,
    "__iter__": iterate,
    "__or__": UNION,
    "__and__": COMMON,
    "__sub__": REST,
    "__xor__": EITHER,
    "__le__": SUBSET,
    "__ge__": SUPERSET,
    "__lt__": compared(lambda a, b: a < b),
    "__gt__": compared(lambda a, b: a > b),
    "__eq__": compared(lambda a, b: a == b),
    "__ne__": compared(lambda a, b: a != b),
    "union": UNION,
    "intersection": COMMON,
    "difference": REST,
    "symmetric_difference": EITHER,
    "issubset": SUBSET,
    "issuperset": SUPERSET,
    "isdisjoint": compared(lambda a, b: not a & b),
    "copy": copied,
    "__copy__": copied,
}
for _name, _handler in READING.items():
    declare(f"builtins.set.{_name}", f"builtins.frozenset.{_name}")(_handler)

for _names, _handler in (
    ("__ior__", UNION),
    ("__iand__", COMMON),
    ("__isub__", REST),
    ("__ixor__", EITHER),
    ("update", UNION),
    ("intersection_update", COMMON),
    ("difference_update", REST),
    ("symmetric_difference_update", EITHER),
):
    declare(f"builtins.set.{_names}")(in_place(_handler))


# --- changing ---------------------------------------------------------------------------------------------------------


@declare("builtins.set.add")
def add(cx: Context, self: Any, elem: Any) -> None:
    put(cx, changing(cx, self), elem)


@declare("builtins.set.discard")
def discard(cx: Context, self: Any, elem: Any) -> None:
    found = changing(cx, self)
    if found.items is None:
        return
    there, own = find_key(cx, found.items, elem)
    if there is Truth.OPEN:
        found.items = None
    elif there is Truth.YES:
        found.items = {each: None for each in found.items if each is not own and each != own}


@declare("builtins.set.remove")
def remove(cx: Context, self: Any, elem: Any) -> None:
    found = content(cx, self)
    if found.items is not None and find_key(cx, found.items, elem)[0] is Truth.NO and not isinstance(elem, Unknown):
        raise Raises("KeyError", "no such element")
    discard(cx, self, elem)


@declare("builtins.set.pop")
def pop(cx: Context, self: Any) -> Any:
    found = changing(cx, self)
    if found.items is not None and len(found.items) == 1:
        item = next(iter(found.items))
        found.items = {}
        return item
    found.items = None
    return Unknown("any element")


@declare("builtins.set.clear")
def clear(cx: Context, self: Any) -> None:
    changing(cx, self).items = {}
