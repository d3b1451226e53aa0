"""Lists, dicts, sets and iterators, known item by item or only by a typical element."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any, ClassVar, Final

from convlint.values.base import HeapObject, Unknown, Value, next_serial

MOST_MERGED: Final = 5_000
"""More items of lists that meet are not joined into one element."""


class ListV(HeapObject):
    """A list. `items` is None where the length is not known; `element` then stands for any item.

    path: the declared class that it is an object of (`collections.deque`). limit: a deque's `maxlen`.
    stands_for: the lists of which it is one, where it is not known which: who changes it may have changed any of them.
    """

    __slots__ = ("element", "items", "limit", "path", "serial", "stands_for")

    def __init__(
        self, items: list[Any] | None = None, element: Any = None, path: str = "builtins.list", limit: int | None = None
    ) -> None:
        self.serial = self.changed = next_serial()
        self.path = path
        self.limit = limit
        self.items = items
        self.stands_for: tuple[Any, ...] = ()
        self.element = element if element is not None or items is not None else Unknown("element of a list")

    def __repr__(self) -> str:
        return f"ListV({self.items if self.items is not None else f'*{self.element!r}'})"

    def save(self) -> Any:
        return (None if self.items is None else list(self.items), self.element)

    def restore(self, state: Any) -> None:
        self.items = None if state[0] is None else list(state[0])
        self.element = state[1]

    def merge(self, join: Any, one: Any, other: Any) -> None:
        a, b = one[0], other[0]
        if a is not None and b is not None and len(a) == len(b):
            self.items = [join(x, y) for x, y in zip(a, b)]
            self.element = None
            return
        self.items = None
        self.element = self._any_of(join, one, other)

    @staticmethod
    def _any_of(join: Any, one: Any, other: Any) -> Any:
        """What may stand for an item of either content."""
        found = [*(one[0] or ()), *(other[0] or ()), *(state[1] for state in (one, other) if state[0] is None)]
        if not found or len(found) > MOST_MERGED:
            return Unknown("lists of different lengths meet")
        element = found[0]
        for item in found[1:]:
            if item is not element:
                element = join(element, item)
            if type(element) is Unknown and not element.number and not element.data:
                break
        return element

    def forget(self) -> None:
        """Nothing is known of the content any more."""
        self.items = None
        self.element = Unknown("element of a changed list")


class DictV(HeapObject):
    """A dict. Keys are hashable constants (or Values, by identity). `open`: there may be other entries as well.

    rest: what each of those holds, where that is known: `(value,)`. factory: of a defaultdict.
    path: the declared class that it is an object of (`collections.OrderedDict`). views: the last that `keys` and its like gave.
    stands_for: the dicts of which it is one, as a list's.
    """

    __slots__ = ("factory", "items", "open", "path", "rest", "serial", "stands_for", "views")

    def __init__(
        self,
        items: dict[Any, Any] | None = None,
        open: bool = False,
        factory: Any = None,
        path: str = "builtins.dict",
    ) -> None:
        self.serial = self.changed = next_serial()
        self.items = {} if items is None else items
        self.open = open
        self.rest: tuple[Any, ...] | None = None
        self.factory = factory
        self.path = path
        self.views: tuple[Any, ...] = ()
        self.stands_for: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        return f"DictV({self.items}{', …' if self.open else ''})"

    def save(self) -> Any:
        return (dict(self.items), self.open, self.rest)

    def restore(self, state: Any) -> None:
        self.items = dict(state[0])
        self.open = state[1]
        self.rest = state[2]

    def merge(self, join: Any, one: Any, other: Any) -> None:
        a, b = one[0], other[0]
        self.open = one[1] or other[1] or a.keys() != b.keys()
        self.rest = None
        if all(rest is not None or not is_open for _, is_open, rest in (one, other)):
            apart = [value for mine, its in ((a, b), (b, a)) for key, value in mine.items() if key not in its]
            apart += [*(one[2] or ()), *(other[2] or ())]
            self.rest = (reduce(join, apart),) if apart else None
        self.items = {key: join(a[key], b[key]) for key in a if key in b}

    def forget(self) -> None:
        """Nothing is known of the content any more."""
        self.items = {}
        self.open = True
        self.rest = None


class SetV(HeapObject):
    """A set of hashable constants; `items` is None where the content is not known."""

    __slots__ = ("items", "path", "serial")

    def __init__(self, items: dict[Any, None] | None = None, path: str = "builtins.set") -> None:
        self.serial = self.changed = next_serial()
        self.items = items  # a dict keeps the order, so that no run differs from another
        self.path = path

    def __repr__(self) -> str:
        return f"SetV({None if self.items is None else list(self.items)})"

    def save(self) -> Any:
        return None if self.items is None else dict(self.items)

    def restore(self, state: Any) -> None:
        self.items = None if state is None else dict(state)

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self.items = dict(one) if one is not None and other is not None and one.keys() == other.keys() else None

    def forget(self) -> None:
        """Nothing is known of the content any more."""
        self.items = None


class StreamV(Value):
    """An iterable of unknown length whose every item is like `element`; `length` is an int, a Dim or None.

    first: the first item, where more is known of it, as of a count; it is what the first turn of a loop gets.
    """

    __slots__ = ("element", "first", "length")

    def __init__(self, element: Any, length: Any = None, first: Any = None) -> None:
        self.element = element
        self.length = length
        self.first = first


class AttributesV(DictV):
    """`vars(x)` or `x.__dict__`: the attributes of an instance as a dict. `owner` is what to touch before a change."""

    __slots__ = ("_open", "owner")

    def __init__(self, owner: Any, open: bool = False) -> None:
        self.owner = owner
        self._open = open
        super().__init__(owner.attrs, open)
        self.serial = owner.serial  # who changes it changes the owner

    @property
    def items(self) -> dict[Any, Any]:
        """The owner's attributes, as they are now."""
        attrs: dict[Any, Any] = self.owner.attrs
        return attrs

    @items.setter
    def items(self, attrs: dict[Any, Any]) -> None:
        self.owner.attrs = attrs

    @property
    def open(self) -> bool:
        """Whether the owner may have attributes that are not known: those of an opaque one may always be."""
        return self._open or bool(self.owner.opaque)

    @open.setter
    def open(self, value: bool) -> None:
        if value and not self._open:
            self.owner.opaque = True

    def save(self) -> Any:
        return self._open

    def restore(self, state: Any) -> None:
        self._open = state

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self._open = one or other

    def forget(self) -> None:
        self.owner.opaque = True
        self.owner.attrs = {name: Unknown("set in an unknown way") for name in self.owner.attrs}


class Course(HeapObject):
    """How far an endless iterator has come. `at(i)` is item i."""

    __slots__ = ("at", "position")

    def __init__(self, at: Callable[[int], Any]) -> None:
        self.at = at
        self.position = 0

    def take(self, count: int) -> list[Any]:
        """The next items. The caller has touched it."""
        start = self.position
        self.position += count
        return [self.at(i) for i in range(start, self.position)]

    def save(self) -> Any:
        return (self.at, self.position)

    def restore(self, state: Any) -> None:
        self.at, self.position = state

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self.at, self.position = one
        if one[1] != other[1]:
            self.at = lambda i: Unknown("iterators at different places meet")


class EndlessV(StreamV):
    """An iterator without end whose items are known: `itertools.count`, `cycle`."""

    __slots__ = ("course",)
    declared: ClassVar[str] = "builtins.stream"

    def __init__(self, at: Callable[[int], Any], element: Any) -> None:
        super().__init__(element)
        self.course = Course(at)
