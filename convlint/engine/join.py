"""The join: what is known of a value that is one or the other."""

from __future__ import annotations

from typing import Any, Final

from convlint.engine.either import CLASSES, FUNCTIONS, OneOf, either
from convlint.frameworks.common.registry import find_class
from convlint.symbolic import Dim, Facts, Truth, symbol
from convlint.values import DictV, FloatV, Instance, LibraryClass, ListV, SizeV, Tensor, Unknown, common_layout

CALLABLES: Final = frozenset((*FUNCTIONS, *CLASSES, OneOf))
MOST_ITEMS: Final = 256
"""Larger lists are not joined item by item."""
MOST_MET: Final = 4000
"""How many objects within two objects are joined."""


def join(facts: Facts, one: Any, other: Any) -> Any:
    """Equal values stay; sizes that differ become a fresh symbol, ranks or kinds that differ become Unknown."""
    if one is other:
        return one
    alike = (_is_int(one) and _is_int(other)) or (isinstance(one, tuple) and isinstance(other, tuple))
    if type(one) in CALLABLES and type(other) in CALLABLES:
        return either(one, other)
    if type(one) is not type(other) and not alike:
        return _unknown(one, other)
    if _is_int(one):
        return _join_ints(facts, one, other)
    kind = tuple if isinstance(one, tuple) else type(one)
    rule = _RULES.get(kind)
    if rule is not None:
        return _once(rule, facts, one, other) if kind in _HOLDERS else rule(facts, one, other)
    if isinstance(one, (str, float, bytes, bool, complex, type(None), range)):
        return one if one == other else Unknown("two values meet", number=_is_number(one) and _is_number(other))
    return _unknown(one, other)


_met: Final[dict[tuple[int, int], Any]] = {}
"""What has become of the pairs of objects that the join under way has come to; they may hold themselves, or each other."""


def _once(rule: Any, facts: Facts, one: Any, other: Any) -> Any:
    """The join of two objects that hold others; of a pair that is met again within it, the same."""
    key, outermost = (id(one), id(other)), not _met
    if key in _met:
        return _met[key]
    if len(_met) >= MOST_MET:
        return Unknown("more than is joined meets")
    _met[key] = Unknown("objects that hold themselves meet")
    try:
        made = _met[key] = rule(facts, one, other)
        return made
    finally:
        if outermost:
            _met.clear()


def _is_int(value: Any) -> bool:
    return isinstance(value, Dim) or (isinstance(value, int) and not isinstance(value, bool))


def _unknown(one: Any, other: Any) -> Unknown:
    data = all(not isinstance(v, Unknown) or v.data for v in (one, other)) and isinstance(one, Unknown) | isinstance(
        other, Unknown
    )
    unknown = [value for value in (one, other) if isinstance(value, Unknown)]
    given = bool(unknown) and all(value.given for value in unknown)
    return Unknown("values of different kinds meet", data, given, _is_number(one) and _is_number(other))


def _is_number(value: Any) -> bool:
    if isinstance(value, Dim):
        return value.certain
    return value.number if isinstance(value, Unknown) else isinstance(value, (int, float, FloatV))


def _join_ints(facts: Facts, one: Any, other: Any) -> Any:
    if facts.equal(one, other) is Truth.YES:
        return one
    lows = [facts.bounds(value)[0] for value in (one, other)]
    low = None if None in lows else min(low for low in lows if low is not None)
    return symbol("n", low=low)


def _join_tensors(facts: Facts, one: Tensor, other: Tensor) -> Any:
    if one.library != other.library:
        return Unknown("tensors of two libraries meet")
    from convlint.symbolic import Shape

    shape = facts.join_shapes(one.shape, other.shape) or Shape.unknown("x")
    dtype = one.dtype if one.dtype == other.dtype else None
    data = one.data if one.data == other.data else None
    made = Tensor(shape, dtype, one.library, data, assumed=one.assumed or other.assumed)
    made.layout = common_layout((one.shape, one.layout), (other.shape, other.layout))
    return made


def _join_tuples(facts: Facts, one: tuple[Any, ...], other: tuple[Any, ...]) -> Any:
    if len(one) != len(other):
        return Unknown("tuples of different lengths meet")
    return tuple(join(facts, a, b) for a, b in zip(one, other))


def _join_lists(facts: Facts, one: ListV, other: ListV) -> Any:
    made = ListV([])
    made.stands_for = (one, other)
    if one.items == [] or other.items == [] or _is_large(one):
        made.forget()  # about to be filled, by the name of its own; or more than is worth comparing
        return made
    made.merge(lambda a, b: join(facts, a, b), one.save(), other.save())
    return made


def _is_large(table: ListV) -> bool:
    """Whether a list, or a list of rows, has more items than are joined one by one, or had."""
    if not table.items:
        return type(table.element) is Unknown
    row = table.items[0]
    columns = len(row.items) if isinstance(row, ListV) and row.items else 1
    return len(table.items) * columns > MOST_ITEMS


def _join_dicts(facts: Facts, one: DictV, other: DictV) -> Any:
    made = DictV()
    made.stands_for = (one, other)
    if not one.items or not other.items:
        made.forget()
        return made
    made.merge(lambda a, b: join(facts, a, b), one.save(), other.save())
    return made


def _join_instances(facts: Facts, one: Instance, other: Instance) -> Any:
    """Two objects of one class, as layers of a list: an object whose attributes are the joins."""
    if one.cls is not other.cls and getattr(one.cls, "path", one.cls) != getattr(other.cls, "path", other.cls):
        return _one_of_several(one, other)
    made = Instance(one.cls, origin=one.origin)
    made.merge(lambda a, b: _shallow(facts, a, b), one.save(), other.save())
    return made


def _one_of_several(one: Instance, other: Instance) -> Any:
    """An object of the class that stands for both, where there is one."""
    paths = {
        "" if each.opaque or not isinstance(each.cls, LibraryClass) else each.cls.entry.stand_in
        for each in (one, other)
    }
    entry = find_class(min(paths)) if len(paths) == 1 and min(paths) else None
    if entry is None:
        return Unknown("objects of different classes meet")
    return Instance(LibraryClass(entry.path, entry))


def _shallow(facts: Facts, one: Any, other: Any) -> Any:
    """Objects within objects are not joined: two models may hold each other."""
    if isinstance(one, Instance) and one is not other:
        return Unknown("objects within objects meet")
    return join(facts, one, other)


def _join_sizes(facts: Facts, one: SizeV, other: SizeV) -> Any:
    return one if one.tensor is other.tensor else Unknown("two shapes meet")


def _join_unknowns(facts: Facts, one: Unknown, other: Unknown) -> Any:
    number, whole = one.number and other.number, one.whole and other.whole
    return Unknown(one.why, one.data and other.data, one.given and other.given, number, whole)


_HOLDERS: Final = frozenset((ListV, DictV, Instance))
_RULES: Final[dict[type, Any]] = {
    Tensor: _join_tensors,
    tuple: _join_tuples,
    ListV: _join_lists,
    DictV: _join_dicts,
    Instance: _join_instances,
    SizeV: _join_sizes,
    Unknown: _join_unknowns,
}
