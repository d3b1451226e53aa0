"""`collections`: kinds of dicts, deque, namedtuple."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import ClassEntry, declare_class, find_class, prop
from convlint.frameworks.common.signature import REQUIRED, Parameter, Signature
from convlint.frameworks.python import dicts, lists
from convlint.frameworks.python.support import declare, drain, is_constant, native, plain, unsure, whole
from convlint.symbolic import Truth
from convlint.values import Context, DictV, Instance, IteratorV, LibraryClass, ListV, Undetermined, Unknown

declare_class("collections.OrderedDict", "builtins.dict")
declare_class("collections.defaultdict", "builtins.dict")
declare_class("collections.Counter", "builtins.dict")
declare_class("collections.UserDict", "builtins.dict")
declare_class("collections.deque").methods.update((find_class("builtins.list") or ClassEntry("")).methods)
declare_class("collections.tuple_object", "builtins.tuple")  # what namedtuple and NamedTuple make


@declare("collections.OrderedDict.__new__")
def ordered_new(cx: Context, cls: Any, *args: Any, **kwargs: Any) -> Any:
    return dicts.made_from(cx, args, kwargs, "collections.OrderedDict")


@declare("collections.defaultdict.__new__")
def defaultdict_new(cx: Context, cls: Any, default_factory: Any = None, *args: Any, **kwargs: Any) -> Any:
    made = dicts.made_from(cx, args, kwargs, "collections.defaultdict")
    made.factory = default_factory
    return made


@declare("collections.defaultdict.__init__")
def defaultdict_init(cx: Context, self: Any, default_factory: Any = None, *args: Any, **kwargs: Any) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["content"] = defaultdict_new(cx, None, default_factory, *args, **kwargs)


# --- deque ------------------------------------------------------------------------------------------------------------


@declare("collections.deque.__new__")
def deque_new(cx: Context, cls: Any, iterable: Any = (), maxlen: Any = None) -> Any:
    items, limit = drain(cx, iterable), plain(cx, maxlen)
    if items is None or (limit is None and maxlen is not None):
        return ListV(None, cx.element(iterable), "collections.deque", limit)
    return ListV(items if limit is None else items[max(len(items) - limit, 0) :], None, "collections.deque", limit)


@declare("collections.deque.__init__")
def deque_init(cx: Context, self: Any, iterable: Any = (), maxlen: Any = None) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["content"] = deque_new(cx, None, iterable, maxlen)


@prop("collections.deque.maxlen")
def deque_maxlen(cx: Context, self: Any) -> Any:
    found = lists.content(cx, self)
    return Unknown("maxlen") if found.limit is None and found.items is None else found.limit


# --- Counter ----------------------------------------------------------------------------------------------------------


@declare("collections.Counter.__new__")
def counter_new(cx: Context, cls: Any, iterable: Any = None, **kwargs: Any) -> Any:
    if isinstance(iterable, DictV) or (iterable is None and kwargs):
        return dicts.made_from(cx, () if iterable is None else (iterable,), kwargs, "collections.Counter")
    items = [] if iterable is None else drain(cx, iterable)
    if items is None or not all(map(is_constant, items)):
        return DictV(open=True, path="collections.Counter")
    counts: dict[Any, Any] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    return DictV(counts, path="collections.Counter")


@declare("collections.Counter.__getitem__")
def counter_getitem(cx: Context, self: Any, key: Any) -> Any:
    there, value = dicts.look_up(cx, dicts.content(cx, self), key)
    return value if there is Truth.YES else 0 if there is Truth.NO else unsure("a count", Unknown())


@declare("collections.Counter.update", "collections.Counter.subtract")
def counter_update(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    dicts.changing(cx, self).forget()


@declare("collections.Counter.most_common")
def most_common(cx: Context, self: Any, n: Any = None) -> Any:
    found = dicts.content(cx, self)
    if found.open or not isinstance(n, (int, type(None))) or not is_constant(tuple(found.items.values())):
        return ListV(None, (Unknown("an element"), Unknown("a count")))
    pairs = sorted(native(found).items(), key=lambda pair: -pair[1])
    return ListV(list(pairs if n is None else pairs[:n]))


@declare("collections.Counter.total")
def total(cx: Context, self: Any) -> Any:
    found = dicts.content(cx, self)
    counts = tuple(found.items.values())
    return Unknown("a count") if found.open or not is_constant(counts) else sum(counts)


# --- named tuples -----------------------------------------------------------------------------------------------------


@declare("collections.namedtuple")
def namedtuple(
    cx: Context, typename: Any, field_names: Any, *, rename: Any = False, defaults: Any = None, module: Any = None
) -> Any:
    names = field_names.replace(",", " ").split() if isinstance(field_names, str) else whole(cx, field_names)
    values = [] if defaults is None else whole(cx, defaults)
    if rename is not False or not all(isinstance(name, str) for name in names) or len(values) > len(names):
        raise Undetermined("the fields are not known")
    return record_class(str(typename), names, [REQUIRED] * (len(names) - len(values)) + values)


def record_class(name: str, fields: list[str], defaults: list[Any]) -> LibraryClass:
    """A class of named tuples; REQUIRED stands for no default."""
    init = Signature.parse("")
    init._parameters = [Parameter(field, "positional", value, None) for field, value in zip(fields, defaults)]
    path = f"collections.namedtuple.{name}"
    return LibraryClass(path, ClassEntry(path, ("collections.tuple_object",), init))


def _fields(self: Any) -> list[str]:
    """The names of a named tuple's fields. Raises Undetermined for anything else."""
    if not isinstance(self, Instance) or self.opaque:
        raise Undetermined("no named tuple")
    fields = getattr(self.cls, "fields", None)  # of a class of the project
    if fields:
        return list(fields)
    for cls in getattr(self.cls, "mro", None) or [self.cls]:
        if (
            isinstance(cls, LibraryClass)
            and cls.entry.init is not None
            and "collections.tuple_object" in cls.entry.parents
        ):
            return [parameter.name for parameter in cls.entry.init.parameters]
    raise Undetermined("the fields are not known")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(self.attrs.get(name, Unknown(f"`{name}`")) for name in _fields(self))


@declare("collections.tuple_object.__iter__")
def record_iter(cx: Context, self: Any) -> Any:
    return IteratorV(list(_values(self)))


@declare("collections.tuple_object.__len__")
def record_len(cx: Context, self: Any) -> Any:
    return len(_fields(self))


@declare("collections.tuple_object.__getitem__")
def record_getitem(cx: Context, self: Any, index: Any) -> Any:
    return lists.getitem(cx, _values(self), index)


@declare("collections.tuple_object.__contains__")
def record_contains(cx: Context, self: Any, key: Any) -> Any:
    return lists.contains(cx, _values(self), key)


@declare("collections.tuple_object.index")
def record_index(cx: Context, self: Any, value: Any) -> Any:
    return lists.index(cx, _values(self), value)


@declare("collections.tuple_object.count")
def record_count(cx: Context, self: Any, value: Any) -> Any:
    return lists.count(cx, _values(self), value)


@declare("collections.tuple_object.__eq__")
def record_equal(cx: Context, self: Any, value: Any) -> Any:
    other = _values(value) if isinstance(value, Instance) else value
    return lists.equal(cx, _values(self), other)


@declare("collections.tuple_object.__ne__")
def record_unequal(cx: Context, self: Any, value: Any) -> Any:
    found = record_equal(cx, self, value)
    return found if isinstance(found, Unknown) else not found


@declare("collections.tuple_object.__add__")
def record_add(cx: Context, self: Any, value: Any) -> Any:
    return cx.binary("+", _values(self), value)


@declare("collections.tuple_object._asdict")
def record_asdict(cx: Context, self: Any) -> Any:
    return DictV(dict(zip(_fields(self), _values(self))))


@declare("collections.tuple_object._replace")
def record_replace(cx: Context, self: Any, **kwargs: Any) -> Any:
    given = {**dict(zip(_fields(self), _values(self))), **kwargs}
    return cx.call(self.cls, (), given)


@prop("collections.tuple_object._fields")
def record_fields(cx: Context, self: Any) -> Any:
    return tuple(_fields(self))
