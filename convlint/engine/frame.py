"""A frame: the names of a running function, class body or module."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any, Final

from convlint.values.base import BornObject, Unknown, merged

if TYPE_CHECKING:
    from convlint.engine.objects import Function, Module


CHANGED: Final = Unknown("code that is not read may change it")


class Frame(BornObject):
    """`names` are the local names; a module's frame shares the module's. `outer` is the enclosing function's frame."""

    __slots__ = (
        "endless",
        "function",
        "globals",
        "is_class",
        "module",
        "names",
        "nonlocals",
        "outer",
        "receiver",
        "result",
        "returned",
        "yields",
    )

    def __init__(
        self, module: Module, outer: Frame | None = None, function: Function | None = None, birth: int = 0
    ) -> None:
        super().__init__(birth)
        self.module = module
        self.outer = outer
        self.function = function
        self.names: dict[str, Any] = {}
        self.globals: frozenset[str] = frozenset()
        self.nonlocals: frozenset[str] = frozenset()
        self.is_class = False  # a class body, whose names its functions do not see
        self.receiver: Any = None  # `self` of a method, for super()
        self.result: Any = None
        self.returned: list[Any] = []  # values of branches that may have returned already
        self.yields: Any = (
            None  # what a generator has yielded; the block of a `with` that runs instead (`scoping.Block`)
        )
        self.endless = False  # a generator that yields under an open branch or loop

    @property
    def attrs(self) -> dict[str, Any]:
        """The names, for `globals()`."""
        return self.names

    @attrs.setter
    def attrs(self, names: dict[str, Any]) -> None:
        if names is not self.names:
            self.restore(names)

    @property
    def opaque(self) -> bool:
        return False

    def forget_values(self) -> None:
        """What is no definition and no import may have any other value."""
        from convlint.engine.either import DEFINITIONS
        from convlint.values import Library

        self.names.update(
            {name: CHANGED for name, value in self.names.items() if not isinstance(value, (*DEFINITIONS, Library))}
        )

    def save(self) -> Any:
        return dict(self.names)

    def restore(self, state: Any) -> None:
        self.names.clear()
        self.names.update(state)

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self.restore(merged(join, one, other))
        if not self.is_class and not len(one) == len(other) == len(self.names):
            self.names.update(_defined(one, other))


def _defined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What only one of two branches has defined or imported: who uses it has it, or a NameError."""
    from convlint.engine.either import DEFINITIONS

    apart = [(name, value) for name, value in one.items() if name not in other]
    apart += [(name, value) for name, value in other.items() if name not in one]
    return {name: value for name, value in apart if isinstance(value, DEFINITIONS) and name not in vars(builtins)}
