"""Decorators: those of Python itself are marks; any other is called with the function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.classes import DATACLASSES, annotation_text, make_dataclass
from convlint.engine.descriptors import MADE
from convlint.engine.frame import Frame
from convlint.engine.giving import gives_back, only_documents
from convlint.engine.objects import Class, Function, Thunk
from convlint.engine.within import within
from convlint.syntax import ir
from convlint.values import BoundMethod, Library, LibraryFunction, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

MARKS = {
    "staticmethod": {"static"},
    "classmethod": {"class"},
    "property": {"property"},
    "functools.cached_property": {"property", "cached"},
    "cached_property": {"property", "cached"},
    "abc.abstractproperty": {"property"},
    "contextlib.contextmanager": {"scope"},
    "contextlib.asynccontextmanager": {"scope"},
    "functools.cache": {"remembered"},
    "functools.lru_cache": {"remembered"},
    "torch.jit.unused": set(),
    "jaxtyping.checked": {"checked"},
}
DECORATOR_STEPS = 3_000


def decorate(vm: Interpreter, node: Any, value: Any, frame: Frame) -> Any:
    """`@node` applied to a function value."""
    if isinstance(node, ir.Attribute) and node.attr in ("setter", "getter", "deleter"):
        return _accessor(vm, node, value, frame)
    decorator = vm.eval(node, frame)
    marks = MARKS.get(_name_of(decorator, node))
    if marks is not None and isinstance(value, Function):
        value.marks = value.marks | marks
        return value
    return _applied(vm, decorator, value)


def _name_of(decorator: Any, node: Any) -> str:
    if isinstance(decorator, Thunk):
        return decorator.name
    if isinstance(decorator, (Library, LibraryFunction)):
        return decorator.path.removeprefix("builtins.")
    path = getattr(decorator, "path", "")
    return (
        str(path).removeprefix("builtins.") if path else annotation_text(node) if isinstance(decorator, Unknown) else ""
    )


def _accessor(vm: Interpreter, node: ir.Attribute, value: Any, frame: Frame) -> Any:
    """`@x.setter`: the property stays, its setter is kept beside it."""
    present = frame.names.get(annotation_text(node.value))
    if node.attr == "setter":
        vm.touch(frame)
        frame.names[f"{annotation_text(node.value)}.setter"] = value
    return present if present is not None else MADE


def _applied(vm: Interpreter, decorator: Any, value: Any) -> Any:
    """What a decorator makes of a function or class: the same, where it is known to leave it or to do no more than register it."""
    function, skip = (decorator.function, 1) if isinstance(decorator, BoundMethod) else (decorator, 0)
    if isinstance(function, Function):
        return _applied_in_bounds(vm, decorator, function, skip, value)
    if isinstance(decorator, (Unknown, Library)):
        return Unknown("a decorator that is not known")
    return vm.call(decorator, (value,))


def _applied_in_bounds(vm: Interpreter, decorator: Any, function: Function, skip: int, value: Any) -> Any:
    """What a decorator of the project gives; of one that documents, or works too long, what its text says it returns."""
    if only_documents(vm, function, skip):
        return value
    if id(function.node) not in vm.loader.laborious:
        made, ended = within(vm, DECORATOR_STEPS, lambda: vm.call(decorator, (value,)))
        if ended:
            return made
        vm.loader.laborious[id(function.node)] = function
    return value if gives_back(vm, function, skip) else Unknown("a decorator that works long")


def decorate_class(vm: Interpreter, node: Any, value: Any, frame: Frame) -> Any:
    """`@node` applied to a class value. A decorator of classes that is not known is taken to register it."""
    head = node.func if isinstance(node, ir.Call) else node
    decorator = vm.eval(head, frame)
    if _name_of(decorator, head) in DATACLASSES and isinstance(value, Class):
        refused = isinstance(node, ir.Call) and any(
            name == "init" and not (isinstance(given, ir.Const) and given.value is True)
            for name, given in node.keywords
        )
        make_dataclass(value, not refused)
        return value
    made = _applied(vm, vm.eval(node, frame), value)
    if not isinstance(made, Unknown):
        return made
    if isinstance(value, Class):
        value.registered = True
    return value
