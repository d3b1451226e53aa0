"""Templates: what a call gave, kept so that the same call can be given the like of it, made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from convlint.engine.objects import Class, Condition, EnumMember, Function, LazyDefinition, Module, Param
from convlint.engine.signing import ATOMS, Signer
from convlint.frameworks.common.registry import is_registered
from convlint.symbolic import Dim, Lead, Shape, Symbol, of_atom, substitute
from convlint.values import (
    BoundMethod,
    DictV,
    FloatV,
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
from convlint.values.base import HeapObject, next_serial

LARGEST: Final = 2_000
"""A result of more parts is not kept."""


class Unkept(Exception):
    """A result that cannot be made anew."""


class Given:
    """In a template: the argument at this place of the signature's objects."""

    __slots__ = ("place",)

    def __init__(self, place: int) -> None:
        self.place = place


class Copier:
    """Copies a graph of values. What is shared stays shared; what only was made by the call is made anew.

    known: id of a mutable object -> its copy. start: serials (of objects, symbols, leads) from which on something is
    of the call's own making. birth: of the objects that are made.
    """

    def __init__(self, start: Start, birth: int = 0) -> None:
        self.known: dict[int, Any] = {}
        self.start = start
        self.birth = birth
        self.symbols: dict[Symbol, Any] = {}
        self.leads: dict[Lead, Lead] = {}
        self.made: list[Any] = []  # keeps the ids in `known` taken
        self.left = LARGEST

    def copy(self, value: Any) -> Any:
        kind = type(value)
        if kind in ATOMS or kind in _SHARED:
            return value
        if isinstance(value, HeapObject):
            stands = self.known.get(id(value)) or self.given(value)
            if stands is not None:
                return stands
            if kind is Class or value.serial < self.start.objects:
                return self.older(value, value.serial)
            self.left -= 1
            if self.left < 0:
                raise Unkept
        rule = _RULES.get(kind)
        if rule is None:
            raise Unkept
        return rule(self, value)

    def given(self, value: HeapObject) -> Given | None:
        """What stands for a mutable object of the arguments; None for any other."""
        return None

    def older(self, value: Any, serial: int) -> Any:
        """What was there before the call and is no part of its arguments."""
        return value

    def keep(self, value: Any, copied: Any) -> Any:
        """Remember a copy before its parts are made."""
        self.known[id(value)] = copied
        self.made.append(value)
        return copied

    def table(self, values: dict[Any, Any]) -> dict[Any, Any]:
        copy = self.copy
        return {key: item if type(item) in ATOMS else copy(item) for key, item in values.items()}

    def settled(self, value: Shape) -> Shape:
        """A shape as it is to be copied."""
        return value

    def size(self, value: Dim) -> Any:
        """A size that nobody knows is another one in the copy."""
        first, known = self.start.symbols, self.symbols
        new = [name for name in value.variables() if name in known or name.serial >= first]
        return substitute(value, {name: self._symbol(name) for name in new}) if new else value

    def _symbol(self, name: Symbol) -> Dim:
        found = self.symbols.get(name)
        if found is None:
            fresh = Symbol(name.name, name.low, name.high, name.origin, name.certain)
            found = self.symbols[name] = of_atom(fresh)
        return found

    def lead(self, value: Lead) -> Lead:
        """The same of a rank that nobody knows."""
        found = self.leads.get(value)
        if found is None and value.serial >= self.start.leads:
            found = self.leads[value] = Lead(value.name, value.given)
        return found or value


class Start:
    """The moment a call began, as serials: what bears a greater one is of its making."""

    __slots__ = ("leads", "objects", "symbols")

    def __init__(self) -> None:
        self.objects = next_serial()
        self.symbols = Symbol("start").serial
        self.leads = Lead("start").serial


_SHARED: Final = frozenset((Unknown, EnumMember, LazyDefinition, Module, Library, LibraryClass, FloatV, Param))


def _tuple(copier: Copier, value: tuple[Any, ...]) -> tuple[Any, ...]:
    for item in value:
        if type(item) not in ATOMS:
            return type(value)([copier.copy(each) for each in value])
    return value


def _slice(copier: Copier, value: slice) -> slice:
    return slice(*[copier.copy(part) for part in (value.start, value.stop, value.step)])


def _dim(copier: Copier, value: Dim) -> Any:
    return copier.size(value)


def _shape(copier: Copier, value: Shape) -> Shape:
    value = copier.settled(value)
    dims = value.dims
    for size in dims:
        if type(size) is not int:
            dims = tuple([copier.copy(each) for each in dims])
            break
    lead = None if value.lead is None else copier.lead(value.lead)
    return value if dims is value.dims and lead is value.lead else Shape(dims, lead)


def _tensor(copier: Copier, value: Tensor) -> Tensor:
    if value.source is not None or value.prefix:
        raise Unkept
    shape, data, factors = _shape(copier, value.shape), copier.copy(value.data), copier.copy(value.factors)
    made = Tensor(shape, value.dtype, value.library, data, factors, value.assumed, value.parameter)
    made.drawn = value.drawn
    layout = value.layout
    made.layout = (
        layout if layout is None or layout.strides is None else layout._replace(strides=copier.copy(layout.strides))
    )
    copier.keep(value, made)
    return made


def _instance(copier: Copier, value: Instance) -> Instance:
    if type(value.cls) is Class:
        copier.older(value.cls, value.cls.serial)
    made = Instance(value.cls, origin=value.origin, birth=copier.birth)
    copier.keep(value, made)
    made.opaque = value.opaque
    made.attrs = copier.table(value.attrs)
    if value.hidden:
        made.hidden = copier.table(value.hidden)
    return made


def _list(copier: Copier, value: ListV) -> ListV:
    made = ListV([], None, value.path, value.limit)
    copier.keep(value, made)
    made.items = None if value.items is None else [copier.copy(item) for item in value.items]
    made.element = copier.copy(value.element)
    return made


def _dict(copier: Copier, value: DictV) -> DictV:
    made = DictV({}, value.open, copier.copy(value.factory), value.path)
    copier.keep(value, made)
    made.items = {copier.copy(key): copier.copy(item) for key, item in value.items.items()}
    made.rest = copier.copy(value.rest)
    return made


def _set(copier: Copier, value: SetV) -> SetV:
    items = None if value.items is None else {copier.copy(item): None for item in value.items}
    made = SetV(items, value.path)
    copier.keep(value, made)
    return made


def _iterator(copier: Copier, value: IteratorV) -> IteratorV:
    if value.making is not None:
        raise Unkept
    made = IteratorV([])
    copier.keep(value, made)
    made.open = value.open
    made.items, made.position = [copier.copy(item) for item in value.items], value.position
    return made


def _stream(copier: Copier, value: StreamV) -> StreamV:
    return StreamV(copier.copy(value.element), copier.copy(value.length), copier.copy(value.first))


def _function(copier: Copier, value: Function) -> Function:
    copier.older(value, value.frame.serial)
    return value


def _library_function(copier: Copier, value: LibraryFunction) -> LibraryFunction:
    if not is_registered(value.entry):
        raise Unkept
    return value


def _condition(copier: Copier, value: Condition) -> Condition:
    """One that teaches something may speak of sizes of the call's own."""
    if value.learn is not None or value.key is not None:
        raise Unkept
    return value


def _sizes_of(copier: Copier, value: SizeV) -> SizeV:
    return SizeV(copier.copy(value.tensor))


def _method(copier: Copier, value: BoundMethod) -> BoundMethod:
    return BoundMethod(copier.copy(value.receiver), copier.copy(value.function), value.name)


_RULES: Final[dict[type, Callable[[Copier, Any], Any]]] = {
    tuple: _tuple,
    Sizes: _tuple,
    slice: _slice,
    Dim: _dim,
    Tensor: _tensor,
    Instance: _instance,
    ListV: _list,
    DictV: _dict,
    SetV: _set,
    IteratorV: _iterator,
    StreamV: _stream,
    SizeV: _sizes_of,
    BoundMethod: _method,
    Function: _function,
    Condition: _condition,
    dict: Copier.table,
    LibraryFunction: _library_function,
    Shape: _shape,
}


class Keeper(Copier):
    """Makes a template of what a call gave; raises Unkept where it cannot be one.

    anyhow: it is to hold for other open sizes and ranks as well: none but those of the arguments and the call's own may be in it.
    """

    def __init__(self, signer: Signer, start: Start, anyhow: bool) -> None:
        super().__init__(start)
        self.signer = signer
        self.anyhow = anyhow

    def given(self, value: HeapObject) -> Given | None:
        place = self.signer.place(value)
        return None if place is None else Given(place)

    def older(self, value: Any, serial: int) -> Any:
        """What is shared is the same for all callers; what is an entry's own may be another the next time."""
        if not self.signer.shared.holds(serial):
            raise Unkept
        return value

    def settled(self, value: Shape) -> Shape:
        return self.signer.facts.resolve_shape(value)

    def size(self, value: Dim) -> Any:
        known = self.signer.facts.resolve(value)
        if self.anyhow and not isinstance(known, int):
            first, given = self.start.symbols, self.signer.symbols
            if any(name.serial < first and name not in given for name in known.symbols()):
                raise Unkept
        return known

    def lead(self, value: Lead) -> Lead:
        if self.anyhow and value.serial < self.start.leads and value not in self.signer.leads:
            raise Unkept
        return value


class Filler(Copier):
    """Makes the like of what a template was made from, with other arguments, sizes and ranks in the places of the given ones."""

    def __init__(
        self, signer: Signer, start: Start, birth: int, symbols: Iterable[Symbol], leads: Iterable[Lead]
    ) -> None:
        super().__init__(start, birth)
        self.objects = signer.objects
        self.symbols.update((old, of_atom(new)) for old, new in zip(symbols, signer.symbols) if old is not new)
        self.leads.update(zip(leads, signer.leads))

    def copy(self, value: Any) -> Any:
        if type(value) is Given:
            return self.objects[value.place]
        return super().copy(value)
