"""Instances, and the parts of libraries that are declared rather than read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from convlint.values.base import BornObject, Value, merged

if TYPE_CHECKING:
    from convlint.frameworks.common.registry import ClassEntry, FunctionEntry


class Library(Value):
    """A module of a library that is declared, not read: `torch.nn`, or a name in one that nobody declared."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"Library({self.path})"


class LibraryFunction(Value):
    """A declared function: `torch.cat`."""

    __slots__ = ("entry", "path")

    def __init__(self, path: str, entry: FunctionEntry) -> None:
        self.path = path
        self.entry = entry

    def __repr__(self) -> str:
        return f"LibraryFunction({self.path})"


class LibraryClass(Value):
    """A declared class: `torch.nn.Linear`. Projects may derive from it."""

    __slots__ = ("entry", "path")

    def __init__(self, path: str, entry: ClassEntry) -> None:
        self.path = entry.path or path  # one class, by whichever path it was met
        self.entry = entry

    def __repr__(self) -> str:
        return f"LibraryClass({self.path})"


class BoundMethod(Value):
    """A method with its object: `x.view`. `function` is a LibraryFunction or a function of the project."""

    __slots__ = ("function", "name", "receiver")

    def __init__(self, receiver: Any, function: Any, name: str) -> None:
        self.receiver = receiver
        self.function = function
        self.name = name


REACHED = "reached"
"""The note (`Context.notes`) of the objects in which others were found under names that are not known."""
OPEN_NAMES = "open names"
"""A note in `Instance.hidden`: it may have attributes under names that are not known; those that are known are as they are."""

FILLED_LATER = "filled later"
"""A note in `Instance.hidden`: the attributes that a method fills which code that is not known may call at any time."""


class Instance(BornObject):
    """An object of a class, a declared one (LibraryClass) or one of the project.

    attrs: its attributes, for a declared layer also its bound constructor arguments under the framework's names.
    origin: where it was made (opaque to everyone but the engine).
    opaque: something was done to it that is not understood: calls give Unknown.
    """

    __slots__ = ("attrs", "cls", "hidden", "opaque", "origin", "signed")

    def __init__(self, cls: Any, attrs: dict[str, Any] | None = None, origin: Any = None, birth: int = 0) -> None:
        super().__init__(birth)
        self.cls = cls
        self.attrs = {} if attrs is None else attrs
        self.origin = origin
        self.opaque = False
        self.hidden: dict[str, Any] = {}  # a declaration's own notes (children of a container); never seen by getattr
        self.signed: Any = None  # the engine's own: what it was signed as, till something in it changes

    def __repr__(self) -> str:
        return f"Instance({getattr(self.cls, 'path', None) or getattr(self.cls, 'name', '?')})"

    def save(self) -> Any:
        return (dict(self.attrs), self.opaque, dict(self.hidden), self.cls)

    def restore(self, state: Any) -> None:
        self.attrs, self.opaque, self.hidden, self.cls = dict(state[0]), state[1], dict(state[2]), state[3]

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self.attrs = merged(join, one[0], other[0])
        self.hidden = merged(join, one[2], other[2])
        self.opaque = one[1] or other[1]


class FieldV(Value):
    """`dataclasses.field(…)`: the default of a field, or the function that makes it; None where there is none.

    has_default tells a default of None from none. init: the field is a parameter of the constructor.
    """

    __slots__ = ("default", "factory", "has_default", "init")

    def __init__(self, default: Any = None, has_default: bool = False, factory: Any = None, init: bool = True) -> None:
        self.default = default
        self.has_default = has_default
        self.factory = factory
        self.init = init


class AutoV(Value):
    """`enum.auto()`: the member's number is counted by the class."""

    __slots__ = ()


class ModulesV(Value):
    """`sys.modules`: by their names the modules of the project that have been imported."""

    __slots__ = ()
    declared: ClassVar[str] = "sys.ModulesDict"


def is_filled_later(value: Instance, name: str) -> bool:
    """Whether an attribute is noted as FILLED_LATER; any may be where paths meet of which only some have the note."""
    noted = value.hidden.get(FILLED_LATER, ())
    return name in noted if isinstance(noted, tuple) else True
