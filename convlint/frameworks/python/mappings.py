"""`collections.abc.Mapping` and `Sequence`: what they give to a class that says how it looks up and what it has."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, renamed
from convlint.frameworks.python.dicts import find_key
from convlint.frameworks.python.support import MOST_ITEMS, declare, is_constant, own_method, unsure, verdict
from convlint.symbolic import Truth
from convlint.values import Context, Instance, IteratorV, ListV, SetV, Undetermined, Unknown

MAPPING, MUTABLE = "collections.abc.Mapping", "collections.abc.MutableMapping"
SEQUENCE = "collections.abc.Sequence"

declare_class(MAPPING)
declare_class(MUTABLE, MAPPING)
declare_class(SEQUENCE)
for _path in (MAPPING, MUTABLE, SEQUENCE):
    renamed(f"typing.{_path.rpartition('.')[2]}", _path)


def _keys(cx: Context, self: Any) -> list[Any]:
    """The keys, as the class's own `__iter__` gives them. Raises Undetermined where they are not known."""
    found = cx.items(self) if isinstance(self, Instance) and own_method(cx, self, "__iter__") is not None else None
    if found is None:
        raise Undetermined("the keys are not known")
    return found


def _there(cx: Context, self: Any, key: Any) -> Truth:
    """Whether there is a key; of one that is not listed, `__getitem__` may know all the same."""
    found = find_key(cx, dict.fromkeys(_keys(cx, self)), key)[0]
    return Truth.OPEN if found is Truth.NO else found


@declare(f"{MAPPING}.get")
def get(cx: Context, self: Any, key: Any, default: Any = None) -> Any:
    if _there(cx, self, key) is Truth.YES:
        return cx.getitem(self, key)
    return Unknown("an item or a default")


@declare(f"{MAPPING}.__contains__")
def contains(cx: Context, self: Any, key: Any) -> Any:
    return verdict(_there(cx, self, key), "is it in?", Unknown() if is_constant(key) else key)


@declare(f"{MAPPING}.keys")
def keys(cx: Context, self: Any) -> Any:
    return SetV(dict.fromkeys(_keys(cx, self)), "builtins.dict_keys")


@declare(f"{MAPPING}.values")
def values(cx: Context, self: Any) -> Any:
    return ListV([cx.getitem(self, key) for key in _keys(cx, self)], None, "builtins.dict_values")


@declare(f"{MAPPING}.items")
def items(cx: Context, self: Any) -> Any:
    return ListV([(key, cx.getitem(self, key)) for key in _keys(cx, self)], None, "builtins.dict_items")


@declare(f"{MAPPING}.__eq__", f"{MAPPING}.__ne__")
def equal(cx: Context, self: Any, value: Any) -> Any:
    return unsure("equality", Unknown())


@declare(*(f"{MUTABLE}.{name}" for name in ("pop", "popitem", "clear", "update", "setdefault")))
def changed(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    cx.forget(self)
    return Unknown("an item")


# --- sequences --------------------------------------------------------------------------------------------------------


def _items(cx: Context, self: Any) -> list[Any]:
    """The items from the first to the last. Raises Undetermined where it is not known how many there are."""
    count = cx.length(self) if isinstance(self, Instance) else None
    if not isinstance(count, int) or count > MOST_ITEMS:
        raise Undetermined("the number of items is not known")
    return [cx.getitem(self, index) for index in range(count)]


@declare(f"{SEQUENCE}.__iter__")
def iterate(cx: Context, self: Any) -> Any:
    return IteratorV(_items(cx, self))


@declare(f"{SEQUENCE}.__reversed__")
def backwards(cx: Context, self: Any) -> Any:
    return IteratorV(_items(cx, self)[::-1])


@declare(f"{SEQUENCE}.__contains__", f"{SEQUENCE}.index", f"{SEQUENCE}.count")
def found_in(cx: Context, self: Any, *args: Any) -> Any:
    return unsure("where it is", Unknown())
