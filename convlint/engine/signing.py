"""Signatures: what of the arguments of a call its outcome depends on, as one hashable key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from convlint.engine.either import OneOf
from convlint.engine.objects import Class, Condition, EnumMember, Function, LazyDefinition, Module, Param, Thunk
from convlint.engine.shared import Shared
from convlint.frameworks.common.registry import is_registered
from convlint.symbolic import Dim, Facts, Lead, Shape, Symbol, form
from convlint.values import (
    BoundMethod,
    DictV,
    FloatV,
    HeapObject,
    Instance,
    IteratorV,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    SetV,
    Sizes,
    SizeV,
    StreamV,
    Tensor,
    Unknown,
)
from convlint.values.base import next_serial

LARGEST: Final = 2_000
"""Arguments of more parts are not signed."""
FEW: Final = 4
"""Whole objects in which a value is looked for one by one."""


class Unsigned(Exception):
    """A value whose every dependence cannot be told, or one too large."""


class Signer:
    """Signs values that were all there at one time; equal keys mean that no program can tell the values apart.

    objects: the mutable ones, in the order of the walk. symbols, leads: the open sizes and ranks, numbered as they are met.
    bound: an argument that is left open is among the values. facts: what is bound is signed as what it is bound to.
    shared: a function that closes over, or a class that holds, what is not shared cannot be signed: that may change.
    numbers: those of the signatures of whole objects, which stand for them in others.
    wholes: for the first few of these, where they begin among the objects, and the places in them.
    """

    __slots__ = ("bound", "facts", "leads", "left", "numbers", "objects", "out", "seen", "shared", "symbols", "wholes")

    def __init__(self, shared: Shared, facts: Facts, numbers: Numbers) -> None:
        self.shared = shared
        self.facts = facts
        self.numbers = numbers
        self.symbols: dict[Symbol, int] = {}
        self.leads: dict[Lead, int] = {}
        self.out: list[Any] = []
        self.seen: dict[int, int] = {}
        self.wholes: list[tuple[int, dict[int, int]]] = []
        self.objects: list[HeapObject] = []
        self.bound = False
        self.left = LARGEST

    def sign(self, value: Any) -> None:
        """Add a value to the key."""
        kind = type(value)
        self.out.append(kind)
        if kind in ATOMS:
            self.out.append(value)
            return
        rule = _RULES.get(kind)
        if rule is None:
            raise Unsigned
        rule(self, value)

    def all(self, values: Any) -> None:
        """Add several values and their number."""
        self.left -= len(values)
        if self.left < 0:
            raise Unsigned
        out = self.out
        out.append(len(values))
        for value in values:
            kind = type(value)
            if kind in ATOMS:
                out += (kind, value)
            else:
                self.sign(value)

    def names(self, values: dict[Any, Any]) -> None:
        """Add a dict whose keys are plain."""
        if values:
            self.all(values.values())
            self.out += values
        else:
            self.out.append(0)

    def is_new(self, value: Any) -> bool:
        """Whether a mutable value is met for the first time; adds where, if not."""
        place = self.place(value)
        if place is None:
            self.seen[id(value)] = len(self.objects)
            self.objects.append(value)
            return True
        self.out.append(place)
        return False

    def place(self, value: Any) -> int | None:
        """Where a value is among the objects."""
        found = self.seen.get(id(value))
        if found is None:
            for begin, places in self.wholes:
                inner = places.get(id(value))
                if inner is not None:
                    return begin + inner
        return found

    def take(self, value: HeapObject, signed: Signed) -> bool:
        """Add an object by the number of its signature; not where something in it was met before."""
        self.left -= 1 + len(signed.objects)
        if self.left < 0:
            raise Unsigned
        places, begin = signed.places(value), len(self.objects)
        if not self.seen.keys().isdisjoint(places.keys()):
            return False
        for _, others in self.wholes:
            if not others.keys().isdisjoint(places.keys()):
                return False
        if len(self.wholes) < FEW:
            self.wholes.append((begin, places))
        else:
            self.seen.update({each: begin + at for each, at in places.items()})
        self.objects.append(value)
        self.objects += signed.objects
        self.out.append(signed.mark)
        return True


class Signed:
    """The signature of an object with all that is in it, by number, as long as nothing in it changes.

    mark: None where it cannot stand for the object: it speaks of open sizes, or the object is being signed.
    fails: the object cannot be signed. objects: the mutable ones in it, but for itself, which would hold itself else.
    """

    __slots__ = ("_places", "fails", "mark", "moment", "objects")

    def __init__(self, objects: list[HeapObject], mark: tuple[int] | None = None, fails: bool = False) -> None:
        self.moment = next_serial()
        self.objects = objects
        self.mark = mark
        self.fails = fails
        self._places: dict[int, int] | None = None

    def places(self, value: HeapObject) -> dict[int, int]:
        """By id, where the object itself and the mutable ones in it are among these."""
        if self._places is None:
            self._places = {id(each): place for place, each in enumerate([value, *self.objects])}
        return self._places

    def holds(self, value: HeapObject) -> bool:
        """Whether nothing in the object has changed since, nor it itself."""
        moment = self.moment
        if value.changed > moment:
            return False
        for each in self.objects:  # noqa: SIM110 - asked for every argument
            if each.changed > moment:
                return False
        return True


Numbers = dict[tuple[Any, ...], tuple[int]]
ATOMS: Final = frozenset((int, str, float, bool, bytes, complex, type(None), type(Ellipsis), range))


def _itself(signer: Signer, value: Any) -> None:
    signer.out.append(value)


def _open_size(signer: Signer, value: Dim) -> None:
    known = signer.facts.resolve(value)
    if isinstance(known, int):
        signer.out.append(known)
        return
    places = signer.symbols
    signer.out.append(form(known))
    signer.out += [places.setdefault(name, len(places)) for name in known.variables()]


def _shape(signer: Signer, value: Shape) -> None:
    shape = signer.facts.resolve_shape(value)
    signer.all(shape.dims)
    lead, places = shape.lead, signer.leads
    signer.out.append(None if lead is None else places.setdefault(lead, len(places)))


def _tensor(signer: Signer, value: Tensor) -> None:
    if signer.is_new(value):
        if value.source is not None or value.prefix or value.drawn is not None:
            raise Unsigned
        _shape(signer, value.shape)
        signer.out += (value.dtype, value.library, value.assumed, value.parameter)
        signer.all((value.data, value.factors))
        layout = value.layout
        if layout is None or layout.strides is None:
            signer.out.append(layout)
        else:
            signer.all(layout.strides)
            signer.out += layout[1:]


def _instance(signer: Signer, value: Instance) -> None:
    if signer.place(value) is None:
        signed: Signed | None = value.signed
        if signed is None or not signed.holds(value):
            signed = _signed(signer, value)
        if signed.fails:
            raise Unsigned
        if signed.mark is not None and signer.take(value, signed):
            return
    _content(signer, value)


def _content(signer: Signer, value: Instance) -> None:
    if signer.is_new(value):
        signer.sign(value.cls)
        signer.out.append(value.opaque)
        signer.names(value.attrs)
        signer.names(value.hidden)


def _signed(signer: Signer, value: Instance) -> Signed:
    """Sign an object for itself."""
    value.signed = Signed([])
    own, numbers = Signer(signer.shared, signer.facts, signer.numbers), signer.numbers
    mark, fails = None, False
    try:
        _content(own, value)
        if not (own.symbols or own.leads or own.bound):
            mark = numbers.setdefault(tuple(own.out), (len(numbers),))
    except Unsigned:
        fails = True
    signed = value.signed = Signed(own.objects[1:], mark, fails)
    return signed


def _list(signer: Signer, value: ListV) -> None:
    if signer.is_new(value):
        signer.out += (value.path, value.limit)
        if value.items is None:
            signer.sign(value.element)
        else:
            signer.all(value.items)


def _dict(signer: Signer, value: DictV) -> None:
    if signer.is_new(value):
        signer.out += (value.path, value.open)
        signer.all(tuple(value.items))
        signer.all(value.items.values())
        signer.sign(value.rest)
        signer.sign(value.factory)


def _set(signer: Signer, value: SetV) -> None:
    if signer.is_new(value):
        signer.out.append(value.path)
        signer.sign(None if value.items is None else tuple(value.items))


def _iterator(signer: Signer, value: IteratorV) -> None:
    if signer.is_new(value):
        if value.making is not None:
            raise Unsigned
        signer.out += (value.position, value.open)
        signer.all(value.items)


def _stream(signer: Signer, value: StreamV) -> None:
    signer.sign(value.element)
    signer.sign(value.length)
    signer.sign(value.first)


def _unknown(signer: Signer, value: Unknown) -> None:
    signer.out.append((value.data, value.number, value.whole))


def _condition(signer: Signer, value: Condition) -> None:
    if value.learn is not None or value.key is not None:
        raise Unsigned
    signer.out.append(value.data)


def _param(signer: Signer, value: Param) -> None:
    signer.bound = True
    signer.out += (value, value.is_used)


def _method(signer: Signer, value: BoundMethod) -> None:
    signer.sign(value.receiver)
    signer.sign(value.function)
    signer.out.append(value.name)


def _one_of(signer: Signer, value: OneOf) -> None:
    signer.all(value.choices)


def _function(signer: Signer, value: Function) -> None:
    if not signer.shared.holds(value.frame.serial):
        raise Unsigned
    signer.out.append(value)


def _class(signer: Signer, value: Class) -> None:
    if not signer.shared.holds(value.serial):
        raise Unsigned
    signer.out.append(value)


def _library(signer: Signer, value: Any) -> None:
    signer.out.append(value.path)


def _library_function(signer: Signer, value: LibraryFunction) -> None:
    if not is_registered(value.entry):
        raise Unsigned
    signer.out.append(value.entry)


def _library_class(signer: Signer, value: LibraryClass) -> None:
    signer.out.append(value.entry)


def _float(signer: Signer, value: FloatV) -> None:
    signer.sign(value.num)
    signer.out += (value.den, value.data)


def _slice(signer: Signer, value: slice) -> None:
    signer.all((value.start, value.stop, value.step))


def _sizes_of(signer: Signer, value: SizeV) -> None:
    signer.sign(value.tensor)


_RULES: Final[dict[type, Callable[[Signer, Any], None]]] = {
    tuple: Signer.all,
    Sizes: Signer.all,
    dict: Signer.names,
    slice: _slice,
    Dim: _open_size,
    Shape: _shape,
    Tensor: _tensor,
    Instance: _instance,
    ListV: _list,
    DictV: _dict,
    SetV: _set,
    IteratorV: _iterator,
    StreamV: _stream,
    SizeV: _sizes_of,
    Unknown: _unknown,
    Param: _param,
    Condition: _condition,
    FloatV: _float,
    BoundMethod: _method,
    Function: _function,
    Class: _class,
    EnumMember: _itself,
    Module: _itself,
    LazyDefinition: _itself,
    Thunk: _itself,
    OneOf: _one_of,
    Library: _library,
    LibraryClass: _library_class,
    LibraryFunction: _library_function,
}
