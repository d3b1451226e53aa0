"""Dicts: their methods and operators. Also those of OrderedDict, defaultdict and Counter, which are dicts here."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.python.picking import picked
from convlint.frameworks.python.support import (
    any_of,
    declare,
    drain,
    is_constant,
    joined,
    own_method,
    same,
    truth_of,
    unsure,
    verdict,
)
from convlint.symbolic import Truth
from convlint.values import (
    AttributesV,
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
from convlint.values.context import MISSING
from convlint.values.likeness import another

PLAIN = frozenset((str, int, float, bool))
MOST_VIEWS = 3
"""So many views of a dict are told when keys come or go."""
UNHASHABLE = (ListV, DictV, SetV, Unknown)


def content(cx: Context, self: Any) -> DictV:
    """The dict that a value is: an object of a project's subclass keeps it among its notes."""
    if isinstance(self, DictV):
        return self
    if isinstance(self, Instance) and not self.opaque:
        found = self.hidden.get("content")
        if found is None:  # its own constructor did not ask dict's
            cx.touch(self)
            found = self.hidden["content"] = DictV()
        if isinstance(found, DictV):
            return found
    raise Undetermined("no dict")


def changing(cx: Context, self: Any) -> DictV:
    """The dict, about to be changed."""
    found = content(cx, self)
    cx.touch(found.owner if isinstance(found, AttributesV) else found)
    if found.views:
        _forget_views(cx, found)
    for each in found.stands_for:
        cx.forget(each)
    return found


def _forget_views(cx: Context, found: DictV) -> None:
    """Keys come or go: what `keys` and its like gave shows others."""
    for view in found.views:
        cx.forget(view)
    found.views = ()


# --- keys -------------------------------------------------------------------------------------------------------------


def find_key(cx: Context, items: dict[Any, Any], key: Any) -> tuple[Truth, Any]:
    """Whether a key is among those of `items`, and which one it equals."""
    if is_constant(key):
        if _among(items, key):
            return Truth.YES, key
        if PLAIN.issuperset(map(type, items)):
            return Truth.NO, None
        others = [each for each in items if type(each) not in PLAIN and not is_constant(each)]
    else:
        if not isinstance(key, UNHASHABLE) and _among(items, key):
            return Truth.YES, key
        others = list(items)
    answers = [same(cx, key, each) for each in others]
    if Truth.YES in answers:
        return Truth.YES, others[answers.index(Truth.YES)]
    return (Truth.OPEN if Truth.OPEN in answers else Truth.NO), None


def _among(items: dict[Any, Any], key: Any) -> bool:
    try:
        return key in items
    except TypeError:
        return False


def _either(cx: Context, item: Any, value: Any) -> Any:
    """What is under a key that `value` may have been put under; for two unknowns no proof is looked for."""
    if type(item) is not Unknown or type(value) is not Unknown or item is value:
        return joined(cx, item, value)
    number, whole = item.number and value.number, item.whole and value.whole
    return Unknown(item.why, item.data and value.data, item.given and value.given, number, whole)


def put(cx: Context, found: DictV, key: Any, value: Any) -> None:
    """`found[key] = value`; the dict has been touched."""
    there, own = find_key(cx, found.items, key)
    if there is Truth.YES:
        found.items[own] = value
    elif there is Truth.NO and not isinstance(key, UNHASHABLE):
        found.items[key] = value
    else:
        found.items = {each: _either(cx, item, value) for each, item in found.items.items()}
        if not found.open:
            found.rest = (value,)
        elif found.rest is not None:
            found.rest = (joined(cx, found.rest[0], value),)
        found.open = True


def look_up(cx: Context, found: DictV, key: Any) -> tuple[Truth, Any]:
    """Whether a dict has a key, and its value."""
    there, own = find_key(cx, found.items, key)
    if there is Truth.YES:
        return there, found.items[own]
    return (Truth.OPEN if found.open else there), None


def _fetch(cx: Context, found: DictV, key: Any) -> tuple[Truth, Any]:
    """The same for a value that is wanted: what registers it may not have run yet."""
    there, value = look_up(cx, found, key)
    if there is Truth.OPEN and type(key) is str and cx.settle(found, key):
        return look_up(cx, found, key)
    return there, value


def _one_of(cx: Context, found: DictV, key: Any, *more: Any) -> Any:
    """What stands for the value of a key that is not known."""
    rest = found.rest if found.open else ()
    if rest is None or not (found.items or rest):
        return unsure("an item of a dict", Unknown() if is_constant(key) else key)
    return another(cx, any_of(cx, [*found.items.values(), *rest, *more]))


def _one_or_more(cx: Context, found: DictV) -> Any:
    """What a defaultdict gives for a key that is not known, which may be there from now on."""
    if found.open:
        return Unknown("an item or a default")
    value = any_of(cx, [*found.items.values(), cx.call(found.factory)])
    changing(cx, found)
    found.open, found.rest = True, (value,)
    return another(cx, value)


# --- making -----------------------------------------------------------------------------------------------------------


def made_from(cx: Context, args: tuple[Any, ...], kwargs: dict[str, Any], path: str = "builtins.dict") -> DictV:
    """`dict(*args, **kwargs)`."""
    made = DictV(path=path)
    if len(args) > 1:
        raise Raises("TypeError", "a dict takes one argument")
    for arg in args:
        absorb(cx, made, arg)
    put_all(cx, made, kwargs)
    return made


def put_all(cx: Context, found: DictV, kwargs: dict[str, Any]) -> None:
    """Keyword arguments as entries; the name `**` stands for some that are not known."""
    if "**" in kwargs:
        found.open, found.rest = True, None
    for name, value in kwargs.items():
        if name != "**":
            put(cx, found, name, value)


def absorb(cx: Context, found: DictV, other: Any) -> None:
    """`found.update(other)`; the dict has been touched."""
    if isinstance(other, Instance) and isinstance(other.hidden.get("content"), DictV):
        other = content(cx, other)
    if isinstance(other, DictV):
        for key, value in list(other.items.items()):
            put(cx, found, key, value)
        if other.open:
            blur(found, other.items)
        return
    pairs = drain(cx, other) if isinstance(other, (ListV, tuple, IteratorV)) else None
    split = None if pairs is None else [_pair(cx, pair) for pair in pairs]
    if split is None or any(pair is None for pair in split):
        found.forget()
        return
    for pair in split:
        if pair is not None:
            put(cx, found, *pair)


def blur(found: DictV, certain: dict[Any, Any]) -> None:
    """Other entries may have been replaced by something unknown."""
    found.items = {key: value if key in certain else Unknown("maybe replaced") for key, value in found.items.items()}
    found.open, found.rest = True, None


def _pair(cx: Context, value: Any) -> tuple[Any, Any] | None:
    items = drain(cx, value) if isinstance(value, (tuple, ListV, str)) else None
    return (items[0], items[1]) if items is not None and len(items) == 2 else None


@declare("builtins.dict.__new__")
def dict_new(cx: Context, cls: Any, *args: Any, **kwargs: Any) -> Any:
    return made_from(cx, args, kwargs)


@declare("builtins.dict.__init__")
def dict_init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["content"] = made_from(cx, args, kwargs)


@declare("builtins.dict.fromkeys")
def from_keys(cx: Context, iterable: Any, value: Any = None, *more: Any) -> Any:
    if more or (isinstance(iterable, DictV) and not iterable.items):  # maybe asked of a dict, not of the class
        raise Undetermined("fromkeys of a dict")
    made, keys = DictV(), drain(cx, iterable)
    if keys is None:
        return DictV(open=True)
    for key in keys:
        put(cx, made, key, value)
    return made


# --- reading ----------------------------------------------------------------------------------------------------------


@declare("builtins.dict.__getitem__")
def getitem(cx: Context, self: Any, key: Any) -> Any:
    found = content(cx, self)
    there, value = _fetch(cx, found, key)
    if there is Truth.YES:
        return value
    if there is Truth.OPEN:
        one = MISSING if found.open else picked(cx, key, found.items)
        if one is not MISSING:
            return one
        return _one_of(cx, found, key) if found.factory is None else _one_or_more(cx, found)
    if found.factory is None:
        if isinstance(self, Instance):
            method = own_method(cx, self, "__missing__")
            if method is None:
                raise Undetermined("`__missing__`")
            return cx.call(method, (key,))
        raise Raises("KeyError", "no such key")
    changing(cx, self)
    value = cx.call(found.factory)
    put(cx, found, key, value)
    return value


@declare("builtins.dict.get")
def get(cx: Context, self: Any, key: Any, default: Any = None) -> Any:
    found = content(cx, self)
    there, value = _fetch(cx, found, key)
    if there is Truth.OPEN:
        return _one_of(cx, found, key, default)
    return value if there is Truth.YES else default


@declare("builtins.dict.__contains__")
def contains(cx: Context, self: Any, key: Any) -> Any:
    return verdict(look_up(cx, content(cx, self), key)[0], "is it in?", Unknown() if is_constant(key) else key)


@declare("builtins.dict.__len__")
def length(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    return cx.fresh("len", low=len(found.items)) if found.open else len(found.items)


@declare("builtins.dict.__iter__")
def iterate(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    return StreamV(Unknown("a key")) if found.open else IteratorV(list(found.items))


@declare("builtins.dict.__reversed__")
def backwards(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    return StreamV(Unknown("a key")) if found.open else IteratorV(list(found.items)[::-1])


@declare("builtins.dict.keys")
def keys(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    return _viewed(found, SetV(None if found.open else dict.fromkeys(found.items), "builtins.dict_keys"))


@declare("builtins.dict.values")
def values(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    if found.open:
        return ListV(None, Unknown("a value"), "builtins.dict_values")
    return _viewed(found, ListV(list(found.items.values()), None, "builtins.dict_values"))


@declare("builtins.dict.items")
def items(cx: Context, self: Any) -> Any:
    found = content(cx, self)
    if found.open:
        return ListV(None, (Unknown("a key"), Unknown("a value")), "builtins.dict_items")
    return _viewed(found, ListV(list(found.items.items()), None, "builtins.dict_items"))


def _viewed(found: DictV, view: Any) -> Any:
    """A view of a dict, remembered by it."""
    found.views = (*found.views[1 - MOST_VIEWS :], view)
    return view


@declare("builtins.dict.copy", "builtins.dict.__copy__")
def copied(cx: Context, self: Any) -> DictV:
    found = content(cx, self)
    return DictV(dict(found.items), found.open, found.factory, found.path)


# --- changing ---------------------------------------------------------------------------------------------------------


@declare("builtins.dict.__setitem__")
def setitem(cx: Context, self: Any, key: Any, value: Any) -> None:
    found, views = content(cx, self), content(cx, self).views
    count, found.views = len(found.items), ()
    put(cx, changing(cx, self), key, value)
    found.views = views
    if views and len(found.items) != count:  # while a loop runs over a view no key may be added
        _forget_views(cx, found)


@declare("builtins.dict.__delitem__")
def delitem(cx: Context, self: Any, key: Any) -> None:
    pop(cx, self, key)


@declare("builtins.dict.pop")
def pop(cx: Context, self: Any, key: Any, default: Any = MISSING) -> Any:
    found = changing(cx, self)
    there, own = find_key(cx, found.items, key)
    if there is Truth.YES:
        return found.items.pop(own)
    if there is Truth.OPEN or isinstance(key, UNHASHABLE):
        value = _one_of(cx, found, key)
        found.items, found.open, found.rest = {}, True, None  # any one of them may be gone
        return unsure("an item or a default", value)
    if found.open:
        return Unknown("an item or a default")
    if default is MISSING:
        raise Raises("KeyError", "no such key")
    return default


@declare("builtins.dict.popitem")
def pop_item(cx: Context, self: Any, last: Any = True) -> Any:
    found = changing(cx, self)
    if found.open or not isinstance(last, bool):
        found.items, found.open, found.rest = {}, True, None
        return (Unknown("a key"), Unknown("a value"))
    if not found.items:
        raise Raises("KeyError", "the dict is empty")
    key = list(found.items)[-1 if last else 0]
    return (key, found.items.pop(key))


@declare("builtins.dict.setdefault")
def set_default(cx: Context, self: Any, key: Any, default: Any = None) -> Any:
    found = changing(cx, self)
    there, value = look_up(cx, found, key)
    if there is Truth.YES:
        return value
    if there is Truth.NO and not isinstance(key, UNHASHABLE):
        found.items[key] = default
        return default
    put(cx, found, key, Unknown("an item or a default"))
    return Unknown("an item or a default")


@declare("builtins.dict.update")
def update(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    found = changing(cx, self)
    for arg in args:
        absorb(cx, found, arg)
    if "**" in kwargs:
        blur(found, {})
    put_all(cx, found, kwargs)


@declare("builtins.dict.clear")
def clear(cx: Context, self: Any) -> None:
    found = changing(cx, self)
    found.items, found.open, found.rest = {}, False, None


@declare("builtins.dict.move_to_end")
def move_to_end(cx: Context, self: Any, key: Any, last: Any = True) -> None:
    found = changing(cx, self)
    there, own = find_key(cx, found.items, key)
    if there is not Truth.YES or not isinstance(last, bool):
        found.forget()
        return
    value = found.items.pop(own)
    found.items = {**found.items, own: value} if last else {own: value, **found.items}


# --- operators --------------------------------------------------------------------------------------------------------


@declare("builtins.dict.__or__")
def union(cx: Context, self: Any, value: Any) -> Any:
    made = copied(cx, self)
    absorb(cx, made, value)
    return made


@declare("builtins.dict.__ior__")
def union_in_place(cx: Context, self: Any, value: Any) -> Any:
    update(cx, self, value)
    return self


@declare("builtins.dict.__eq__")
def equal(cx: Context, self: Any, value: Any) -> Any:
    if not isinstance(value, (DictV, Instance)):
        return unsure("equality", value) if isinstance(value, Unknown) else False
    one, other = content(cx, self), content(cx, value)
    if one.open or other.open or not all(map(is_constant, [*one.items, *other.items])):
        return Unknown("equality")
    if one.items.keys() != other.items.keys():
        return False
    answers = [same(cx, item, other.items[key]) for key, item in one.items.items()]
    found = Truth.OPEN if Truth.OPEN in answers else truth_of(Truth.NO not in answers)
    return verdict(Truth.NO if Truth.NO in answers else found, "equality", Unknown())


@declare("builtins.dict.__ne__")
def unequal(cx: Context, self: Any, value: Any) -> Any:
    found = equal(cx, self, value)
    return found if isinstance(found, Unknown) else not found
