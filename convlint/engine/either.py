"""One of several functions or classes, of which it is not known which: called, both are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.control import Flow
from convlint.engine.frame import Frame
from convlint.engine.objects import Class, Condition, Function, LazyDefinition, Module, Thunk
from convlint.values import BoundMethod, Library, LibraryClass, LibraryFunction, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

FUNCTIONS = (Function, LibraryFunction, BoundMethod, Thunk, LazyDefinition)
CLASSES = (Class, Library, LibraryClass)
DEFINITIONS = (*FUNCTIONS, *CLASSES, Module)
MOST = 4
"""More functions in the place of one are not followed."""


def either(one: Any, other: Any) -> Any:
    """What stands for either of two functions or classes."""
    if isinstance(one, Library) and isinstance(other, Library) and one.path == other.path:
        return one
    methods = isinstance(one, BoundMethod) and isinstance(other, BoundMethod)
    if methods and one.receiver is other.receiver and one.function is other.function:
        return one
    choices = list(dict.fromkeys((*_choices(one), *_choices(other))))
    if len(choices) > MOST:
        return Unknown("one of many functions or classes")
    return OneOf(choices)


class OneOf(Thunk):
    """A callable that is one of several."""

    __slots__ = ("choices",)

    def __init__(self, choices: list[Any]) -> None:
        super().__init__("one of several", self._follow)
        self.choices = choices

    def _follow(self, vm: Interpreter, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return _followed(vm, self.choices, args, kwargs)


def _choices(value: Any) -> list[Any]:
    return value.choices if isinstance(value, OneOf) else [value]


def _followed(vm: Interpreter, choices: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    first, *rest = choices
    if not rest:
        return vm.call(first, args, kwargs)
    module = (
        vm.place[0] if vm.place is not None else next((each.module for each in choices if type(each) is Function), None)
    )
    if module is None:
        return Unknown("one of several functions")
    from convlint.engine.branching import fork

    frame = Frame(module)

    def run(some: list[Any]) -> tuple[Flow, Any]:
        return Flow.NEXT, _followed(vm, some, args, kwargs)

    return fork(vm, frame, Condition("one of several functions"), lambda: run([first]), lambda: run(rest))[1]
